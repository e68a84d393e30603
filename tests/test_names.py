"""Texts made plain, and names taken out of bylines: a row for each of the marks, particles and words that are known."""

import pytest

from crawler.extraction import names
from crawler.extraction.agencies import agency, as_printed
from crawler.extraction.text import clean, key, shorten, unescape


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The  ferry\n sails ", "The ferry sails"),
        (" The ferry", "The ferry"),
        ("The\u00a0ferry", "The ferry"),
        ("fer\u00adry\u200b \u2060sails\ufeff", "ferry sails"),
        ("fer\x07ry\x80", "ferry"),
        ("fer\ud800ry", "ferry"),
        ("\u200fالعبارة\u200e", "العبارة"),
        ("می\u200cرود", "می\u200cرود"),
        ("cafe\u0301", "café"),
        ("", ""),
        (None, ""),
    ],
)
def test_one_line_of_text(text: str | None, expected: str) -> None:
    assert clean(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Salt &amp; sea", "Salt & sea"),
        ("Salt &amp;amp; sea", "Salt & sea"),
        ("&#70;erry &#x46;erry", "Ferry Ferry"),
        ("Salt & sea", "Salt & sea"),
        ("R&D &copy", "R&D &copy"),
        ("The <b>ferry</b><br/>sails", "The ferry sails"),
        ("1 < 2 > 0", "1 < 2 > 0"),
        ("", ""),
        (None, ""),
    ],
)
def test_texts_of_attributes_and_data(text: str | None, expected: str) -> None:
    assert unescape(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The Ferry, 9!", "theferry9"), ("Fähre – „neu“", "fähreneu"), ("ＦＥＲＲＹ", "ferry"), ("Straße", "strasse"),
        ("渡し船。", "渡し船"), ("x" * 400 + "é", "x" * 400 + "é"), ("", ""), (None, ""),
    ],
)  # fmt: skip
def test_what_prints_of_a_text_have_in_common(text: str | None, expected: str) -> None:
    assert key(text) == expected


def test_evidence_is_short() -> None:
    assert shorten("The ferry", 20) == "The ferry"
    assert shorten("The ferry sails", 10) == "The ferry…"


@pytest.mark.parametrize(
    "particle",
    "de del della di da das do dos du des la le las los van von vom der den ten ter zu zum zur af av al el bin ibn "
    "bint ben y e i und dit d o ul ud mac mc st in op auf an a".split(),
)
def test_particles_of_names(particle: str) -> None:
    assert names.looks_like_name(f"Ida {particle} Holm")
    assert not names.looks_like_name("Ida sails Holm")


def test_a_particle_that_begins_with_an_apostrophe() -> None:
    assert names.looks_like_name("Ida van 't Holm")


@pytest.mark.parametrize("mark", '@=<>{}#%?!_*"…“”„')
def test_characters_of_no_name(mark: str) -> None:
    assert not names.looks_like_name(f"Ida{mark} Holm")


@pytest.mark.parametrize(
    "name", ["Staff", "Press", "Union", "Post", "Service", "Verein", "Center", "Group", "Bureau", "Herald", "Presse"]
)
def test_family_names_that_are_words_for_desks_too(name: str) -> None:
    assert names.sort_of(f"Anna {name}", lambda _: False) == "person"
    assert names.sort_of(f"ABC {name}", lambda _: False) == "organisation"


