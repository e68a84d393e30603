"""The pictures of an article: each once, with its caption and its credit apart.

A picture belongs to the article if it stands between the headline and the end of the text, in no menu, card or box of
something else. Its caption stands in the same figure, or in a box beside it that calls itself a caption. Facts of how
twenty publishers mark up captions and credits: Guardian, Zeit, CBC, Kommersant, Ukrainska Pravda, Euronews, TimesLive …
(element of its own, parentheses at the end, "Photo:" in many languages, "— Picture by").
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final, Literal

from selectolax.lexbor import LexborNode

from crawler.extraction import later
from crawler.extraction.agencies import agencies_in, agency
from crawler.extraction.blocks import HEADINGS, Box, Layout, Picture, hidden
from crawler.extraction.labels import labelled
from crawler.extraction.names import looks_like_name
from crawler.extraction.needles import Sought
from crawler.extraction.notes import classify
from crawler.extraction.page import Page
from crawler.extraction.phrases import BYLINE, LEADS_AWAY
from crawler.extraction.roles import is_lead, is_paragraph
from crawler.extraction.story import host_of, path_in
from crawler.extraction.text import clean, key
from crawler.items import ScrapedImage

MAX_PICTURES: Final = 200
MAX_FIGURE_LEVELS: Final = 7
MAX_CAPTION: Final = 1_200
MAX_CAPTIONS_TRIED: Final = 20
"""Captions without a picture that are looked at for the lead picture's."""
MIN_PRINTED_ALT: Final = 16
"""Letters of an alt text below which the same words beside the picture are a name or a label, no caption."""
SMALL: Final = 60
"""Pixels: pictures that say they are narrower or lower are icons."""

