"""Whether a qualifier has a value (paragraphs 42, 72, 76 and 97)."""

from __future__ import annotations

from seqtool.rules import vocabulary_features  # noqa: F401  declares the values named below
from seqtool.rules.core import Edit, Fault, Fix, Severity, fault, rule
from seqtool.rules.listed_keys import flags
from seqtool.spec.records import QualifierSpec

_EMPTY_MEANS_DELETION = "replace"


@rule(
    "Q010",
    "value-missing",
    Severity.ERROR,
    paragraph="76",
    element="INSDQualifier",
    message="The qualifier {value} has no INSDQualifier_value.",
    mend="Give a value, such as {example}.",
)
def value_missing(valueless: bool, qualifier_spec: QualifierSpec) -> Fault | None:
    """A qualifier that is no flag has a value, in English or in another language."""
    if not valueless or qualifier_spec.format == "none" or qualifier_spec.name == _EMPTY_MEANS_DELETION:
        return None
    return fault(qualifier_spec.name, example=qualifier_spec.example)


@rule(
    "Q011",
    "value-empty",
    Severity.ERROR,
    paragraph="42",
    element="INSDQualifier_value",
    message="The value of {name} is {state}.",
    mend="Give a value, such as {example}, or remove the qualifier.",
)
def value_empty(blank_text: str, qualifier_spec: QualifierSpec) -> Fault | None:
    """Elements that must be there have content; an empty replace is a deletion (paragraph 97)."""
    if qualifier_spec.format == "none" or (qualifier_spec.name == _EMPTY_MEANS_DELETION and not blank_text):
        return None
    example = qualifier_spec.example
    if qualifier_spec.name == _EMPTY_MEANS_DELETION:
        example = f"{example} (or one without anything in it for a deletion)"
    state = "white space only" if blank_text else "empty"
    return fault(blank_text, name=qualifier_spec.name, state=state, example=example)


@rule(
    "Q012",
    "replace-without-element",
    Severity.WARNING,
    paragraph="97",
    basis="inferred",
    element="INSDQualifier",
    qualifiers=("replace",),
    moltypes=("DNA", "RNA"),
    message="replace has no INSDQualifier_value element.",
    mend="For a deletion write an empty INSDQualifier_value, otherwise give the residues.",
)
def replace_without_element(valueless: bool) -> Fault | None:
    """A deletion is an empty value, not an absent one."""
    fix = Fix("Write an empty value: a deletion", (Edit("value", ""),))
    return fault(fix=fix) if valueless else None


@rule(
    "Q013",
    "flag-with-value",
    Severity.ERROR,
    paragraph="72",
    element="INSDQualifier_value",
    moltypes=("DNA", "RNA"),
    qualifiers=flags(),
    message="{name} has no value in the standard, but here it is {value}.",
    mend="Remove INSDQualifier_value; put the text in a note if it is needed.",
)
def flag_with_value(text: str, qualifier_spec: QualifierSpec) -> Fault | None:
    """Flags stand without a value."""
    if qualifier_spec.format != "none" or not text.strip():
        return None
    return fault(text, name=qualifier_spec.name, fix=Fix("Remove the value", (Edit("value", None),)))


@rule(
    "Q014",
    "flag-with-empty-value",
    Severity.WARNING,
    paragraph="42",
    basis="recalled",
    element="INSDQualifier_value",
    moltypes=("DNA", "RNA"),
    message="{name} has no value in the standard, but there is an empty INSDQualifier_value.",
    mend="Leave INSDQualifier_value out.",
)
def flag_with_empty_value(blank_text: str, qualifier_spec: QualifierSpec) -> Fault | None:
    """Optional elements without content should not be there."""
    if qualifier_spec.format != "none":
        return None
    fix = Fix("Leave the element out", (Edit("value", None),), safe=True)
    return fault(blank_text, name=qualifier_spec.name, fix=fix)
