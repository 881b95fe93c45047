"""The value of organism in a source feature (paragraphs 77 to 83). Case, words and forms; nothing is an error."""

from __future__ import annotations

from seqtool.rules.core import Edit, Fault, Fix, Severity, fault, rule
from seqtool.rules.vocabulary_organisms import OddOrganism
from seqtool.spec.organisms import SPECIAL

_KEYS = ("source",)
_NAMES = ("organism",)
_ELEMENT = "INSDQualifier_value"


def _fix(odd: OddOrganism, note: str = "", *, safe: bool = False) -> Fix:
    edits = [Edit("value", odd.name)]
    if note:
        edits.append(Edit("add_qualifier", f"note={note}"))
    return Fix(f"Write {odd.name}" + (f', and "{note}" in a note' if note else ""), tuple(edits), safe=safe)


@rule(
    "O002",
    "organism-old-word",
    Severity.WARNING,
    paragraph="83",
    element=_ELEMENT,
    keys=_KEYS,
    qualifiers=_NAMES,
    message="{value} is a word of the former standard, not of this one.",
    mend='Write "{name}".',
)
def old_word(odd_organism: OddOrganism) -> Fault | None:
    """ST.25 said "Artificial Sequence" and "Unknown"."""
    if odd_organism.kind != "old-word":
        return None
    return fault(odd_organism.text, name=odd_organism.name, fix=_fix(odd_organism))


@rule(
    "O003",
    "organism-case",
    Severity.WARNING,
    paragraph="77",
    basis="inferred",
    element=_ELEMENT,
    keys=_KEYS,
    qualifiers=_NAMES,
    message="The organism is written {value}, but the name is {name}.",
    mend="Write {name}.",
)
def case(odd_organism: OddOrganism) -> Fault | None:
    """Upper and lower case are part of a scientific name and of the fixed words."""
    if odd_organism.kind != "case":
        return None
    name = odd_organism.name
    return fault(odd_organism.text, name=name, fix=_fix(odd_organism, safe=name in SPECIAL))


@rule(
    "O004",
    "organism-common-name",
    Severity.WARNING,
    paragraph="78",
    element=_ELEMENT,
    keys=_KEYS,
    qualifiers=_NAMES,
    message="{value} holds a common name; the scientific name is {name}.",
    mend="Write {name}, and the common name in a note if it is wanted.",
)
def common_name(odd_organism: OddOrganism) -> Fault | None:
    """The Latin name of genus and species is used where it is known."""
    if odd_organism.kind != "common-name":
        return None
    note = f"common name: {odd_organism.rest or odd_organism.text}"
    return fault(odd_organism.text, name=odd_organism.name, fix=_fix(odd_organism, note))


@rule(
    "O005",
    "organism-longer-than-name",
    Severity.INFO,
    paragraph="78",
    basis="inferred",
    element=_ELEMENT,
    keys=_KEYS,
    qualifiers=_NAMES,
    message='The organism {value} goes on after the name {name}: "{rest}".',
    mend="Write {name}, and strain, isolate or whatever follows in its own qualifier or in a note.",
)
def longer(odd_organism: OddOrganism) -> Fault | None:
    """The name ends with the species; strains and isolates have qualifiers of their own."""
    if odd_organism.kind != "longer":
        return None
    rest = odd_organism.rest
    return fault(odd_organism.text, name=odd_organism.name, rest=rest, fix=_fix(odd_organism, rest))


@rule(
    "O006",
    "organism-artificial",
    Severity.WARNING,
    paragraph="83",
    element=_ELEMENT,
    keys=_KEYS,
    qualifiers=_NAMES,
    message="{value} is no natural organism.",
    mend='Write "{name}", and in a note what it is.',
)
def artificial(odd_organism: OddOrganism) -> Fault | None:
    """Whatever is not natural is a synthetic construct."""
    if odd_organism.kind != "artificial":
        return None
    return fault(odd_organism.text, name=odd_organism.name, fix=_fix(odd_organism, odd_organism.text))


@rule(
    "O007",
    "organism-not-identified",
    Severity.WARNING,
    paragraph="81",
    element=_ELEMENT,
    keys=_KEYS,
    qualifiers=_NAMES,
    message="{value} names no genus and species.",
    mend='Write "{name}", and in a note what is known of the organism.',
)
def not_identified(odd_organism: OddOrganism) -> Fault | None:
    """A natural organism whose genus and species are not known is unidentified."""
    if odd_organism.kind != "environmental":
        return None
    return fault(odd_organism.text, name=odd_organism.name, fix=_fix(odd_organism, odd_organism.text))


@rule(
    "O008",
    "organism-several",
    Severity.WARNING,
    paragraph="77",
    element=_ELEMENT,
    keys=_KEYS,
    qualifiers=_NAMES,
    message="The organism {value} names several organisms.",
    mend="Name one organism; what is put together of several is a synthetic construct, and its parts are "
    "described by further features.",
)
def several(odd_organism: OddOrganism) -> Fault | None:
    """The value names a single organism."""
    return fault(odd_organism.text) if odd_organism.kind == "several" else None