_names_a_figure: Final = labelled(
    r"\bfigure\b|wp-caption|image-?(?:widget|box|wrap|container|block|caption|holder)|img-?(?:box|"
    r"wrap|container|caption)|"
    r"photo-?(?:box|wrap|container|block)|media-?(?:image|item|object|block|container|wrapper|element)|picture|"
    r"(?:lead|top|main|hero|featured|article|story|opening|header|cover)[-_]*(?:image|img|photo|media|picture|art)|"
    r"(?:post|entry)-thumbnail|gallery-?item|article__?image|bild(?:unterschrift)?|foto|\bphoto\b|photo__wrap|"
    r"field-(?:name-)?(?:\w+-)*image|featured(?:\s|$)|gallery-?wrapper"
)
_names_the_lead: Final = labelled(r"(?<![\w-])featured(?:[-_](?:image|video|media|photo|img))?(?![\w-])")
_names_a_caption: Final = labelled(
    r"caption|legend|\bcutline|bildunterschrift|bildtext|bild-?text|image[-_]*(?:text|desc|title)|"
    r"img[-_]*(?:text|desc)|"
    r"\bcap(?:__\w+)?(?=\s|$)|"
    r"photo-?(?:text|desc|title|signature)|foto-?(?:text|didascalia|bijschrift)|didascalia|pie-?(?:de-?)?foto|leyenda|legende|"
    r"(?:media|figure|picture)-?(?:block|item|box)?[-_]*(?:text|desc|title|info)|bijschrift|popisek|podpis|altyazi|fotoalt|image-info"
)
_names_a_tool: Final = labelled(r"gallery-?(?:count|nav)|lightbox|modal|toggle|button|expand|enlarge|\bicon|zoom")
_names_a_credit: Final = labelled(
    r"credit|copyright|photographer|photo-?(?:by|author|source)|fotograf|rights|attribution|\bsource\b|_src\b|-src\b|"
    r"__src|(?:image|caption|img|media|photo|picture|figure|foto|box)[-_]*(?:source|author|agency|by|"
    r"rechte|quelle|autor)|"
    r"[-_](?:author|autor|creator|fotograf\w*)\b|quelle|urheber|[-_]aut\b|\bautor\b|\bauthor\b|bildnachweis|agency|byline|fuente|provider"
)
_names_a_card: Final = labelled(r"bookmark-?card|link-?card|link-?preview|adspot|td-a-rec")
"""A box with the picture of a linked page or of an advertisement, whose figure has no other sign of it."""
_OTHER_ROLES: Final = frozenset(("nav", "footer", "comments", "related", "bio", "consent", "newsletter", "share"))
_names_an_icon: Final = labelled(
    r"\b(?:avatar|logo|icon|ico|emoji|spinner|sprite|placeholder-?icon|share|social|badge|flag|pixel|"
    r"tracking|author)\b|"
    r"avatar|profile-?(?:img|image|pic|photo)|author-?(?:image|photo|img|pic|profile|card|bio|box|info)|byline-?(?:image|photo|img)|gravatar|wp-smiley"
)
_ICON_ALT: Final = later.compile(
    r"16x9 image|analytics|site logo|logo|please wait|avatar(?: (?:of|von|de|di|van|av|for|för|użytkownika)\b.*)?|icon",
    re.IGNORECASE,
)
_FURNITURE: Final = later.compile(
    r"\d{1,2}:\d\d(?::\d\d)?\s|\d+\s+(?:photos?|images?|pictures?|bilder|fotos?|фото|imágenes|imagens|immagini|afbeeldingen)$|"
    r"(?:by|von|par|por|di|av|door|автор:?)\s+\w.{0,60}\d{1,2}[.:/]\d\d|[\d:.\s]+(?:min|sec|sek|mins?|h)?\.?$|"
    r"https?://\S+$|\S+\.(?:jpe?g|png|gif|webp)$|(?:play|video|loading|advertisement|anzeige|enlarge|zoom|share|close|previous|next|\d+\s*/\s*\d+)$",
    re.IGNORECASE,
)
"""What stands in figures and is no caption: bylines with dates, durations, buttons."""
_CREDIT_WORD: Final = (
    r"photographs?|photographers?|photos?|ph\.?|φωτ\.(?: αρχείου)?|pictures?|images?|symbol(?:foto|bild)|archiv(?:foto|bild)|φωτό|illustrations?|photo(?:graph)? by|(?:photo(?:graph)?|picture|image|video) credits?|"
    r"photo illustration|credits?|source|quelle|fonte|fuente|kilde|källa|zdroj|źródło|"
    r"courtesy(?: of)?|bild(?:er|quelle|nachweis|rechte)?|fotos?|fotografie|grafik|"
    r"crédits?(?: photos?)?|crédito|fotografía|fotografia|imagen|imagem|immagine|foto di|foto de|foto door|beeld|kuva|"
    r"kuvat|foto:?|billede|zdjęcie|zdj\.|fot\.|snímek|foto av|kép|fotó|fotoğraf|görsel|фото|источник|джерело|"
    r"иллюстрация|снимка|снимок|φωτογραφία|φωτο|الصورة|صورة|تصوير|عکس|צילום|तस्वीर|写真|撮影|画像|图片|圖片|图源|摄影|攝影|圖|图|"
    r"사진|촬영|ภาพ(?:ถ่าย|ประกอบ)?(?:โดย|จาก)?|ช่างภาพ|ảnh|hình(?: ảnh)?|nguồn ảnh|फ़ोटो|फोटो|छायाचित्र|छाया|तस्वीरें|ছবি|চিত্র|আলোকচিত্র|"
    r"படம்|படங்கள்|ఫోటో|ಚಿತ್ರ|ഫോട്ടോ|छायाङ्कन|تصویر|تصاویر|عکاس|عدسة|المصور|צילומים|תמונה|ფოტო|լուսանկար(?:ը)?|gambar|picha|ፎቶ|"
    r"mynd(?:ir)?|ljósmynd|तस्बिर|फोटोग्राफर|fotografi(?:a|ja|të)?|fotoja|imatge|imaxe|irudia|argazkia|pilt|attēls|nuotrauka|şəkil|surat|сурет|сүрөт|світлина|фотографія|"
    r"фотография|фотограф|ілюстрація|иллюстрации|фотоколаж|ілюстративне фото|иллюстративное фото|sursă|surs[ae]|forrás|kaynak|bron|burimi|фота|фотаздымак|փոտո|լուս\.|"
    r"крыніца|извор|izvor|πηγή|المصدر|منبع|מקור|ที่มา|nguồn|sumber|出典|来源|來源|출처|供图|供圖"
)
_CREDIT_WORDS: Final = rf"(?:{_CREDIT_WORD})(?:\s+(?:{_CREDIT_WORD}|de|di|da|of|zdjęcia|fotografií|képek)){{0,2}}(?:\s(?:und|and|et|y|e|i|en|&)\s[^\W\d_]{{4,12}})?"
_BY: Final = r"by|von|par|por|de|di|da|av|af|door|oleh|przez|od|nga|autor|από|tarafından|از"
_AFTER_WORD: Final = Sought(
    later.compile(
        rf"(?:^|(?<=[\s.。!?)\]|/»”\"']))[(\[]?\s*(?:{_CREDIT_WORDS}\s*[:：=＝|՝／]|(?:fot|zdj|fotogr|phot|ภาพ(?:ถ่าย)?(?:จาก|โดย))(?:\.\s?|(?<=[จากโดย])\s*)|(?<![A-Z]{{2}} )(?:photos?|fotos?|фото|圖|图|写真|사진)\s*/)\s*"
        r"(?P<credit>(?:[^.。]|\.(?=\w)|(?<=\b[^\W\d_])\.(?=\s)){2,120}?)[\])]?[.。]?$",
        re.IGNORECASE,
    ),
    (":", "：", "=", "＝", "|", "՝", "／", "/", "fot.", "zdj.", "fotogr.", "phot.", "ภาพ"),
)
_AFTER_BY: Final = later.compile(
    rf"(?:^|(?<=[.。!?)\]»”\"'])\s*|\s[—–|/-]\s*)[(\[]?(?:{_CREDIT_WORD})\s+(?:{_BY})\s+"
    r"(?P<credit>(?-i:[^\W\d_a-zà-öø-ÿа-яё])(?:[^.。]|(?<=\b[^\W\d_])\.(?=\s)){1,80}?)[\])]?[.。]?$",
    re.IGNORECASE,
)
_AFTER_PIPE: Final = Sought(later.compile(r"\s\|\s(?P<credit>[^|]{2,60}(?:\|[^|]{2,60})?)$"))
_AFTER_SIGN: Final = Sought(
    later.compile(
        r"(?:^|\s|[.。|]|(?=（[cCｃＣ]）))(?:(?:bild|fotos?|photos?|image|picture)\s+(?=[©ⓒ]))?(?P<credit>(?:©|ⓒ|\(c\)|（[cCｃＣ]）|&copy;|@)\s?\S.{1,100})$",
        re.IGNORECASE,
    )
)
_AFTER_DASH: Final = Sought(
    later.compile(
        r"\s[—–-]\s(?P<credit>(?:(?:picture|photo|pix|image|foto|file pic(?:ture)?)\s+by\s+.{2,80}|[\w/]+ (?:pic|pix|photo)|"
        r"[^\W\d_][^.!?:;,/—–]{1,40}\s?/\s?[^\W\d_][^.!?:;,/—–]{1,40}|"
        r"(?-i:[A-ZÀ-ÖØ-Þ])[^\W\d_.!?:;,]+(?:\s[^\W\d_.!?:;,]+){0,3}/[^.!?]{2,40}))$",
        re.IGNORECASE,
    )
)
_PARENTHESES: Final = Sought(later.compile(r"[\s.。”\"']?[(（\[［](?P<credit>[^()（）\[\]]{2,90})[)）\]］][.。]?$"))
_NO_CREDIT: Final = later.compile(r"[\d\s./:,年月日–-]+")
_AGENCY_LIKE: Final = later.compile(
    r"/|©|\b(?:AP|AFP|EPA|EFE|dpa|Reuters|Getty|TASS|ANSA|Shutterstock|iStock|Alamy|Keystone|PA|UPI|AAP|Xinhua|Kyodo|"
    r"Yonhap|photos?|foto|fot\.|handout|file|courtesy|submitted|supplied|contributed|provided|"
    r"archive?|via|images?|picture alliance|imago|Unsplash|Pixabay|Flickr|CBC|CNN|NASA)\b|"
    r"ТАСС|РИА|фото|світлин|архив|архів|写真|提供|撮影|摄|攝|供图|供圖|新聞|日報|通信|ロイター|연합|사진|제공|촬영|캡처|社|新社|資料|资料|자료|φωτο|αρχεί|"
    r"\b(?:fotograf\w*|foto\w*|arch[ií]v\w*|archiw\w*|arkiv\w*|arhiv\w*|arquivo|arşiv\w*|arxiv|cortes[ií]a|cedida|gentileza|"
    r"reproducción|reprodução|divulgação|ilustra\w*|illustra\w*|screenshot|capture d.écran|captura|nuotr|kuva\w*|kép|fotó|gambar|"
    r"ihsan|hình|ảnh|beeld|bild|billede|zdjęcie|snímek|zbirka|collection)\b|"
    r"صورة|صور|تصوير|أرشيف|عکس|آرشیو|צילום|ארכיון|फ़ोटो|फोटो|तस्वीर|ছবি|படம்|ภาพ|ფოტო|լուսանկար",
    re.IGNORECASE,
)
_AFTER_EQUALS: Final = Sought(
    later.compile(
        r"[＝=](?P<credit>(?:[^＝=。、\d０-９]{1,30}(?:撮影|提供|通信社?|新聞社?|共同|時事)|共同|時事|ロイター|"
        r"[A-Za-zＡ-Ｚａ-ｚ][\w /.-]{1,30}))$"
    )
)
_AFTER_STOP: Final = Sought(
    later.compile(
        r"(?<=[.!?])\s+(?P<credit>(?:supplied|handout|contributed|file photo|submitted|courtesy(?: of)?|reuters/|ap photo|"
        r"afp/|the canadian press/)[^.]{0,60}|"
        r"(?-i:[A-ZÀ-Þ][A-ZÀ-Þ&.-]+(?:\s[A-ZÀ-Þ&]+){0,3})\s?/\s?[^.]{2,60})\.?$",
        re.IGNORECASE,
    )
)
_KOREAN: Final = Sought(
    later.compile(
        r"(?<=다\.)\s+(?P<credit>(?:[\uac00-\ud7a3]{2,6}\s?=\s?)?(?:[\uac00-\ud7a3]{2,4}\s(?:선임)?기자|연합뉴스|뉴시스|뉴스1|[\uac00-\ud7a3A-Z]{1,8}"
        r"(?:통신|일보|신문|뉴스|연합)(?:\s자료사진)?|[\uac00-\ud7a3\s]{2,16}\s(?:제공|캡처)))\.?$"
    )
)
"""Behind a sentence: "… 있다. 연합뉴스", "… 있다. 고영권 기자"."""
_WORD_AND_DASH: Final = Sought(
    later.compile(
        rf"(?<=[.!?。।۔”\"])\s+(?:{_CREDIT_WORD})\s?[-–—]\s(?P<credit>[^.!?।]{{2,60}})$",
        re.IGNORECASE,
    ),
    ("-", "–", "—"),
)
"""Behind a sentence: a word for pictures, a dash and whose it is, as Indian papers print it."""
_PLAIN_NAME: Final = later.compile(
    r"(?<=[.!?»”\"])\s+(?:(?:Foto|Photo|Bild|Beeld|Kuva|Фото|Фота|Снимка)\s+|(?=[^/]{3,40}/))"
    r"(?P<credit>[A-ZÀ-ÖØ-ÞА-ЯІЇЄҐ][\w’'-]+(?:\s(?:via\s|on\s)?[A-ZÀ-ÖØ-ÞА-ЯІЇЄҐ][\w’'-]*){0,3}(?:\s?/\s?[A-ZÀ-ÖØ-ÞА-ЯІЇЄҐ][^.!?/]{1,30})?)$"
)
"""Behind a sentence: a word for pictures and a name, or a name, a slash and an outlet."""
_KOREAN_SLASH: Final = Sought(
    later.compile(r"(?<=\S)\s?/\s?(?P<credit>[\uac00-\ud7a3\w ]{0,16}(?:자료\s?사진|제공|캡처|뉴시스|연합뉴스|뉴스1))$")
)
_ASIDE: Final = Sought(
    later.compile(
        r"(?<=[.!?”\"])\s\((?P<credit>(?!Archiv|Symbol|File\b|Montage)[A-ZÀ-ÖØ-Þ][\w’'&-]*(?:\s(?:[A-ZÀ-ÖØ-Þ][\w’'&-]*|of|for|and|de|du|via)){0,4})\)$"
    )
)
"""A name in parentheses behind a sentence: "… for sale. (Bespoke Real Estate)"."""
_BEFORE_TAKEN: Final = Sought(
    later.compile(
        r"(?:^|[、，,]\s?|(?<=[。．.！」])\s?)(?P<credit>[^。、，．.＝=]{1,24}?\s?(?:撮影|摄影|攝影|摄|攝|提供|供图|供圖))[。．.]?$"
    )
)
"""Han: who took it stands before the word for it."""
_FROM_ARCHIVE: Final = Sought(
    later.compile(r"(?<=[.!?])\s+(?:Фото|Фотография|Foto|Photo)\s+(?P<credit>(?:из|з|from|aus|de)\s.{3,60}?)\.?$")
)
_LEGEND: Final = later.compile(
    r"^(?:(?:bild)?legende|caption|image caption|photo caption|bildunterschrift|bildtext|pie de foto|"
    r"подпись)\s*[:：]\s*",
    re.IGNORECASE,
)
_SHOWS: Final = later.compile(
    r"^(?:bild|bilde|billede|beeld|fotos?|fotografie|photos?|images?|pictures?|imagen|imagem|immagine|fotografía|kuva|zdjęcie|"
    r"snímek|kép|görsel|fotoğraf|фото|снимка|снимок|φωτογραφία)\s?[:：]\s*(?=\S)",
    re.IGNORECASE,
)
_GIVEN: Final = later.compile(
    r"genehmigung|verfügung|freundlich|autorisation|aimable|permission|permiso|autorizzazione|concessione|toestemming|tillstånd|"
    r"discreción|разрешен|любезно|zgod[ąa]|izni",
    re.IGNORECASE,
)
"""That somebody lets a picture be shown, in however many words."""
MIN_DESCRIPTION: Final = 5
"""Words behind "Photo:" from which they may tell what a picture shows; whose it is needs fewer, mostly in capitals."""
_GLUED_CREDIT: Final = later.compile(r"(?:^|(?<=[.!?”\"]))\s?Credit(?:[.…]+\s*|(?=[A-Z]))(?P<credit>[A-Z].{2,90})$")
"""A label for programs that read pages aloud, of which only styles set off the name: "… in May.CreditIda Holm"."""
_ALL_CREDIT: Final = later.compile(
    r"[A-ZÀ-ÖØ-Þ][\w’'-]+(?:\s[A-ZÀ-ÖØ-Þ][\w’'-]+){1,2}\s?/\s?[A-ZÀ-ÖØ-Þ][\w&-]*(?:\s[A-ZÀ-ÖØ-Þ&][\w&-]*){0,3}"
)
"""A caption that is but a name and an outlet."""
_BEFORE: Final = later.compile(
    rf"(?:{_CREDIT_WORD})\s*[:：]\s*(?P<credit>[^/.:]{{3,40}}/\s?(?P<agency>[\w-]{{2,20}}))[.,;|]?\s+(?P<caption>(?-i:[A-ZÀ-ÖØ-ÞА-ЯΑ-Ω]).+[.!?…])$",
    re.IGNORECASE,
)
"""A credit that ends with an agency, and the text behind it: "Foto: Ida Holm/dpa Die Brücke im Mai."."""
_COUNTER: Final = later.compile(r"^\[?\d{1,3}(?:\s*/\s*|of)\d{1,3}\]?\s*")
_TOOL: Final = Sought(
    later.compile(
        r"\s*\b(?:purchase licensing rights|buy (?:this )?(?:photo|image)|enlarge this image|(?:toggle|"
        r"hide) caption)\b.{0,40}$",
        re.IGNORECASE,
    )
)
_RIGHTS: Final = Sought(
    later.compile(
        r"[.,\s]*(?:재판매 및 DB 금지|무단\s?전재[^)\]]{0,30}|all rights reserved|禁止转载|无断转载|無断転載(?:・複製)?(?:を禁じます)?)\.?(?=[)\]]?$)",
        re.IGNORECASE,
    )
)
"""What agencies put behind a credit: that nobody else may use the picture."""
_AGAIN: Final = Sought(
    later.compile(
        r"[(（](?P<credit>[^()（）]{2,90})[)）](?P<rest>\s*[-–—|]\s*(?:copyright\b:?\s*|©\s*)?(?P<again>[^()]{2,60}))$",
        re.IGNORECASE,
    )
)
"""A credit in parentheses, and behind a dash a part of it once more."""
_OPEN_PARENTHESIS: Final = Sought(later.compile(r"\s*[(（\[][^()（）\[\]]{0,40}$"))
_RIGHTS_OF: Final = (
    "(?:all rights reserved|tous droits réservés|alle rechte vorbehalten|todos los derechos reservados|"
    "todos os direitos reservados|tutti i diritti riservati)"
)
_LABEL: Final = later.compile(
    rf"^\s*[(\[]?\s*(?:(?:{_CREDIT_WORDS}|picture by|photo by|image by|fotograf(?: ?:)?)\s*"
    rf"(?:[:：=＝/|՝／]\s*|\s+(?:{_BY})\s+(?!\w*(?:ar[ck]h?iv|arquiv|arhiv|arşiv|архив|архів|آرشیو|أرشيف)\w*\W*$))|"
    rf"(?:{_CREDIT_WORDS})\s+(?=[©ⓒ])|"
    r"(?:photo(?:graph)?s?|images?|pictures?)\s+(?=courtesy\b)|ภาพ(?:ถ่าย)?(?:จาก|โดย)\s*|(?:foto|fot\.|zdj\.|фото|фот\.)\s+(?=[^\W\d_])|"
    rf"credit(?:\.{{3}}|…)|{_RIGHTS_OF}\s+|(?:copyright|©|ⓒ|\(c\)|（[cｃ]）|&copy;|@)\s*(?:(?:copyright|by)\s+)?)",
    re.IGNORECASE,
)


