"""What `scrapy` does here. Scrapy imports all of it, whatever is asked for."""

import scrapy.core.downloader.contextfactory  # noqa: F401 - reads the source of all who import it: here they are few
