"""Which reader is asked first for each field, and what settles it where several answer: the one place where this stands.

A reader is a pure function of the story (the page and what was read before) that yields candidates, the likeliest first.
For every field the page's family (its CMS) is asked before the generic readers; what it says is final.

| field | in this order | settled by |
|---|---|---|
| url | rel=canonical, og:url, JSON-LD | the first that can be this article's; never another article's or the front page |
| language | JSON-LD, html lang, og:locale, meta, header | the first that the text's script and words allow; else the text itself |
| headline | h1 and named headings, JSON-LD, og, meta, title | the heading that other witnesses repeat (`headline.settle`) |
| kicker | inside the heading, a named block beside it, the first line of the head | the first |
| dek | a named block below the headline, what stands between it and the byline, a stated summary shown there, a sentence as a heading before the text | the first |
| byline | near the headline: blocks marked as a byline, that begin like one, that name an agency; JSON-LD, meta; if no person: below the text, behind that of JSON-LD | names common to byline and data; else the byline (`byline.settle`) |
| published | JSON-LD, meta, `time`, text that says so, other meta, other text, title, address; if none has any: names of elements, text below, links to the page itself, a lone `time`, scripts | the first; text that agrees with the address; meta and print against JSON-LD; of the same day, the first with a time |
| modified | JSON-LD, meta, `time`, text beside the headline; if none tells of publishing: text below | the same |
| section | JSON-LD, meta | the first |
| tags | JSON-LD, meta, links with rel=tag, a list named as tags below the headline | the first |
| access | JSON-LD, meta; if none: a paywall's own element | the strictest |
"""

from crawler.extraction import access, address, byline, dates, headline, language, standfirst, tags
from crawler.extraction.access import Access
from crawler.extraction.story import Reader
from crawler.items import ScrapedDate

URL: tuple[Reader[str], ...] = (address.stated,)
LANGUAGE: tuple[Reader[str], ...] = (language.stated,)
HEADLINE: tuple[Reader[str], ...] = (
    headline.from_linked,
    headline.from_sharing,
    headline.from_meta,
    headline.from_title,
)
KICKER: tuple[Reader[str], ...] = (standfirst.kicker,)
DEK: tuple[Reader[str], ...] = (
    standfirst.dek,
    standfirst.dek_above_byline,
    standfirst.dek_stated,
    standfirst.dek_as_heading,
)
BYLINE_SHOWN: tuple[Reader[list[str]], ...] = (
    byline.marked,
    byline.led,
    byline.of_agencies,
    byline.dated,
    byline.of_data,
)
BYLINE_LAST: tuple[Reader[list[str]], ...] = (byline.opening, byline.below, byline.in_text)
BYLINE_SAID: tuple[Reader[list[str]], ...] = (byline.said,)
PUBLISHED: tuple[Reader[ScrapedDate], ...] = (
    dates.published_linked,
    dates.published_meta,
    dates.published_time,
    dates.published_said,
    dates.published_other_meta,
    dates.published_text,
    dates.published_title,
    dates.published_url,
)
PUBLISHED_LAST: tuple[Reader[ScrapedDate], ...] = (
    dates.published_unsaid,
    dates.published_below,
    dates.published_link,
    dates.published_lone,
    dates.published_script,
)
MODIFIED_LAST: tuple[Reader[ScrapedDate], ...] = (dates.modified_below,)
MODIFIED: tuple[Reader[ScrapedDate], ...] = (
    dates.modified_linked,
    dates.modified_meta,
    dates.modified_time,
    dates.modified_text,
)
SECTION: tuple[Reader[str], ...] = (tags.section_linked, tags.section_meta, tags.section_shown)
TAGS: tuple[Reader[list[str]], ...] = (tags.from_linked, tags.from_meta, tags.from_links, tags.from_list)
ACCESS: tuple[Reader[Access], ...] = (access.from_linked, access.from_meta)
ACCESS_LAST: tuple[Reader[Access], ...] = (access.from_markup,)
