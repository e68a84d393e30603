"""The crawler: knows the web, knows no SQL.

Site -> discovery (candidate URLs with hints) -> Scrapy's downloader -> extraction (html + url -> ScrapedArticle)
-> pipelines: normalise (ScrapedArticle -> archive.Article), store (-> archive.Archive.add). Nothing points back.
"""