@dataclass(slots=True)
class _Shown:
    """A picture with what was found around it."""

    image: ScrapedImage
    at: int
    key: str


def read_images(page: Page, layout: Layout, roles: Sequence[str], body: Box, top: int) -> list[ScrapedImage]:
    """The article's pictures in page order. `body` holds the text; `top` is the block of the headline, or `body.start`.

    Captions and alt texts that say the same are one; so are pictures of one address or one caption.
    """
    top = _article_start(layout, body, top)
    found: list[_Shown] = []
    for picture in layout.pictures[: MAX_PICTURES * 5]:
        inside = body.start <= picture.at <= body.end and _within(layout, picture.box, body)
        above = top <= picture.at <= body.start and not inside
        if not (inside or above) or len(found) >= MAX_PICTURES:
            continue
        if shown := _read(page, layout, roles, picture, body, lead=above):
            found.append(shown)
    found += _without_picture(page, layout, roles, body, top, found)
    images = _once(found)
    if images and not any(image.lead for image in images):
        images[0].lead = _opens(layout, roles, body, found[0].at) or _shows_the_same(
            images[0].url, page.meta_first("og:image", "twitter:image") or ""
        )
    return images


def _shows_the_same(url: str, other: str) -> bool:
    """Whether two addresses are by their file's name those of one picture, in whatever size."""
    one, two = (_SIZE.sub("", _name_of(address)).partition(".")[0] for address in (url, other))
    if len(one) >= MIN_NAME and one == two:
        return True
    shared = next(
        (at for at, pair in enumerate(zip(one, two, strict=False)) if pair[0] != pair[1]), min(len(one), len(two))
    )
    return sum(map(str.isalpha, one[:shared])) >= MIN_SHARED and shared * 2 >= max(len(one), len(two))


