"""Breaks each rule of extraction in turn and shows what notices: a rule that nothing guards is listed.

    python benchmarks/mutate.py                    all rules, a process on each core
    python benchmarks/mutate.py --module dates     of one module, or of several (repeat it)
    python benchmarks/mutate.py --since main       rules on lines that changed since a git reference
    python benchmarks/mutate.py --show             every rule with what notices first
    python benchmarks/mutate.py --minutes 5        rules left after that are told as not tried
    python benchmarks/mutate.py --again            also those of which an earlier run knows what notices

A rule is what somebody decided: an entry of a table (a reader, a selector, a language's months, a name; long lists
in blocks of neighbours), a pattern, a text, a condition, a filter, a function that answers yes or no. It is broken in
the plainest way: the entry is left out, the pattern matches nothing, the condition never holds, the filter lets all
pass, the answer is always yes, then always no. Limits against hostile pages (conditions that compare with a MAX_… or
look at a size that one sets) are not counted; tests/test_hostile_pages.py and benchmarks/robust.py are for them.

Saved pages are asked first, the shortest first, then the rows of the tables in tests/ (benchmarks/tabled.py); only
those on which the rule comes to bear (benchmarks/reached.py), and only until one notices: a page by a field that is not
as the golden says. What is found is kept in .mutate.json: tried again is what changed, module by module, and what
nothing noticed is shown to pages and rows that are new. `benchmarks/equivalents.toml` names the rules whose loss
nothing can show, and why.

Exit status: 0 every rule is guarded, 1 some are not or were not tried, 2 it was asked for wrongly or the pages are not
green as they are. Needs plain sources (`make plain`), not the compiled ones.
"""

import argparse
import ast
import functools
import gc
import hashlib
import importlib
import importlib.abc
import importlib.machinery
import importlib.util
import json
import multiprocessing
import os
import pickle
import re
import signal
import subprocess
import sys
import time
import tomllib
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from html import unescape
from pathlib import Path
from types import CodeType, FrameType, FunctionType
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

import native  # noqa: E402
from benchmarks.reached import Reached, pages_at, probe_call, put_lines, reach  # noqa: E402
from benchmarks.tabled import Row, rebind, rows  # noqa: E402
from crawler.extraction.encoding import decode  # noqa: E402
from crawler.saved import Case, as_golden, find  # noqa: E402

PACKAGE = "crawler.extraction"
FOLDER = ROOT / "crawler" / "extraction"
PHRASES = "phrases.toml"
EQUIVALENTS = Path(__file__).with_name("equivalents.toml")
NO_RULES = {"lazy", "later", "bounds", "labels", "needles"}
"""Modules that decide nothing about a page: descriptors, delays, limits against hostile ones, what spares patterns."""
LONG = 24
"""Entries from which on a list is taken apart in blocks."""
BLOCK = 8
RESULTS = ROOT / ".mutate.json"
"""What was found, for the next run."""
SECONDS = 10
"""Of the processor, after which a broken rule that makes reading endless counts as noticed."""
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
    in_function: bool = False
    watched: bool = False
    """Whether a probe tells on which pages it comes to bear; else where its constant is used."""
    words: tuple[frozenset[str], ...] = ()
    """Of plain texts: a page has to have all words of one of them, in capitals or not, to notice; else empty."""

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
    for number, one in enumerate(_found(tree.body, "")):
        words = one.words
        if not one.in_function and one.change.startswith("without ") and not one.change.startswith("without ["):
            words = plain_words(one.change)
        change = " ".join(one.change.split())[:100]
        yield (
            Rule(module, one.line, one.where, change, number, one.in_function, one.watch is not None, words),
            one.apply,
        )


def watched(module: str, tree: ast.Module) -> ast.Module:
    """The tree with a probe at every statement, and at the rules that can be watched."""
    for number, one in enumerate(list(_found(tree.body, ""))):
        if one.watch:
            one.watch(module, number)
    put_lines(module, tree)
    return ast.fix_missing_locations(tree)


