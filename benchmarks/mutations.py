"""Ways to break a page on purpose: bytes, markup, texts, JSON-LD, addresses and headers. All random draws are the caller's."""

import json
import random
import re
from collections.abc import Callable
from typing import Any

Mutation = Callable[[random.Random, bytes, bytes, int], bytes]
"""Draws, a page, another page, about how many bytes may be added -> the broken page."""

MUTATIONS: dict[str, Mutation] = {}


def mutation(function: Mutation) -> Mutation:
    MUTATIONS[function.__name__.replace("_", " ")] = function
    return function


# --- where the material goes -------------------------------------------------------------------------------------

_TAG_END = re.compile(rb">")
_TEXT = re.compile(rb"<p\b[^>]*>")


def _insert(draw: random.Random, html: bytes, material: bytes) -> bytes:
    """The page with the material behind one of its tags; in half of the cases inside a paragraph of its text."""
    places = [match.end() for match in (_TEXT if draw.random() < 0.5 else _TAG_END).finditer(html)]
    at = draw.choice(places) if places else draw.randint(0, len(html))
    return html[:at] + material + html[at:]


def _repeat(unit: bytes, size: int) -> bytes:
    return unit * max(1, size // max(1, len(unit)))


# --- bytes -------------------------------------------------------------------------------------------------------


@mutation
def truncated(draw: random.Random, html: bytes, _other: bytes, _size: int) -> bytes:
    return html[: draw.randint(0, len(html))]


@mutation
def spliced(draw: random.Random, html: bytes, other: bytes, _size: int) -> bytes:
    return html[: draw.randint(0, len(html))] + other[draw.randint(0, len(other)) :]


@mutation
def repeated(draw: random.Random, html: bytes, _other: bytes, size: int) -> bytes:
    start = draw.randint(0, len(html))
    piece = html[start : start + draw.choice([20, 200, 2_000, 20_000])]
    return html[:start] + _repeat(piece, size) + html[start:]


@mutation
def whole_page_again(_draw: random.Random, html: bytes, _other: bytes, size: int) -> bytes:
    return html + _repeat(html, size)


@mutation
def shuffled(draw: random.Random, html: bytes, _other: bytes, _size: int) -> bytes:
    pieces = html.split(b"<")
    draw.shuffle(pieces)
    return b"<".join(pieces)


@mutation
def tags_removed(draw: random.Random, html: bytes, _other: bytes, _size: int) -> bytes:
    share = draw.random()
    return re.sub(rb"<[^>]*>", lambda tag: b"" if draw.random() < share else tag.group(), html)


@mutation
def bytes_flipped(draw: random.Random, html: bytes, _other: bytes, _size: int) -> bytes:
    broken = bytearray(html)
    for _ in range(max(1, len(html) // draw.choice([10, 100, 1_000, 10_000]))):
        if broken:
            broken[draw.randrange(len(broken))] = draw.randrange(256)
    return bytes(broken)


@mutation
def null_bytes(draw: random.Random, html: bytes, _other: bytes, size: int) -> bytes:
    if draw.random() < 0.5:
        return _insert(draw, html, b"\0" * size)
    mark = draw.choice([b" ", b">", b"<", b"e", b'"'])
    return html.replace(mark, mark + b"\0")


@mutation
def random_bytes(draw: random.Random, html: bytes, _other: bytes, size: int) -> bytes:
    return _insert(draw, html, draw.randbytes(size))


@mutation
def wrong_encoding(draw: random.Random, html: bytes, _other: bytes, _size: int) -> bytes:
    codecs = "utf-8 utf-16 utf-16-le utf-32 utf-7 cp1251 koi8-r shift_jis euc-jp iso2022_jp euc-kr gb18030 big5 cp037 hz".split()
    text = html.decode(draw.choice(codecs), "replace")
    label = draw.choice([*codecs, "nonsense", "x" * 1_000, "\0"]).encode()
    return b'<meta charset="' + label + b'">' + text.encode(draw.choice(codecs), "replace")


# --- markup ------------------------------------------------------------------------------------------------------

_TAGS = (
    "div p span b i em strong a font table tr td ul li blockquote article section main figure figcaption h1 h2 h3 header "
    "footer aside nav form button select option svg math template noscript iframe object video audio picture pre code "
    "details summary dl dt dd label center small sup body head html"
).split()
_CLASSES = (
    "caption byline author credit kicker headline title dek standfirst summary lead article-body body content related share "
    "tags date time dateline correction disclaimer note bio author-bio live entry post comment paywall premium newsletter "
    "gallery image photo wp-caption media breadcrumb category topic footer nav menu ad promo teaser"
).split()
_ATTRIBUTES = "class id href src style alt title content datetime itemprop property rel data-src srcset lang".split()


def _start(draw: random.Random) -> bytes:
    """A start tag, in half of the cases with an attribute that a reader looks at."""
    tag = draw.choice(_TAGS)
    if draw.random() < 0.5:
        return f"<{tag}>".encode()
    return f'<{tag} {draw.choice(("class", "id", "itemprop", "rel"))}="{draw.choice(_CLASSES)}">'.encode()


@mutation
def deep(draw: random.Random, html: bytes, _other: bytes, _size: int) -> bytes:
    """100,000 levels of one element, or of several in turn."""
    starts = b"".join(_start(draw) for _ in range(draw.choice([1, 1, 2, 5])))
    levels = _repeat(starts, 100_000 * len(starts) // starts.count(b"<"))
    return _insert(draw, html, levels + (b"</div>" * 100_000 if draw.random() < 0.3 else b""))


@mutation
def huge_attribute(draw: random.Random, html: bytes, _other: bytes, size: int) -> bytes:
    name = draw.choice(_ATTRIBUTES).encode()
    return _insert(draw, html, b"<%s %s='%s'>" % (draw.choice(_TAGS).encode(), name, _filler(draw, size, markup=False)))


@mutation
def many_attributes(draw: random.Random, html: bytes, _other: bytes, size: int) -> bytes:
    names = (f"{draw.choice(_ATTRIBUTES)}{number}=x" for number in range(size // 10))
    return _insert(draw, html, b"<div " + " ".join(names).encode() + b">")


@mutation
def many_classes(draw: random.Random, html: bytes, _other: bytes, size: int) -> bytes:
    names = " ".join(draw.choice(_CLASSES) + str(number) for number in range(size // 10))
    return _insert(draw, html, f'<div class="{names}">'.encode())


@mutation
def many_of_one_class(draw: random.Random, html: bytes, _other: bytes, size: int) -> bytes:
    tag, name = draw.choice(_TAGS), draw.choice(_CLASSES)
    text = draw.choice(
        ["", "x", "By Ida Holm", "Photo: Ida Holm / AP", "2 March 2026", "Correction: a name was misspelt."]
    )
    return _insert(draw, html, _repeat(f'<{tag} class="{name}">{text}</{tag}>'.encode(), size))


@mutation
def many_elements(draw: random.Random, html: bytes, _other: bytes, size: int) -> bytes:
    units = [
        "<br>", "<br>text", "<hr>", "<p>", "<p>x</p>", "<h1>x</h1>", "<h2>Part</h2><p>text</p>", "<li>x", "<img src=/a.jpg>",
        "<img src=/{n}.jpg alt='A boat {n}'>", "<a href=/{n}>A link to something else</a>", "<a href=/{n}>x</a>, ",
        "<span style='display:inline-block'>box {n}</span>", "<b>x</b>", "<i>x</i> ", "<time datetime=2026-03-02>2 March</time>",
        "<time>{n} hours ago</time>", "<figure><img src=/{n}.jpg><figcaption>Boat {n}. Photo: AP</figcaption></figure>",
        "<meta name=author content='Ida {n}'>", "<meta property=article:tag content='t{n}'>", "<script>var a={n};</script>",
        "<link rel=canonical href=/{n}>", "<script type=application/ld+json>{{\"@type\":\"NewsArticle\",\"author\":\"I{n}\"}}</script>",
        "<div class=byline>By Ida Holm {n}</div>", "<table><tr><td>x{n}</td></tr></table>", "<option>x", "<article><p>Text {n} of a story.</p></article>",
        "<p>Text {n} of a story, which says something about the harbour and about the ferry that runs there.</p>",
        "<div>", "</div>", "<!-- x -->", "<title>x</title>", "<base href=/{n}/>", "<svg><path d='M{n}'/></svg>", "<input value=x>",
        "<blockquote>x</blockquote>", "<video src=/{n}.mp4></video>", "<iframe src=https://www.youtube.com/embed/{n}></iframe>",
        "<p><strong>Photo:</strong> Ida Holm</p>", "<p><em>With reporting by AFP</em></p>", "<dl><dt>a<dd>b</dl>",
        "<div class=live-entry><time>10:{n}</time><p>Entry</p></div>", "<span itemprop=author itemscope><span itemprop=name>A{n}</span></span>",
        "<style>.a{{}}</style>", "<noscript><img src=/{n}.jpg></noscript>", "<a rel=author href=/{n}>Ida Holm</a>",
    ]  # fmt: skip
    unit = draw.choice(units)
    return _insert(draw, html, "".join(unit.format(n=number) for number in range(max(1, size // len(unit)))).encode())


@mutation
def nested_tables(draw: random.Random, html: bytes, _other: bytes, size: int) -> bytes:
    unit = draw.choice([b"<table><tr><td>", b"<table><tbody><tr><th>x</th><td>", b"<table>x<tr>y<td>z"])
    return _insert(draw, html, _repeat(unit, size))


@mutation
def links_inside_links(draw: random.Random, html: bytes, _other: bytes, size: int) -> bytes:
    return _insert(
        draw, html, _repeat(draw.choice([b"<a href=/x>", b"<a href=/x><b>y", b"<nobr><a>", b"<button><p>"]), size)
    )


@mutation
def left_open(draw: random.Random, html: bytes, _other: bytes, _size: int) -> bytes:
    """A quote, comment or element that nothing closes."""
    kinds = [
        '<a href="', "<a href='", "<!--", "<![CDATA[", "<script>", "<style>", "<title>", "<textarea>", "<xmp>", "<plaintext>",
        "<select>", "<noscript>", "<template>", "<svg>", "<math>", "<iframe>", "<noframes>", "<frameset>", "<?php", "<!DOCTYPE ",
        '<script type="application/ld+json">', "<head>", "</body>", "</html>", "</", "<", "&", "<object>", "<table>", "<option>",
    ]  # fmt: skip
    for _ in range(draw.choice([1, 1, 3, 30])):
        html = _insert(draw, html, draw.choice(kinds).encode())
    return html


@mutation
def entities(draw: random.Random, html: bytes, _other: bytes, size: int) -> bytes:
    if draw.random() < 0.4:
        levels = "".join(f"<!ENTITY l{n} '{f'&l{n - 1};' * 10}'>" for n in range(1, 12))
        declared = f"<!DOCTYPE html [<!ENTITY l0 'lol'><!ENTITY f SYSTEM 'file:///etc/passwd'>{levels}]>"
        return declared.encode() + _insert(draw, html, b"<p>&l11;&f;</p>")
    unit = draw.choice(
        [
            b"&amp;",
            b"&amp",
            b"&#0;",
            b"&#x110000;",
            b"&#99999999999999999999;",
            b"&#xD800;",
            b"&nosuch;",
            b"&",
            b"&#",
            b"&#128;",
        ]
    )
    return _insert(draw, html, _repeat(unit, size))


# --- text --------------------------------------------------------------------------------------------------------

_FILLERS = [
    "a", "ab ", "A", "A. ", "By ", "By Ida Holm ", "Ida Holm, ", "and ", " ", "\n", "\t", "\xa0", " \n", "\u200b", "\u202e", "\ufeff",
    "-", "—", " - ", " | ", ": ", ", ", ",", ";", ".", "...", "!", "?", "(", ")", "()", "[", "{", "\"", "'", "“", "/", "\\", "@", "a@b.c ",
    "#", "&", "©", "0", "1", "12.03.", "2026-03-02 ", "2 March 2026 ", "10:00 ", "1/2/", "2026", "+01:00", "T", "Z",
    "https://a.b/", "www.", "e\u0301", "\u0301", "文", "文。", "記者 ", "기자", "ในแม่น้ำ", "می‌", "א", "я ", "Я", "ß", "İ", "ﬁ", "𝔘", "\U0001f600",
    "Photo: ", "Photo by Ida Holm / AP ", "(AP) ", "AP", "AFP/", "Reuters. ", "Reporting by ", "Correction: ", "Updated ", "Editor's note: ",
    "Read more: ", "CITY (AP) — ", "CITY, Wash. ", "Mr. ", "Dr", "van der ", "O'", "Mc", "I.", "X-", "word ", "word. ", "Word ", "WORD ",
    "A sentence that says something. ", "says ", "%", "%20", "=", "<", ">", "&lt;p&gt;", "\\u0041", "null", "[[", "{{x}}", "$", "*", "_", "~", "`",
]  # fmt: skip


def _filler(draw: random.Random, size: int, *, markup: bool = True) -> bytes:
    """One unit again and again, or two of them by turns, sometimes with an end that fits neither."""
    unit = "".join(draw.choices(_FILLERS, k=draw.choice([1, 1, 1, 2, 3])))
    if not markup:
        unit = unit.replace("'", "").replace('"', "") or "a"
    text = _repeat(unit.encode(), size)
    return text + draw.choice([b"", b"x", b"!", b".", b" \xc3\xa9", b"("])


_PLACES = [
    "<p>{}</p>", "<p>{}", "<h1>{}</h1>", "<title>{}</title>", "<div class=byline>{}</div>", "<div class=byline>By {}</div>", "<p>By {}</p>",
    "<figure><img src=/a.jpg alt='{}'><figcaption>{}</figcaption></figure>", "<figcaption>{}</figcaption>", "<div class=caption>{}</div>",
    "<time>{}</time>", "<time datetime='{}'>x</time>", "<span class=date>{}</span>", "<span class=date>Published {}</span>",
    "<meta name=author content='{}'>", "<meta property='og:title' content='{}'>", "<meta property='article:published_time' content='{}'>",
    "<meta name=keywords content='{}'>", "<meta name=description content='{}'>", "<meta property=og:url content='https://e.example/{}'>",
    "<meta property=og:locale content='{}'>", "<html lang='{}'>", "<link rel=canonical href='https://e.example/{}'>", "<base href='{}'>",
    "<a rel=author href=/x>{}</a>", "<a href='{}'>x</a>", "<em>{}</em>", "<p><em>{}</em></p>", "<p><strong>{}</strong> text</p>", "<li>{}</li>",
    "<div class=credit>{}</div>", "<div class=dek>{}</div>", "<div class=kicker>{}</div>", "<h2>{}</h2>", "<pre>{}</pre>", "<blockquote>{}</blockquote>",
    "<p>Correction: {}</p>", "<p>Reporting by {}; editing by {}</p>", "<p>Photo: {}</p>", "<div class='{}'>x</div>", "<div id='{}'>x</div>",
    "<img src='{}'>", "<img srcset='{}'>", "<img src=data:image/png;base64,{}>", "<footer>{}</footer>", "<script>{}</script>", "<style>{}</style>",
    "<script>window.data = {{\"datePublished\": \"{}\"}}</script>", "<!--{}-->", "<div class=tags>{}</div>", "<div class=author-bio>{}</div>",
    "<span itemprop=author>{}</span>", "<meta itemprop=datePublished content='{}'>", "<button data-title='{}'>share</button>", "<noscript>{}</noscript>",
    "<article><h1>{}</h1><p>x</p></article>", "<address>{}</address>", "<a class=tag href=/t>{}</a>", "<div class=live-entry><time>{}</time>{}</div>",
    "<p>© {}</p>", "{}",
]  # fmt: skip


@mutation
def long_text(draw: random.Random, html: bytes, _other: bytes, size: int) -> bytes:
    place = draw.choice(_PLACES).replace("{{", "{").replace("}}", "}").encode()
    material = place.replace(b"{}", _filler(draw, size // place.count(b"{}"), markup=b"'{}" not in place))
    at = max(html.find(b"<head>") + 6, 0) if b"<meta" in place or b"<link" in place or b"<title" in place else -1
    return html[:at] + material + html[at:] if at >= 0 and draw.random() < 0.7 else _insert(draw, html, material)


@mutation
def long_text_in_its_place(draw: random.Random, html: bytes, _other: bytes, size: int) -> bytes:
    """The text of one element, or the value of one attribute, of the page itself becomes very long."""
    pattern = draw.choice([rb">[^<>\s][^<>]{3,}<", rb"=\"[^\"<>]{3,}\""])
    found = [match.span() for match in re.finditer(pattern, html)]
    if not found:
        return html
    start, end = draw.choice(found)
    return html[: start + 1] + _filler(draw, size) + html[end - 1 :]


@mutation
def lines_of_text(draw: random.Random, html: bytes, _other: bytes, size: int) -> bytes:
    """Many short paragraphs of the same, in one of the places that readers look at."""
    place = draw.choice(_PLACES).replace("{{", "{").replace("}}", "}").encode()
    unit = place.replace(b"{}", _filler(draw, draw.choice([5, 50, 500]), markup=b"'{}" not in place))
    return _insert(draw, html, _repeat(unit, size))


# --- JSON-LD -----------------------------------------------------------------------------------------------------

_KEYS = (
    "@id @type @graph name headline author creator editor publisher datePublished dateModified articleBody description image "
    "url mainEntityOfPage keywords articleSection inLanguage isAccessibleForFree hasPart liveBlogUpdate coverageStartTime caption "
    "creditText contentUrl thumbnail about mentions isPartOf alternativeHeadline video correction"
).split()


def _lie(draw: random.Random, depth: int = 0) -> Any:
    """Any JSON, with the keys that readers know and values that they do not expect."""
    plain: list[Any] = [
        None, True, False, 0, -1, 2**63, 1e308, float("nan"), float("inf"), "", " ", "\0", "\ud800", "NewsArticle", "Person", "LiveBlogPosting",
        "2026-03-02", "9999-99-99T99:99:99+99:99", "0001-01-01T00:00:00+23:59", "https://[", "#a", "javascript:x", "<b>x</b>", "x" * 5_000,
    ]  # fmt: skip
    if depth > 5 or draw.random() < 0.35:
        return draw.choice(plain)
    if draw.random() < 0.4:
        return [_lie(draw, depth + 1) for _ in range(draw.randint(0, 4))]
    return {draw.choice(_KEYS): _lie(draw, depth + 1) for _ in range(draw.randint(1, 8))}


def _script(text: str) -> bytes:
    return f'<script type="application/ld+json">{text}</script>'.encode("utf-8", "replace")


@mutation
def json_ld_lie(draw: random.Random, html: bytes, _other: bytes, _size: int) -> bytes:
    article = {"@type": "NewsArticle"} | {key: _lie(draw) for key in draw.sample(_KEYS, 12)}
    return _insert(
        draw, html, _script(json.dumps(draw.choice([article, [article], {"@graph": [article, _lie(draw)]}])))
    )


@mutation
def json_ld_lie_in_its_place(draw: random.Random, html: bytes, _other: bytes, _size: int) -> bytes:
    """A value in the page's own JSON becomes another."""
    found = [match.span(1) for match in re.finditer(rb'":\s*("[^"<>]*"|\[|\{|true|false|\d+)', html)]
    if not found:
        return html
    start, end = draw.choice(found)
    return html[:start] + json.dumps(_lie(draw)).encode("utf-8", "replace") + html[end:]


@mutation
def json_ld_bomb(draw: random.Random, html: bytes, _other: bytes, size: int) -> bytes:
    key = draw.choice(_KEYS)
    unit = draw.choice(
        [
            '"Ida Holm"',
            '{"@type":"Person","name":"Ida"}',
            "1",
            "null",
            "[]",
            '{"@id":"#a"}',
            '{"@type":"NewsArticle","author":"I"}',
        ]
    )
    many = ",".join([unit] * (size // (len(unit) + 1)))
    text = _filler(draw, size, markup=False).decode("utf-8", "replace").replace("\\", "")
    kinds: list[str] = [
        "[" * size, '{"a":' * (size // 5), '{"@graph":[' * (size // 11), f'{{"@type":"NewsArticle","{key}":' * (size // 40),
        f'{{"@type":"NewsArticle","{key}":[{many}]}}', f"[{many}]", f'{{"@graph":[{many}]}}', f'{{"@type":"NewsArticle","{key}":{"9" * size}}}',
        f'{{"@type":"NewsArticle","{key}":"{text}"}}', '{"a":1,' + " " * size + "}", '{"a":"' + "\\u0041" * (size // 6), "{" + '"a":1,' * (size // 6) + "}",
        f'{{"@type":"NewsArticle","{key}":{"[" * 900}1{"]" * 900}}}', f'{{"@type":"NewsArticle","{key}":{{"@id":"#a","{key}":{{"@id":"#a"}}}},"@id":"#a"}}',
        f'{{"@type":["NewsArticle"{",[]" * (size // 3)}],"{key}":"x"}}', "<!--" * (size // 4), "//<![CDATA[" * (size // 11), ";" * size, ",}" * (size // 2),
    ]  # fmt: skip
    return _insert(draw, html, _script(draw.choice(kinds)))


# --- the address and the headers ---------------------------------------------------------------------------------

ADDRESSES = [
    "", "x", "//", "http://", "http://[", "http://[::1", "javascript:1", "https://e.example/" + "a" * 100_000, "https://e.example/" + "%" * 10_000,
    "https://e.example/2026/99/99/x", "https://e.example:99999/", "https://пример.example/я", "http://a\0b/", "https://e.example/\ud800",
    "https://e.example/?" + "a=b&" * 20_000, "https://e.example/#" + "x" * 10_000, "file:///etc/passwd", "https://e.example/" + "1-" * 20_000,
    "https://" + "a." * 20_000 + "example/", "https://e.example/" + "/" * 50_000, "https://e.example/2026-03-02-" * 2_000,
]  # fmt: skip
HEADERS = [
    {}, {"Content-Type": ""}, {"Content-Type": "text/html; charset="}, {"content-type": "text/html; charset=utf-7"}, {"CONTENT-TYPE": "x" * 10_000},
    {"Content-Type": "text/html; charset=\0"}, {"Content-Type": "application/octet-stream"}, {"Content-Type": "text/html; charset=utf-32"},
    {"Content-Type": "text/html; charset=base64"}, {"Content-Type": "text/html;" * 2_000}, {"Content-Language": "xx-" * 5_000}, {"Content-Language": "\0"},
    {"Last-Modified": "never", "Link": "<" * 10_000}, {"Content-Type": "text/html; charset=rot13"}, {"": ""}, {"Content-Type": "image/jpeg"},
]  # fmt: skip