MIN_NAME: Final = 6
"""Characters of a file's name that tells one picture from others."""
MIN_SHARED: Final = 12
"""Letters with which the names of two sizes of one picture begin."""


def _opens(layout: Layout, roles: Sequence[str], body: Box, at: int) -> bool:
    """Whether no running text but a standfirst or a note stands in the body before block `at`."""
    for block in layout.blocks[body.start : at]:
        box = layout.boxes[block.box]
        names = " ".join([layout.boxes[index].spelled for index in layout.ancestors(box.index)[:3]])
        running = is_paragraph(block, box) and not roles[box.index] and box.tag not in HEADINGS
        if running and not is_lead(names) and classify(block.text) is None:
            return False
    return True


def _article_start(layout: Layout, body: Box, top: int) -> int:
    """The first block of the `<article>` that holds the headline and the body: its picture may stand above both."""
    if top < len(layout.blocks):
        for index in layout.ancestors(layout.blocks[top].box):
            box = layout.boxes[index]
            if box.tag == "article" and body.end <= box.end:
                return min(top, box.start)
    return top


def _without_picture(
    page: Page, layout: Layout, roles: Sequence[str], body: Box, top: int, found: Sequence[_Shown]
) -> list[_Shown]:
    """The caption above the text that stands in no picture's box: the lead picture's, if it has none, or, where a script
    draws that, of the page's own picture."""
    above = [shown for shown in found if shown.at <= body.start]
    if any(shown.image.caption for shown in above) or len(above) > 1:
        return []
    url = page.absolute(page.meta_first("og:image", "twitter:image"))
    tried = 0
    for box in layout.boxes:
        if not (top <= box.start < box.end <= body.end):
            continue
        if box.tag != "figcaption" and roles[box.index] != "caption":
            continue
        tried += 1
        if tried > MAX_CAPTIONS_TRIED:
            break
        if box.end > body.start and (found or not _opens(layout, roles, body, box.start)):
            break
        if any(roles[index] in _OTHER_ROLES for index in layout.ancestors(box.index)):
            continue
        caption, credit = split_credit(" ".join(_texts(layout, box)))
        if (not 10 < len(caption) <= MAX_CAPTION and (caption or not credit)) or _leads_away(caption):
            continue
        if above:
            above[0].image.caption = caption or None
            above[0].image.credit = above[0].image.credit or credit
            return []
        if url is not None:
            image = ScrapedImage(url=url, caption=caption or None, credit=credit, lead=True)
            return [_Shown(image, box.start, _identity(url))]
    return []


def _within(layout: Layout, box: int, body: Box) -> bool:
    while box >= 0:
        if box == body.index:
            return True
        box = layout.boxes[box].parent
    return False


def _read(
    page: Page, layout: Layout, roles: Sequence[str], picture: Picture, body: Box, *, lead: bool
) -> _Shown | None:
    node = picture.node
    attributes = node.attributes
    alt = clean(attributes.get("alt"))
    if _is_icon(attributes) or _ICON_ALT.fullmatch(alt):
        return None
    figure = _figure(layout, picture, body) or _caption_after(layout, picture)
    url = address(page, node)
    for index in layout.ancestors(picture.box):
        if index == body.index:
            break
        role = roles[index]
        around = layout.boxes[index]
        if role == "share" and _is_of_the_article(page, layout, figure, url or ""):
            continue
        if _names_a_card(around.names):
            return None
        if around.tag == "nav" or around.attributes.get("role") in _LANDMARKS:
            return None
        if figure and index == figure.index and role == "related" and _names_the_lead(figure.names):
            continue
        if role in _OTHER_ROLES and not (figure and index >= figure.index and role not in ("related", "bio", "nav")):
            if role != "newsletter" or figure is None or layout.boxes[index].tag == "form":
                return None
            if not _caption_boxes(layout, figure) and _caption_beside(layout, figure) is None:
                return None
        if _names_an_icon(layout.boxes[index].names) and index != (figure.index if figure else -1):
            return None
    if lead and figure is None:
        return None
    if url is None or (target := _link_of(page, node, url)) == "home":
        return None
    caption, credit = _caption(layout, roles, figure, picture) if figure else (None, None)
    if caption is None and credit is None:
        caption, credit = _credited_line(layout, picture)
    if caption is None and credit and key(credit) == key(alt) and looks_like_name(credit) and not agency(credit):
        caption, credit = alt, None
    if caption and len(caption) < 80 and BYLINE.match(caption):
        return None
    if caption is None and alt:
        caption = _printed_alt(layout, picture, body, alt)
    if caption is None and credit is None:
        if figure is None and _in_link_card(layout, picture, body):
            return None
        if is_furniture(url) or target == "elsewhere":
            return None
    if (
        alt
        and caption
        and key(alt) in (key(caption), key(f"{caption} {credit or ''}"), key(f"{credit or ''} {caption}"))
    ):
        alt = ""
    image = ScrapedImage(url=url, caption=caption, credit=credit, alt=alt or None, lead=lead)
    return _Shown(image, picture.at, _identity(url))


