"""Breaks each rule of extraction in turn and shows which saved page notices: a rule that none guards is listed.

    python benchmarks/mutate.py                    all rules, in two processes
    python benchmarks/mutate.py --module dates     of one module, or of several (repeat it)
    python benchmarks/mutate.py --since main       rules on lines that changed since a git reference
    python benchmarks/mutate.py --show             every rule with the first page that notices

A rule is what somebody decided: an entry of a table (a reader, a selector, a language's months, a name; long lists
in blocks of neighbours), a pattern, a text, a condition, a filter, a function that answers yes or no. It is broken in
the plainest way: the entry is left out, the pattern matches nothing, the condition never holds, the filter lets all
pass, the answer is always yes, then always no. Limits against hostile pages (conditions that compare with a MAX_… or
look at a size that one sets) are not counted; tests/test_hostile_pages.py and benchmarks/robust.py are for them.

Only those pages are read whose reading came to the rule (or to a statement that uses the constant), and only until one
notices as its test would, by a field that is not as the golden says. The order is fixed: the same sources give the same
table. `benchmarks/equivalents.toml` names the rules whose loss nothing can show, and why.

Exit status: 0 every rule is guarded, 1 some are not, 2 it was asked for wrongly or the pages are not green as they are.
Needs plain sources (`make plain`), not the compiled ones.
"""

import argparse
import ast
import functools
import gc
import importlib
import importlib.abc
import importlib.machinery
import importlib.util
import multiprocessing
import re
import signal
import subprocess
import sys
import tomllib
from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from html import unescape
from pathlib import Path
from types import CodeType, FrameType, FunctionType, ModuleType
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

import native  # noqa: E402
from crawler.extraction.encoding import decode  # noqa: E402
from crawler.saved import Case, as_golden, find  # noqa: E402

PACKAGE = "crawler.extraction"
FOLDER = ROOT / "crawler" / "extraction"
PHRASES = "phrases.toml"
EQUIVALENTS = Path(__file__).with_name("equivalents.toml")
NO_RULES = {"lazy", "bounds"}
"""Modules that decide nothing about a page: a descriptor, and the limits against hostile ones."""
LONG = 24
"""Entries from which on a list is taken apart in blocks."""
BLOCK = 8
SECONDS = 20
"""After which a broken rule that makes reading endless counts as noticed."""
NOTHING = "(?!)"
"""A pattern that matches nothing."""


@dataclass(frozen=True)
class Rule:
    module: str
    line: int
    where: str
    """The function or constant it stands in."""
    change: str
    """How it is broken, as a person reads it."""
    number: int
    """Which of the module's rules it is, in the order of `rules`."""
    reached_at: tuple[int, int] | None = None
    """The lines of its module one of which runs where the rule may matter; None: where its constant is used."""
    words: frozenset[str] = frozenset()
    """Of a plain word or words: a page has to have one of them, whatever the case of letters, to notice; else empty."""

    @property
    def name(self) -> str:
        """What equivalents.toml calls it; independent of lines."""
        return f"{self.module}: {self.where}: {self.change}"


@dataclass
class Verdict:
    rule: Rule
    pages: int
    """How many pages get there."""
    noticed: str | None = None
    """The page that notices first."""


# -- what the rules of a module are ------------------------------------------------------------------------------------


def rules(module: str, tree: ast.Module) -> Iterator[tuple[Rule, Callable[[], None]]]:
    """Every rule of a module, with what breaks it in this tree; always in the same order."""
    for number, (where, line, change, reached, apply) in enumerate(_found(tree.body, "")):
        words = plain_words(change) if reached is None and change.startswith("without ") else frozenset()
        yield Rule(module, line, where, " ".join(change.split())[:100], number, reached, words), apply


def plain_words(change: str) -> frozenset[str]:
    """The texts of an entry that is left out, if all are single words."""
    try:
        entry = ast.literal_eval(change.removeprefix("without "))
    except (ValueError, SyntaxError):
        return frozenset()
    texts = entry if isinstance(entry, tuple) else (entry,)
    plain = all(isinstance(text, str) and len(text) > 2 and _WORD.fullmatch(text) for text in texts)
    return frozenset(text.casefold() for text in texts) if plain else frozenset()


