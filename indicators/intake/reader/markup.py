"""XML as a stream of events, without document types: no entity can be declared, so none can grow."""

from __future__ import annotations

from collections.abc import Callable
from typing import IO, NoReturn
from xml.parsers import expat

from ..findings import Code
from .limits import RefusalError

Attributes = dict[str, str]
_CHUNK = 65536
_MAIN = (
    "http://schemas.openxmlformats.org/spreadsheetml/2006/main",
    "http://purl.oclc.org/ooxml/spreadsheetml/main",
)


def main_names(local: str) -> tuple[str, ...]:
    """An element's names, as the parser gives them, in the transitional and the strict namespace."""
    return tuple(f"{space} {local}" for space in _MAIN)


def local_name(name: str) -> str:
    return name.rpartition(" ")[2]


def make_parser() -> expat.XMLParserType:
    """A parser that joins namespace and name with a space and refuses document types."""
    parser = expat.ParserCreate(namespace_separator=" ")
    parser.buffer_text = True
    parser.StartDoctypeDeclHandler = _forbid
    return parser


def is_on(attributes: Attributes) -> bool:
    """A mark such as `<strike/>` counts unless it says that it does not."""
    return attributes.get("val", "1") not in ("0", "false", "off", "none")


def feed(parser: expat.XMLParserType, stream: IO[bytes]) -> None:
    """Parse the whole stream; raises MemoryError, or ExpatError for XML that is not well-formed."""
    try:
        while chunk := stream.read(_CHUNK):
            parser.Parse(chunk, False)
        parser.Parse(b"", True)
    except expat.ExpatError as error:
        if error.code == expat.errors.codes[expat.errors.XML_ERROR_NO_MEMORY]:
            raise MemoryError from error
        raise


def read_elements(stream: IO[bytes], start: Callable[[str, Attributes], None]) -> None:
    """Call `start` with the local name and attributes of every element."""
    parser = make_parser()
    parser.StartElementHandler = lambda name, attributes: start(local_name(name), attributes)
    feed(parser, stream)


def check_prolog(stream: IO[bytes]) -> None:
    """Raise RefusalError if a document type stands before the root element."""
    parser = make_parser()
    parser.StartElementHandler = _stop
    try:
        feed(parser, stream)
    except (_RootReached, expat.ExpatError):
        return


class _RootReached(Exception):  # noqa: N818
    pass


def _stop(name: str, attributes: Attributes) -> NoReturn:
    raise _RootReached


def _forbid(*declaration: object) -> NoReturn:
    raise RefusalError(Code.FORBIDDEN_XML)