def plain_words(change: str) -> tuple[frozenset[str], ...]:
    """The words of each text of an entry that is left out, if all are plain."""
    try:
        entry = ast.literal_eval(change.removeprefix("without "))
    except (ValueError, SyntaxError):
        return ()
    return words_of(entry if isinstance(entry, tuple) else (entry,))


def words_of(texts: Iterable[Any]) -> tuple[frozenset[str], ...]:
    """The words of each text; nothing if one of them is a pattern, or so short that it is everywhere."""
    found = []
    for text in texts:
        if not isinstance(text, str) or _NOT_PLAIN.search(text):
            return ()
        for part in re.split("[|,]", text):
            words = frozenset(word for word in _WORD.findall(part.casefold()) if len(word) > 1)
            if part.strip() and not words:
                return ()
            found += [words] if words else []
    return tuple(found)


def texts_in(node: ast.expr) -> list[str]:
    """All texts of an expression; none if there is something else in it that may matter."""
    found: list[str] = []
    for one in ast.walk(node):
        match one:
            case ast.Call(func=ast.Attribute(value=ast.Constant(value=str() as words), attr="split")):
                found += words.split()
            case ast.Constant(value=str() as text):
                found.append(text)
            case ast.Call(func=ast.Name(id=name)) if name not in ("frozenset", "tuple", "set", "list", "dict"):
                return []
            case ast.Lambda():
                return []
    return found


_NOT_PLAIN = re.compile(r"[\\^$?+\[\]{}]")
_WORD = re.compile(r"\w+")


@dataclass(frozen=True)
class _Breakage:
    where: str
    line: int
    change: str
    in_function: bool
    apply: Callable[[], None]
    watch: Callable[[str, int], None] | None
    """Puts a probe in the rule's place, given the module and the rule's number."""
    words: tuple[frozenset[str], ...] = ()


_InValue = tuple[Any, ...]
"""Line, change, and the last three of _Breakage; without words where there are none."""


def _found(body: Sequence[ast.stmt], prefix: str) -> Iterator[_Breakage]:
    for node in body:
        if isinstance(node, ast.FunctionDef):
            yield from _of_function(node, prefix + node.name)
        elif isinstance(node, ast.ClassDef):
            yield from _found(node.body, f"{prefix}{node.name}.")
        elif isinstance(node, ast.Assign | ast.AnnAssign) and node.value is not None and not prefix:
            target = node.targets[0] if isinstance(node, ast.Assign) else node.target
            name = ast.unparse(target)
            if isinstance(target, ast.Name) and not name.startswith("__"):
                for line, text, apply, watch, *words in _of_value(node, "value"):
                    yield _Breakage(name, line, text, False, apply, watch, *words)


def _of_function(function: ast.FunctionDef, where: str) -> Iterator[_Breakage]:
    if isinstance(function.returns, ast.Name) and function.returns.id == "bool":
        for answer in (False, True):
            apply, watch = (
                functools.partial(_answer, function, answer),
                functools.partial(_see_answer, function, answer),
            )
            yield _Breakage(where, function.lineno, f"always {answer}", True, apply, watch)
    for node in ast.walk(function):
        if isinstance(node, ast.If) and not _is_limit(node.test):
            change = f"never: {ast.unparse(node.test)}"
            apply, watch = functools.partial(_never, node, node.test), functools.partial(_see_if, node)
            yield _Breakage(where, node.lineno, change, True, apply, watch)
        elif isinstance(node, ast.comprehension):
            for test in node.ifs:
                if not _is_limit(test):
                    change = f"without: if {ast.unparse(test)}"
                    apply, watch = functools.partial(node.ifs.remove, test), functools.partial(_see_filter, node, test)
                    yield _Breakage(where, test.lineno, change, True, apply, watch)


def _see_answer(function: ast.FunctionDef, answer: bool, module: str, number: int) -> None:
    inside = [node for node in ast.walk(function) if isinstance(node, ast.FunctionDef | ast.Lambda)][1:]
    inner = {id(one) for node in inside for one in ast.walk(node)}
    for node in ast.walk(function):
        if isinstance(node, ast.Return) and node.value is not None and id(node) not in inner:
            node.value = probe_call("failed" if answer else "held", module, number, node.value)