def _is_of_the_article(page: Page, layout: Layout, figure: Box | None, url: str) -> bool:
    """Whether a picture is the page's own, or stands in a figure with a caption: a box around it whose name speaks of
    sharing is no bar of buttons."""
    if figure is not None and figure.tag == "figure" and _caption_boxes(layout, figure):
        return True
    return _shows_the_same(url, page.meta_first("og:image", "twitter:image") or "")


def _credited_line(layout: Layout, picture: Picture) -> tuple[str | None, str | None]:
    """Caption and credit of the line that follows a picture, where it begins with the picture's number in a gallery or
    ends with a credit as captions do."""
    if picture.at >= len(layout.blocks):
        return None, None
    block = layout.blocks[picture.at]
    box = layout.boxes[block.box]
    if (
        block.size > MAX_CREDITED
        or block.linked * 2 > len(block.text)
        or box.tag in HEADINGS
        or box.index == picture.box
    ):
        return None, None
    counted = _COUNTER.match(block.text)
    if not counted and not _ENDS_AS_CAPTIONS.search(block.text):
        return None, None
    caption, credit = split_credit(block.text)
    return (caption or None, credit) if credit else (None, None)


MAX_CREDITED: Final = 400
_ENDS_AS_CAPTIONS: Final = later.compile(r"(?:摄|攝|撮影|供图|供圖|제공)\W*$|[|/:：©].{2,60}$|[)\]）】]\W*$")
"""A cheap test before a line's credit is looked for."""


def _in_link_card(layout: Layout, picture: Picture, body: Box) -> bool:
    """Whether a picture without a figure stands in a list of links to elsewhere."""
    for index in layout.ancestors(picture.box):
        if index == body.index:
            break
        if layout.boxes[index].tag in ("li", "aside", "nav", "footer"):
            return True
    return False


def _figure(layout: Layout, picture: Picture, body: Box) -> Box | None:
    """The box of a picture and its caption: the nearest figure, else the nearest box that calls itself an image or
    caption, else the nearest that holds a caption."""
    named: Box | None = None
    lone: Box | None = None
    for level, index in enumerate(layout.ancestors(picture.box)):
        own = layout.boxes[index]
        if index == body.index or level > MAX_FIGURE_LEVELS or own.tag in ("article", "main", "body", "section"):
            break
        if own.tag == "figure":
            return own
        if own.tag == "picture":
            continue
        if named is None and (_names_a_figure(own.names) or _names_a_caption(own.names)):
            named = own
        if own.end - own.start <= 6 and _caption_boxes(layout, own):
            return own
        if own.start == picture.at and 1 < own.end - own.start <= 3 and _credits_the_picture(layout, own):
            return own
        if named is None and level <= 1 and own.tag == "div" and _is_lone_caption(layout, own, picture):
            lone = own
    return lone or named


def _credits_the_picture(layout: Layout, box: Box) -> bool:
    """Whether a small box around a picture holds a line that is named as its credit."""
    return box.tag in ("div", "p", "span") and any(
        _names_a_credit(inner.names) and "credit" in inner.names and inner.end > inner.start
        for inner in _boxes_in(layout, box)
    )


def _is_lone_caption(layout: Layout, box: Box, picture: Picture) -> bool:
    """Whether a box without a telling name holds a picture and, behind it, one line that is no link: its caption."""
    if box.end - box.start != 1 or box.start != picture.at:
        return False
    block = layout.blocks[box.start]
    return 30 <= block.size <= 400 and block.linked * 4 < len(block.text) and layout.boxes[block.box].tag == "div"


def _caption_after(layout: Layout, picture: Picture) -> Box | None:
    """The caption that follows a picture that stands in no box of its own, or alone in one."""
    around = {picture.box}
    alone = layout.boxes[picture.box]
    while alone.start == alone.end and alone.parent >= 0 and len(around) < MAX_FIGURE_LEVELS:
        around.add(alone.parent)
        alone = layout.boxes[alone.parent]
    for box in layout.boxes[picture.box + 1 : picture.box + 100]:
        if (
            box.start == picture.at < box.end <= picture.at + 3
            and box.parent in around
            and (_names_a_caption(box.names) or "desc" in box.names.split())
        ):
            return box
    return None


def _caption_boxes(layout: Layout, figure: Box) -> list[Box]:
    """The outermost boxes in a figure that are captions."""
    found: list[Box] = []
    last = -1
    for box in _boxes_in(layout, figure):
        if box.start < last:
            continue
        named = box.tag == "figcaption" or (_names_a_caption(box.names) and not _names_a_tool(box.names))
        if named and box.end > box.start:
            found.append(box)
            last = box.end
    return found


def _boxes_in(layout: Layout, around: Box) -> Iterator[Box]:
    """The boxes inside a box, in page order."""
    for box in layout.boxes[around.index + 1 : around.index + 200]:
        if box.start > around.end or (box.parent < around.index):
            return
        yield box


def _printed_alt(layout: Layout, picture: Picture, body: Box, alt: str) -> str | None:
    """The alt text, if a small box around the picture prints it as well."""
    wanted = key(alt)
    if len(wanted) < MIN_PRINTED_ALT:
        return None
    for index in layout.ancestors(picture.box)[:5]:
        own = layout.boxes[index]
        if index == body.index or own.end - own.start > 4:
            return None
        for block in layout.blocks[own.start : own.end]:
            if key(block.text) == wanted and not block.linked and layout.boxes[block.box].tag not in HEADINGS:
                return alt
    return None


def _caption(layout: Layout, roles: Sequence[str], figure: Box, picture: Picture) -> tuple[str | None, str | None]:
    """Caption and credit of a figure."""
    boxes = [box for box in _caption_boxes(layout, figure) if roles[box.index] != "meta"]
    named = _names_a_caption(figure.names) or "desc" in figure.names.split()
    if not boxes and named and 0 < figure.end - figure.start <= 4:
        boxes = [figure]
    if not boxes and 0 < figure.end - figure.start <= 2 and _says_something(layout, figure):
        boxes = [figure]
    if not boxes:
        sibling = _caption_beside(layout, figure)
        if sibling is None:
            credits = [
                text for box in _boxes_in(layout, figure) if _names_a_credit(box.names) for text in _texts(layout, box)
            ]
            return None, _plain_credit(" ".join(dict.fromkeys(credits))) if credits else None
        boxes = [sibling]
    if len(boxes) > 1:
        after = [box for box in boxes if box.start >= picture.at] or boxes
        seen: dict[str, Box] = {}
        for box in after:
            seen.setdefault(key(" ".join(_texts(layout, box))), box)
        boxes = list(seen.values())[:3]
    captions: list[str] = []
    credits = []
    for box in boxes:
        spans = [inner for inner in _boxes_in(layout, box) if _names_a_credit(inner.names) and inner.end > inner.start]
        if _names_a_credit(box.names) and not _names_a_caption(box.names.replace("caption-credit", "")) and not spans:
            credits += _texts(layout, box)
            continue
        taken: set[int] = set()
        for inner in spans:
            indices = set(range(inner.start, inner.end))
            if indices >= set(range(box.start, box.end)) and _names_a_caption(inner.names):
                continue
            taken |= indices
        credits += [layout.blocks[i].text for i in sorted(taken)]
        captions += [
            block.text
            for i, block in enumerate(layout.blocks[box.start : box.end], box.start)
            if i not in taken and (block.box == box.index or not hidden(layout.boxes[block.box].attributes))
        ]
    for inner in _boxes_in(layout, figure):
        if (
            _names_a_credit(inner.names)
            and inner.end > inner.start
            and not any(b.start <= inner.start < b.end for b in boxes)
        ):
            credits += _texts(layout, inner)
    caption = clean(" ".join(dict.fromkeys(captions)))
    if not credits and captions:
        caption, marked = _credit_before(boxes, captions[0], caption) or _marked_credit(boxes, caption)
        credits += marked
    slashed = any(block.text == "/" for block in layout.blocks[figure.start : figure.end])
    credit = _plain_credit((" / " if slashed else " ").join(dict.fromkeys(credits)))
    if len(caption) > MAX_CAPTION or _leads_away(caption) or _FURNITURE.match(caption):
        return None, credit or None
    caption, split = split_credit(caption)
    if split and key(credit) in key(split) and key(split) != key(credit):
        credit = split
    if caption and credit and key(caption) in key(credit):
        caption = ""
    return caption or None, credit or None


