"""What a row says beside its residues: qualifiers of the source, and features."""

from __future__ import annotations

from seqtool.io.imports.notes import Kind
from seqtool.io.imports.record import RawFeature, RawQualifier
from seqtool.io.imports.sheet.features import FeatureError, checked, parse, qualifiers
from seqtool.io.imports.sheet.table import Column, Columns, Row
from seqtool.io.imports.sheet.tell import Teller
from seqtool.io.imports.st25.tables import organism as known_words
from seqtool.io.imports.values import LONGEST, basic
from seqtool.spec import organisms, standard


def source_qualifiers(row: Row, columns: Columns, say: Teller) -> tuple[RawQualifier, ...]:
    """What the columns of a row say for its source feature."""
    found: list[RawQualifier] = []
    for column in columns.of("mol_type"):
        if text := row.get(column):
            known = {name.name.lower(): name.name for name in standard().mol_type_table}
            if text.lower() not in known:
                raise say.refuse(
                    row, column, f"it is no mol_type; known are {', '.join(known.values())}", text
                )
            found.append(RawQualifier("mol_type", known[text.lower()], row.number))
    for column in columns.of("organism"):
        name = row.get(column)
        if name and known_words(name) is None and (len(name) > LONGEST or basic(name)[2]):
            raise say.refuse(
                row, column, "it is no name of an organism; write the scientific name in Latin letters", name
            )
    for role in ("qualifier", "note"):
        for column in columns.of(role):
            text = row.get(column)
            if not text:
                continue
            name = column.meaning.detail or "note"
            try:
                given = RawQualifier(name, " ".join(text.split()), row.number)
                if len(given.value or "") > LONGEST or basic(text)[2]:
                    source = RawFeature("misc_feature", "1", (given,), row.number)
                    # A source feature stands only once: its long note becomes several notes.
                    parted = checked(source, protein=False, length=1)
                    found += [q for one in parted for q in one.qualifiers]
                    say.tell(
                        Kind.CHANGED, "a note of more than 1,000 characters was parted at its sentences (paragraph 86)", row,
                        say.place(row, column), f"{len(text):,} characters",
                    ) if len(parted) > 1 else None  # fmt: skip
                else:
                    found.append(given)
            except FeatureError as error:
                raise say.refuse(row, column, str(error)) from error
    return tuple(found)


def organism_of(row: Row, columns: Columns, say: Teller) -> str:
    """The organism of a row; words of other languages for none (künstlich, 人工配列) are what they are in ST.25."""
    name = columns.first(row, "organism")
    word = known_words(name) if name else None
    if word is None or organisms.lookup(name).kind != organisms.Kind.UNKNOWN:
        return name
    column = columns.of("organism")[0]
    say.tell(
        Kind.CHANGED, f"what is written for no organism is {word.new} (paragraphs 81 and 83)", row, say.place(row, column), name
    )  # fmt: skip
    return word.new


def features_of(row: Row, columns: Columns, say: Teller) -> list[tuple[Column, RawFeature]]:
    """The features of a row as written, each with the column that names it."""
    found: list[tuple[Column, RawFeature]] = []
    places = {column.meaning.group: column for column in columns.of("feature_location")}
    values = {column.meaning.group: column for column in columns.of("feature_qualifiers")}
    for column in columns.of("feature_key"):
        key = row.get(column)
        where = places.get(column.meaning.group)
        location = "".join(row.get(where).split()) if where else ""
        if not key and not location:
            continue
        if not key or not location:
            raise say.refuse(row, column, "a feature needs both a key and a location")
        what = values.get(column.meaning.group)
        try:
            given = tuple(qualifiers(row.get(what), row.number)) if what else ()
        except FeatureError as error:
            raise say.refuse(row, what or column, str(error)) from error
        found.append((column, RawFeature(key, location, given, row.number)))
    for column in columns.of("features"):
        if text := row.get(column):
            try:
                found += [(column, raw) for raw in parse(text, row.number)]
            except FeatureError as error:
                raise say.refuse(row, column, str(error)) from error
    return found


def checked_features(
    row: Row, column: Column, raw: RawFeature, protein: bool, size: int, say: Teller
) -> list[RawFeature]:
    """A feature that fits its sequence; several where its free text is long."""
    try:
        made = checked(raw, protein, size)
    except FeatureError as error:
        raise say.refuse(row, column, str(error)) from error
    if len(made) > 1:
        say.tell(
            Kind.CHANGED, "free text of more than 1,000 characters was parted at its sentences over several features (paragraph 86)",
            row, say.place(row, column), f"{raw.key} {raw.location}",
        )  # fmt: skip
    return made
