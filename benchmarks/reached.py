"""Which rule of extraction comes to bear on which saved page: the others cannot notice its loss and need not be read.

All pages are read once by sources into which probes are put: a condition that held, a filter that turned something
away, a function's answer, a pattern that was found, a statement that ran. To break a condition that never held on a
page changes nothing there.
"""

import ast
import builtins
import re
from collections import defaultdict
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

Place = tuple[str, int | str]
"""A rule (module, "#" and its number) or a statement (module, line)."""


@dataclass
class Reached:
    pages: dict[Place, set[int]] = field(default_factory=lambda: defaultdict(set))
    """Place -> the pages, by number, that come to it."""
    loading: set[Place] = field(default_factory=set)
    """Places where modules come by while they are loaded, which is for all pages."""


class Probe:
    """What the instrumented sources call; gives back what it is given."""

    def __init__(self) -> None:
        self.now: set[Place] = set()

    def ran(self, module: str, line: int) -> None:
        self.now.add((module, line))

    def held(self, module: str, number: int, value: Any) -> Any:
        if value:
            self.now.add((module, f"#{number}"))
        return value

    def failed(self, module: str, number: int, value: Any) -> Any:
        if not value:
            self.now.add((module, f"#{number}"))
        return value

    def pattern(self, module: str, number: int, value: Any) -> "Watched":
        return Watched(value, lambda: self.now.add((module, f"#{number}")))


class Watched:
    """A compiled pattern that tells when it is found."""

    def __init__(self, pattern: re.Pattern[Any], found: Callable[[], None]) -> None:
        self._pattern, self._found = pattern, found

    def __getattr__(self, name: str) -> Any:
        value = getattr(self._pattern, name)
        if not callable(value):
            return value

        def call(*args: Any, **named: Any) -> Any:
            answer = value(*args, **named)
            if name == "finditer":
                answer = iter(matches := list(answer))
                hit = bool(matches)
            elif name == "split":
                hit = len(answer) > 1
            elif name == "sub":
                hit = self._pattern.search(args[1] if len(args) > 1 else named["string"]) is not None
            elif name == "subn":
                hit = answer[1] > 0
            else:
                hit = bool(answer)
            if hit:
                self._found()
            return answer

        return call


def probe_call(kind: str, module: str, number: int, value: ast.expr) -> ast.Call:
    name = ast.Name(f"__probe_{kind}__", ast.Load())
    return ast.copy_location(ast.Call(name, [ast.Constant(module), ast.Constant(number), value], []), value)


def put_lines(module: str, tree: ast.Module) -> None:
    """A probe before every statement of every function."""
    for function in [node for node in ast.walk(tree) if isinstance(node, ast.FunctionDef)]:
        _put_in(module, function.body)


def _put_in(module: str, body: list[ast.stmt]) -> None:
    new: list[ast.stmt] = []
    for at, node in enumerate(body):
        if not (isinstance(node, ast.FunctionDef) or _is_docstring(node, at)):
            for part in ("body", "orelse", "finalbody"):
                _put_in(module, getattr(node, part, []))
            for part in (*getattr(node, "handlers", ()), *getattr(node, "cases", ())):
                _put_in(module, part.body)
            if not isinstance(node, ast.Nonlocal | ast.Global):
                name = ast.Name("__probe_ran__", ast.Load())
                call = ast.Call(name, [ast.Constant(module), ast.Constant(node.lineno)], [])
                new.append(ast.copy_location(ast.Expr(call), node))
        new.append(node)
    body[:] = new


def _is_docstring(node: ast.stmt, at: int) -> bool:
    return at == 0 and isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant)


def reach(
    load: Callable[[], Callable[..., Any]],
    read: Sequence[Callable[[Callable[..., Any]], bool]],
    forget: Callable[[], None],
) -> Reached:
    """Load instrumented modules and read every page with them. Raises ValueError where probes change what is read."""
    probe = Probe()
    names = ("ran", "held", "failed", "pattern")
    for name in names:
        setattr(builtins, f"__probe_{name}__", getattr(probe, name))
    found = Reached()
    try:
        extract = load()
        found.loading = set(probe.now)
        for number, page in enumerate(read):
            forget()
            probe.now.clear()
            if not page(extract):
                raise ValueError("A page is read otherwise where it is watched; mend benchmarks/reached.py.")
            for place in probe.now:
                found.pages[place].add(number)
    finally:
        for name in names:
            delattr(builtins, f"__probe_{name}__")
    for place in found.loading:
        found.pages[place] = set(range(len(read)))
    return found


def pages_at(reached: Mapping[Place, Collection[int]], places: Sequence[tuple[str, int, int]]) -> set[int]:
    """The pages that run a statement which begins in one of these (module, first line, last line)."""
    found: set[int] = set()
    for module, start, end in places:
        for line in range(start, end + 1):
            found |= set(reached.get((module, line), ()))
    return found