def _leads_away(caption: str) -> bool:
    """Whether a caption is the title of another story behind a label ("Das könnte Sie auch interessieren: …")."""
    label, colon, _ = caption.partition(":")
    return bool(colon) and LEADS_AWAY.match(f"{label}:")


def _credit_before(boxes: Sequence[Box], first: str, caption: str) -> tuple[str, list[str]] | None:
    """A caption without the credit that stands before its text in a line or an element of its own, and that; None if none
    does. `first` is the caption's first block."""
    for text in (first, _opening(boxes[0].node)):
        rest = caption.removeprefix(text).lstrip()
        if _LABEL.match(text) and text[-1] not in ".!?。" and len(text) < len(rest) < len(caption):
            return (rest, [text]) if split_credit(rest)[0] else None
    return None


def _opening(node: LexborNode) -> str:
    """The text of an element's first child, if it is an element or ends with its line."""
    inner = node.child
    while inner is not None:
        if text := clean(inner.text() if inner.is_element_node else inner.text_content):
            apart = inner.is_element_node or (inner.next is not None and inner.next.tag == "br")
            return text if apart else ""
        inner = inner.next
    return ""


def _marked_credit(boxes: Sequence[Box], caption: str) -> tuple[str, list[str]]:
    """A caption without what an inline element at its end marks as a credit, and that."""
    for box in boxes:
        for node in box.node.css("span[class],b[class],strong[class],em[class],i[class],small[class],cite[class]")[:20]:
            text = clean(node.text())
            rest = caption.removesuffix(text)
            if text and rest != caption and _names_a_credit(node.attributes.get("class") or ""):
                return rest.rstrip(), [_WITHOUT_COLON.sub("", text)]
    return _set_apart(boxes, caption)


def _set_apart(boxes: Sequence[Box], caption: str) -> tuple[str, list[str]]:
    """A caption without the name or the agency that stands behind its text in an element of its own, and that."""
    for box in boxes:
        node = box.node.last_child
        while node is not None and not node.is_element_node and not clean(node.text_content):
            node = node.prev
        if node is None or node.tag not in _APART_TAGS or not (before := node.prev):
            continue
        text = clean(node.text())
        labelled_so = _WITHOUT_COLON.match(text)
        if not before.is_element_node and labelled_so is None:
            continue
        rest = caption.removesuffix(text)
        if 3 < len(text) <= 60 and rest != caption and len(rest) > len(text) and _is_credit_alone(text):
            return rest.rstrip(), [_WITHOUT_COLON.sub("", text)]
    return caption, []


_OWNED: Final = later.compile(rf"{_RIGHTS_OF}\s[^.!?]{{2,60}}", re.IGNORECASE)
_WITHOUT_COLON: Final = later.compile(
    r"(?:beeld|bild|fotos?|photos?|image|kuva|billede|kép|fotó|snímek|zdjęcie|снимка|фото|фота|ảnh|ภาพ)\s+(?=[^\W\d_])",
    re.IGNORECASE,
)
_APART_TAGS: Final = frozenset(("span", "small", "em", "i", "cite", "p", "div"))


def _is_credit_alone(text: str) -> bool:
    """Whether an element's text is a name, or holds an agency or a label, and is no sentence."""
    if text[-1] in ".!?。" or text.count(" ") > 6:
        return False
    bare = _plain_credit(_PARENTHESES.sub("", _WITHOUT_COLON.sub("", text)))
    return looks_like_name(bare) and (" " in bare or agency(bare) is not None) and not text[0].islower()


def _caption_beside(layout: Layout, figure: Box) -> Box | None:
    """A caption that follows the figure's box instead of standing in it."""
    for box in layout.boxes[figure.index + 1 : figure.index + 60]:
        if box.start > figure.end + 1:
            return None
        beside = (figure.parent, layout.boxes[figure.parent].parent if figure.parent >= 0 else -1)
        named = box.tag == "figcaption" or _names_a_caption(box.names)
        if box.start >= figure.end and box.parent in beside and named and 0 < box.end - box.start <= 3:
            return box
    return None


def _says_something(layout: Layout, box: Box) -> bool:
    """Whether a figure's only text may be its caption: long enough, and no link."""
    blocks = layout.blocks[box.start : box.end]
    return sum(block.size for block in blocks) >= 30 and not any(b.linked * 2 > len(b.text) for b in blocks)


def _texts(layout: Layout, box: Box) -> list[str]:
    return [block.text for block in layout.blocks[box.start : box.end]]


_AFTER_SLASH: Final = Sought(
    later.compile(r"\s/\s(?P<credit>[^/]{2,60}(?:\s/\s[^/]{2,60})?\s(?:nuotr\.?|nuotrauka|foto|fotó))$", re.IGNORECASE)
)
"""Baltic and Hungarian: whose it is stands before the word for it."""
_UNCASED: Final = r"\u0530-\u058f\u0590-\u08ff\u0900-\u0dff\u0e00-\u0fff\u1000-\u137f\u1780-\u17ff"
_UNCASED_LABEL: Final = later.compile(
    rf"(?:^|(?<=[\s.。]))(?:[(\[]\s?[{_UNCASED}]{{2,18}}\s?(?:[:：՝]|\s[-–—]\s)|[{_UNCASED}]{{2,18}}\s?[:：՝])"
    rf"\s*(?P<credit>[{_UNCASED}][^.:：՝()\[\]]{{1,40}})[)\]]?$"
)
"""Where letters have no cases, and where few newsrooms' words are known: a word, a colon and a name at the end."""
_SLASHED: Final = Sought(
    later.compile(
        r"(?<=\S{3})\s/\s(?P<credit>[A-ZÀ-ÖØ-Þ][\w.'’-]+(?:\s(?:d[eu]|van|von|la|le|[A-ZÀ-ÖØ-Þ][\w.'’-]*)){1,3}\s?/\s?[A-ZÀ-ÖØ-Þ][^/.!?]{1,40})$"
    )
)
"""A name and an outlet behind slashes: "… le 16 octobre. / Yvan Castel / Le Méridional"."""
_AGENCY_SLASHED: Final = Sought(later.compile(r"(?<=\S{3})\s/\s(?P<credit>[^/.!?]{2,40}(?:\s?/\s?[^/.!?]{2,40})?)$"))
_NOT_LATIN: Final = later.compile(rf"[{_UNCASED}]")
_CREDITS_AT_END: Final = (
    _AFTER_SLASH,
    _AFTER_WORD,
    _AFTER_BY,
    _AFTER_DASH,
    _AFTER_SIGN,
    _AFTER_EQUALS,
    _BEFORE_TAKEN,
    _FROM_ARCHIVE,
    _WORD_AND_DASH,
    _AFTER_STOP,
    _KOREAN,
    _PLAIN_NAME,
    _KOREAN_SLASH,
    _ASIDE,
)


