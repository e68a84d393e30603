"""What a box is for, by what it calls itself: the words that content systems put into class, id and role."""

from functools import lru_cache
from itertools import accumulate
from typing import Final

from crawler.extraction import later
from crawler.extraction.blocks import Block, Box, Layout, hidden
from crawler.extraction.text import has_digit

_WORDS: Final[dict[str, str]] = {
    "hidden": "sr-only screen-reader* screenreader* visually-hidden visuallyhidden offscreen off-screen assistive-text "
    "print-only element-invisible noscreen no-print noprint print-header print-footer is-hidden hide-me a11y-hidden u-hidden "
    "accessibility* skip-link skip-to*",
    "comments": "comment comments comments-* comment-* *-comments disqus* commentlist livefyre viafoura* openweb coral-* respond "
    "kommentar* commentaire* comentario* forum* leserbrief* reactions",
    "consent": "cookie* consent* gdpr* dsgvo* cmp onetrust* privacy-* usercentrics* didomi* sp-message*",
    "modal": "modal* popup* pop-up* lightbox* overlay overlay-* *-overlay dialog dialog-* *-dialog tooltip* popover* flyout* offcanvas* off-canvas*",
    "share": "share shares sharing share-* *-share sharer* *-sharing sharedaddy addtoany* a2a* addthis* social* *-social teilen "
    "partager compartir compartilhe condividi follow follow-* *-follow followus toolbar* tool-bar tools actions article-tools "
    "article-actions print print-button* print-link* print-article* whatsapp* facebook* twitter-share tweet-button rate rating ratings vote likes feedback reply",
    "newsletter": "newsletter* news-letter* subscribe* subscription* subscribir* sign-up* signup* promo promos promo-* *-promo "
    "promotion* promoted* paywall paywall-* *-paywall piano* regwall* locked-login* locked-box* registration* cta cta-* *-cta call-to-action* donat* "
    "spenden* membership* abo abobox* abo-* *-abo mailchimp* advert* ad ads ad-* ads-* *-ad *-ads adbox* adslot* adspot* td-a-rec* advt* dfp* "
    "googlead* sponsor* banner* affiliat* commercial* anzeige* werbung* publicidad* pubblicita* reklama* annons* mailing* "
    "app-download* appstore* app-promo* login* log-in* premium-* offer offers buy buybox* shop* coupon* widget-deal* gift* "
    "wapp* whatsapp-group *-qr qrcode* qr-code* campaign* marketing* iklan* pub-* kaufberat* preisvergleich*",
    "related": "related* relate *-related recommend* recirc* read-more readmore more-* *-more also-* *-also alsoread* also-read "
    "see-also lire-aussi leia-mais leia-tambem lee-tambien teaser teaser-box* teaser-list* *-teaser teasers further* trending* most-* popular* *-popular "
    "you-may* suggest* next-* *-next prev-* previous-* post-navigation* pagination* pager* paging* read-next readnext inline-link* "
    "link-list linklist* linkbox* links *-links link-box crosslink* crossref* bookmark-card* link-card* linkcard* link-preview* jp-relatedposts outbrain* taboola* article-list "
    "articlelist* listing* post-list* headlines latest* must-read* onward* collection* recent* featured-* zum-thema* thema-* "
    "mehr-* weitere-* similar* associated* storylink* story-link* news-link* playlist* up-next continue* rebound* block-related "
    "intext-link* in-text-link* promo-link* card-list postcard* post-card* lesen-sie* lestips* lees-ook meer-* interesting*",
    "caption": "caption* *-caption figcaption* imagecaption* photocaption* credit credits *-credit *-credits copyright* *-copyright "
    "copy-right bildunterschrift* bildtext* bild-text* legend legende* *-legend photo-by photoby photo-info photographer* fotograf* "
    "image-source* image-text image-desc* image-info* img-desc* img-info* img-caption* image-subtitle* imagedescription* "
    "image-description* pic-desc* pic-info* bildquelle* epigrafe* didascalia* pie-foto* piefoto* foto-* photo-desc* "
    "image-author* image-box-author media-source slide-caption",
    "bio": "author-bio* author-box* author-card* author-info* author-profile* author-desc* author-about* author-block* authorbox* "
    "authorbio* authorinfo* about-author* about-the-author* bio bio-* *-bio biography contributor* c-author* autorenbox* "
    "autor-box* autorbox* author-hlight* author-details* user-bio* post-author* article-author-bio* author-content author-text* "
    "author-section* authorprofile* author-profile-* contributors-* entry-author* single-author* autor-info* autore-*",
    "meta": "byline* *-byline by-line author author-* *-author authors authors-* *-authors authorname* writer dateline *-dateline date date-* *-date "
    "dates datetime* date-time* timestamp* time-stamp* pubdate* publish* published* published-* posted* posted-on posted-by meta meta-* *-meta "
    "metadata* article-info* articleinfo* post-info* postinfo* entry-info* story-info* breadcrumb* bread-crumb* tag tags tag-* *-tag *-tags taglist* tagcloud* keyword* "
    "categor* *-category cat-links topics *-topics topic-list* topic-tags* kicker* overline* overhead eyebrow* reading-time* readtime* read-time* "
    "updated* *-updated last-updated lastmod* views-count viewcount* view-count* duration* source-* *-source rubric* section-label* label "
    "dachzeile* ressort* entry-footer* post-footer* article-footer* rubrik*",
    "nav": "nav nav-* *-nav navi navigation* *-navigation navbar* menu menu-* *-menu toc toc-* table-of-contents* tableofcontents* "
    "ez-toc* inhaltsverzeichnis* jump-* jumplinks* anchor-nav* sitemap* search search-* *-search searchbox* searchform* breadcrumbs "
    "backtotop* back-to-top* scroll-top* no-data no-data-*",
    "footer": "footer footer-* *-footer foot trust-box* trust-project* trust-indicator* colophon* legal* imprint* impressum* site-info bottom-bar footnotes-bar disclosure*",
    "aside": "sidebar sidebar-* *-sidebar aside aside-* *-aside rail *-rail right-col* rightcol* left-col* leftcol* marginal* "
    "side-col* side-bar* complementary widget widget-* *-widget widgets",
    "embed": "player* *-player jwplayer* video-player* audio-player* audioplayer* playerbox* video-info* video-title* video-data* gallery* *-gallery slideshow* "
    "carousel* *-carousel swiper* slick* poll polls poll-* quiz* survey* infographic* iframe* embed-consent* external-content* embed-placeholder* "
    "opt-in* optin* two-click* 2-click* embed-box* embedbox* do-display-embed* podcast* video-js* listen* speech* tts* ttsaudio* read-aloud* "
    "mol-post-card* document-embed* map-embed*",
    "pull": "pullquote* pull-quote* pullq* blockquote-pull* quote-box* *-pullquote",
    "box": "infobox* info-box* factbox* fact-box* faktabox* faktabox* fakta* faktaboks* *-fact fact-file* facts-box* infokasten* info-kasten* kasten* "
    "inset* insetbox* aside-box* sidebar-box* highlight-box* textbox* text-box* boxout* box-out* timeline-box* glossary* "
    "key-facts* keyfacts* at-a-glance* knowledge* wissensbox* hintergrund* steckbrief* profile-box* bio-box*",
    "form": "form form-* *-form contact-form* input* field-label dropdown* select* captcha* widget-form*",
}
"""Words by role, in the order of asking. `*` stands for any rest of the word. A word is what stands between spaces,
after humps, underscores and colons have become dashes."""

