"""Bytes to text: labels, marks and what the bytes themselves say."""

import codecs

import pytest

from crawler.extraction.encoding import decode

RUSSIAN = "<p>Паром снова ходит на остров после четырёх недель ремонта.</p>"
GREEK = "<p>Το πλοίο ταξιδεύει ξανά μετά από τέσσερις εβδομάδες επισκευών στο λιμάνι.</p>"
JAPANESE = "<p>四週間の修理を終えて、島へのフェリーが再び動き出した。</p>"
CHINESE = "<p>经过四个星期的修理，开往岛上的渡轮重新启航了。</p>"
KOREAN = "<p>네 주 동안의 수리를 마치고 섬으로 가는 배가 다시 다닌다.</p>"
GERMAN = "<p>Die Fähre fährt wieder über den Sund: »Größer als früher«, heißt es.</p>"


@pytest.mark.parametrize(
    ("text", "codec", "header", "meta", "expected"),
    [
        (RUSSIAN, "utf-8", None, None, "utf-8"),
        (RUSSIAN, "utf-8", "text/html; charset=utf-8", None, "utf-8"),
        (RUSSIAN, "cp1251", "text/html; charset=windows-1251", None, "cp1251"),
        (RUSSIAN, "cp1251", "text/html", "windows-1251", "cp1251"),
        (RUSSIAN, "koi8-r", None, "koi8-r", "koi8-r"),
        (RUSSIAN, "cp1251", "text/html; charset=ISO-8859-1", "windows-1251", "cp1251"),
        (GREEK, "iso8859-7", "text/html; charset=iso-8859-7", None, "iso8859-7"),
        (JAPANESE, "cp932", None, "Shift_JIS", "cp932"),
        (JAPANESE, "euc-jp", "text/html; charset=euc-jp", None, "euc_jp"),
        (JAPANESE, "iso2022_jp", None, "iso-2022-jp", "iso2022_jp"),
        (CHINESE, "gb18030", None, "gb2312", "gb18030"),
        (CHINESE, "big5hkscs", None, "big5", "big5hkscs"),
        (KOREAN, "cp949", "text/html; charset=euc-kr", None, "cp949"),
        (GERMAN, "cp1252", None, "iso-8859-1", "cp1252"),
    ],
)
def test_declared_encodings(text: str, codec: str, header: str | None, meta: str | None, expected: str) -> None:
    head = f'<html><head><meta charset="{meta}"></head>' if meta else "<html>"
    if codec.startswith("big5"):
        text = "<p>經過四個星期的修理，開往島上的渡輪重新啟航了。</p>"
    decoded = decode((head + text).encode(codec), header)
    assert text in decoded.text
    assert decoded.encoding == expected
    assert decoded.problem is None


@pytest.mark.parametrize("label", ["windows-1251", "iso-8859-1", "shift_jis", "gb2312"])
def test_a_label_that_utf8_bytes_contradict_loses_and_is_told(label: str) -> None:
    decoded = decode(f'<meta charset="{label}">{RUSSIAN}'.encode())
    assert RUSSIAN in decoded.text
    assert decoded.encoding == "utf-8"
    assert decoded.problem is not None
    assert "UTF-8" in decoded.problem


def test_utf8_label_on_other_bytes_is_detected_and_told() -> None:
    html = ('<meta charset="utf-8">' + RUSSIAN * 20).encode("cp1251")
    decoded = decode(html)
    assert "Паром снова ходит" in decoded.text
    assert decoded.encoding in ("cp1251", "windows-1251")
    assert decoded.problem is not None


@pytest.mark.parametrize("label", ["big5", "shift_jis", "euc-kr"])
def test_a_label_that_leaves_broken_characters_loses_and_is_told(label: str) -> None:
    decoded = decode((f'<meta charset="{label}">' + RUSSIAN * 20).encode("cp1251"))
    assert "Паром снова ходит" in decoded.text
    assert decoded.encoding == "cp1251"
    assert decoded.problem is not None
    assert decoded.problem.endswith("its bytes look like cp1251.")


def test_what_says_utf16_in_ascii_is_utf8() -> None:
    html = f'<meta charset="utf-16">{RUSSIAN}'
    assert decode(html.encode()) == (html, "utf-8", None)


def test_no_label_at_all_is_detected() -> None:
    assert "Паром снова ходит" in decode((RUSSIAN * 20).encode("cp1251")).text
    assert "フェリーが再び" in decode((JAPANESE * 20).encode("euc-jp")).text


@pytest.mark.parametrize(
    ("mark", "codec"),
    [(codecs.BOM_UTF8, "utf-8"), (codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be")],
)
def test_a_byte_order_mark_beats_header_and_meta(mark: bytes, codec: str) -> None:
    html = mark + ('<meta charset="koi8-r">' + RUSSIAN).encode(codec)
    assert decode(html, "text/html; charset=windows-1251") == ('<meta charset="koi8-r">' + RUSSIAN, codec, None)


def test_utf16_without_a_mark_is_seen_by_its_zeros() -> None:
    decoded = decode(("<html><body>" + GERMAN).encode("utf-16-le"), "text/html; charset=utf-16")
    assert GERMAN in decoded.text
    assert decoded.encoding == "utf-16-le"


def test_one_broken_byte_does_not_make_another_encoding_of_a_page() -> None:
    html = (RUSSIAN * 5).encode() + b"\xd0" + b"<p>cut"
    decoded = decode(html)
    assert decoded.encoding == "utf-8"
    assert decoded.text.count("\ufffd") == 1
    assert decoded.problem == "Some bytes of the page are no UTF-8."


@pytest.mark.parametrize(
    "label",
    ["utf-7", "x-unknown", "hz-gb-2312", "unicode_escape", "raw_unicode_escape", "idna", "punycode", "../../etc", ""],
)
def test_labels_that_name_nothing_safe_are_ignored(label: str) -> None:
    assert decode(f'<meta charset="{label}">+ADw-script+AD4- ~{{'.encode()).encoding == "utf-8"


def test_the_middle_of_a_long_page_decides_where_its_head_is_plain() -> None:
    html = (b"<script>" + b"var a = 1;\n" * 8000 + b"</script>") + (CHINESE * 30).encode("gb18030")
    assert "开往岛上的渡轮" in decode(html).text