@pytest.mark.parametrize(
    ("text", "is_name"),
    [
        ("Ida Holm", True), ("I", False), ("Ida " * 20, False), ("Ida Maria Anna Eva Lea Mia Holm", False),
        ("李小龍", True), ("李小龍 9", False), ("一 二 三 四 五", False), ("Ida Holm 123", False),
        ("Ida Holm 1", False),
        ("محمد بن علي", True), ("(محمد)", False), ("Ida - Holm", True), ("Ida sails", False), ("de la", False),
        ("O'Brien", True), ("d'Arc", True), ("ǅemal Holm", True),
    ],
)  # fmt: skip
def test_what_is_printed_like_a_name(text: str, is_name: bool) -> None:
    assert names.looks_like_name(text) is is_name


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("By Ida Holm | Edited by Per Lund", ["Ida Holm"]),
        ("By Ida Holm, photos by Per Lund", ["Ida Holm"]),
        ("By Ida Holm | Photo: Per Lund", ["Ida Holm"]),
        ("Ida Holm RFE/RL", ["Ida Holm RFE/RL"]),
        ("By AP/TASS", ["AP", "TASS"]),
        ("ByIda Holm", ["Ida Holm"]),
        ("By Ida Holm1", ["Ida Holm"]),
        ("By Ida Holm Staff Writer", ["Ida Holm"]),
        ("By AP Sports Writer", ["AP"]),
        ("순천 김하늘 기자", ["김하늘"]),
        ("记者 王小明 来源：海湾日报", ["王小明 来源：海湾日报"]),
        ("王小明 | 来源：海湾日报", ["王小明"]),
        ("来源：新华社", ["来源：新华社"]),
        ("Staff and wire services", ["Staff and wire services"]),
        ("Redaktion «Harbour Courier»", ["Redaktion «Harbour Courier»"]),
        ("Redaktion »Hafenbote«", ["Redaktion »Hafenbote«"]),
        ("Redaktion „Hafenbote“", ["Redaktion „Hafenbote“"]),
        ("Staff of “The Courier”", ["Staff of “The Courier”"]),
        ('Staff of "The Courier"', ['Staff of "The Courier"']),
        ("Redaktion 'Hafenbote'", ["Redaktion 'Hafenbote'"]),
        ("本報記者王小明", ["王小明"]),
        ("Politikredakteurin Ida Holm", ["Ida Holm"]),
        ("", []),
    ],
)
def test_the_names_of_a_line(line: str, expected: list[str]) -> None:
    assert names.split(line) == expected


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("di Ida Holm (con ANSA)", ["ANSA"]), ("By Ida Holm (Narvik, with AP)", ["AP"]), ("(dpa/AFP)", ["dpa", "AFP"]),
        ("(Harrisburg, PA)", []), ("[mit dpa]", ["dpa"]), ("Ida Holm (AFP, )", ["AFP"]), ("（共同）", ["共同"]),
        ("By Ida Holm", []),
    ],
)  # fmt: skip
def test_agencies_in_brackets(line: str, expected: list[str]) -> None:
    assert names.agencies_aside(line) == expected


@pytest.mark.parametrize(
    ("text", "lead", "credit", "role", "never"),
    [
        ("By", True, False, False, True), ("Autor:", True, False, False, True), ("Photo", False, True, False, True),
        ("Übersetzung:", False, True, False, False), ("CNN Editor-at-large", False, False, True, False),
        ("AP Reporter", False, False, False, False), ("Ida Holm", False, False, False, False),
        ("Senior Reporter", False, False, True, False), ("${author}", False, False, False, True),
    ],
)  # fmt: skip
def test_words_beside_names(text: str, lead: bool, credit: bool, role: bool, never: bool) -> None:
    assert (names.is_lead(text), names.is_credit(text), names.is_role(text), names.is_never(text)) == (
        lead, credit, role, never,
    )  # fmt: skip


def test_a_name_in_capitals_gives_way() -> None:
    found = names.unique([names.Name("IDA HOLM", "person"), names.Name("Ida Holm", "person")])
    assert [name.text for name in found] == ["Ida Holm"]


@pytest.mark.parametrize(
    ("name", "found", "printed"),
    [
        ("Reuters staff", "Reuters", "Reuters"), ("dpa Sport", "dpa", "dpa"), ("dpa-infocom", "dpa", "dpa"),
        ("the Associated Press", "AP", "the Associated Press"), ("Agentur dpa", "dpa", "dpa"),
        ("Associated Press writers", "AP", "Associated Press"), ("共同通信社", "Kyodo", "共同通信社"),
        ("map", None, None), ("MAP", "MAP", "MAP"), ("trend", None, None), ("Ida Holm", None, None),
        ("dpa " * 90, None, None),
    ],
)  # fmt: skip
def test_agencies_as_they_are_printed(name: str, found: str | None, printed: str | None) -> None:
    assert (agency(name), as_printed(name)) == (found, printed)


@pytest.mark.parametrize(
    "word",
    "aip aib acp agp akp kpl mina fides kai tns turan туран na ep pc ata report trend beta бета rss focus mehr "
    "fars fena petra novum aa ap pa cp ots tt sid apa sita sana ina lana pana andina mt aim map".split(),
)
def test_words_that_are_agencies_in_their_own_form_only(word: str) -> None:
    assert agency(word.title() if len(word) < 4 and word.title() != word.upper() else word) is None


def test_the_number_of_a_note_is_no_part_of_a_name_and_that_of_an_outlet_is() -> None:
    assert names.split("Ida Holm12") == ["Ida Holm"]
    assert names.split("TAG24") == ["TAG24"]
