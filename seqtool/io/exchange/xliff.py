"""XLIFF 1.2 and 2.0 (OASIS): written in the subset that ``resources/schema/xliff-*-subset.xsd`` states.

Files that come back are from strangers: no entities, no document type
declaration, no network, bounded size. Of the markup inside a text, what only
marks a part of it is passed through; what stands for something else is refused.
"""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any, BinaryIO, Final, Literal

from seqtool.__about__ import __version__
from seqtool.errors import InputError
from seqtool.io.exchange.units import Back, Job, Returned, Unit

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

Version = Literal["1.2", "2.0"]
VERSIONS: Final[tuple[Version, ...]] = ("1.2", "2.0")
#: Bytes of a file that is read.
LARGEST: Final = 128 << 20
MOST_UNITS: Final = 1_000_000
_1_2: Final = "urn:oasis:names:tc:xliff:document:1.2"
_2_0: Final = "urn:oasis:names:tc:xliff:document:2.0"
_SIZES: Final = "urn:oasis:names:tc:xliff:sizerestriction:2.0"
_SPACE: Final = "{http://www.w3.org/XML/1998/namespace}space"
_ENCODING: Final = re.compile(rb"""<\?xml[^>]{0,100}encoding\s*=\s*["']([A-Za-z0-9._-]{1,40})["']""")
_ENCODINGS: Final = frozenset({"utf-8", "utf-16", "us-ascii", "ascii", "iso-8859-1", "windows-1252"})
#: What only marks a part of a text, and what stands for nothing.
_AROUND: Final = frozenset({"g", "mrk", "pc"})
_POINTS: Final = frozenset({"sm", "em"})
_LINES: Final = frozenset({"xliff", "file", "body"})
_TO_DO: Final = frozenset({"new", "initial"})


def write(out: BinaryIO, job: Job, version: Version = "2.0") -> None:
    """Write one XLIFF file.

    Args:
        out: binary file.
        job: what the translator gets; its texts hold nothing that XML cannot hold.
        version: of the XLIFF standard.
    """
    from lxml import etree

    root = (_written_1_2 if version == "1.2" else _written_2_0)(job)
    etree.ElementTree(root).write(out, encoding="UTF-8", xml_declaration=True)
    out.write(b"\n")


def _written_1_2(job: Job) -> Element:
    from lxml import etree

    root = etree.Element(f"{{{_1_2}}}xliff", {"version": "1.2"}, nsmap={None: _1_2})
    attributes = {
        "original": job.project,
        "source-language": job.source,
        "target-language": job.language,
        "datatype": "plaintext",
        "tool-id": "seqtool",
    }
    file = _add(root, _1_2, "file", attributes)
    tool = {"tool-id": "seqtool", "tool-name": "seqtool", "tool-version": __version__}
    _add(_add(file, _1_2, "header"), _1_2, "tool", tool)
    body = _add(file, _1_2, "body")
    for one in job.units:
        _unit_1_2(body, one)
    return root


def _unit_1_2(body: Element, one: Unit) -> None:
    attributes = {"id": one.id}
    if one.name:
        attributes["resname"] = one.name
    if one.limit:
        attributes |= {"maxwidth": str(one.limit), "size-unit": "char"}
    if not one.translate:
        attributes["translate"] = "no"
    made = _add(body, _1_2, "trans-unit", attributes | {_SPACE: "preserve"})
    _add(made, _1_2, "source", text=one.source)
    if one.target is not None:
        _add(made, _1_2, "target", {"state": "translated"}, one.target)
    for text in one.notes:
        _add(made, _1_2, "note", {"from": "seqtool"}, text)


def _written_2_0(job: Job) -> Element:
    from lxml import etree

    attributes = {"version": "2.0", "srcLang": job.source, "trgLang": job.language}
    root = etree.Element(f"{{{_2_0}}}xliff", attributes, nsmap={None: _2_0, "slr": _SIZES})
    file = _add(root, _2_0, "file", {"id": "f1", "original": job.project})
    _add(file, _SIZES, "profiles", {"generalProfile": "xliff:codepoints"})
    for one in job.units:
        _unit_2_0(file, one)
    return root


def _unit_2_0(file: Element, one: Unit) -> None:
    attributes = {"id": one.id}
    if one.name:
        attributes["name"] = one.name
    if not one.translate:
        attributes["translate"] = "no"
    if one.limit:
        attributes[f"{{{_SIZES}}}sizeRestriction"] = str(one.limit)
    made = _add(file, _2_0, "unit", attributes)
    if one.notes:
        notes = _add(made, _2_0, "notes")
        for text in one.notes:
            _add(notes, _2_0, "note", text=text)
    # A text without translation states nothing: a program that fills it in may leave the state as it finds it.
    segment = _add(made, _2_0, "segment", {} if one.target is None else {"state": "translated"})
    _add(segment, _2_0, "source", {_SPACE: "preserve"}, one.source)
    if one.target is not None:
        _add(segment, _2_0, "target", {_SPACE: "preserve"}, one.target)


def _add(
    parent: Element,
    space: str,
    tag: str,
    attributes: dict[str, str] | None = None,
    text: str | None = None,
) -> Element:
    """A child; those of elements that hold many stand on lines of their own."""
    from lxml import etree

    made = etree.SubElement(parent, f"{{{space}}}{tag}", attributes or {})
    made.text = text
    if str(parent.tag).rpartition("}")[2] in _LINES:
        parent.text = parent.text or "\n"
        made.tail = "\n"
    return made