_TAG_ROLES: Final = {
    "nav": "nav", "footer": "footer", "aside": "aside", "figcaption": "caption", "figure": "figure", "form": "form",
    "address": "meta", "menu": "nav", "legend": "form",
}  # fmt: skip
_SHARE: Final = {
    "comments": 0.8,
    "consent": 0.8,
    "footer": 0.6,
    "hidden": 0.6,
    "figure": 0.8,
    "related": 0.6,
    "bio": 0.5,
}
"""How much of a page's good text a box of this role may hold before the role is taken for a mistake; others 0.3."""
_STATING: Final = frozenset(
    (
        "has have with without no not non is js show hide type status format category tag post page single "
        "term wp tdi vc td col row grid lg md sm xl xs hentry enable disable can use u font text bg border "
        "max min w h p m mt mb my mx pt pb px py flex items justify space gap"
    ).split()
)
"""How words begin that only state something."""
_STATING_PARTS: Final = ("node-type-", "c-has-")
_TELLING: Final = later.compile(r"sr-only|newsletter|related|caption|share|author")
PARAGRAPH: Final = 80
"""Characters from which a block reads like running text."""
_HUMP: Final = later.compile(r"(?<=[a-z0-9])(?=[A-Z])")
_JOINT: Final = later.compile(r"[/.\[\]=&|]+")
_LEAD_PICTURE: Final = later.compile(r"featured-?(?:image|img|media|photo|picture|thumb|area)")