def split_credit(text: str) -> tuple[str, str | None]:
    """A caption without the credit at its end, and the credit.

    Only what looks like a credit is split off: after "Photo:" and its like, a ©, "— Picture by", or parentheses that
    name an agency or hold a slash.
    """
    if len(text) > 2 * MAX_CAPTION:
        return clean(text), None
    text = _caption_end(_OPEN_PARENTHESIS.sub("", _TOOL.sub("", _LEGEND.sub("", _COUNTER.sub("", clean(text))))))
    text = _RIGHTS.sub("", text)
    if (shows := _SHOWS.match(text)) and _describes(text[shows.end() :]):
        text = text[shows.end() :]
    if glued := _GLUED_CREDIT.search(text):
        return _caption_end(text[: glued.start()]), _plain_credit(glued["credit"])
    if _OWNED.fullmatch(text):
        return "", _plain_credit(text)
    if _ALL_CREDIT.fullmatch(text):
        return "", text
    if (before := _BEFORE.match(text)) and agency(before["agency"]):
        return before["caption"], _plain_credit(before["credit"])
    if (twice := _AGAIN.search(text)) and key(twice["again"]) in key(twice["credit"]):
        text = text[: twice.start("rest")]
    enclosed = _PARENTHESES.search(text)
    if enclosed and not _is_credit(enclosed["credit"]):
        enclosed = None
    matches = [match for pattern in _CREDITS_AT_END if (match := pattern.search(text))]
    if (piped := _AFTER_PIPE.search(text)) and (
        text[: piped.start()].endswith((".", "!", "?", ")", "”", '"')) or _is_credit(piped["credit"])
    ):
        matches.append(piped)
    if matches:
        match = min(matches, key=lambda match: match.start())
        if enclosed is None or match.start() < enclosed.start():
            cut_off = match["credit"].count("(") > match["credit"].count(")")
            return _caption_end(text[: match.start()]), _plain_credit(match["credit"] + ")" * cut_off)
    slashed = _SLASHED.search(text)
    if not slashed and not enclosed:
        agency_slashed = _AGENCY_SLASHED.search(text)
        slashed = agency_slashed if agency_slashed and any(agencies_in(agency_slashed["credit"])) else None
    if slashed:
        return _caption_end(text[: slashed.start()]), slashed["credit"]
    labelled_so = None if not _NOT_LATIN.search(text) else _UNCASED_LABEL.search(text)
    if labelled_so and len(labelled_so["credit"].split()) <= 5:
        return _caption_end(text[: labelled_so.start()]), _plain_credit(labelled_so["credit"])
    if enclosed:
        end = text[enclosed.start()] if text[enclosed.start()] in ".。”\"'" else ""
        rest = text[: enclosed.start()] + end
        caption, credit = split_credit(rest)
        if credit and not _is_whose(credit):
            caption, credit = _caption_end(rest), None
        return caption, credit or _plain_credit(enclosed["credit"])
    return text, None


def _describes(text: str) -> bool:
    """Whether what stands behind "Photo:" says what the picture shows, not whose it is: words of a sentence, half of
    them without a capital, and no agency, archive or permission among them."""
    first: str = _SENTENCE_END.split(text, maxsplit=1)[0]
    words = first.split()
    if len(words) < MIN_DESCRIPTION or _GIVEN.search(first) or _AGENCY_LIKE.search(first):
        return False
    if looks_like_name(_ON_BEHALF.split(first, maxsplit=1)[0]):
        return False
    return sum(word[0].islower() for word in words) * 2 >= len(words)


_SENTENCE_END: Final = later.compile(r"[.!?…]\s")
_ON_BEHALF: Final = later.compile(r"\s(?:for|für|pour|para|per|voor|för|til|dla|pro|для|at|of|from|vom|von)\s")


def _is_whose(credit: str) -> bool:
    """Whether a credit names somebody, not only where the picture was kept ("Archivbild")."""
    return " " in credit or "/" in credit or agency(credit) is not None


def _is_credit(text: str) -> bool:
    """Whether what stands in parentheses at the end of a caption says whose the picture is."""
    return not _NO_CREDIT.fullmatch(text) and bool(_AGENCY_LIKE.search(text) or _LABEL.match(text) or agency(text))


def _caption_end(text: str) -> str:
    return text.rstrip().rstrip("|·•([—–-;؛、，,©/").rstrip()


def _plain_credit(text: str) -> str:
    """A credit without its label, parentheses or sign, once where markup repeats it."""
    words = clean(text).split(" ")
    half = len(words) // 2
    text = " ".join(words[half:] if half > 1 and words[:half] == words[half:] else words)
    for _ in range(3):
        before = text
        text = _LABEL.sub("", text).strip()
        text = text.strip("|•· ").lstrip(":：-–—/ ").strip()
        opened, closed = (sum(map(text.count, marks)) for marks in ("([（［", ")]）］"))
        if opened != closed or (text[:1] in "([（［" and text[-1:] in ")]）］"):
            text = text.strip("()[]（）［］")
        if text == before:
            break
    return text.rstrip(".") if text.count(".") == 1 and text.endswith(".") else text


def _once(found: list[_Shown]) -> list[ScrapedImage]:
    """Each picture once: copies by address or by caption are joined, the fuller one kept."""
    images: list[ScrapedImage] = []
    by_address: dict[str, ScrapedImage] = {}
    by_caption: dict[str, ScrapedImage] = {}
    for shown in found:
        image = shown.image
        caption = key(image.caption)
        same = by_address.get(shown.key) or (by_caption.get(caption) if len(caption) > 5 else None)
        if same is None:
            images.append(image)
            by_address[shown.key] = image
            if caption:
                by_caption.setdefault(caption, image)
            continue
        if not same.caption and image.caption:
            same.caption = image.caption
            by_caption.setdefault(caption, same)
        same.credit = same.credit or image.credit
        same.alt = same.alt or image.alt
        same.lead = same.lead or image.lead
        if same.alt and same.caption and key(same.alt) == key(same.caption):
            same.alt = None
    return images


_LANDMARKS: Final = ("banner", "navigation", "contentinfo", "search")
"""Roles of a page's furniture (WAI-ARIA 1.2, landmark roles)."""
MAX_LINK_LEVELS: Final = 4
"""Elements around a picture among which its link is looked for."""


