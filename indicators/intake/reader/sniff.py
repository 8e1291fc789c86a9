"""What a file is, by its content; its name is never asked."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Callable

from .archive import DAMAGE
from .limits import broken

XLSX, XLS, ODS, DOCX, TEXT = "xlsx", "xls", "ods", "docx", "csv"
EMPTY, ENCRYPTED = "empty", "encrypted"

_ZIP = (b"PK\x03\x04", b"PK\x05\x06")
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_MAGIC = {
    b"%PDF": "pdf",
    b"\x89PNG": "png",
    b"\xff\xd8\xff": "jpeg",
    b"GIF8": "gif",
    b"BM": "bmp",
    b"II*\0": "tiff",
    b"MM\0*": "tiff",
    b"RIFF": "webp",
    b"{\\rtf": "rtf",
    b"\x1f\x8b": "gzip",
    b"Rar!": "rar",
    b"7z\xbc\xaf": "7z",
}
_BINARY = ("bmp",)  # a text may begin with these bytes
_ZIP_KINDS = {"xl/workbook.bin": "xlsb", "xl/": XLSX, "word/": DOCX, "ppt/": "pptx"}
_OLE_KINDS = {
    "EncryptedPackage": ENCRYPTED,
    "Workbook": XLS,
    "Book": XLS,
    "WordDocument": "doc",
    "PowerPoint Document": "ppt",
}
_CONTROL = re.compile(rb"[\0-\x08\x0e-\x1f\x7f]")
_UTF16 = (b"\xff\xfe", b"\xfe\xff")
_HTML = re.compile(r"<(!doctype html|html|head|body|table|meta|style|div)\b", re.IGNORECASE)


def sniff(data: bytes) -> str:
    """`xlsx`, `xls`, `ods`, `docx`, `csv` (any delimited text), `empty`, `encrypted`, or another's name.

    Raises RefusalError for a zip that cannot be opened.
    """
    if data.startswith(_ZIP):
        return _sniff_zip(data)
    if data.startswith(_OLE):
        return next((kind for name, kind in _OLE_KINDS.items() if has_stream(data, name)), "ole")
    kind = next((kind for magic, kind in _MAGIC.items() if data.startswith(magic)), "")
    if kind and (kind not in _BINARY or _CONTROL.search(data)):
        return kind
    return _sniff_text(data)


def has_stream(data: bytes, name: str) -> bool:
    """Whether an OLE file has a directory entry (stream or storage) of this name."""
    wanted = name.encode("utf-16-le")
    length = (len(wanted) + 2).to_bytes(2, "little")
    at = data.find(wanted)
    while at >= 0:
        if at % 128 == 0 and data[at + 64 : at + 66] == length:
            return True
        at = data.find(wanted, at + 1)
    return False


def is_wide(data: bytes) -> str:
    """The UTF-16 that a text is in, also without its mark where line ends and digits give it away."""
    if data.startswith(_UTF16):
        return "utf-16"
    if len(data) % 2 or data.startswith(b"\xef\xbb\xbf"):
        return ""
    for encoding, first in (("utf-16-le", 1), ("utf-16-be", 0)):
        high, low = data[first::2], data[1 - first :: 2]
        if b"\0" in high and b"\0" not in low:
            try:
                text = data.decode(encoding)
            except UnicodeDecodeError:
                continue
            if all(character.isprintable() or character in "\t\r\n" for character in text):
                return encoding
    return ""


def _sniff_zip(data: bytes) -> str:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            names = [name.replace("\\", "/").lower() for name in archive.namelist()]
            first = min((part.header_offset for part in archive.infolist()), default=0)
            kinds = [kind for start, kind in _ZIP_KINDS.items() if any(map(_begins(start), names))]
            opened = _open_document(_mimetype(archive)) if "mimetype" in names else ""
    except (*DAMAGE, RuntimeError) as error:  # a password on its first part
        raise broken("zip") from error
    if first or len({*kinds, *([opened] if opened else [])} - {"xlsb", "zip"}) > 1:
        raise broken("polyglot")  # something stands before the zip, or it is two documents at once
    return opened or next(iter(kinds), "zip")


def _begins(start: str) -> Callable[[str], bool]:
    return lambda name: name.startswith(start)


def _mimetype(archive: zipfile.ZipFile) -> bytes:
    name = next(name for name in archive.namelist() if name.lower() == "mimetype")
    return archive.open(name).read(80)


def _open_document(mimetype: bytes) -> str:
    return ODS if b"spreadsheet" in mimetype else "odt" if b".text" in mimetype else "zip"


def _sniff_text(data: bytes) -> str:
    wide = is_wide(data)
    if not wide and _CONTROL.search(data.rstrip(b"\x1a")):
        return "binary"
    head = data[:4096].decode(wide or "utf-8", "replace").lstrip("\ufeff \t\r\n")
    if not head and not data.strip(b"\xef\xbb\xbf\xff\xfe \t\r\n\0"):
        return EMPTY
    if head.startswith("<?xml"):
        return "html" if _HTML.search(head) else "xml"
    if _HTML.match(head) or (head.startswith("<!--") and _HTML.search(head)):
        return "html"
    if head.lower().startswith("mime-version:"):
        return "mht"
    return TEXT
