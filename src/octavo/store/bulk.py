"""Many rows written at once: one statement, run once a row.

Django's bulk_update writes a CASE for every field and row, its bulk_create a statement for every
few hundred values, and both spend longer composing than the database spends writing: for a feed's
state of thirteen fields 1.7 ms of processor time against 0.02 here (SQLite).
"""

from collections.abc import Iterable, Sequence
from typing import Any

from django.db import DEFAULT_DB_ALIAS, connection, connections, models


def update(rows: Iterable[models.Model], names: Sequence[str]) -> None:
    """Write these fields of these rows; a row that is gone meanwhile stays gone."""
    rows = list(rows)
    if not rows:
        return
    meta: Any = rows[0]._meta
    fields = [*_fields(meta, names), meta.pk]
    sets = ", ".join(f"{_quoted(field.column)} = %s" for field in fields[:-1])
    where = f"WHERE {_quoted(meta.pk.column)} = %s"
    _run(f"UPDATE {_quoted(meta.db_table)} SET {sets} {where}", fields, rows)  # noqa: S608


def insert(
    rows: Iterable[models.Model], *, unique: Sequence[str] = (), renew: Sequence[str] = ()
) -> None:
    """Add these rows, which have all their values. Where one with the same `unique` fields is there
    already its `renew` fields are written over, or, with none, it is left as it is."""
    rows = list(rows)
    if not rows:
        return
    meta: Any = rows[0]._meta
    fields = [field for field in meta.concrete_fields if field is not meta.pk or rows[0].pk]
    names = ", ".join(_quoted(field.column) for field in fields)
    marks = ", ".join(["%s"] * len(fields))
    into = f"INSERT INTO {_quoted(meta.db_table)} ({names}) VALUES ({marks})"  # noqa: S608
    _run(into + _conflict(meta, unique, renew), fields, rows)


def _conflict(meta: Any, unique: Sequence[str], renew: Sequence[str]) -> str:
    if not unique:
        return ""
    keys = ", ".join(_quoted(field.column) for field in _fields(meta, unique))
    sets = ", ".join(
        f"{_quoted(field.column)} = excluded.{_quoted(field.column)}"
        for field in _fields(meta, renew)
    )
    return f" ON CONFLICT ({keys}) DO " + (f"UPDATE SET {sets}" if sets else "NOTHING")


def _run(statement: str, fields: Sequence[Any], rows: Sequence[models.Model]) -> None:
    here = connections[DEFAULT_DB_ALIAS]
    columns = [_column(field, rows, here) for field in fields]
    with here.cursor() as cursor:
        cursor.executemany(statement, list(zip(*columns, strict=True)))


def _column(field: Any, rows: Sequence[models.Model], here: Any) -> list[Any]:
    """What the database gets of a field, row by row; what all rows share is prepared once."""
    values = [getattr(row, field.attname) for row in rows]
    first = values[0]
    if all(value is first for value in values):
        return [field.get_db_prep_save(first, here)] * len(rows)
    return [field.get_db_prep_save(value, here) for value in values]


def _fields(meta: Any, names: Sequence[str]) -> list[Any]:
    return [meta.get_field(name) for name in names]


def _quoted(name: str) -> str:
    return connection.ops.quote_name(name)
