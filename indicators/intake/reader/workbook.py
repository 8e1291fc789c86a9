"""An xlsx workbook: which sheets it has, its texts and its comments.

Everything comes from the XML: a ready-made reader gives 0.356 for 35.6 %, leaves out formulas without a
value, tells no hidden rows, and trusts where a cell says it stands.
"""

from __future__ import annotations

import posixpath
from dataclasses import dataclass, field

from ..findings import Code, Finding, Severity
from ..grid import Position
from .archive import DAMAGE, Archive, damage, open_archive
from .limits import Limits, broken
from .markup import Attributes, feed, is_on, local_name, main_names, make_parser, read_elements
from .scan import read_reference
from .sheet import Book, read_sheet
from .styles import read_styles
from .values import noted, unescape
from .wire import Output

_T, _SI, _PHONETIC, _STRIKE = (main_names(name) for name in ("t", "si", "rPh", "strike"))


@dataclass
class _Contents:
    """What the workbook part lists."""

    sheets: list[tuple[str, str, bool]] = field(default_factory=list)  # name, relationship, hidden
    since_1904: bool = False
    recalculate: bool = False


def read_xlsx(data: bytes, limits: Limits, output: Output) -> None:
    """Put every worksheet out; raises RefusalError for what is damaged, dangerous or too large."""
    try:
        _read(open_archive(data, limits), output)
    except DAMAGE as error:
        raise damage(error) from error


def _read(archive: Archive, output: Output) -> None:
    if archive.has_folder("xl/externalLinks"):
        output.finding(Finding(Severity.NOTE, Code.EXTERNAL_LINKS))
    main = main_part(archive, "xl/workbook.xml")
    related = _relationships(archive, main)
    contents = _read_contents(archive, main)
    strings, struck_strings = _read_strings(archive, _only(related, "sharedStrings"))
    styles = read_styles(archive, _only(related, "styles"), _only(related, "theme"))
    book = Book(
        strings=strings,
        formats=styles.formats,
        struck=styles.struck,
        unseen=styles.unseen,
        struck_strings=struck_strings,
        since_1904=contents.since_1904,
        recalculate=contents.recalculate,
    )
    for name, relationship, hidden in contents.sheets:
        kind, target = related.get(relationship, ("", ""))
        if not kind:
            raise broken("missing_part", name)
        if kind != "worksheet":  # a sheet that only holds a chart or a dialogue
            continue
        output.start_sheet(name, hidden=hidden)
        output.comments(read_comments(archive, target))
        with archive.open(target) as stream:
            read_sheet(stream, book, output)


def read_comments(archive: Archive, sheet: str) -> dict[Position, str]:
    """What is noted on the cells of a worksheet (批注)."""
    folder, name = posixpath.split(sheet)
    if posixpath.join(folder, "_rels", f"{name}.rels") not in archive:
        return {}
    part = next((part for kind, part in _relationships(archive, sheet).values() if kind == "comments"), "")
    if part not in archive:
        return {}
    said: dict[Position, list[str]] = {}
    pieces: list[str] = []
    parser = make_parser()

    def start(element: str, attributes: Attributes) -> None:
        nonlocal pieces
        if local_name(element) == "comment":
            pieces = said.setdefault(read_reference(attributes.get("ref", "")), [])
        elif element in _T:
            parser.CharacterDataHandler = lambda text: pieces.append(text)

    def end(element: str) -> None:
        if element in _T:
            parser.CharacterDataHandler = None

    parser.StartElementHandler = start
    parser.EndElementHandler = end
    with archive.open(part) as stream:
        feed(parser, stream)
    return {at: noted("".join(texts)) for at, texts in said.items()}


def main_part(archive: Archive, usual: str) -> str:
    """The part that a package says it is about, or the usual one."""
    if "_rels/.rels" in archive:
        for kind, target in _relationships(archive, "").values():
            if kind == "officeDocument":
                return target
    return usual


def _relationships(archive: Archive, part: str) -> dict[str, tuple[str, str]]:
    """Identifier → kind and part name, of the relationships of a part."""
    folder, name = posixpath.split(part)
    found: dict[str, tuple[str, str]] = {}

    def start(element: str, attributes: Attributes) -> None:
        if element != "Relationship" or attributes.get("TargetMode") == "External":
            return
        target = attributes.get("Target", "").replace("\\", "/")
        target = posixpath.normpath(posixpath.join("/", folder, target)).lstrip("/")
        kind = attributes.get("Type", "").rpartition("/")[2]
        found[attributes.get("Id", "")] = (kind, target)

    with archive.open(posixpath.join(folder, "_rels", f"{name}.rels")) as stream:
        read_elements(stream, start)
    return found


def _only(related: dict[str, tuple[str, str]], kind: str) -> str:
    """The part of this kind, or where its relationship is missing the place where it usually is."""
    return next((target for found, target in related.values() if found == kind), f"xl/{kind}.xml")


def _read_contents(archive: Archive, part: str) -> _Contents:
    contents = _Contents()

    def start(element: str, attributes: Attributes) -> None:
        if element == "sheet":
            relationship = next((value for key, value in attributes.items() if key.endswith(" id")), "")
            hidden = attributes.get("state", "visible") != "visible"
            contents.sheets.append((attributes.get("name", ""), relationship, hidden))
        elif element == "workbookPr":
            contents.since_1904 = attributes.get("date1904") in ("1", "true", "on")
        elif element == "calcPr":
            contents.recalculate = attributes.get("fullCalcOnLoad") in ("1", "true", "on")

    with archive.open(part) as stream:
        read_elements(stream, start)
    return contents


def _read_strings(archive: Archive, part: str) -> tuple[list[str], frozenset[int]]:
    """The shared texts: their runs joined, the phonetic guides of Asian texts left out; which are struck."""
    if part not in archive:
        return [], frozenset()
    strings: list[str] = []
    struck: set[int] = set()
    pieces: list[str] = []
    phonetic = False
    parser = make_parser()

    def start(name: str, attributes: Attributes) -> None:
        nonlocal phonetic
        if name in _T and not phonetic:
            parser.CharacterDataHandler = pieces.append
        elif name in _PHONETIC:
            phonetic = True
        elif name in _STRIKE and is_on(attributes):
            struck.add(len(strings))

    def end(name: str) -> None:
        nonlocal phonetic
        if name in _T:
            parser.CharacterDataHandler = None
        elif name in _SI:
            strings.append(unescape("".join(pieces)))
            pieces.clear()
        elif name in _PHONETIC:
            phonetic = False

    parser.StartElementHandler = start
    parser.EndElementHandler = end
    with archive.open(part) as stream:
        feed(parser, stream)
    return strings, frozenset(struck)
