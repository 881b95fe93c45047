"""The choices that the command line and the file of general information hold, checked."""

from __future__ import annotations

from typing import Any, Literal, get_args, get_origin, get_type_hints

import msgspec

from seqtool.errors import UsageError
from seqtool.io.imports import Choices
from seqtool.spec import standard


def choices_of(values: dict[str, Any], general: str | None) -> Choices:
    """The choices among dotted values; ``general`` is the file they may come from.

    Raises:
        UsageError: a value is none that the choice can have; it says which there are.
    """
    wanted = {
        key.removeprefix("sequences."): value for key, value in values.items() if key.startswith("sequences.")
    }
    mol_type, known = wanted.get("mol-type"), [row.name for row in standard().mol_type_table]
    if mol_type is not None and mol_type not in known:
        raise UsageError(f"mol-type {mol_type!r} is none of the standard; known are {', '.join(known)}.")
    hints = get_type_hints(Choices)
    for name, value in wanted.items():
        hint = hints[name.replace("-", "_")]
        try:
            msgspec.convert(value, hint)
        except msgspec.ValidationError as error:
            raise UsageError(
                f"{general or 'options'}, [sequences]: {name} = {value!r}: {_wanted(hint)}."
            ) from error
    return msgspec.convert(wanted, Choices)


def _wanted(hint: Any) -> str:
    """What a choice may be, in words."""
    words = [
        value for part in (hint, *get_args(hint)) if get_origin(part) is Literal for value in get_args(part)
    ]
    if words:
        return f"write one of {', '.join(words)}, in quotation marks"
    if get_origin(hint) is tuple:
        return 'write a list of texts, for instance ["locus_tag"]'
    return "write true or false" if bool in (hint, *get_args(hint)) else "write a text in quotation marks"
