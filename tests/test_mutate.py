"""Breaking the rules of extraction: what a rule is, how it is broken, and that a page notices."""

import ast
import sys
import textwrap
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

import native
from benchmarks import mutate
from benchmarks.reached import Probe
from benchmarks.tabled import rebind
from crawler.saved import Case
from tests.courier import ROOT

TOY = '''
"""A module."""
import re

WORDS = {"en": "by", "de": "von"}
READERS = (first, second)
LONG = tuple("a b c".split())
NUMBER = 5
_BY = re.compile(r"by (\\w+)", re.IGNORECASE)


def signed(text: str) -> bool:
    if len(text) > MAX_LENGTH:
        return False
    return bool(_BY.search(text))


def names(texts):
    if not texts:
        return []
    return [text for text in texts if signed(text)]
'''


def toy() -> ast.Module:
    return ast.parse(TOY)


def test_the_rules_of_a_module() -> None:
    found = [(rule.line, rule.where, rule.change) for rule, _ in mutate.rules("toy", toy())]
    assert found == [
        (5, "WORDS", "without ['en']"),
        (5, "WORDS", "without ['de']"),
        (6, "READERS", "without first"),
        (6, "READERS", "without second"),
        (7, "LONG", "without a b c"),
        (9, "_BY", r"matches nothing: 'by (\\w+)'"),
        (12, "signed", "always False"),
        (12, "signed", "always True"),
        (19, "names", "never: not texts"),
        (21, "names", "without: if signed(text)"),
    ]


def test_only_pages_with_the_words_are_asked_for_an_entry() -> None:
    tree = ast.parse(
        "KEYS = {'headline': 1, 'dpa': ('Presse-Agentur', 'd pa*'), 'is': by('Ann')}\n"
        "NAMES = ('Ticker', 'live blog', 'a?b')\n"
        "PART = 'word'"
    )
    assert [rule.words for rule, _ in mutate.rules("toy", tree)] == [
        (),
        ({"dpa"}, {"presse", "agentur"}, {"pa"}),
        (),
        ({"ticker"},),
        ({"live", "blog"},),
        (),
        (),
    ]


@pytest.mark.parametrize(
    ("number", "before", "after"),
    [
        (1, "WORDS = {'en': 'by', 'de': 'von'}", "WORDS = {'en': 'by'}"),
        (2, "READERS = (first, second)", "READERS = (second,)"),
        (4, "tuple('a b c'.split())", "tuple([])"),
        (5, "re.compile('by (\\\\w+)', re.IGNORECASE)", "re.compile('(?!)', re.IGNORECASE)"),
        (6, "return bool(_BY.search(text))", "return False"),
        (8, "if not texts:", "if not texts and False:"),
        (9, "for text in texts if signed(text)]", "for text in texts]"),
    ],
)
def test_a_rule_is_broken_in_one_place(number: int, before: str, after: str) -> None:
    tree = toy()
    assert before in ast.unparse(tree)
    [apply for _, apply in mutate.rules("toy", tree)][number]()
    assert after in ast.unparse(ast.fix_missing_locations(tree))
    assert before not in ast.unparse(tree)


def test_a_long_list_is_taken_apart_in_blocks() -> None:
    tree = ast.parse(f"NAMES = {[f'name{number}' for number in range(30)]}")
    assert len(list(mutate.rules("toy", tree))) == 4
    _, apply = list(mutate.rules("toy", tree))[3]
    apply()
    assert "name23" in ast.unparse(tree)
    assert "name24" not in ast.unparse(tree)


def test_the_languages_of_a_table_of_phrases_are_rules() -> None:
    text = textwrap.dedent("""
        [notices.start]
        en = ["the views"]
        de = ["die Meinung"]
        """)
    found = [(rule.line, rule.where, rule.change, path) for rule, path in mutate.phrase_rules(text)]
    assert found == [
        (3, "notices.start", "without en", ("notices", "start", "en")),
        (4, "notices.start", "without de", ("notices", "start", "de")),
    ]
    assert mutate.without({"a": {"b": ["x"], "c": ["y"]}}, ("a", "b")) == {"a": {"b": [], "c": ["y"]}}
    assert mutate.without({"a": {"b": "x", "c": "y"}}, ("a", "b")) == {"a": {"c": "y"}}
    assert mutate.without({"a": {"words": "x y"}}, ("a", "words")) == {"a": {"words": ""}}


def test_a_constant_is_used_where_what_is_made_of_it_is_used() -> None:
    tree = ast.parse("A = 'x'\nB = make(A)\ndef f():\n    y = 1\n    return B\ndef g():\n    return C\n")
    assert list(mutate.Uses.of({"toy": tree}).places("A")) == [("toy", 5, 5)]


