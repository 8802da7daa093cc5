"""XML from anywhere, parsed without what makes XML dangerous, and text made fit to stand in it; pure.

Entities are the only way for XML to reach other files or to grow without bound, and only a
DOCTYPE can declare them: no form that is read here has one, so a DOCTYPE is refused. A package that
does the same would be one more to trust.
"""

import re
from typing import Never
from xml.etree import ElementTree as ET

NO_XML = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
ESCAPES = {
    "&": "&amp;",
    "<": "&lt;",
    ">": "&gt;",
    '"': "&quot;",
    "\t": "&#9;",
    "\n": "&#10;",
    "\r": "&#13;",
}
SPECIAL = re.compile('[&<>"\t\n\r]')
DEEPEST = 100


class _Builder(ET.TreeBuilder):
    """Refuses a DOCTYPE, and elements in elements without end."""

    def __init__(self) -> None:
        super().__init__()
        self._depth = 0

    def doctype(self, _name: str, _public: str | None, _system: str | None) -> Never:
        msg = "a DOCTYPE"
        raise ValueError(msg)

    def start(self, tag: str, attrs: dict[str, str]) -> ET.Element:
        self._depth += 1
        if self._depth > DEEPEST:
            msg = "too deep"
            raise ValueError(msg)
        return super().start(tag, attrs)

    def end(self, tag: str) -> ET.Element:
        self._depth -= 1
        return super().end(tag)


def parse(data: bytes) -> ET.Element:
    """The root element. Raises ValueError for what is no XML, or has a DOCTYPE."""
    parser = ET.XMLParser(target=_Builder())  # noqa: S314 - see above
    try:
        parser.feed(data)
        root: ET.Element = parser.close()
    except (ET.ParseError, LookupError) as error:
        raise ValueError(str(error)) from error
    return root


def escaped(text: str) -> str:
    """`text` for an attribute or an element; what no XML can hold becomes �."""
    return SPECIAL.sub(lambda match: ESCAPES[match[0]], NO_XML.sub("\ufffd", text))
