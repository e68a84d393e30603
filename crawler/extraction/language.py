"""The language of the article: what the page states, checked against the script and the commonest words of its text.

Tags are BCP 47 (RFC 5646). A stated language that the text cannot be in is corrected, and the page's problems say so.
"""

from collections import Counter
from collections.abc import Iterable, Iterator
from functools import lru_cache
from typing import Final

from crawler.extraction import later, linked
from crawler.extraction.blocks import Layout
from crawler.extraction.story import Found, Story

SAMPLE: Final = 2_000
"""Characters of text that are looked at."""

_TAG: Final = later.compile(r"([A-Za-z]{2,3})(?:[-_]([A-Za-z]{4}))?(?:[-_]([A-Za-z]{2}|\d{3}))?(?![A-Za-z])")
_NAMES: Final = {
    "english": "en", "german": "de", "deutsch": "de", "french": "fr", "français": "fr", "francais": "fr",
    "spanish": "es",
    "español": "es", "espanol": "es", "italian": "it", "italiano": "it", "portuguese": "pt", "português": "pt",
    "dutch": "nl",
    "nederlands": "nl", "russian": "ru", "русский": "ru", "polish": "pl", "polski": "pl", "turkish": "tr",
    "türkçe": "tr",
    "arabic": "ar", "persian": "fa", "farsi": "fa", "chinese": "zh", "japanese": "ja", "korean": "ko", "swedish": "sv",
    "hungarian": "hu", "magyar": "hu", "czech": "cs", "ukrainian": "uk", "greek": "el", "hebrew": "he", "hindi": "hi",
}  # fmt: skip
_CODES: Final = {
    "ua": "uk", "cz": "cs", "jp": "ja", "kr": "ko", "cn": "zh", "gr": "el", "dk": "da", "iw": "he", "in": "id",
    "ji": "yi",
    "eng": "en", "deu": "de", "ger": "de", "fra": "fr", "fre": "fr", "spa": "es", "ita": "it", "por": "pt",
    "nld": "nl", "dut": "nl",
    "rus": "ru", "ukr": "uk", "pol": "pl", "tur": "tr", "ara": "ar", "fas": "fa", "per": "fa", "zho": "zh",
    "chi": "zh", "jpn": "ja",
    "kor": "ko", "swe": "sv", "dan": "da", "nor": "no", "fin": "fi", "hun": "hu", "ces": "cs", "cze": "cs",
    "slk": "sk", "ron": "ro",
    "rum": "ro", "bul": "bg", "srp": "sr", "hrv": "hr", "bos": "bs", "slv": "sl", "mkd": "mk", "ell": "el",
    "gre": "el", "heb": "he",
    "hin": "hi", "ben": "bn", "urd": "ur", "tha": "th", "vie": "vi", "ind": "id", "msa": "ms", "may": "ms",
    "tat": "tt", "kat": "ka",
    "geo": "ka", "hye": "hy", "arm": "hy", "aze": "az", "kaz": "kk", "kir": "ky", "uzb": "uz", "tgk": "tg",
    "tuk": "tk", "pus": "ps",
    "lit": "lt", "lav": "lv", "est": "et", "sqi": "sq", "alb": "sq", "cat": "ca", "glg": "gl", "eus": "eu",
    "isl": "is", "ice": "is",
    "mon": "mn", "mya": "my", "bur": "my", "khm": "km", "lao": "lo", "bod": "bo", "tib": "bo", "amh": "am",
    "tir": "ti", "swa": "sw",
}  # fmt: skip