def _see_if(node: ast.If, module: str, number: int) -> None:
    node.test = probe_call("held", module, number, node.test)


def _see_filter(node: ast.comprehension, test: ast.expr, module: str, number: int) -> None:
    at = next(at for at, one in enumerate(node.ifs) if one is test)
    node.ifs[at] = probe_call("failed", module, number, test)


def _is_limit(test: ast.expr) -> bool:
    return any(isinstance(node, ast.Name) and re.match(r"_?(MAX|LIMIT|MOST)_", node.id) for node in ast.walk(test))


def _answer(function: ast.FunctionDef, answer: bool) -> None:
    function.body = [ast.Return(ast.Constant(answer))]


def _never(node: ast.If, test: ast.expr) -> None:
    node.test = ast.BoolOp(ast.And(), [test, ast.Constant(False)])


def _of_value(parent: ast.AST, attribute: str) -> Iterator[_InValue]:
    """The rules in the expression that is `parent.attribute` of a constant's assignment."""
    node = getattr(parent, attribute)
    put = functools.partial(setattr, parent, attribute)
    match node:
        case ast.Dict():
            for at, key in enumerate(node.keys):
                text = ast.unparse(key) if key else ast.unparse(node.values[at])
                texts = texts_in(node.values[at])  # a key alone may be a name of our own, of which no page knows
                words = words_of([*texts_in(key), *texts]) if key and texts else ()
                change = f"without [{text}]"
                yield node.values[at].lineno, change, functools.partial(_drop_key, node, at), None, words
        case ast.Tuple() | ast.List() | ast.Set():
            yield from _of_list(node.elts)
            if isinstance(node, ast.Set) and len(node.elts) == 1:  # {} would be a dict
                return
        case ast.Constant(value=str() | bytes()):
            if len(node.value) > 1:
                gone = b"mutated-away" if isinstance(node.value, bytes) else "mutated-away"
                yield node.lineno, f"nothing for {node.value!r}", functools.partial(put, ast.Constant(gone)), None
        case ast.JoinedStr():
            yield (
                node.lineno,
                f"nothing for {ast.unparse(node)}",
                functools.partial(put, ast.Constant("mutated-away")),
                None,
            )
        case ast.Call(func=ast.Attribute(value=ast.Constant(value=str() as words), attr="split"), args=[]):
            split = words.split()
            for at in range(0, len(split), LONG):
                block = split[at : at + LONG]
                kept = [*split[:at], *split[at + LONG :]]
                new = ast.List([ast.Constant(word) for word in kept], ast.Load())
                yield node.lineno, f"without {' '.join(block)}", functools.partial(put, new), None
        case ast.Call(func=ast.Attribute(attr="compile")):
            empty: Any = ast.Constant(NOTHING)
            if isinstance(node.args[0], ast.Constant) and isinstance(node.args[0].value, bytes):
                empty = ast.Constant(NOTHING.encode())
            change = f"matches nothing: {ast.unparse(node.args[0])}"
            apply = functools.partial(node.args.__setitem__, 0, empty)
            yield node.lineno, change, apply, lambda module, number: put(probe_call("pattern", module, number, node))
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


def _of_list(items: list[ast.expr]) -> Iterator[_InValue]:
    size = BLOCK if len(items) > LONG else 1
    for at in range(0, len(items), size):
        block = items[at : at + size]
        text = ", ".join(ast.unparse(one) for one in block)
        yield block[0].lineno, f"without {text}", functools.partial(_drop, items, block), None


def _drop(items: list[ast.expr], block: list[ast.expr]) -> None:
    items[:] = [one for one in items if not any(one is gone for gone in block)]


def _drop_key(node: ast.Dict, at: int) -> None:
    del node.keys[at], node.values[at]


def phrase_rules(text: str) -> Iterator[tuple[Rule, tuple[str, ...]]]:
    """Every table of phrases.toml, each of its languages one rule, with the path of keys that leads to it."""
    lines = text.splitlines()
    table = tomllib.loads(text)
    for number, path in enumerate(_paths(table, ())):
        line = _line_of(lines, path)
        words = words_of(_texts(table, path))
        yield Rule(PHRASES, line, ".".join(path[:-1]), f"without {path[-1]}", number, words=words), path


