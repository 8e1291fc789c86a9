"""The cell styles of an xlsx workbook: the number format of each, and whether a line goes through it."""

from __future__ import annotations

from dataclasses import dataclass, field

from .archive import Archive
from .formats import BUILTIN, GENERAL, Format, read_format
from .markup import Attributes, feed, is_on, local_name, make_parser


@dataclass(frozen=True)
class Styles:
    """What each style makes of a cell, by the number by which cells refer to it."""

    formats: list[Format] = field(default_factory=list)
    struck: frozenset[int] = frozenset()


def read_styles(archive: Archive, part: str) -> Styles:
    """The styles of a workbook's cells, in the order in which they refer to them."""
    if part not in archive:
        return Styles()
    codes: dict[str, str] = {str(number): code for number, code in BUILTIN.items()}
    styles: list[tuple[str, str]] = []  # format and font
    fonts: list[bool] = []  # whether a line goes through it
    inside = in_fonts = False

    def start(name: str, attributes: Attributes) -> None:
        nonlocal inside, in_fonts
        element = local_name(name)
        if element == "fonts":
            in_fonts = True
        elif element == "font" and in_fonts:
            fonts.append(False)
        elif element == "strike" and in_fonts and fonts:
            fonts[-1] = is_on(attributes)
        elif element == "numFmt":
            codes[attributes.get("numFmtId", "")] = attributes.get("formatCode", "")
        elif element == "cellXfs":
            inside = True
        elif element == "xf" and inside:
            styles.append((attributes.get("numFmtId", ""), attributes.get("fontId", "")))

    def end(name: str) -> None:
        nonlocal inside, in_fonts
        element = local_name(name)
        inside, in_fonts = inside and element != "cellXfs", in_fonts and element != "fonts"

    parser = make_parser()
    parser.StartElementHandler = start
    parser.EndElementHandler = end
    with archive.open(part) as stream:
        feed(parser, stream)
    lined = {str(number) for number, is_struck in enumerate(fonts) if is_struck}
    formats = [read_format(codes[code]) if code in codes else GENERAL for code, _ in styles]
    struck = frozenset(number for number, (_, font) in enumerate(styles) if font in lined)
    return Styles(formats, struck)