_WORD = re.compile(r"[^\W_][\w:.-]*")
_Breakage = tuple[str, int, str, tuple[int, int] | None, Callable[[], None]]


def _found(body: Sequence[ast.stmt], prefix: str) -> Iterator[_Breakage]:
    for node in body:
        if isinstance(node, ast.FunctionDef):
            yield from _of_function(node, prefix + node.name)
        elif isinstance(node, ast.ClassDef):
            yield from _found(node.body, f"{prefix}{node.name}.")
        elif isinstance(node, ast.Assign | ast.AnnAssign) and node.value is not None and not prefix:
            target = node.targets[0] if isinstance(node, ast.Assign) else node.target
            name = ast.unparse(target)
            if not name.startswith("__"):
                yield from ((name, line, text, None, apply) for line, text, apply in _of_value(node, "value"))


def _of_function(function: ast.FunctionDef, where: str) -> Iterator[_Breakage]:
    first = function.body[0].lineno
    lines = (first, function.end_lineno or first)
    if isinstance(function.returns, ast.Name) and function.returns.id == "bool":
        for answer in (False, True):
            yield where, function.lineno, f"always {answer}", lines, functools.partial(_answer, function, answer)
    for node in ast.walk(function):
        if isinstance(node, ast.If) and not _is_limit(node.test):
            start, end = node.body[0].lineno, node.body[0].end_lineno or node.body[0].lineno
            test = node.test
            yield where, node.lineno, f"never: {ast.unparse(test)}", (start, end), functools.partial(_never, node, test)
        elif isinstance(node, ast.comprehension):
            for test in node.ifs:
                if not _is_limit(test):
                    change = f"without: if {ast.unparse(test)}"
                    yield where, test.lineno, change, lines, functools.partial(node.ifs.remove, test)


def _is_limit(test: ast.expr) -> bool:
    return any(isinstance(node, ast.Name) and re.match(r"_?(MAX|LIMIT|MOST)_", node.id) for node in ast.walk(test))


def _answer(function: ast.FunctionDef, answer: bool) -> None:
    function.body = [ast.Return(ast.Constant(answer))]


def _never(node: ast.If, test: ast.expr) -> None:
    node.test = ast.BoolOp(ast.And(), [test, ast.Constant(False)])


def _of_value(parent: ast.AST, attribute: str) -> Iterator[tuple[int, str, Callable[[], None]]]:
    """The rules in the expression that is `parent.attribute` of a constant's assignment."""
    node = getattr(parent, attribute)
    put = functools.partial(setattr, parent, attribute)
    match node:
        case ast.Dict():
            for at, key in enumerate(node.keys):
                text = ast.unparse(key) if key else ast.unparse(node.values[at])
                change = f"without [{text}]"  # a key may be a name of our own, of which no page knows
                yield node.values[at].lineno, change, functools.partial(_drop_key, node, at)
        case ast.Tuple() | ast.List() | ast.Set():
            yield from _of_list(node.elts)
            if isinstance(node, ast.Set) and len(node.elts) == 1:  # {} would be a dict
                return
        case ast.Constant(value=str() | bytes()):
            if len(node.value) > 1:
                gone = b"mutated-away" if isinstance(node.value, bytes) else "mutated-away"
                yield node.lineno, f"without {node.value!r}", functools.partial(put, ast.Constant(gone))
        case ast.JoinedStr():
            yield node.lineno, f"without {ast.unparse(node)}", functools.partial(put, ast.Constant("mutated-away"))
        case ast.Call(func=ast.Attribute(value=ast.Constant(value=str() as words), attr="split"), args=[]):
            split = words.split()
            for at in range(0, len(split), LONG):
                block = split[at : at + LONG]
                kept = [*split[:at], *split[at + LONG :]]
                new = ast.List([ast.Constant(word) for word in kept], ast.Load())
                yield node.lineno, f"without {' '.join(block)}", functools.partial(put, new)
        case ast.Call(func=ast.Attribute(attr="compile")):
            empty: Any = ast.Constant(NOTHING)
            if isinstance(node.args[0], ast.Constant) and isinstance(node.args[0].value, bytes):
                empty = ast.Constant(NOTHING.encode())
            change = f"matches nothing: {ast.unparse(node.args[0])}"
            yield node.lineno, change, functools.partial(node.args.__setitem__, 0, empty)
        case ast.Call(func=ast.Name(id=name)) if name not in ("TypeVar", "Starts", "Words"):
            if len(node.args) > 1 and all(isinstance(one, ast.Constant) for one in node.args):
                yield from _of_list(node.args)
                return
            for at in range(len(node.args)):
                holder = _Slot(node.args, at)
                yield from _of_value(holder, "value")
            for keyword in node.keywords:
                yield from _of_value(keyword, "value")
        case ast.BinOp():
            yield from _of_value(node, "left")
            yield from _of_value(node, "right")


class _Slot(ast.AST):
    """An item of a list as an attribute."""

    def __init__(self, items: list[Any], at: int) -> None:
        object.__setattr__(self, "_place", (items, at))

    def __getattr__(self, name: str) -> Any:
        items, at = object.__getattribute__(self, "_place")
        return items[at]

    def __setattr__(self, name: str, value: Any) -> None:
        items, at = object.__getattribute__(self, "_place")
        items[at] = value


def _of_list(items: list[ast.expr]) -> Iterator[tuple[int, str, Callable[[], None]]]:
    size = BLOCK if len(items) > LONG else 1
    for at in range(0, len(items), size):
        block = items[at : at + size]
        text = ", ".join(ast.unparse(one) for one in block)
        yield block[0].lineno, f"without {text}", functools.partial(_drop, items, block)


def _drop(items: list[ast.expr], block: list[ast.expr]) -> None:
    items[:] = [one for one in items if not any(one is gone for gone in block)]


def _drop_key(node: ast.Dict, at: int) -> None:
    del node.keys[at], node.values[at]


def phrase_rules(text: str) -> Iterator[tuple[Rule, tuple[str, ...]]]:
    """Every table of phrases.toml, each of its languages one rule, with the path of keys that leads to it."""
    lines = text.splitlines()
    for number, path in enumerate(_paths(tomllib.loads(text), ())):
        line = _line_of(lines, path)
        yield Rule(PHRASES, line, ".".join(path[:-1]), f"without {path[-1]}", number), path


def _paths(table: Mapping[str, Any], prefix: tuple[str, ...]) -> Iterator[tuple[str, ...]]:
    for key, value in table.items():
        if isinstance(value, Mapping):
            yield from _paths(value, (*prefix, key))
        else:
            yield (*prefix, key)


def _line_of(lines: list[str], path: tuple[str, ...]) -> int:
    table = f"[{'.'.join(path[:-1])}]"
    inside = False
    for number, line in enumerate(lines, 1):
        if line.startswith("["):
            inside = line.strip() == table
        elif inside and re.match(rf'"?{re.escape(path[-1])}"?\s*=', line):
            return number
    return 1


def without(table: dict[str, Any], path: tuple[str, ...]) -> dict[str, Any]:
    """The table without what stands at the path."""
    inner = dict(table)
    if len(path) == 1:
        inner[path[0]] = type(inner[path[0]])()
    else:
        inner[path[0]] = without(inner[path[0]], path[1:])
    return inner


# -- extraction with one rule broken -----------------------------------------------------------------------------------


def sources() -> dict[str, Path]:
    """The modules that hold rules: name inside the package -> file."""
    found = {}
    for path in sorted(FOLDER.rglob("*.py")):
        parts = [part for part in path.relative_to(FOLDER).with_suffix("").parts if part != "__init__"]
        if ".".join(parts) not in NO_RULES:
            found[".".join(parts) or "__init__"] = path
    return found


class _Broken(importlib.abc.MetaPathFinder, importlib.abc.Loader):
    """Imports one module from a tree instead of its file."""

    def __init__(self, name: str, path: Path, tree: ast.Module) -> None:
        self.name, self.path, self.tree = name, path, tree

    def find_spec(self, name: str, _path: Any, _target: Any = None) -> importlib.machinery.ModuleSpec | None:
        if name != self.name:
            return None
        package = [str(self.path.parent)] if self.path.name == "__init__.py" else None
        return importlib.util.spec_from_file_location(name, self.path, loader=self, submodule_search_locations=package)

    def exec_module(self, module: ModuleType) -> None:
        exec(compile(self.tree, str(self.path), "exec"), module.__dict__)


def _fresh() -> Callable[..., Any]:
    """`extract` of modules that are imported anew."""
    for name in [name for name in sys.modules if name == PACKAGE or name.startswith(f"{PACKAGE}.")]:
        del sys.modules[name]
    extract: Callable[..., Any] = importlib.import_module(PACKAGE).extract
    return extract


def broken(rule: Rule) -> Callable[..., Any]:
    """`extract` with this rule broken."""
    if rule.module == PHRASES:
        path = next(path for one, path in phrase_rules((FOLDER / PHRASES).read_text("utf-8")) if one == rule)
        loads = tomllib.loads
        tomllib.loads = lambda text: without(loads(text), path)  # type: ignore[assignment]
        try:
            return _fresh()
        finally:
            tomllib.loads = loads
    file = sources()[rule.module]
    tree = ast.parse(file.read_text("utf-8"))
    next(apply for one, apply in rules(rule.module, tree) if one.number == rule.number)()
    name = PACKAGE if rule.module == "__init__" else f"{PACKAGE}.{rule.module}"
    if file.name == "__init__.py" and rule.module != "__init__":
        name = f"{PACKAGE}.{rule.module}"
    finder = _Broken(name, file, ast.fix_missing_locations(tree))
    sys.meta_path.insert(0, finder)
    try:
        return _fresh()
    finally:
        sys.meta_path.remove(finder)


def swapped(rule: Rule) -> Callable[[], None] | None:
    """Break a rule in the functions that are loaded, which takes no time; what makes them whole again. None if the rule
    is in no function."""
    if rule.reached_at is None:
        return None
    file = sources()[rule.module]
    tree = ast.parse(file.read_text("utf-8"))
    next(apply for one, apply in rules(rule.module, tree) if one.number == rule.number)()
    code = _code_of(compile(ast.fix_missing_locations(tree), str(file), "exec"), rule.where)
    live = [
        one
        for one in gc.get_objects()
        if isinstance(one, FunctionType) and one.__qualname__ == rule.where and one.__code__.co_filename == str(file)
    ]
    if code is None or len(live) != 1 or live[0].__code__.co_freevars != code.co_freevars:
        return None
    function, whole = live[0], live[0].__code__
    function.__code__ = code
    forget()

    def mend() -> None:
        function.__code__ = whole
        forget()

    return mend


def _code_of(code: CodeType, name: str) -> CodeType | None:
    for one in code.co_consts:
        if isinstance(one, CodeType):
            if one.co_qualname == name:
                return one
            if name.startswith(f"{one.co_qualname}.") and (found := _code_of(one, name)):
                return found
    return None


@dataclass(frozen=True)
class Saved:
    """A saved page and what is to be read from it."""

    name: str
    html: bytes
    url: str
    headers: dict[str, str]
    golden: dict[str, Any]
    fields: tuple[str, ...]
    text: str
    """All of it in lower case, to look for words in."""

    @classmethod
    def of(cls, case: Case) -> "Saved":
        html, url, headers = case.page(), case.meta()["url"], case.headers()
        text = f"{url} {headers} {unescape(decode(html, headers.get('Content-Type')).text)}".casefold()
        return cls(case.name, html, url, headers, case.golden(), case.fields(), text)

    def green(self, extract: Callable[..., Any]) -> bool:
        found = as_golden(extract(self.html, self.url, headers=self.headers))
        return all(found.get(name) == self.golden.get(name) for name in self.fields)


class Endless(BaseException):
    """Reading does not end."""


def _ring(_signal: int, _frame: FrameType | None) -> None:
    raise Endless