def _texts(table: Mapping[str, Any], path: tuple[str, ...]) -> Iterator[Any]:
    for key in path:
        table = table[key]
    if isinstance(table, str) and "\n" in table and "|" not in table:
        yield from table.split()
    else:
        yield from table if isinstance(table, list) else [table]


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
    """The table without what stands at the path: a pattern behind a word goes with its word, a list is empty."""
    inner = dict(table)
    if len(path) == 1 and len(inner) > 1 and isinstance(inner[path[0]], str):
        del inner[path[0]]
    elif len(path) == 1:
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


class _Tree(importlib.machinery.SourceFileLoader):
    """Loads a module from a tree instead of its file."""

    def __init__(self, name: str, path: Path, tree: ast.Module) -> None:
        super().__init__(name, str(path))
        self.tree = tree

    def get_code(self, _name: str) -> CodeType:
        return compile(self.tree, self.path, "exec")


class _Instead(importlib.abc.MetaPathFinder):
    """Finds modules as trees."""

    def __init__(self, trees: Mapping[str, ast.Module]) -> None:
        self.trees = {module_name(name): (sources()[name], tree) for name, tree in trees.items()}

    def find_spec(self, name: str, _path: Any, _target: Any = None) -> importlib.machinery.ModuleSpec | None:
        if name not in self.trees:
            return None
        path, tree = self.trees[name]
        package = [str(path.parent)] if path.name == "__init__.py" else None
        loader = _Tree(name, path, tree)
        return importlib.util.spec_from_file_location(name, path, loader=loader, submodule_search_locations=package)


def module_name(name: str) -> str:
    return PACKAGE if name == "__init__" else f"{PACKAGE}.{name}"


def instead(trees: Mapping[str, ast.Module]) -> Callable[..., Any]:
    """`extract` of modules that are imported anew, these from their trees."""
    finder = _Instead(trees)
    sys.meta_path.insert(0, finder)
    try:
        return _fresh()
    finally:
        sys.meta_path.remove(finder)


def _fresh() -> Callable[..., Any]:
    """`extract` of modules that are imported anew."""
    for name in [name for name in sys.modules if name == PACKAGE or name.startswith(f"{PACKAGE}.")]:
        del sys.modules[name]
    extract: Callable[..., Any] = importlib.import_module(PACKAGE).extract
    rebind(PACKAGE)
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
    return instead({rule.module: broken_tree(rule)})


def broken_tree(rule: Rule) -> ast.Module:
    tree = tree_of(rule.module)
    next(apply for one, apply in rules(rule.module, tree) if one.number == rule.number)()
    return ast.fix_missing_locations(tree)


def tree_of(module: str) -> ast.Module:
    if module not in _pickled:
        _pickled[module] = pickle.dumps(ast.parse(sources()[module].read_text("utf-8")))
    tree: ast.Module = pickle.loads(_pickled[module])
    return tree


_pickled: dict[str, bytes] = {}
"""Trees as they are, unpickled faster than parsed."""
_functions: dict[tuple[str, str], list[FunctionType]] = {}
"""(file, qualified name) -> the functions of the modules that are loaded whole."""


def swapped(rule: Rule) -> Callable[[], None] | None:
    """Break a rule in the functions that are loaded, which takes no time; what makes them whole again. None if the rule
    is in no function."""
    if not _functions:
        for one in gc.get_objects():
            if isinstance(one, FunctionType) and one.__globals__ is getattr(
                sys.modules.get(one.__module__ or ""), "__dict__", None
            ):
                _functions.setdefault((one.__code__.co_filename, one.__qualname__), []).append(one)
    file = str(sources()[rule.module])
    live = _functions.get((file, rule.where), [])
    tree = broken_tree(rule)
    outermost = rule.where.split(".")[0]
    tree.body = [node for node in tree.body if getattr(node, "name", None) == outermost]
    code = _code_of(compile(tree, file, "exec"), rule.where)
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
    digest: str

    @classmethod
    def of(cls, case: Case) -> "Saved":
        html, url, headers = case.page(), case.meta()["url"], case.headers()
        text = f"{url} {headers} {unescape(decode(html, headers.get('Content-Type')).text)}".casefold()
        golden = case.golden()
        digest = hashlib.sha256(repr((html, url, headers, golden)).encode()).hexdigest()[:20]
        return cls(case.name, html, url, headers, golden, case.fields(), text, digest)

    def green(self, extract: Callable[..., Any]) -> bool:
        found = as_golden(extract(self.html, self.url, headers=self.headers))
        return all(found.get(name) == self.golden.get(name) for name in self.fields)


