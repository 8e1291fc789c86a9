"""Colours of cells, and whether a text can be told from what is behind it.

Sources: ECMA-376 part 1, 18.3.1.15 (theme and tint), 18.8.27 (indexed colours); contrast as WCAG 2.2 has it.
"""

from __future__ import annotations

import colorsys
from collections.abc import Sequence

Colour = tuple[int, int, int]
WHITE, BLACK = (255, 255, 255), (0, 0, 0)
LEAST = 1.15  # contrast: paper white on white, and the faintest grey, are below
OFFICE = tuple(  # the usual theme, in the order in which cells refer to it
    bytes.fromhex("FFFFFF000000E7E6E644546A4472C4ED7D31A5A5A5FFC0005B9BD570AD47")[at : at + 3]
    for at in range(0, 30, 3)
)
_BASIC = ("000000", "FFFFFF", "FF0000", "00FF00", "0000FF", "FFFF00", "FF00FF", "00FFFF")
_INDEXED = {at: name for start in (0, 8) for at, name in enumerate(_BASIC, start)}
_INDEXED |= {22: "C0C0C0", 23: "808080", 64: "000000", 65: "FFFFFF"}


def read_colour(attributes: dict[str, str], theme: Sequence[bytes], usual: Colour) -> Colour | None:
    """The colour that an element of a workbook names, the usual one where it leaves that to the program.

    None where it is none that we know.
    """
    try:
        if "rgb" in attributes:
            plain = tuple(bytes.fromhex(attributes["rgb"][-6:]))
        elif "theme" in attributes:
            plain = tuple(theme[int(attributes["theme"])])
        elif "indexed" in attributes:
            plain = tuple(bytes.fromhex(_INDEXED[int(attributes["indexed"])]))
        else:
            return usual
        return tinted((plain[0], plain[1], plain[2]), float(attributes.get("tint", "0")))
    except (ValueError, LookupError):
        return None


def tinted(colour: Colour, tint: float) -> Colour:
    """Darker for a tint below zero, lighter above."""
    if not tint:
        return colour
    hue, light, saturation = colorsys.rgb_to_hls(*(part / 255 for part in colour))
    light = light * (1 + tint) if tint < 0 else light * (1 - tint) + tint
    red, green, blue = colorsys.hls_to_rgb(hue, min(1, max(0, light)), saturation)
    return round(red * 255), round(green * 255), round(blue * 255)


def is_unseen(text: Colour | None, behind: Colour | None) -> bool:
    """Nobody who looks at the sheet tells a text of this colour from what is behind it."""
    if text is None or behind is None:
        return False
    one, other = sorted((luminance(text), luminance(behind)))
    return (other + 0.05) / (one + 0.05) < LEAST


def luminance(colour: Colour) -> float:
    parts = (part / 255 for part in colour)
    red, green, blue = (
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue
