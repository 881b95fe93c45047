"""Project archives of WIPO Sequence: what can be recognised of them, and what cannot.

The format is not published. The XML in the archive is gone through by names
(``resources/imports/wipo-project.tsv``): those of ST.26, and those that one would
expect. Nothing is guessed beyond names, and whatever is not recognised is told.
"""

from __future__ import annotations

import os
from collections import Counter
from functools import lru_cache
from pathlib import Path

import msgspec

from seqtool import assets
from seqtool.edit.session import Session
from seqtool.errors import InputError
from seqtool.model.document import GENERAL
from seqtool.model.draft import Draft, DraftGeneral
from seqtool.model.listing import ApplicationIdentification, Name, Title
from seqtool.model.residues import Residues
from seqtool.model.sequence import SKIPPED, Feature, Qualifier, Sequence
from seqtool.store.wipo_xml import Node, members, parse

_MOLECULES = {"dna": "DNA", "rna": "RNA", "aa": "AA", "prt": "AA", "protein": "AA"}
_YES = {"true", "yes", "1", "y"}
#: Elements that only hold others: their names say nothing.
_SHOWN = 60


class Archive(msgspec.Struct, kw_only=True):
    """What was recognised, and in plain words what was not."""

    name: str = ""
    general: DraftGeneral = DraftGeneral()
    #: In the order of their numbers, where they have any.
    drafts: list[Draft] = []
    notes: list[str] = []


def read(path: str | os.PathLike[str]) -> Archive:
    """Read a project archive.

    Raises:
        InputError: it cannot be read, or nothing in it is recognised.
    """
    made = Archive()
    found: list[tuple[int | None, Draft]] = []
    reader = _Reader(made, found)
    for name, file in members(Path(path)):
        if file is None:
            made.notes.append(f"{name}: not read, since it is no XML.")
            continue
        reader.where = name
        top = parse(file, f"{path}, part {name}", reader.sequence, reader.begins)
        if top is not None:
            reader.rest(top)
    if not found and made.general == DraftGeneral():
        raise InputError(
            f"{path}: nothing in it is recognised as a project of WIPO Sequence. Open it there, generate the sequence "
            "listing (XML), and import that."
        )
    numbers = [number for number, _ in found]
    if None not in numbers and len(set(numbers)) == len(numbers):
        found.sort(key=lambda pair: pair[0] or 0)
    elif any(number is not None for number in numbers):
        made.notes.append(
            "The numbers of the sequences are not all there or not unique: they stay in the order of the file."
        )
    made.drafts = [draft for _, draft in found]
    reader.conclude()
    return made


def import_into(session: Session, archive: Archive) -> None:
    """Take an archive into a document as one step; sequences go behind those that are there.

    General information is taken where the document has none.
    """
    with session.edit("Import of a WIPO Sequence project") as edit:
        if session.document.general == DraftGeneral() and archive.general != DraftGeneral():
            edit.put(GENERAL, archive.general)
        edit.extend(archive.drafts)


@lru_cache(maxsize=1)
def _names() -> dict[str, dict[str, str]]:
    """Part → plain name → field."""
    made: dict[str, dict[str, str]] = {}
    for line in assets.text("imports", "wipo-project.tsv").splitlines():
        if line and not line.startswith("#") and not line.startswith("part\t"):
            part, field, names = line.split("\t")
            for name in names.split(","):
                made.setdefault(part, {}).setdefault(name, field)
    return made