Page = Saved | Row
"""What may notice: a saved page, or a row of a table in tests/."""


class Endless(BaseException):
    """Reading does not end."""


def _ring(_signal: int, _frame: FrameType | None) -> None:
    raise Endless


def try_rule(rule: Rule, saved: Sequence[Page], *, at_loading: bool = False) -> str | None:
    """The first page that notices the loss of a rule, which may have to be broken while modules are loaded."""
    global _whole
    signal.signal(signal.SIGPROF, _ring)
    if rule.in_function and not at_loading:
        if _whole is None:
            _functions.clear()
            _whole = _fresh()
        if mend := swapped(rule):
            try:
                return _first_red(_whole, saved)
            finally:
                mend()
    _whole = None
    _functions.clear()
    gc.collect()  # the modules of the rule before
    signal.setitimer(signal.ITIMER_PROF, SECONDS)
    try:
        extract = broken(rule)
    except (Endless, Exception):
        return "all, as the module cannot be loaded"
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0)
    return _first_red(extract, saved)


_whole: Callable[..., Any] | None = None
"""`extract` as it is, if it is what is loaded."""


def _first_red(extract: Callable[..., Any], saved: Sequence[Page]) -> str | None:
    for page in saved:
        signal.setitimer(signal.ITIMER_PROF, SECONDS)
        try:
            if not page.green(extract):
                return page.name
        except (Endless, Exception):
            return page.name
        finally:
            signal.setitimer(signal.ITIMER_PROF, 0)
    return None


# -- which pages get where ---------------------------------------------------------------------------------------------


def forget() -> None:
    """Empty what functions of extraction remember."""
    for module in [module for name, module in sys.modules.items() if name.startswith(PACKAGE)]:
        for one in vars(module).values():
            if isinstance(one, functools._lru_cache_wrapper):
                one.cache_clear()
            elif type(one).__name__ == "Labelled":  # of modules that were imported anew
                one.forget()
        if kinds := getattr(module, "_KIND_BY_NUMBER", None):  # of crawler.extraction.blocks: what each tag is
            kinds[:] = [module._UNKNOWN] * len(kinds)


def _trees() -> dict[str, ast.Module]:
    return {name: ast.parse(path.read_text("utf-8")) for name, path in sources().items()}


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


def pages_of(rule: Rule, reached: Reached, uses: Uses, saved: Sequence[Page]) -> list[int]:
    """The pages, by number, that may notice, those that are quickly read first."""
    found: set[int] = set()
    if rule.module in (PHRASES, "precedence"):
        found = set(range(len(saved)))
    elif rule.watched:
        found = reached.pages.get((rule.module, f"#{rule.number}"), set())
    if not rule.in_function and (not rule.watched or uses.derived.get(rule.where, set()) - {rule.where}):
        found = found | pages_at(reached.pages, list(uses.places(rule.where)))
    if rule.words:
        found = {n for n in found if any(all(word in saved[n].text for word in text) for text in rule.words)}
    return sorted(found, key=lambda n: (isinstance(saved[n], Row), len(saved[n].html), saved[n].name))


# -- the whole ---------------------------------------------------------------------------------------------------------

_saved: list[Page] = []


@dataclass(frozen=True)
class Task:
    rule: Rule
    pages: tuple[int, ...]
    """Those that may notice and have not been asked."""
    reached: int
    """How many may notice."""
    at_loading: bool