def try_rule(rule: Rule, saved: Sequence[Saved]) -> str | None:
    """The first page that notices the loss of a rule."""
    global _whole
    signal.signal(signal.SIGALRM, _ring)
    at_loading = len(saved) == len(_saved)  # what runs when modules are loaded has to run broken
    if rule.reached_at is not None and not at_loading:
        _whole = _whole or _fresh()
        if mend := swapped(rule):
            try:
                return _first_red(_whole, saved)
            finally:
                mend()
    _whole = None
    signal.alarm(SECONDS)
    try:
        extract = broken(rule)
    except (Endless, Exception):
        return "all, as the module cannot be loaded"
    finally:
        signal.alarm(0)
    return _first_red(extract, saved)


_whole: Callable[..., Any] | None = None
"""`extract` as it is, if it is what is loaded."""


def _first_red(extract: Callable[..., Any], saved: Sequence[Saved]) -> str | None:
    for page in saved:
        signal.alarm(SECONDS)
        try:
            if not page.green(extract):
                return page.name
        except (Endless, Exception):
            return page.name
        finally:
            signal.alarm(0)
    return None


# -- which pages get where ---------------------------------------------------------------------------------------------

Lines = Mapping[tuple[str, int], Collection[int]]
"""(module, line) -> the pages, by number, whose reading runs it."""


def reach(saved: Sequence[Saved]) -> dict[tuple[str, int], set[int]]:
    """Which pages run which lines. Lines that run while modules are loaded belong to every page."""
    names = {str(path): name for name, path in sources().items()}
    found: dict[tuple[str, int], set[int]] = defaultdict(set)
    now: set[tuple[str, int]] = set()

    def line(frame: FrameType, event: str, _arg: Any) -> Any:
        if event == "line":
            now.add((names[frame.f_code.co_filename], frame.f_lineno))
        return line

    def call(frame: FrameType, _event: str, _arg: Any) -> Any:
        return line if frame.f_code.co_filename in names else None

    sys.settrace(call)
    try:
        extract = _fresh()
        loading = set(now)
        for number, page in enumerate(saved):
            forget()
            now.clear()
            page.green(extract)
            for place in now:
                found[place].add(number)
    finally:
        sys.settrace(None)
    inside = _function_lines()
    for place in loading & inside:
        found[place] = set(range(len(saved)))
    return found


def forget() -> None:
    """Empty what functions of extraction remember."""
    for module in [module for name, module in sys.modules.items() if name.startswith(PACKAGE)]:
        for one in vars(module).values():
            if isinstance(one, functools._lru_cache_wrapper):
                one.cache_clear()


def _trees() -> dict[str, ast.Module]:
    return {name: ast.parse(path.read_text("utf-8")) for name, path in sources().items()}


def _function_lines() -> set[tuple[str, int]]:
    return {
        (name, line)
        for name, tree in _trees().items()
        for node in ast.walk(tree)
        if isinstance(node, ast.FunctionDef)
        for line in range(node.body[0].lineno, (node.end_lineno or node.lineno) + 1)
    }


@dataclass
class Uses:
    """Which statements use a constant, be it by way of other constants."""

    derived: dict[str, set[str]] = field(default_factory=lambda: defaultdict(set))
    """Constant -> constants and classes that are made of it."""
    functions: dict[str, list[tuple[str, int, int]]] = field(default_factory=lambda: defaultdict(list))
    """Name -> the statements in functions that name it: module, first and last line."""

    @classmethod
    def of(cls, trees: Mapping[str, ast.Module]) -> "Uses":
        uses = cls()
        for module, tree in trees.items():
            for node in tree.body:
                if isinstance(node, ast.Assign | ast.AnnAssign | ast.For | ast.Expr):
                    targets = {n.id for n in ast.walk(node) if isinstance(n, ast.Name) and isinstance(n.ctx, ast.Store)}
                    for name in _names(node):
                        uses.derived[name] |= targets
            for node in ast.walk(tree):
                if isinstance(node, ast.FunctionDef):
                    for start, end, names in _statements(node.body):
                        for name in names:
                            uses.functions[name].append((module, start, end))
        return uses

    def places(self, constant: str) -> Iterator[tuple[str, int, int]]:
        """Where the constant matters, or what is made of it."""
        seen: set[str] = set()
        todo = [constant]
        while todo:
            name = todo.pop()
            if name not in seen:
                seen.add(name)
                yield from self.functions.get(name, ())
                todo += self.derived.get(name, ())