_SCRIPTS: Final = (
    ("Cyrl", 0x0400, 0x052F), ("Grek", 0x0370, 0x03FF), ("Armn", 0x0530, 0x058F), ("Hebr", 0x0590, 0x05FF),
    ("Arab", 0x0600, 0x077F), ("Deva", 0x0900, 0x097F), ("Beng", 0x0980, 0x09FF), ("Guru", 0x0A00, 0x0A7F),
    ("Gujr", 0x0A80, 0x0AFF), ("Orya", 0x0B00, 0x0B7F), ("Taml", 0x0B80, 0x0BFF), ("Telu", 0x0C00, 0x0C7F),
    ("Knda", 0x0C80, 0x0CFF), ("Mlym", 0x0D00, 0x0D7F), ("Sinh", 0x0D80, 0x0DFF), ("Thai", 0x0E00, 0x0E7F),
    ("Laoo", 0x0E80, 0x0EFF), ("Tibt", 0x0F00, 0x0FFF), ("Mymr", 0x1000, 0x109F), ("Geor", 0x10A0, 0x10FF),
    ("Hang", 0x1100, 0x11FF), ("Ethi", 0x1200, 0x139F), ("Khmr", 0x1780, 0x17FF), ("Mong", 0x1800, 0x18AF),
    ("Grek", 0x1F00, 0x1FFF), ("Geor", 0x2D00, 0x2D2F), ("Kana", 0x3040, 0x30FF), ("Hani", 0x3400, 0x4DBF),
    ("Hani", 0x4E00, 0x9FFF), ("Hang", 0xAC00, 0xD7AF), ("Arab", 0xFB50, 0xFDFF), ("Arab", 0xFE70, 0xFEFF),
)  # fmt: skip
_SCRIPT_CODES: Final = {code for code, _, _ in _SCRIPTS} | {"Latn", "Hans", "Hant", "Jpan", "Kore"}
_OF_SCRIPT: Final = {
    "Cyrl": "ru uk be bg mk sr kk ky tg tt mn ba cv os ce uz av crh rue", "Grek": "el", "Armn": "hy", "Hebr": "he yi",
    "Arab": "ar fa ur ps ckb ku ug sd ks az prs", "Deva": "hi mr ne sa mai bho", "Beng": "bn as", "Guru": "pa",
    "Gujr": "gu",
    "Orya": "or", "Taml": "ta", "Telu": "te", "Knda": "kn", "Mlym": "ml", "Sinh": "si", "Thai": "th", "Laoo": "lo",
    "Tibt": "bo dz",
    "Mymr": "my", "Geor": "ka", "Hang": "ko", "Ethi": "am ti", "Khmr": "km", "Mong": "mn", "Kana": "ja",
    "Hani": "zh ja yue",
}  # fmt: skip
"""Languages that are written in a script, the likeliest first."""
_OTHER_SCRIPTS: Final = {language for languages in _OF_SCRIPT.values() for language in languages.split()}
_ALSO_LATIN: Final = {"sr", "az", "uz", "ku", "tt", "crh", "kk"}
"""Languages of another script that are written in Latin letters too."""

_STOP_WORDS: Final = {
    "en": "the and of to in that is for with was on as by it he at from his are have but not be this",
    "de": "der die und in den von zu das mit sich des auf für ist im dem nicht ein eine als auch es werden",
    "fr": "de la le et les des en un une du est que dans qui pour au pas sur par il plus ce avec sont",
    "es": "de la que el en y los se del las un por con una su para es al lo como más pero sus",
    "pt": "de que o e do da em um para com não uma os no se na por mais as dos como mas ao ele foi",
    "it": "di e il la che in un per del è non una le con si da i dei alla sono al ha nel più anche",
    "nl": "de van het een en in is dat op te zijn met voor niet aan er die om ook als bij maar naar",
    "sv": "och i att det som en på är av för med den till har inte de om ett var jag men sig från",
    "da": "og i at det er en til af på for med den der de som har ikke et om var han fra men sig blev",
    "no": "og i det er på til som en å for av at med har den ikke om et de var han men seg fra ble",
    "fi": "ja on ei että se hän oli ovat kun mutta myös joka ole mukaan sen tai vain jo kuin sekä",
    "is": "og að í á sem er til við um með fyrir var ekki það af hann en því þetta frá verið hafa",
    "pl": "i w na z się że do nie to jest o jak od za po dla który przez ale są ma tym może już",
    "cs": "a v na se že je s do z o to za i k ve pro jsou po které by jeho ale však od který jako",
    "sk": "a v na sa že je s do z o to za aj k vo pre sú po ktoré by jeho ale však od ktorý ako",
    "sl": "in v je na da za se so z ki pa s bi o tudi po kot od še iz do ne ali bo pri",
    "hr": "i u je na da se za su od s o koji će što kao ne iz to bi do ali nije te koje",
    "hu": "a az és hogy nem is egy ez meg volt de csak már mint még szerint lesz után között azt",
    "ro": "de și în a la cu pe din care o pentru că nu mai un sunt este al fost să prin ca fi",
    "tr": "ve bir bu da de için ile olarak daha olan çok gibi sonra kadar en ise oldu dedi ancak",
    "az": "və bu bir ilə üçün də da ki olan bildirib olub edib görə həmin isə onun çox belə",
    "et": "ja on ei et see oli ka kui mis oma aga ta siis veel nii kes välja ning selle pole",
    "lv": "un ir ka no par ar uz ar arī bet kas tas nav kā lai pēc gan tika savu viņš",
    "lt": "ir kad į iš su tai yra buvo apie bet kaip už ne dėl jo po ar taip jau tik",
    "sq": "dhe në të e një për me që nga se i është ka si nuk u tha më janë ishte",
    "ca": "de la que i el els en a les per un amb del una no és al dels més han també com",
    "eu": "eta da ez du bat dira izan ere zen dute baina egin beste baino dela hori gabe",
    "gl": "de a o que e do da en un para os con unha no na as por se non é dos máis ao foi",
    "id": "yang dan di dari untuk dengan pada ini itu tidak dalam akan juga ke oleh adalah karena telah",
    "ms": "yang dan di untuk dengan pada ini itu tidak dalam akan juga ke oleh adalah kerana telah beliau",
    "vi": "của và là các có trong được cho người không với những một này đã đến khi từ sẽ cũng ở bị vào ngày năm phải nhiều sau trước trên theo tại mỗi bằng",
    "sw": "na ya wa kwa ni za katika la kuwa hiyo huo cha yake watu alisema baada",
    "uz": "va bu bilan uchun bir ham edi deb bo’lgan qilgan haqida o‘z keyin esa",
    "tk": "we bu bilen üçin bir hem edip diýip boldy barada soň ýa bolan",
    "tl": "ang ng sa na mga ay at para si nang ito hindi ni kay",
    "ga": "an na agus ar i go a le sé is tá bhí leis ach nach do",
    "cy": "y yn a i o ar yr mae wedi gan am ei bod oedd i'r ond",
    "af": "die en van in te is het dat vir nie met sy op hy was aan om ook",
    "ru": "и в не на что с по это как из он к за для от но его также так был был все о у",
    "uk": "і в не на що з до за та у це як про від й для але його також який був із",
    "be": "і у не на што з да па гэта як ад але яго для каб таксама які быў за пра",
    "bg": "и на за да от се в не е са с по като че това до ще при беше но",
    "mk": "и на да во за од се не со што е ќе го ги како дека беше при",
    "sr": "и у је на да се за су од са који ће што као не из то би",
    "kk": "және мен бұл үшін бір деп болды да де осы туралы кейін еді екен",
    "ky": "жана бул менен үчүн бир деп болгон да эле тууралуу кийин эмес",
    "tg": "ва дар ба аз ки ин бо барои то аст буд ҳам онҳо",
    "tt": "һәм бу белән өчен бер дип да дә турында булды иде",
    "mn": "нь энэ болон байна гэж юм бол дээр тухай хийсэн",
    "ar": "في من على أن إلى التي عن مع هذا الذي كان بعد قال ما لا هذه كما",
    "fa": "و در به از که این را با است برای آن یک می خود شد های کرد",
    "ur": "کے میں کی ہے اور سے کا کو نے یہ کہ پر ہیں اس ہے بھی",
    "ps": "په د او چې کې ته له دا شوی دي سره کړي یې هم",
    "ckb": "لە و بۆ بە کە ئەو ئەم لەگەڵ دەکات بوو هەروەها",
    "hi": "के में की है और से का को ने यह कि पर हैं इस भी नहीं",
    "mr": "आहे आणि या ते हे मध्ये त्यांनी केली होते आहेत",
    "ne": "छ र को मा ले छन् गरेको भएको पनि यो हुने",
}
_WORDS: Final = {language: frozenset(words.split()) for language, words in _STOP_WORDS.items()}
_BY_WORD: Final[dict[str, list[str]]] = {}
for _language, _words in _WORDS.items():
    for _word in _words:
        _BY_WORD.setdefault(_word, []).append(_language)