def _work(task: Task) -> Verdict:
    pages = [_saved[number] for number in task.pages]
    noticed = try_rule(task.rule, pages, at_loading=task.at_loading) if pages else None
    return Verdict(task.rule, task.reached, noticed)


class Kept:
    """What earlier runs found, in a file: a rule is tried again where its module's source changed, or the page that
    noticed; one that no page noticed is tried with pages that are new or changed."""

    def __init__(self, path: Path | None, digests: Mapping[str, str]) -> None:
        """`digests`: of each module with its rules. Without a path nothing is kept."""
        self.path = path
        self.modules: dict[str, dict[str, Any]] = {}
        self.before: dict[str, str] = {}
        """Rule, by name -> what noticed it before its module changed, which most likely does so again."""
        if path and path.exists():
            old = json.loads(path.read_text("utf-8"))
            for module in old.values():
                for entry in module["rules"].values():
                    if "noticed" in entry:
                        self.before[entry["name"]] = entry["noticed"][0]
            self.modules = {name: old[name] for name in old if digests.get(name) == old[name]["digest"]}
        for name, digest in digests.items():
            self.modules.setdefault(name, {"digest": digest, "sets": {}, "rules": {}})

    def noticed(self, rule: Rule, pages: Mapping[str, str]) -> str | None:
        """The page (name -> digest are those there are) that is known to notice."""
        name, digest = self.modules[rule.module]["rules"].get(str(rule.number), {}).get("noticed", (None, None))
        return name if name is not None and pages.get(name) == digest else None

    def asked(self, rule: Rule) -> set[str]:
        """Digests of the pages that are known not to notice."""
        module = self.modules[rule.module]
        return set(module["sets"].get(module["rules"].get(str(rule.number), {}).get("unnoticed"), ()))

    def keep(self, verdict: Verdict, pages: Mapping[str, str]) -> None:
        module = self.modules[verdict.rule.module]
        if verdict.noticed:
            noticed = [verdict.noticed, pages.get(verdict.noticed)]
            entry: dict[str, Any] = {"name": verdict.rule.name, "noticed": noticed}
        else:
            digests = sorted(pages.values())
            key = hashlib.sha256(repr(digests).encode()).hexdigest()[:12]
            module["sets"][key] = digests
            entry = {"unnoticed": key}
        module["rules"][str(verdict.rule.number)] = entry

    def write(self) -> None:
        if self.path:
            for module in self.modules.values():
                used = {entry.get("unnoticed") for entry in module["rules"].values()}
                module["sets"] = {key: value for key, value in module["sets"].items() if key in used}
            self.path.write_text(json.dumps(self.modules), "utf-8")


def saved_pages() -> list[Saved]:
    return [Saved.of(case) for case in find(ROOT / "fixtures")]


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


def digests() -> dict[str, str]:
    """Of each module's source and the rules that are seen in it."""
    texts = {name: path.read_bytes() for name, path in (sources() | {PHRASES: FOLDER / PHRASES}).items()}
    names: dict[str, list[str]] = defaultdict(list)
    for rule in all_rules():
        names[rule.module].append(rule.name)
    return {name: hashlib.sha256(text + repr(names[name]).encode()).hexdigest()[:20] for name, text in texts.items()}


def examine(
    chosen: Sequence[Rule], cases: Iterable[Page], processes: int, kept: Kept, seconds: float = 1e9
) -> Iterator[Verdict]:
    """Break rule after rule; those for which there is no time do not come. Raises ValueError where pages are not green
    as they are."""
    end = time.monotonic() + seconds
    re._MAXCACHE = 1 << 16  # type: ignore[attr-defined]  # modules are loaded again and again: compile each pattern once
    _saved[:] = cases
    extract = _fresh()
    if red := [page.name for page in _saved if not page.green(extract)]:
        raise ValueError(f"These pages are not read as their goldens say even now: {', '.join(red)}.")
    pages = {page.name: page.digest for page in _saved}
    trees = _trees()
    reached = reach(
        lambda: instead({name: watched(name, tree_of(name)) for name in trees}), [page.green for page in _saved], forget
    )
    uses = Uses.of(trees)
    tasks = []
    for rule in chosen:
        if noticed := kept.noticed(rule, pages):
            yield Verdict(rule, 1, noticed)
            continue
        found, asked = pages_of(rule, reached, uses, _saved), kept.asked(rule)
        first = kept.before.get(rule.name)
        found.sort(key=lambda number: _saved[number].name != first)
        new = tuple(number for number in found if _saved[number].digest not in asked)
        tasks.append(Task(rule, new, len(found), (rule.module, f"#{rule.number}") in reached.loading))
    _fresh()
    gc.collect()
    gc.freeze()
    with multiprocessing.get_context("fork").Pool(processes) as pool:
        answers = pool.imap_unordered(_work, tasks)  # one by one, as only so a time limit can be set
        for _ in tasks:
            try:
                verdict = answers.next(timeout=max(end - time.monotonic(), 0.1))
            except multiprocessing.TimeoutError:
                return
            kept.keep(verdict, pages)
            yield verdict


