"""Keeps the Chinese catalogue: `python -m civaffairs.translations update | compile | check`; needs Babel."""

from __future__ import annotations

import io
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po
from django.utils.translation.template import templatize

ROOT = Path(__file__).resolve().parent.parent
PO = ROOT / "civaffairs" / "locale" / "zh_Hans" / "LC_MESSAGES" / "django.po"
MO = PO.with_suffix(".mo")
FOLDERS = ("civaffairs", "indicators", "reports", "templates")

_SINGULAR, _PLURAL = None, (1, 2)
_CONTEXT, _CONTEXT_PLURAL = ((1, "c"), 2), ((1, "c"), 2, 3)
KEYWORDS: dict[str, Any] = {
    name + lazy: places
    for name, places in {
        "gettext": _SINGULAR,
        "ngettext": _PLURAL,
        "pgettext": _CONTEXT,
        "npgettext": _CONTEXT_PLURAL,
    }.items()
    for lazy in ("", "_lazy")
} | {"_": _SINGULAR, "gettext_noop": _SINGULAR}


def find_messages() -> Catalog:
    """Every text of the code and the templates that is marked for translation."""
    catalog = Catalog()
    for path in _sources():
        source = path.read_text("utf-8")
        if path.suffix != ".py":
            lines = templatize(source, origin=str(path)).splitlines()
            source = "\n".join(line.strip() for line in lines)  # its indentation is not Python's
        for _line, message, _comments, context in extract("python", io.BytesIO(source.encode()), KEYWORDS):
            catalog.add(message, context=context)
    return catalog


def read_catalogue() -> Catalog:
    """The catalogue as committed."""
    with PO.open("rb") as file:
        return read_po(file, locale="zh_Hans")


def update() -> Catalog:
    """The committed catalogue with what was added since, without what is no longer used."""
    catalog = read_catalogue()
    catalog.update(find_messages(), no_fuzzy_matching=True, update_creation_date=False)
    catalog.obsolete.clear()
    catalog.msgid_bugs_address = catalog.last_translator = catalog.language_team = ""
    return catalog


def render(catalog: Catalog) -> bytes:
    """The catalogue as text, by message and without places, so that moving code changes nothing."""
    text = io.BytesIO()
    write_po(text, catalog, width=100, sort_output=True, no_location=True)
    return text.getvalue()


def compiled(catalog: Catalog) -> bytes:
    """The catalogue as Django reads it."""
    content = io.BytesIO()
    write_mo(content, catalog)
    return content.getvalue()


def problems() -> Iterator[str]:
    """Everything that keeps the committed catalogue from being complete, one line each."""
    catalog = read_catalogue()
    if {_key(message) for message in find_messages() if message.id} ^ {_key(m) for m in catalog if m.id}:
        yield "django.po is not up to date: run `make messages`."
    for message in catalog:
        if message.id and not _is_translated(message):
            yield f"Not translated: {message.id}"
        if message.id and message.fuzzy:
            yield f"Not certain: {message.id}"
        yield from (f"{error}: {message.id}" for error in message.check(catalog))
    if not MO.exists() or MO.read_bytes() != compiled(catalog):
        yield "django.mo is not compiled from django.po: run `make messages`."


def _sources() -> Iterator[Path]:
    for folder in FOLDERS:
        for path in sorted((ROOT / folder).rglob("*")):
            if path.suffix in (".py", ".html", ".txt") and "migrations" not in path.parts:
                yield path


def _key(message: Message) -> tuple[str | None, Any]:
    return message.context, message.id


def _is_translated(message: Message) -> bool:
    return all([message.string] if isinstance(message.string, str) else message.string or [""])


def main(command: str) -> int:
    if command == "update":
        PO.write_bytes(render(update()))
    if command in ("update", "compile"):
        MO.write_bytes(compiled(read_catalogue()))
    found = list(problems())
    for problem in found:
        print(problem, file=sys.stderr)  # noqa: T201 - a command of its own
    return int(bool(found)) if command == "check" else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1] if len(sys.argv) > 1 else "check"))