def normal(tag: str | None) -> str | None:
    """A language tag in the form of BCP 47 ("en_us" is "en-US", "ua" is "uk"); None if it is none."""
    text = (tag or "").strip()
    if named := _NAMES.get(text.lower()):
        return named
    match = _TAG.match(text)
    if not match or (len(text) > len(match.group()) and text[len(match.group())].isalnum()):
        return None
    language, script, region = match.groups()
    code = language.lower()
    code = _CODES.get(code, code)
    if code in ("und", "mul", "zxx", "xx"):
        return None
    parts = [code]
    if script and script.title() in _SCRIPT_CODES:
        parts.append(script.title())
    if region and region.lower() != "xx":
        parts.append(region.upper())
    return "-".join(parts)


def stated(story: Story) -> Iterator[Found[str]]:
    """Languages that the page states: of the article's JSON-LD, of the html element, for sharing, in meta elements."""
    root = story.page.tree.root
    attributes = root.attributes if root is not None else {}
    tags = [
        *(("json-ld", "inLanguage", _language_of(item.get("inLanguage"))) for item in story.articles[:1]),
        ("html", "lang", attributes.get("lang") or attributes.get("xml:lang")),
        ("og", "og:locale", story.page.meta_first("og:locale")),
        *(
            ("meta", name, story.page.meta_first(name))
            for name in ("content-language", "language", "dc.language", "dcterms.language")
        ),
        ("header", "content-language", story.page.headers.get("content-language")),
    ]
    for reader, where, tag in tags:
        if (language := normal((tag or "").split(",")[0])) is not None:
            yield Found(language, reader, where, tag or "")


def _language_of(value: object) -> str:
    for item in linked.as_list(value):
        if isinstance(item, dict):
            item = item.get("alternateName") or item.get("name")
        if isinstance(item, str):
            return item
    return ""


@lru_cache(maxsize=4096)
def _script_of(character: str) -> str:
    point = ord(character)
    if point < 0x250 or 0x1E00 <= point <= 0x1EFF:
        return "Latn"
    return next((script for script, first, last in _SCRIPTS if first <= point <= last), "Zyyy")


_ASCII: Final = bytes(range(128))
_NO_LETTERS: Final = bytes(code for code in range(128) if not chr(code).isalpha())


def script(text: str) -> str | None:
    """The script (ISO 15924) of most letters of a text; "Kana" for Japanese, whatever its share of Han. None if it has
    fewer than 40 letters."""
    ascii_letters = len(text.encode("ascii", "ignore").translate(None, _NO_LETTERS))
    others = text.encode("utf-8", "ignore").translate(None, _ASCII).decode()
    counts: dict[str, int] = {"Latn": ascii_letters}
    for character in set(others):
        if character.isalpha() and (written := _script_of(character)) != "Zyyy":
            counts[written] = counts.get(written, 0) + others.count(character)
    total = sum(counts.values())
    if total < 40:
        return None
    kana = counts.get("Kana", 0)
    if kana * 12 > total and kana + counts.get("Hani", 0) > total / 2:
        return "Kana"
    best = max(counts, key=lambda written: counts[written])
    return best if counts[best] * 2 > total else None