def equivalents(path: Path = EQUIVALENTS) -> dict[str, str]:
    """Rule -> why its loss cannot be seen."""
    found: dict[str, str] = tomllib.loads(path.read_text("utf-8")) if path.exists() else {}
    return found


COLUMNS = ("rules", "by page", "by row", "cannot show", "unguarded", "not tried")


def table(verdicts: Sequence[Verdict], known: Mapping[str, str], left: Sequence[Rule] = ()) -> Iterator[str]:
    """The table by module, then the rules that nothing guards; `left` were not tried."""
    rows: dict[str, Counter[str]] = defaultdict(Counter)
    unguarded = []
    for verdict in verdicts:
        if verdict.noticed:
            column = "by row" if verdict.noticed.startswith("tests/") else "by page"
        elif verdict.rule.name in known:
            column = "cannot show"
        else:
            column = "unguarded"
            unguarded.append(verdict)
        rows[verdict.rule.module].update(("rules", column))
    for rule in left:
        rows[rule.module].update(("rules", "not tried"))
    total = sum(rows.values(), Counter())
    yield f"{'module':<20}" + "".join(f"{column:>12}" for column in COLUMNS)
    for name, row in [*sorted(rows.items(), key=lambda item: (-item[1]["unguarded"], item[0])), ("all", total)]:
        yield f"{name:<20}" + "".join(f"{row[column]:>12}" for column in COLUMNS)
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
    parser.add_argument("--processes", type=int, default=len(os.sched_getaffinity(0)), help="[one a core]")
    parser.add_argument("--minutes", type=float, default=60, help="rules left after these are not tried [60]")
    parser.add_argument("--again", action="store_true", help="try what earlier runs found as well")
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
        if asked.again:
            RESULTS.unlink(missing_ok=True)
        kept = Kept(RESULTS, digests())
        verdicts = []
        try:
            for verdict in examine(chosen, [*saved_pages(), *rows(ROOT)], asked.processes, kept, asked.minutes * 60):
                verdicts.append(verdict)
                if len(verdicts) % 50 == 0:
                    kept.write()
                if sys.stderr.isatty():
                    print(f"\r{len(verdicts)} of {len(chosen)} rules", end="", file=sys.stderr, flush=True)
        finally:
            kept.write()
    except ValueError as error:
        print(error, file=sys.stderr)
        return 2
    if sys.stderr.isatty():
        print("\r\x1b[K", end="", file=sys.stderr)
    order = {rule: at for at, rule in enumerate(chosen)}
    verdicts.sort(key=lambda verdict: order[verdict.rule])
    tried = {verdict.rule for verdict in verdicts}
    not_tried = [rule for rule in chosen if rule not in tried]
    known = equivalents()
    if asked.show:
        for verdict in verdicts:
            by = verdict.noticed or known.get(verdict.rule.name) or "NOTHING"
            print(f"{verdict.rule.module}:{verdict.rule.line}: {verdict.rule.where}: {verdict.rule.change} <- {by}")
    print("\n".join(table(verdicts, known, not_tried)))
    left = [verdict for verdict in verdicts if not verdict.noticed and verdict.rule.name not in known]
    return 1 if left or not_tried else 0


if __name__ == "__main__":
    sys.exit(main())