class _Reader:
    def __init__(self, made: Archive, found: list[tuple[int | None, Draft]]) -> None:
        self._made, self._found = made, found
        self._unknown: Counter[str] = Counter()
        self._example: dict[str, str] = {}
        self.where = ""

    def begins(self, node: Node) -> bool:
        """Whether an element may be a sequence."""
        return _names()["block"].get(node.name) == "sequence"

    def sequence(self, node: Node) -> bool:
        """Take an element that is a sequence; says whether it is."""
        fields: dict[str, str] = {}
        features: list[Feature] = []
        spare: list[tuple[str, str]] = []
        if not node.children:
            return False
        self._gather(node, fields, features, spare, top=True)
        if "residues" not in fields and "moltype" not in fields and not features:
            return False
        for name, value in spare:
            self._odd(name, value)
        number = fields.get("number", "")
        place = f"sequence {number or len(self._found) + 1}"
        residues = "".join(fields.get("residues", "").split())
        skipped = fields.get("skipped", "").lower() in _YES or residues == SKIPPED
        if skipped and residues not in ("", SKIPPED):
            self._made.notes.append(
                f"{place}: is marked as skipped; its {len(residues):,} residues were left out."
            )
        molecule = fields.get("moltype", "")
        known = _MOLECULES.get(molecule.lower(), molecule)
        if known != "AA":
            lower = residues.lower()
            if lower != residues and not skipped:
                self._made.notes.append(f"{place}: residues in capitals were written in lower case.")
            residues = lower
        length = fields.get("length", "")
        if length and not skipped and length != str(len(residues)):
            self._made.notes.append(
                f"{place}: its length is given as {length}, but it has {len(residues):,} residues."
            )
        text = Residues() if skipped else Residues(residues)
        draft = Draft(
            Sequence(known, text, tuple(features), skipped),
            fields.get("name", ""),
            fields.get("description", ""),
        )
        self._found.append(
            (int(number) if number.isascii() and number.isdecimal() and len(number) < 10 else None, draft)
        )
        return True

    def _gather(
        self,
        node: Node,
        fields: dict[str, str],
        features: list[Feature],
        spare: list[tuple[str, str]],
        *,
        top: bool = False,
    ) -> None:
        names, blocks = _names()["sequence"], _names()["block"]
        for name, value in node.attributes.items():
            if (field := names.get(name)) is None or fields.setdefault(field, value) != value:
                spare.append((name, value))
        for child in node.children:
            if blocks.get(child.name) == "feature" and child.children:
                features.append(self._feature(child))
            elif child.children:
                self._gather(child, fields, features, spare)
            elif (field := names.get(child.name)) is not None:
                # A second one is no better known than a name that nobody knows.
                if child.text and fields.setdefault(field, child.text) != child.text:
                    spare.append((child.written, child.text))
                self._spare(child, spare)
            else:
                spare.append((child.written, child.text))
                self._spare(child, spare)
        if top and node.text:
            spare.append((node.written, node.text))

    def _spare(self, node: Node, spare: list[tuple[str, str]]) -> None:
        spare += [(f"{node.written}@{name}", value) for name, value in node.attributes.items()]

    def _feature(self, node: Node) -> Feature:
        names, blocks = _names()["feature"], _names()["block"]
        fields = {names[n]: v for n, v in node.attributes.items() if n in names}
        qualifiers: list[Qualifier] = []

        def within(one: Node) -> None:
            for child in one.children:
                if blocks.get(child.name) == "qualifier" and (child.children or child.attributes):
                    qualifiers.append(self._qualifier(child))
                elif child.children:
                    within(child)
                elif child.name in names:
                    fields.setdefault(names[child.name], child.text)
                else:
                    self._odd(child.written, child.text)

        within(node)
        return Feature(fields.get("key", ""), fields.get("location", ""), tuple(qualifiers))

    def _qualifier(self, node: Node) -> Qualifier:
        names = _names()["qualifier"]
        fields = {names[n]: v for n, v in node.attributes.items() if n in names}
        for child in node.children:
            if child.name in names:
                fields.setdefault(names[child.name], child.text)
            elif child.text:
                self._odd(child.written, child.text)
        return Qualifier(
            fields.get("name", ""), fields.get("value"), fields.get("non_english"), fields.get("id")
        )

    def rest(self, top: Node) -> None:
        """What is outside the sequences: the general information."""
        general: dict[str, list[object]] = {"priorities": [], "applicants": [], "inventors": [], "titles": []}
        primary = {"priorities": 0, "applicants": 0, "inventors": 0}
        single: dict[str, object] = {}
        self._general(top, general, primary, single)
        if not single and not any(general.values()):
            return
        if self._made.general != DraftGeneral():
            self._made.notes.append(f"{self.where}: a second set of general information was left out.")
            return
        self._made.name = self._made.name or str(single.pop("name", ""))
        lists = {name: tuple(values) for name, values in general.items()}
        self._made.general = msgspec.structs.replace(
            DraftGeneral(), **lists, **{f"primary_{_ONE[k]}": v for k, v in primary.items()}, **single
        )

    def _general(
        self, node: Node, general: dict[str, list[object]], primary: dict[str, int], single: dict[str, object]
    ) -> None:
        names, blocks = _names()["project"], _names()["block"]
        for name, value in node.attributes.items():
            if name in names:
                single.setdefault(names[name], value)
            elif value:
                self._odd(f"{node.written}@{name}", value)
        for child in node.children:
            block = blocks.get(child.name)
            if block == "application" and child.children:
                single.setdefault("application", self._application(child)[0])
            elif block == "priority" and child.children:
                self._add("priorities", self._application(child), general, primary)
            elif block in ("applicant", "inventor") and (child.text or child.children):
                self._add(f"{block}s", self._person(child), general, primary)
            elif block == "title" and (child.text or child.children):
                fields = self._fields(child, "title", "text")
                if fields.get("text"):
                    general["titles"].append(Title(fields["text"], fields.get("language")))
            elif child.children:
                self._general(child, general, primary, single)
            elif child.name in names:
                if child.text:
                    single.setdefault(names[child.name], child.text)
            elif child.name in _names()["person"] and child.name.endswith("latin"):
                self._latin(child, general)
            elif child.text:
                self._odd(child.written, child.text)

    def _latin(self, node: Node, general: dict[str, list[object]]) -> None:
        """ST.26 has the Latin form of a name behind the name."""
        them = general["applicants" if node.name.startswith("applicant") else "inventors"]
        if them and isinstance(them[-1], Name):
            them[-1] = msgspec.structs.replace(them[-1], latin=node.text)
        else:
            self._odd(node.written, node.text)

    def _add(
        self,
        what: str,
        pair: tuple[object, bool] | None,
        general: dict[str, list[object]],
        primary: dict[str, int],
    ) -> None:
        if pair is not None:
            if pair[1]:
                primary[what] = len(general[what])
            general[what].append(pair[0])

    def _fields(self, node: Node, part: str, own: str = "") -> dict[str, str]:
        names = _names()[part]
        fields = {names[n]: v for n, v in node.attributes.items() if n in names}
        if own and node.text:
            fields[own] = node.text
        for child in node.walk():
            if child is not node and child.name in names and child.text and not child.children:
                fields.setdefault(names[child.name], child.text)
            elif child is not node and child.text:
                self._odd(child.written, child.text)
        return fields

    def _application(self, node: Node) -> tuple[ApplicationIdentification, bool]:
        fields = self._fields(node, "application")
        made = ApplicationIdentification(fields.get("office"), fields.get("number"), fields.get("date"))
        return made, fields.get("primary", "").lower() in _YES

    def _person(self, node: Node) -> tuple[Name, bool] | None:
        fields = self._fields(node, "person", "name")
        if not fields.get("name"):
            return None
        chosen = fields.get("primary", "").lower() in _YES or node.name.startswith("primary")
        return Name(fields["name"], fields.get("language"), fields.get("latin")), chosen

    def _odd(self, name: str, value: str) -> None:
        if value.strip():
            self._unknown[name] += 1
            self._example.setdefault(name, value.strip()[:_SHOWN])

    def conclude(self) -> None:
        """Tell what was not recognised."""
        for name, count in sorted(self._unknown.items()):
            times = f", {count:,} times" if count > 1 else ""
            self._made.notes.append(f"Not recognised and left out: {name}{times} (“{self._example[name]}”).")


_ONE = {"priorities": "priority", "applicants": "applicant", "inventors": "inventor"}