def read(file: BinaryIO, name: str) -> Returned:
    """Read an XLIFF file of either version.

    Raises:
        InputError: it is not well-formed, not XLIFF, too large, or asks for what is not done for strangers.
    """
    from lxml import etree

    data = _bytes(file, name)
    version, languages = "", (None, None)
    units: list[Back] = []
    parse: Any = etree.iterparse  # the stubs do not know all of its arguments
    walk = parse(
        io.BytesIO(data),
        events=("start", "end"),
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        remove_comments=True,
        remove_pis=True,
    )
    try:
        for event, element in walk:
            space, _, tag = str(element.tag).rpartition("}")
            if event == "start":
                if tag == "xliff" and not version:
                    version = _version(space[1:], element, name)
                if version == "2.0" and tag == "xliff":
                    languages = element.get("srcLang"), element.get("trgLang")
                elif version == "1.2" and tag == "file":
                    stated = element.get("source-language"), element.get("target-language")
                    if languages not in ((None, None), stated):
                        raise InputError(
                            f"{name}, line {element.sourceline}: holds files of several languages. Export each language by itself."
                        )
                    languages = stated
                elif not version:
                    raise InputError(f"{name}: the root element is {tag}, not xliff: it is no XLIFF file.")
                continue
            if tag == ("trans-unit" if version == "1.2" else "unit"):
                units.append((_back_1_2 if version == "1.2" else _back_2_0)(element))
                if len(units) > MOST_UNITS:
                    raise InputError(f"{name}: has more than {MOST_UNITS:,} units; this is too many.")
                element.clear(keep_tail=False)
    except etree.XMLSyntaxError as error:
        raise InputError(
            f"{name}, line {error.lineno or 1}: it is not well-formed XML ({error.msg}). Export it again from the translation program."
        ) from error
    return Returned(name=name, source_language=languages[0], language=languages[1], units=tuple(units))


def _bytes(file: BinaryIO, name: str) -> bytes:
    data = file.read(LARGEST + 1)
    if len(data) > LARGEST:
        raise InputError(f"{name}: has more than {LARGEST:,} bytes, too many for a file of translations.")
    if data[:2] in (b"\xff\xfe", b"\xfe\xff"):
        try:
            data = re.sub(r"^\s*<\?xml[^>]{0,200}\?>", "", data.decode("utf-16")).encode("utf-8")
        except UnicodeDecodeError as error:
            raise InputError(f"{name}: it is no text in UTF-16. Export it again as UTF-8.") from error
    declared = _ENCODING.search(data[:300])
    if b"\x00" in data[:400] or (declared and declared[1].decode("ascii").lower() not in _ENCODINGS):
        raise InputError(f"{name}: it is in an encoding that is not read. Export it as UTF-8.")
    if b"<!DOCTYPE" in data or b"<!ENTITY" in data:
        raise InputError(f"{name}: has a document type declaration, which XLIFF has not; it is not read.")
    return data


def _version(space: str, root: Element, name: str) -> str:
    stated = root.get("version", "")
    if space == _1_2:
        return "1.2"
    if space == _2_0:
        return "2.0"
    raise InputError(
        f"{name}: it is XLIFF {stated[:20] or 'of an unknown version'}; 1.2 and 2.0 (also 2.1) are read. Export it as one of these."
    )


def _child(element: Element, tag: str) -> Element | None:
    return element.find(f"{{{str(element.tag)[1:].partition('}')[0]}}}{tag}")


def _back_1_2(element: Element) -> Back:
    source, target = _child(element, "source"), _child(element, "target")
    said, odd = (None, "") if target is None else _text(target)
    state = None if target is None else target.get("state")
    return Back(
        where=f"line {element.sourceline}",
        id=element.get("id"),
        source=None if source is None else _text(source)[0],
        target=said,
        name=element.get("resname", ""),
        state=state,
        unfinished=state is not None and (state in _TO_DO or state.startswith("needs-")),
        odd=odd,
        translate=element.get("translate") != "no",
    )


def _back_2_0(element: Element) -> Back:
    sources: list[str] = []
    targets: list[str | None] = []
    states: list[str] = []
    faults: list[str] = []
    for part in element.iterchildren():
        tag = str(part.tag).rpartition("}")[2]
        if tag not in ("segment", "ignorable"):
            continue
        source, target = _child(part, "source"), _child(part, "target")
        plain = "" if source is None else _text(source)[0]
        sources.append(plain)
        if target is None:
            # What is to be ignored (blanks between sentences) is the same in both languages.
            targets.append(None if tag == "segment" else plain)
        else:
            if target.get("order"):
                faults.append("its parts are in another order")
            said, odd = _text(target)
            targets.append(said)
            faults += [odd] if odd else []
        if tag == "segment":
            states.append(part.get("state", "initial" if target is None else ""))
    missing = sum(said is None for said in targets)
    if missing and missing < len(states):
        faults.append("only some of its parts are translated")
    return Back(
        where=f"line {element.sourceline}",
        id=element.get("id"),
        source="".join(sources) if sources else None,
        target=None if missing == len(states) else "".join(said or "" for said in targets),
        name=element.get("name", ""),
        state=next((one for one in states if one == "initial"), states[0] if states else None) or None,
        unfinished="initial" in states,
        odd=faults[0] if faults else "",
        translate=element.get("translate") != "no",
    )


def _text(element: Element) -> tuple[str, str]:
    """The text of a source or target, and what in it cannot be taken."""
    parts: list[str] = []
    odd: list[str] = []

    def walk(one: Element) -> Iterator[str]:
        yield one.text or ""
        for child in one.iterchildren():
            tag = str(child.tag).rpartition("}")[2]
            if tag in _AROUND:
                yield from walk(child)
            elif tag == "cp":
                odd.append("it holds a character that XML cannot hold")
            elif tag not in _POINTS:
                odd.append(f"it holds the markup <{tag[:20]}>")
            yield child.tail or ""

    parts.extend(walk(element))
    return "".join(parts), odd[0] if odd else ""
