"""Reading many rows at once: as `values_list` does, but what recurs in a column is converted once."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from functools import cache
from typing import Any

from django.db import DEFAULT_DB_ALIAS
from django.db.models import QuerySet

AT_ONCE = 2000  # rows


def read_many(rows: QuerySet[Any], *columns: Any) -> Iterator[tuple[Any, ...]]:
    """The values of these columns or expressions, row by row; a value that recurs is one object."""
    compiler = rows.values_list(*columns).query.get_compiler(DEFAULT_DB_ALIAS)
    blocks = compiler.execute_sql(chunk_size=AT_ONCE)
    fields = [each[0] for each in compiler.select[: compiler.col_count]]
    converted = {
        at: _converter(steps, field, compiler.connection)
        for at, (steps, field) in compiler.get_converters(fields).items()
    }
    for block in blocks:
        by_column = zip(*block, strict=True)
        yield from zip(
            *(map(converted[at], given) if at in converted else given for at, given in enumerate(by_column)),
            strict=True,
        )


def _converter(steps: Iterable[Callable[..., Any]], field: Any, connection: Any) -> Callable[[Any], Any]:
    @cache
    def convert(value: Any) -> Any:
        for step in steps:
            value = step(value, field, connection)
        return value

    return convert