def _link_of(page: Page, node: LexborNode, address: str) -> Literal["home", "elsewhere", ""]:
    """Where the link of a picture of this address leads: "home" to the front page, as of logos, "elsewhere" to another
    page of the site, as of teasers and buttons; "" if it has none, or one to a page of its own or to another site."""
    outer = node.parent
    for _ in range(MAX_LINK_LEVELS):
        if outer is None:
            return ""
        if outer.tag == "a":
            break
        outer = outer.parent
    else:
        return ""
    attributes = outer.attributes
    href = (attributes.get("href") or "").strip()
    url = page.absolute(href) if href and not href.startswith("#") else None
    if _names_an_icon(attributes.get("class") or "") and not (url and _PICTURE_PAGE.search(url)):
        return "elsewhere"
    if url is None or host_of(url).removeprefix("www.") != page.host.removeprefix("www."):
        return ""
    path = path_in(url)
    if len(path.strip("/")) <= len("es"):
        return "" if "?" in url else "home"
    stem = _name_of(address).partition(".")[0]
    if path.startswith(path_in(page.url).rstrip("/")) or _PICTURE_PAGE.search(path) or (len(stem) > 4 and stem in path):
        return ""
    return "elsewhere"


def _name_of(address: str) -> str:
    """The name of the file that an address ends with."""
    return address.partition("?")[0].partition("#")[0].rpartition("/")[2]


_PICTURE_PAGE: Final = later.compile(
    r"\.(?:jpe?g|png|webp|gif|avif|tiff?|svg|bmp)|photo|foto|galer|gallery|image|imagen|bild|slide|attachment|media",
    re.IGNORECASE,
)
"""In the address of a picture's file or of a page that shows it."""


_STAND_IN: Final = later.compile(
    r"(?:(?:img|image|pic|bild|default|thumb(?:nail)?|article|news|video|photo|teaser)[-_.]?)*"
    r"(?:placeholder|lazy(?:-?load(?:er|ing)?)?|blank|leer|spacer|transparent|trans|empty|pixel|1x1|loading|loader|preloader|"
    r"dummy|clear|no[-_]?(?:image|img|photo|picture|foto|bild))"
    r"(?:[-_.]?(?:image|img|bild|video|white|gr[ae]y|\d+x\d+|\d+))*\.(?:gif|png|svg|jpe?g|webp)"
)
"""Names of files that stand where a script puts the picture."""
_TOKEN: Final = later.compile(r"[a-z]+")
_ICON_WORDS: Final = frozenset(
    "icon icons ico bookmark share sharing facebook twitter whatsapp telegram instagram linkedin pinterest youtube email "
    "mail print printer rss feed arrow close search menu hamburger play playicon button btn toggle spinner sprite badge "
    "avatar logo printlogo newlogo smiley".split()
)
_PLAIN_WORDS: Final = frozenset(
    "header footer site print main small big new white black dark light grey gray color claim content site xs sm md lg "
    "px x svg png".split()
)
_OWN_FOLDERS: Final = frozenset("themes plugins icons logos socialicons skins smilies emoji buttons sprites".split())
"""Folders of a site's own furniture; what newsrooms upload stands in others."""
_UPLOADS: Final = frozenset(("uploads", "upload", "user_upload", "files", "media"))


_ADVERTISEMENT: Final = later.compile(
    r"(?:^|[-_])(?:pub|ads?|advert|banner|werbung|publicidad)[-_]?\d{2,3}x\d{2,3}\.\w+$"
)


def is_furniture(url: str) -> bool:
    """Whether a picture's address names it an icon, a button or the site's logo."""
    folder, _, name = url.partition("?")[0].partition("#")[0].lower().rpartition("/")
    if "/_next/static/" in f"{folder}/" or _ADVERTISEMENT.search(name):
        return True
    folders = folder.split("/")[3:]
    if not _UPLOADS.isdisjoint(folders):
        return False
    if not _OWN_FOLDERS.isdisjoint(folders):
        return True
    stem, _, ending = name.rpartition(".")
    words = _TOKEN.findall(stem)
    known = _ICON_WORDS.intersection(words)
    return bool(known) and (ending == "svg" or known.union(_PLAIN_WORDS).issuperset(words))


def _is_icon(attributes: dict[str, str | None]) -> bool:
    for name in ("width", "height"):
        value = (attributes.get(name) or "").removesuffix("px")
        if value.isdecimal() and int(value) < SMALL and int(value) != 0:
            return True
    names = " ".join(filter(None, (attributes.get("class"), attributes.get("id"))))
    return bool(names and _names_an_icon(names))


_LAZY: Final = (
    "data-src",
    "data-original",
    "data-lazy-src",
    "data-hi-res-src",
    "data-full-src",
    "data-url",
    "data-image",
    "src",
)
_SETS: Final = ("data-srcset", "srcset", "data-lazy-srcset")


def address(page: Page, node: LexborNode) -> str | None:
    """The largest address that a picture element or its `<picture>` gives, absolute; None for inline data alone."""
    attributes = node.attributes
    for name in _SETS:
        if (best := largest(attributes.get(name))) and not _stands_in(best) and (url := page.absolute(best)):
            return url
    for name in _LAZY:
        value = _in_data(attributes.get(name))
        if value and not value.startswith("data:") and not _stands_in(value) and (url := page.absolute(value)):
            return url
    parent = node.parent
    if parent is not None and parent.tag == "picture":
        for source in parent.css("source"):
            for name in _SETS:
                best = largest(source.attributes.get(name))
                if best and not _stands_in(best) and (url := page.absolute(best)):
                    return url
    for name, value in attributes.items():
        if value and _names_an_address(name):
            best = largest(value) if "srcset" in name else value
            if best and not best.startswith("data:") and not _stands_in(best) and (url := page.absolute(best)):
                return url
    return None


def _in_data(value: str | None) -> str | None:
    """An address, also where a script finds it in a piece of JSON: `{"default": {"src": "/a.jpg"}}`."""
    if value and value[0] == "{":
        found = _SRC.search(value)
        return found[1].replace("\\/", "/") if found else None
    return value


_SRC: Final = later.compile(r'"src"\s*:\s*"([^"{}]+)"')
_names_an_address: Final = later.compile(r"data-[a-z-]*src(?:set|-property)?").fullmatch


def _stands_in(address: str) -> bool:
    """Whether an address is that of what is shown until the picture is loaded."""
    return _STAND_IN.fullmatch(_name_of(address).lower()) is not None


_CANDIDATE: Final = later.compile(r"([^\s,]\S*+)(?:(?<!,)\s++(?:(\d+(?:\.\d+)?)[wx])?+[^,]*+)?")
"""An address and, unless a comma ends it, its descriptors up to the next comma."""


def largest(srcset: str | None) -> str | None:
    """The address of the widest candidate of a srcset (HTML Standard, srcset attributes)."""
    best, width = None, -1.0
    for match in _CANDIDATE.finditer((srcset or "")[:MAX_SRCSET]):
        url, value = match[1].rstrip(","), float(match[2] or 0)
        if not url.startswith("data:") and value > width:
            best, width = url, value
    return best


MAX_SRCSET: Final = 20_000


_SIZE: Final = later.compile(
    r"[-_](?:w\d+|h\d+|r\d+|s|q\d+|n|cx\d+|cy\d+|cw\d+|\d{2,4}x\d{2,4}|scaled)(?=[-_.]|$)", re.IGNORECASE
)


def _identity(url: str) -> str:
    """What two sizes of one picture have in common."""
    path = url.partition("?")[0].partition("#")[0]
    folder, _, name = path.rpartition("/")
    plain = _SIZE.sub("", name)
    return f"{folder}/{plain or name}{'' if len(plain) > 12 else url.partition('?')[2]}"