def _statements(body: Sequence[ast.stmt]) -> Iterator[tuple[int, int, set[str]]]:
    """First and last line of every statement, of compound ones that of the head, and the names in it."""
    for node in body:
        inner = [getattr(node, part, []) for part in ("body", "orelse", "finalbody")]
        inner += [part.body for part in (*getattr(node, "handlers", ()), *getattr(node, "cases", ()))]
        if not any(inner):
            yield node.lineno, node.end_lineno or node.lineno, _names(node)
            continue
        first = min(part[0].lineno for part in inner if part)
        head = [one for one in ast.iter_child_nodes(node) if not isinstance(one, ast.stmt)]
        yield node.lineno, max(node.lineno, first - 1), set().union(*map(_names, head))
        for part in inner:
            yield from _statements(part)


def _names(node: ast.AST) -> set[str]:
    return {
        one.id if isinstance(one, ast.Name) else one.attr
        for one in ast.walk(node)
        if isinstance(one, ast.Name | ast.Attribute)
    }


def pages_of(rule: Rule, lines: Lines, uses: Uses, saved: Sequence[Saved]) -> list[int]:
    """The pages, by number, that may notice."""
    if rule.module in (PHRASES, "precedence"):
        return list(range(len(saved)))
    reached = rule.reached_at
    spans = [(rule.module, *reached)] if reached is not None else list(uses.places(rule.where))
    found: set[int] = set()
    for module, start, end in spans:
        for line in range(start, end + 1):
            found |= set(lines.get((module, line), ()))
    return sorted(n for n in found if not rule.words or any(word in saved[n].text for word in rule.words))


# -- the whole ---------------------------------------------------------------------------------------------------------

_saved: list[Saved] = []


def _work(task: tuple[Rule, list[int]]) -> Verdict:
    rule, pages = task
    return Verdict(rule, len(pages), try_rule(rule, [_saved[number] for number in pages]) if pages else None)


def all_rules() -> list[Rule]:
    found = [rule for name, tree in _trees().items() for rule, _ in rules(name, tree)]
    return found + [rule for rule, _ in phrase_rules((FOLDER / PHRASES).read_text("utf-8"))]


def changed_since(reference: str) -> set[tuple[str, int]]:
    """(module, line) of the lines that are not as at a git reference. Raises ValueError where there is no such."""
    command = ["git", "-C", str(ROOT), "diff", "-U0", "--no-color", reference, "--", str(FOLDER)]
    run = subprocess.run(command, capture_output=True, text=True, check=False)
    if run.returncode:
        raise ValueError(f"git knows no {reference!r}: {run.stderr.strip().splitlines()[0]}")
    names = {path.relative_to(ROOT).as_posix(): name for name, path in sources().items()}
    names[(FOLDER / PHRASES).relative_to(ROOT).as_posix()] = PHRASES
    found = set()
    module = None
    for text in run.stdout.splitlines():
        if text.startswith("+++ b/"):
            module = names.get(text.removeprefix("+++ b/"))
        elif module and (hunk := re.match(r"@@ -\S+ \+(\d+)(?:,(\d+))? @@", text)):
            start, count = int(hunk[1]), int(hunk[2] or 1)
            found |= {(module, line) for line in range(start, start + count)}
    return found


def examine(chosen: Sequence[Rule], cases: Iterable[Case], processes: int) -> Iterator[Verdict]:
    """Break rule after rule, in their order. Raises ValueError where pages are not green as they are."""
    re._MAXCACHE = 1 << 16  # type: ignore[attr-defined]  # modules are loaded again and again: compile each pattern once
    _saved[:] = [Saved.of(case) for case in cases]
    extract = _fresh()
    if red := [page.name for page in _saved if not page.green(extract)]:
        raise ValueError(f"These pages are not read as their goldens say even now: {', '.join(red)}.")
    lines, uses = reach(_saved), Uses.of(_trees())
    tasks = [(rule, pages_of(rule, lines, uses, _saved)) for rule in chosen]
    if processes == 1:
        yield from map(_work, tasks)
        _fresh()
        return
    with multiprocessing.get_context("fork").Pool(processes) as pool:
        yield from pool.imap(_work, tasks, chunksize=8)


