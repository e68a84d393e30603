"""Scrapy's settings for this project; docs.scrapy.org defines each, and crawler.spider those that are ours."""

from importlib.metadata import version

from scrapy.settings import default_settings

# Who we are
BOT_NAME = "news-archive"
USER_AGENT = f"{BOT_NAME}/{version(BOT_NAME)}"
CONTACT = ""
DEFAULT_REQUEST_HEADERS = {
    "Accept": "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8",
    "Accept-Language": "en",
    "Accept-Encoding": "gzip, deflate, br",  # not zstd: replay tools (pywb 2.10) show its bytes
}
SPIDER_MODULES = ["crawler.spiders"]
COMMANDS_MODULE = "crawler.commands"
LOG_LEVEL = "WARNING"

# How politely
ROBOTSTXT_OBEY = True
OBEY_NOARCHIVE = True
ROBOTSTXT_PARSER = "crawler.robots.RobotsRules"
DOWNLOAD_DELAY = 0.4
CONCURRENT_REQUESTS = 256  # room for all that 16 sites may have waiting: a slow one keeps no other from its turn
CONCURRENT_REQUESTS_PER_DOMAIN = 2
DOWNLOADER = "crawler.downloader.CountingDownloader"
AUTOTHROTTLE_ENABLED = True
AUTOTHROTTLE_START_DELAY = 0.4
AUTOTHROTTLE_MAX_DELAY = 10
AUTOTHROTTLE_TARGET_CONCURRENCY = 2
DOWNLOAD_TIMEOUT = 60
REVISITS = 500
URLLENGTH_LIMIT = 0
DOWNLOAD_MAXSIZE = 16 * 1024 * 1024
SCRAPER_SLOT_MAX_ACTIVE_SIZE = 2 * DOWNLOAD_MAXSIZE  # of pages being read or written; Scrapy's 5 MB are 27 of them
SCHEDULER_PRIORITY_QUEUE = "scrapy.pqueues.ScrapyPriorityQueue"  # the lanes see to it that each host has its turn
SCHEDULER_MEMORY_QUEUE = "scrapy.squeues.FifoMemoryQueue"
DOWNLOAD_HANDLERS = {
    "data": None,
    "file": None,
    "ftp": None,
    "s3": None,
    "https": "crawler.handler.CheckingHandler",
}
DOWNLOAD_VERIFY_CERTIFICATES = True
UNVERIFIED_HOSTS: list[str] = []
COOKIES_ENABLED = False
TWISTED_DNS_RESOLVER = "crawler.resolver.PublicResolver"
PRIVATE_HOSTS: list[str] = []
REDIRECT_MAX_TIMES = 10
RETRY_GIVE_UP_LOG_LEVEL = "DEBUG"
RETRY_HTTP_CODES = [408, 500, 502, 503, 504, 522, 524]

# What happens to an item
CONCURRENT_ITEMS = 1  # of one response, which brings no more
ITEM_PIPELINES = {
    "crawler.pipelines.normalise.NormalisePipeline": 100,
    "crawler.pipelines.store.StorePipeline": 200,
}
DOWNLOADER_MIDDLEWARES = {
    "scrapy.downloadermiddlewares.offsite.OffsiteMiddleware": None,
    "scrapy.downloadermiddlewares.robotstxt.RobotsTxtMiddleware": None,
    "scrapy.downloadermiddlewares.httpauth.HttpAuthMiddleware": None,
    "crawler.middlewares.robots.RobotsMiddleware": 100,
    "crawler.middlewares.retry_after.RetryAfterMiddleware": 560,
    "scrapy.downloadermiddlewares.redirect.MetaRefreshMiddleware": None,
    "crawler.middlewares.meta_refresh.RefreshMiddleware": 580,
    "crawler.middlewares.browser.BrowserMiddleware": 583,
    "crawler.middlewares.directives.DirectivesMiddleware": 585,
    "scrapy.downloadermiddlewares.httpcompression.HttpCompressionMiddleware": None,
    "crawler.middlewares.unpacking.UnpackingMiddleware": 590,
    "scrapy.downloadermiddlewares.redirect.RedirectMiddleware": None,
    "crawler.middlewares.redirect.LoopMiddleware": 600,
    "crawler.middlewares.guard.GuardMiddleware": 760,
    "crawler.middlewares.backoff.BackoffMiddleware": 870,
    "crawler.middlewares.capture.CaptureMiddleware": 990,
}
SPIDER_MIDDLEWARES = dict.fromkeys(  # what follows links needs them; our answers bring none
    (
        "scrapy.spidermiddlewares.httperror.HttpErrorMiddleware",
        "scrapy.spidermiddlewares.urllength.UrlLengthMiddleware",
        "scrapy.spidermiddlewares.depth.DepthMiddleware",
        "scrapy.spidermiddlewares.metacopy.MetaCopyDetectionMiddleware",
        "scrapy.spidermiddlewares.start.StartSpiderMiddleware",
    )
)
EXTENSIONS_BASE = {  # Scrapy loads all that are named, a web server among them, also to leave them out
    path: order
    for path, order in default_settings.EXTENSIONS_BASE.items()
    if not path.startswith(("scrapy.extensions.telnet.", "scrapy.extensions.remote_control."))
}
EXTENSIONS = {
    "crawler.extensions.report.ReportExtension": 100,
    "crawler.extensions.crawl_delay.CrawlDelayExtension": 200,
}

# Where it goes
ARCHIVE = "news.db"
CAPTURES = True
CAPTURES_FILE_SIZE = 1_000_000_000
HEALTH_HOOK = ""
HEALTH_WEBHOOK = ""