def _dashed(word: str) -> str:
    """A word with humps and joints as dashes, in lower case."""
    if not word.islower():
        word = _HUMP.sub("-", word)
    if not word.replace("-", "").isalnum():
        word = word.replace("_", "-").replace(":", "-")
        if not word.replace("-", "").isalnum():
            word = _JOINT.sub("-", word)
    while "--" in word:
        word = word.replace("--", "-")
    return word.lower()


def _word_of(word: str) -> str:
    """One word of a name, plain; "" if it only states something ("has-sidebar", "post-1234", "col-md-8")."""
    plain = _dashed(word).strip("-")
    head, _, rest = plain.partition("-")
    if rest and (head in _STATING or plain.startswith(_STATING_PARTS)) and not _TELLING.search(rest):
        return ""
    return "" if "featured" in plain and _LEAD_PICTURE.search(plain) else plain


SHORTEST: Final = 3
"""Letters of the shortest beginning of a word among those below."""
_RANKS: Final = tuple(_WORDS)
_NONE: Final = len(_RANKS)


def _index() -> tuple[dict[str, int], dict[str, list[tuple[str, int, bool]]], dict[str, int]]:
    """The words of `_WORDS` with the rank of their role: whole ones; beginnings, by their first letters, and whether
    up to three parts of a longer word may stand before them (short ones mean something else there); endings, which
    are a word's last part. All in the order of ranks."""
    whole: dict[str, int] = {}
    starts: dict[str, list[tuple[str, int, bool]]] = {}
    endings: dict[str, int] = {}
    for rank, words in enumerate(_WORDS.values()):
        for word in words.split():
            core = word.strip("*")
            if word.endswith("*"):
                starts.setdefault(core[:SHORTEST], []).append((core, rank, len(core) + core.count("-") > 5))
            elif word.startswith("*"):
                assert core.rfind("-") == 0, word
                endings.setdefault(core, rank)
            else:
                whole.setdefault(core, rank)
    return whole, starts, endings


_INDEX: Final = _index()
_WHOLE: Final = _INDEX[0]
_STARTS: Final = _INDEX[1]
_ENDINGS: Final = _INDEX[2]


def _rank_of(word: str) -> int:
    """The rank of the first role that a plain word names."""
    if not (word.isascii() and word.replace("-", "").isalnum()):
        return _NONE
    best = _WHOLE.get(word, _NONE)
    rest = word
    for number in range(4):
        starts = _STARTS.get(rest[:SHORTEST])
        if starts is not None:
            for start, rank, inside in starts:
                if rank >= best:
                    break
                if (inside or not number) and rest.startswith(start):
                    best = rank
        rest = rest.partition("-")[2]
        if not rest:
            break
    dash = word.rfind("-")
    return min(best, _ENDINGS.get(word[dash:], _NONE)) if dash > 0 else best


@lru_cache(maxsize=16384)
def _read_word(word: str) -> tuple[str, int]:
    """What a word of a name has in common with those of boxes like it, and the rank of the role that it names."""
    plain = _word_of(word)
    return ("" if _is_counted(plain) else plain), _rank_of(plain)


@lru_cache(maxsize=16384)
def _read_names(names: str) -> tuple[str, str]:
    """The role that names claim, and what repeated boxes have in common."""
    best, alike = _NONE, ""
    for word in names.split():
        plain, rank = _read_word(word)
        if rank < best:
            best = rank
        if plain:
            alike = f"{alike} {plain}" if alike else plain
    return (_RANKS[best] if best < _NONE else ""), alike


def role_of(names: str) -> str:
    """The role that class, id and the like claim, or "". Of several, the one that is asked for first."""
    return _read_names(names)[0]