def equivalents(path: Path = EQUIVALENTS) -> dict[str, str]:
    """Rule -> why its loss cannot be seen."""
    found: dict[str, str] = tomllib.loads(path.read_text("utf-8")) if path.exists() else {}
    return found


def table(verdicts: Sequence[Verdict], known: Mapping[str, str]) -> Iterator[str]:
    """The table by module, then the rules that nothing guards."""
    rows: dict[str, list[int]] = defaultdict(lambda: [0, 0, 0, 0])
    unguarded = []
    for verdict in verdicts:
        row = rows[verdict.rule.module]
        row[0] += 1
        if verdict.noticed:
            row[1] += 1
        elif verdict.rule.name in known:
            row[2] += 1
        else:
            row[3] += 1
            unguarded.append(verdict)
    total = [sum(column) for column in zip(*rows.values(), strict=True)] if rows else [0] * 4
    yield f"{'module':<20}{'rules':>7}{'guarded':>9}{'cannot show':>13}{'unguarded':>11}"
    for name, row in sorted(rows.items(), key=lambda item: (-item[1][3], item[0])):
        yield f"{name:<20}{row[0]:>7}{row[1]:>9}{row[2]:>13}{row[3]:>11}"
    yield f"{'all':<20}{total[0]:>7}{total[1]:>9}{total[2]:>13}{total[3]:>11}"
    files = {name: path.relative_to(ROOT).as_posix() for name, path in sources().items()}
    for verdict in unguarded:
        rule = verdict.rule
        file = files.get(rule.module, f"crawler/extraction/{rule.module}")
        got = f"{verdict.pages} pages get there" if verdict.pages else "no page gets there"
        yield f"{file}:{rule.line}: {rule.where}: {rule.change} ({got})"


def main(argv: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(description="Which rules of extraction does no saved page guard?")
    parser.add_argument("--module", action="append", default=[], help="only this module, such as dates; repeatable")
    parser.add_argument("--since", metavar="GITREF", help="only rules on lines that changed since then")
    parser.add_argument("--processes", type=int, default=2)
    parser.add_argument("--show", action="store_true", help="every rule with the first page that notices")
    asked = parser.parse_args(argv)
    if native.binaries():
        print("The compiled modules would be read, not the broken ones: `make plain` removes them.", file=sys.stderr)
        return 2
    chosen = all_rules()
    if unknown := set(asked.module) - {*sources(), PHRASES}:
        print(f"There is no module {', '.join(sorted(unknown))}: {', '.join([*sources(), PHRASES])}.", file=sys.stderr)
        return 2
    try:
        if asked.module:
            chosen = [rule for rule in chosen if rule.module in asked.module]
        if asked.since:
            changed = changed_since(asked.since)
            chosen = [rule for rule in chosen if (rule.module, rule.line) in changed]
        verdicts = []
        for verdict in examine(chosen, find(ROOT / "fixtures"), asked.processes):
            verdicts.append(verdict)
            if sys.stderr.isatty():
                print(f"\r{len(verdicts)} of {len(chosen)} rules", end="", file=sys.stderr, flush=True)
    except ValueError as error:
        print(error, file=sys.stderr)
        return 2
    if sys.stderr.isatty():
        print("\r\x1b[K", end="", file=sys.stderr)
    known = equivalents()
    if asked.show:
        for verdict in verdicts:
            by = verdict.noticed or known.get(verdict.rule.name) or "NOTHING"
            print(f"{verdict.rule.module}:{verdict.rule.line}: {verdict.rule.where}: {verdict.rule.change} <- {by}")
    print("\n".join(table(verdicts, known)))
    left = [verdict for verdict in verdicts if not verdict.noticed and verdict.rule.name not in known]
    return 1 if left else 0


if __name__ == "__main__":
    sys.exit(main())
