"""Properties that are worked out when they are first asked for."""

from collections.abc import Callable
from typing import Any, Generic, TypeVar

from mypy_extensions import mypyc_attr

T = TypeVar("T")


@mypyc_attr(native_class=False)
class lazy(Generic[T]):
    """A method without arguments as a property that is worked out once for each object.

    What `functools.cached_property` is, which mypyc compiles into a plain property, worked out anew each time. Classes
    that have such properties keep them in their `__dict__`, so they are no native classes of mypyc's
    (`mypyc_attr(native_class=False)`).
    """

    def __init__(self, compute: Callable[[Any], T]) -> None:
        self.compute = compute
        self.__doc__ = compute.__doc__

    def __set_name__(self, owner: Any, name: str) -> None:
        self.name = name

    def __get__(self, owner: Any, kind: Any = None) -> T:
        value = owner.__dict__[self.name] = self.compute(owner)
        return value
