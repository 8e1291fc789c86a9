"""Writing many rows at once, below the ORM: the only module with SQL of its own for that.

Constraints and triggers hold as for any other row, and a broken one raises IntegrityError.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cache
from itertools import repeat
from types import NoneType
from typing import Any, TypeVar, cast

import orjson
from django.db import DEFAULT_DB_ALIAS, connections, transaction
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.models import (
    BooleanField,
    CharField,
    Field,
    ForeignKey,
    IntegerField,
    JSONField,
    Model,
    TextField,
)
from django.db.models.base import ModelState

PLAIN = (BooleanField, CharField, ForeignKey, IntegerField, TextField)  # a database takes what they hold
Row = TypeVar("Row", bound=Model)
BATCH = 500  # ids that one statement of the ORM speaks of


def insert(rows: Sequence[Model]) -> None:
    """Write new rows of one model, none of whose columns fills itself, and let them know their ids."""
    if not rows:
        return
    model = type(rows[0])
    columns = {
        field.attname: [row.__dict__[field.attname] for row in rows]
        for field in model._meta.concrete_fields
        if not field.primary_key
    }
    key = model._meta.pk.attname
    for row, pk in zip(rows, write(model, len(rows), columns), strict=True):
        row.__dict__[key] = pk
        row._state.adding, row._state.db = False, DEFAULT_DB_ALIAS


def make(model: type[Row], known: Mapping[str, Model], **values: object) -> Row:
    """A new instance, as quickly as can be: `values` by attribute, and rows that its keys point at by field.

    Columns not given keep their default.
    """
    row, state = model.__new__(model), ModelState()
    state.fields_cache = dict(known)
    row.__dict__ = {**_defaults(model), **values, "_state": state}
    return row


@cache
def _defaults(model: type[Model]) -> dict[str, object]:
    return {field.attname: field.get_default() for field in model._meta.concrete_fields}


def write(
    model: type[Model], count: int, columns: Mapping[str, Sequence[object]], **same: object
) -> Sequence[int]:
    """Write so many new rows of a model, given by columns and by what is the `same` in all; gives their ids.

    Columns are named as attributes are; those not given keep their default.
    """
    connection = connections[DEFAULT_DB_ALIAS]
    pks = _new_ids(model, count, connection)
    fields = cast("list[Field[Any, Any]]", list(model._meta.concrete_fields))
    values = [
        pks
        if field.primary_key
        else _prepared(field, columns[field.attname], connection)
        if field.attname in columns
        else repeat(_same(field, same, connection))
        for field in fields
    ]
    quote = connection.ops.quote_name
    table = quote(model._meta.db_table)
    names = ", ".join(quote(field.column or field.name) for field in fields)
    rows = zip(*values, strict=False)  # what is the same in all has no end
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            statement = f"COPY {table} ({names}) FROM STDIN"
            with connection.wrap_database_errors, cursor.copy(statement) as copy:
                for row in rows:
                    copy.write_row(row)
        else:
            marks = ", ".join(["%s"] * len(fields))
            cursor.executemany(f"INSERT INTO {table} ({names}) VALUES ({marks})", cast("Any", rows))  # noqa: S608
    return pks


def copy(
    source: type[Model], pks: Sequence[int], model: type[Model], columns: Mapping[str, str], **same: object
) -> Sequence[int]:
    """Write a new row of a model for each of these rows of another, inside the database; gives the new ids.

    `columns` are attributes there by those here, `same` what all have; those not given keep their default.
    """
    if not pks:
        return []
    connection = connections[DEFAULT_DB_ALIAS]
    quote = connection.ops.quote_name
    new = list(_new_ids(model, len(pks), connection))
    fields = cast("list[Field[Any, Any]]", list(model._meta.concrete_fields))
    taken = {each.attname: quote(each.column or each.name) for each in source._meta.concrete_fields}
    given: list[str] = []
    values: list[object] = []
    for field in fields:
        if field.primary_key:
            given.append("given.new")
        elif field.attname in columns:
            given.append(f"known.{taken[columns[field.attname]]}")
        else:
            given.append("%s")
            values.append(_same(field, same, connection))
    names = ", ".join(quote(field.column or field.name) for field in fields)
    if connection.vendor == "postgresql":
        ids: list[object] = [new, list(pks)]
        pairs = "SELECT * FROM unnest(%s::bigint[], %s::bigint[]) AS pair(new, old)"
    else:
        ids = [new[0], orjson.dumps(pks).decode()]
        pairs = "SELECT %s + key AS new, value AS old FROM json_each(%s)"
    statement = (
        f"INSERT INTO {quote(model._meta.db_table)} ({names}) SELECT {', '.join(given)} "  # noqa: S608
        f"FROM ({pairs}) AS given JOIN {quote(source._meta.db_table)} AS known ON known.id = given.old"
    )
    with connection.cursor() as cursor:
        cursor.execute(statement, cast("Any", [*values, *ids]))
    return new


def update(model: type[Model], pks: Sequence[int], **values: object) -> None:
    """Set the same values, named as attributes are, in all of these rows."""
    if not pks:
        return
    connection = connections[DEFAULT_DB_ALIAS]
    quote = connection.ops.quote_name
    fields = [cast("Field[Any, Any]", model._meta.get_field(name.removesuffix("_id"))) for name in values]
    given = [
        _plain(field.get_db_prep_save(value, connection))
        for field, value in zip(fields, values.values(), strict=True)
    ]
    sets = ", ".join(f"{quote(field.column or field.name)} = %s" for field in fields)
    statement = f"UPDATE {quote(model._meta.db_table)} SET {sets} WHERE id"  # noqa: S608
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute(statement + " = ANY(%s)", cast("Any", [*given, list(pks)]))
            return
        for begin in range(0, len(pks), BATCH):
            some = pks[begin : begin + BATCH]
            marks = ", ".join(["%s"] * len(some))
            cursor.execute(f"{statement} IN ({marks})", cast("Any", [*given, *some]))


def _new_ids(model: type[Model], count: int, connection: BaseDatabaseWrapper) -> Sequence[int]:
    """Ids for us alone: the next of a sequence or, where there is none, the next while we hold the lock."""
    if not connection.in_atomic_block:
        raise transaction.TransactionManagementError("Ids are given out inside a transaction.")
    table = model._meta.db_table
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            named = "(SELECT pg_get_serial_sequence(%s, 'id')::regclass)"  # asked once
            cursor.execute(f"SELECT nextval({named}) FROM generate_series(1, %s)", [table, count])  # noqa: S608
            return [pk for (pk,) in cursor.fetchall()]
        cursor.execute("SELECT seq FROM sqlite_sequence WHERE name = %s", [table])
        last = (cursor.fetchone() or (0,))[0]
    return range(last + 1, last + count + 1)


def _prepared(
    field: Field[Any, Any], given: Sequence[object], connection: BaseDatabaseWrapper
) -> Sequence[object]:
    """A column's values as the database takes them; each is prepared once, for most recur."""
    if isinstance(field, JSONField):
        return [None if value is None else orjson.dumps(value).decode() for value in given]
    if isinstance(field, PLAIN) and set(map(type, given)) <= {int, str, bool, NoneType}:
        return given
    known = {value: _plain(field.get_db_prep_save(value, connection)) for value in set(given)}
    return [known[value] for value in given]


def _same(field: Field[Any, Any], same: Mapping[str, object], connection: BaseDatabaseWrapper) -> object:
    """What all rows have in a column, else its default, as the database takes it."""
    return _plain(field.get_db_prep_save(same.get(field.attname, field.get_default()), connection))


def _plain(value: object) -> object:
    return (
        str(value) if isinstance(value, str) else value
    )  # a driver takes an enumeration for what it is called
