"""What is read at a mark of the database is the same for as long as the mark is."""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache, wraps
from typing import Concatenate, ParamSpec, TypeVar

Given = ParamSpec("Given")
Read = TypeVar("Read")
Reader = Callable[Concatenate[str, Given], Read]


def kept(most: int) -> Callable[[Reader[Given, Read]], Reader[Given, Read]]:
    """Let a function, whose first argument is a mark, read once for all; at an unknown mark each time.

    Of so many of its answers the last used are kept, by each process for itself.
    """

    def keep(read: Reader[Given, Read]) -> Reader[Given, Read]:
        keeping = lru_cache(maxsize=most)(read)

        @wraps(read)
        def answer(mark: str, /, *args: Given.args, **kwargs: Given.kwargs) -> Read:
            return (keeping if mark else read)(mark, *args, **kwargs)

        return answer

    return keep
