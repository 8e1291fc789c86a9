"""The cell styles of an xlsx workbook: number format, a line through the text, a text that nobody sees."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from .archive import Archive
from .colours import BLACK, OFFICE, WHITE, Colour, is_unseen, read_colour
from .formats import BUILTIN, GENERAL, Format, read_format
from .markup import Attributes, feed, is_on, local_name, make_parser, read_elements

_THEMED = ("lt1", "dk1", "lt2", "dk2", *(f"accent{number}" for number in range(1, 7)))


@dataclass(frozen=True)
class Styles:
    """What each style makes of a cell, by the number by which cells refer to it."""

    formats: list[Format] = field(default_factory=list)
    struck: frozenset[int] = frozenset()
    unseen: frozenset[int] = frozenset()


@dataclass
class _Font:
    is_struck: bool = False
    colour: Attributes = field(default_factory=dict)


@dataclass
class _Fill:
    pattern: str = "none"
    colour: Attributes = field(default_factory=dict)


class _Listed:
    """What a styles part lists: formats, fonts and fills, and which of them each cell style has."""

    def __init__(self) -> None:
        self.codes = {str(number): code for number, code in BUILTIN.items()}
        self.fonts: list[_Font] = []
        self.fills: list[_Fill] = []
        self.styles: list[Attributes] = []
        self._inside = ""
        self.parser = make_parser()
        self.parser.StartElementHandler = self._on_start
        self.parser.EndElementHandler = self._on_end

    def colours(self) -> Iterator[Attributes]:
        yield from (font.colour for font in self.fonts)
        yield from (fill.colour for fill in self.fills)

    def _on_start(self, name: str, attributes: Attributes) -> None:
        element = local_name(name)
        match self._inside, element:
            case "", "fonts" | "fills" | "cellXfs":
                self._inside = element
            case "", "numFmt":
                self.codes[attributes.get("numFmtId", "")] = attributes.get("formatCode", "")
            case "cellXfs", "xf":
                self.styles.append(attributes)
            case "fonts", "font":
                self.fonts.append(_Font())
            case "fonts", "strike" if self.fonts:
                self.fonts[-1].is_struck = is_on(attributes)
            case "fonts", "color" if self.fonts:
                self.fonts[-1].colour = attributes
            case "fills", "fill":
                self.fills.append(_Fill("other"))  # a gradient is no one colour
            case "fills", "patternFill" if self.fills:
                self.fills[-1].pattern = attributes.get("patternType", "none")
            case "fills", "fgColor" if self.fills:
                self.fills[-1].colour = attributes

    def _on_end(self, name: str) -> None:
        if local_name(name) == self._inside:
            self._inside = ""


def read_styles(archive: Archive, part: str, theme: str = "") -> Styles:
    """The styles of a workbook's cells, in the order in which they refer to them."""
    if part not in archive:
        return Styles()
    listed = _Listed()
    with archive.open(part) as stream:
        feed(listed.parser, stream)
    codes, fonts, fills = listed.codes, dict(enumerate(listed.fonts)), dict(enumerate(listed.fills))
    themed = any("theme" in colour for colour in listed.colours())
    colours = _read_theme(archive, theme) if themed and theme in archive else OFFICE
    texts = {number: read_colour(font.colour, colours, BLACK) for number, font in fonts.items()}
    behind = {number: _behind(fill, colours) for number, fill in fills.items()}
    struck, unseen = set(), set()
    for number, style in enumerate(listed.styles):
        font, fill = _index(style.get("fontId")), _index(style.get("fillId"))
        if font in fonts and fonts[font].is_struck:
            struck.add(number)
        if is_unseen(texts.get(font, BLACK), behind.get(fill, WHITE)):
            unseen.add(number)
    formats = [style.get("numFmtId", "") for style in listed.styles]
    return Styles(
        [read_format(codes[code]) if code in codes else GENERAL for code in formats],
        frozenset(struck),
        frozenset(unseen),
    )


def _behind(fill: _Fill, theme: Sequence[bytes]) -> Colour | None:
    """The one colour of a fill; None where it has more."""
    if fill.pattern == "none":
        return WHITE
    return read_colour(fill.colour, theme, BLACK) if fill.pattern == "solid" else None


def _read_theme(archive: Archive, part: str) -> Sequence[bytes]:
    """The colours of a workbook's theme, in the order in which cells refer to them."""
    found = dict(zip(_THEMED, OFFICE, strict=True))
    name = ""

    def start(element: str, attributes: Attributes) -> None:
        nonlocal name
        given = attributes.get("lastClr" if element == "sysClr" else "val", "")
        if element in found:
            name = element
        elif element in ("sysClr", "srgbClr") and name and len(given) == 6:
            found[name], name = bytes.fromhex(given), ""

    with archive.open(part) as stream:
        read_elements(stream, start)
    return tuple(found.values())


def _index(text: str | None) -> int:
    return int(text) if text and text.isascii() and text.isdigit() and len(text) < 10 else 0