def likeness(names: str) -> str:
    """Names without what is counted up: what repeated boxes have in common."""
    return _read_names(names)[1]


def _is_counted(word: str) -> bool:
    if not word.replace("-", "").isalpha() and has_digit(word):
        return True
    # every run of eight letters has one of these
    return not _HASH_LETTERS.isdisjoint(word[7::8]) and _HASHED.search(word) is not None


_HASHED: Final = later.compile(r"[a-f]{8}")
_HASH_LETTERS: Final = frozenset("abcdef")


LEAD: Final = later.compile(
    r"(?<![a-z])(?:lead|lede|leadin|lead-?text|intro|introduction|introtext|standfirst|excerpt|(?<!text-with-)summary|sub-?title|sub-?head(?:line|ing|er)?|second(?:ary)?-?(?:title|headline)|"
    r"dek|deck|teaser-?text|news-?teaser|detail-preview|preview-?text|vorspann|anleser|unterzeile|anriss|chapo|chapeau|sapo|bajada|copete|entradilla|volanta|sumario|abstract|perex|ingress|preamble|description|documentdescription|"
    r"tagline|strapline|sommario|occhiello|catenaccio|sottotitolo|anons|zajawka|manchet|synopsis|abstract|nut|summary-?list|article-?header-?(?:text|lead)|fly)(?![a-z])"
)
"""Words for the lines between a headline and its text."""


@lru_cache(maxsize=16384)
def _is_lead_word(word: str) -> bool:
    return LEAD.search(_dashed(word)) is not None


def is_lead(names: str) -> bool:
    return any(map(_is_lead_word, names.split()))


_AROUND_BIOS: Final = frozenset(("meta", "aside", "footer", "box", "related"))
"""Roles of boxes that author cards stand in."""


def read_roles(layout: Layout) -> list[str]:
    """The role of each box, its own or inherited from the box around it.

    Boxes of one tag and names that together hold much of the page's good text are never taken for chrome, whatever they
    call themselves ("sidebar-layout", "paywall").
    """
    boxes = layout.boxes
    sizes = [b.size if b.size >= PARAGRAPH and is_paragraph(b, boxes[b.box]) else 0 for b in layout.blocks]
    good = [0, *accumulate(sizes)]
    whole = good[-1] or 1
    held: dict[str, int] = {}
    for box in boxes:
        if amount := good[box.end] - good[box.start]:
            key = likeness(box.spelled)
            held[key] = held.get(key, 0) + amount
    roles: list[str] = []
    for box in boxes:
        role = roles[box.parent] if box.parent >= 0 else ""
        if box.end == box.start:
            pass
        elif role:
            if role in _AROUND_BIOS and box.names and role_of(box.spelled) == "bio":
                role = "bio"
        else:
            role = _TAG_ROLES.get(box.tag, "")
            if not role and box.attributes and hidden(box.attributes) and not _is_folded(boxes, box):
                role = "hidden"
            if not role and box.names and box.tag != "body":
                role = role_of(box.spelled)
            if not role and "-" in box.tag:  # a custom element is called by what it is
                role = role_of(box.tag)
            if role and _weight(box, held, good) > max(200, _SHARE.get(role, 0.3) * whole):
                role = ""
        roles.append(role)
    return roles


def _is_folded(boxes: list[Box], box: Box) -> bool:
    """Whether a box that is not shown is a part of the text that a click unfolds."""
    around = boxes[box.parent].names if box.parent >= 0 else ""
    return _FOLDED.search(f"{box.names} {around}") is not None


_FOLDED: Final = later.compile(
    r"accordi|collaps|expand|faq|spoiler|read-?more|more-?(?:text|content)|toggle-?(?:content|text|body)|unfold"
)


def _weight(box: Box, held: dict[str, int], good: list[int]) -> int:
    """The good text of this box and, where it has names that are not all counted up or hashed, of all that share them."""
    own = good[box.end] - good[box.start]
    return max(own, held.get(key, 0)) if box.names and (key := likeness(box.spelled)) else own


def is_paragraph(block: Block, box: Box) -> bool:
    """Whether a block reads like running text."""
    return block.size >= PARAGRAPH and block.linked * 2 < len(block.text) and box.tag not in ("button", "label")