def test_a_probe_tells_which_rules_came_to_bear() -> None:
    probe = Probe()
    space: dict[str, Any] = {"first": 1, "second": 2, "MAX_LENGTH": 99}
    space |= {f"__probe_{name}__": getattr(probe, name) for name in ("ran", "held", "failed", "pattern")}
    exec(compile(mutate.watched("toy", toy()), "toy", "exec"), space)
    probe.now.clear()
    assert space["names"](["by Ann", "Ann"]) == ["by Ann"]
    numbers = {rule.number: rule.change for rule, _ in mutate.rules("toy", toy())}
    bore = {numbers[int(place.removeprefix("#"))] for _, place in probe.now if isinstance(place, str)}
    assert bore == {r"matches nothing: 'by (\\w+)'", "always False", "always True", "without: if signed(text)"}
    assert ("toy", 15) in probe.now
    assert ("toy", 20) not in probe.now


def test_results_are_kept_until_what_they_rest_on_changes(tmp_path: Path) -> None:
    path = tmp_path / "kept.json"
    pages = {"echo/one": "1", "echo/two": "2"}
    first, second = (mutate.Rule("tags", 7, "from_list", f"never: {n}", n) for n in range(2))
    kept = mutate.Kept(path, {"tags": "source"})
    kept.keep(mutate.Verdict(first, 2, "echo/two"), pages)
    kept.keep(mutate.Verdict(second, 2), pages)
    kept.write()
    again = mutate.Kept(path, {"tags": "source"})
    assert again.noticed(first, pages) == "echo/two"
    assert again.noticed(second, pages) is None
    assert again.asked(second) == {"1", "2"}
    assert again.noticed(first, pages | {"echo/two": "changed"}) is None
    assert again.noticed(first, {"echo/one": "1"}) is None
    changed = mutate.Kept(path, {"tags": "another source"})
    assert changed.noticed(first, pages) is None
    assert changed.before == {first.name: "echo/two"}


@pytest.fixture
def modules() -> Iterator[None]:
    """Extraction as other tests have loaded it comes back afterwards."""
    before = {name: module for name, module in sys.modules.items() if name.startswith(mutate.PACKAGE)}
    yield
    for name in [name for name in sys.modules if name.startswith(mutate.PACKAGE)]:
        del sys.modules[name]
    sys.modules.update(before)
    vars(sys.modules["crawler"])["extraction"] = before[mutate.PACKAGE]
    rebind(mutate.PACKAGE)


@pytest.mark.skipif(bool(native.binaries()), reason="rules are broken in plain sources only")
@pytest.mark.usefixtures("modules")
def test_a_page_notices_the_loss_of_a_rule_that_it_needs_and_no_other() -> None:
    saved = mutate.Saved.of(Case(ROOT / "fixtures" / "pangea" / "albanian-person-and-sipas-agjencive"))
    name = {rule.name: rule for rule in mutate.all_rules()}
    body = next(rule for text, rule in name.items() if text.startswith("families.pangea: BODY: nothing for"))
    basque = name["months: MONTHS: without ['eu']"]
    assert mutate.try_rule(body, [saved]) == saved.name
    assert mutate.try_rule(basque, [saved]) is None


def test_rules_are_named_once(tmp_path: Path) -> None:
    every = mutate.all_rules()
    assert len(every) > 2000
    known = tmp_path / "equivalents.toml"
    known.write_text('"tags: x: never: y" = "nothing can show it"\n')
    assert mutate.equivalents(known) == {"tags: x: never: y": "nothing can show it"}
    assert mutate.equivalents(tmp_path / "none.toml") == {}
    assert set(mutate.equivalents()) <= {rule.name for rule in every}, "equivalents.toml names rules that are gone"


def test_the_table_names_what_nothing_guards() -> None:
    rule = mutate.Rule("tags", 7, "from_list", "never: x", 0)
    other = mutate.Rule("tags", 8, "from_list", "never: y", 1)
    third = mutate.Rule("tags", 9, "from_list", "never: z", 2)
    verdicts = [
        mutate.Verdict(rule, 3, "echo/bridge"),
        mutate.Verdict(other, 0),
        mutate.Verdict(third, 2),
        mutate.Verdict(mutate.Rule("tags", 10, "from_list", "never: q", 3), 1, "tests/test_tags.py::test_one"),
    ]
    left = [mutate.Rule("tags", 11, "from_list", "never: r", 4)]
    lines = list(mutate.table(verdicts, {third.name: "a reason"}, left))
    assert lines[1].split() == ["tags", "5", "1", "1", "1", "1", "1"]
    assert lines[-1] == "crawler/extraction/tags.py:8: from_list: never: y (no page gets there)"
    assert len(lines) == 4


def test_what_is_asked_wrongly_is_said(capsys: pytest.CaptureFixture[str]) -> None:
    if native.binaries():
        assert mutate.main(["--module", "tags"]) == 2
        assert "make plain" in capsys.readouterr().err
    else:
        assert mutate.main(["--module", "tax"]) == 2
        assert "There is no module tax" in capsys.readouterr().err
        assert mutate.main(["--since", "no-such-reference"]) == 2
        assert "no-such-reference" in capsys.readouterr().err