def by_words(tokens: Iterable[str]) -> Counter[str]:
    """How many words of a text, in lower case, are among the commonest of each language."""
    votes: Counter[str] = Counter()
    for word, number in Counter(tokens).items():
        for language in _BY_WORD.get(word, ()):
            votes[language] = votes.get(language, 0) + number
    return votes


_BLANKED: Final = bytes(ord(" ") if chr(byte) in "0123456789.,;:!?\"'()[]/|-" else byte for byte in range(256))
_MARKS: Final = "“”„«»–—"


def _tokens(text: str) -> list[str]:
    """The words of a text."""
    for mark in _MARKS:
        text = text.replace(mark, " ")
    return text.encode("utf-8", "surrogatepass").translate(_BLANKED).decode("utf-8", "surrogatepass").split()


def sample(layout: Layout) -> str:
    """The longest blocks of a page, where its own text most likely is."""
    longest = sorted(layout.blocks, key=lambda block: block.size, reverse=True)[:8]
    share = SAMPLE // 4
    return " ".join(block.text[:share] for block in longest)


def settle(found: list[Found[str]], text: str) -> tuple[Found[str] | None, str | None]:
    """The language of a text, and a sentence if the page's own word for it cannot be true."""
    text = text[:SAMPLE]
    written = script(text)
    fitting = [candidate for candidate in found if _can_be(candidate.value, written)]
    tokens = _tokens(text.lower())
    words = len(tokens)
    votes = by_words(tokens) if written in (None, "Latn", "Cyrl", "Arab", "Deva") else Counter()
    guess = _guess(written, votes, words)
    if fitting:
        believed = _most_exact(fitting)
        base = believed.value.split("-")[0]
        if guess and base != guess and written == "Latn" and _denied(base, guess, votes, words):
            other = next((c for c in fitting if c.value.split("-")[0] == guess), None)
            corrected = other or Found(guess, "text", "commonest words", text[:80])
            return corrected, f"The page says its language is {believed.value}, its text is {guess}."
        return believed, None
    if guess:
        says = f"The page says its language is {found[0].value}, its text is {guess}." if found else None
        return Found(guess, "text", "script and commonest words", text[:80]), says
    return (found[0], None) if found else (None, None)


def _can_be(tag: str, written: str | None) -> bool:
    language = tag.split("-")[0]
    if written == "Latn":
        return language not in _OTHER_SCRIPTS or language in _ALSO_LATIN
    return language in _OF_SCRIPT.get(written or "", language).split()


def _most_exact(found: list[Found[str]]) -> Found[str]:
    """The first statement; a later one of the same language that adds a region or script to it."""
    first = found[0]
    if "-" not in first.value:
        for other in found[1:]:
            if other.reader != "og" and other.value.startswith(first.value + "-"):
                return other
    return first


def _guess(written: str | None, votes: Counter[str], words: int) -> str | None:
    if written and written not in ("Latn", "Cyrl", "Arab", "Deva"):
        return _OF_SCRIPT[written].split()[0] if written in _OF_SCRIPT else None
    if not votes or words < 20:
        return _OF_SCRIPT[written].split()[0] if written in ("Arab",) and words >= 20 else None
    best = max(votes, key=lambda language: votes[language])
    return best if votes[best] * 8 >= words else None


def _denied(claimed: str, guess: str, votes: Counter[str], words: int) -> bool:
    """Whether the words of a text speak clearly against the language claimed for it."""
    if words < 60 or claimed not in _WORDS or (claimed, guess) == ("sr", "hr"):
        return False  # of Serbian the words in Cyrillic letters alone are known
    return votes[guess] * 5 >= words and votes[claimed] * 3 < votes[guess]
