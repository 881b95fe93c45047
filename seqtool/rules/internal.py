"""The finding that stands for a defect of the program itself."""

from __future__ import annotations

from seqtool.rules.core import Severity, detected

CODE = detected(
    "X900",
    "internal-error",
    Severity.ERROR,
    paragraph=None,
    basis="ours",
    formality=False,
    message="Rule {rule} could not be checked: {cause}.",
    mend="This is a defect of seqtool, not of the listing. Report it with the sequence named here.",
)
