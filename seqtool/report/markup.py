"""Writing XML line by line: everything is escaped here, and nowhere else."""

from __future__ import annotations

from html import escape


def attributes(values: dict[str, str | int | None]) -> str:
    """The attributes with a blank before each; those that are ``None`` are left out."""
    return "".join(f' {name}="{escape(str(value))}"' for name, value in values.items() if value is not None)


def start(name: str, indent: int = 0, /, **values: str | int | None) -> str:
    """A start tag on a line of its own."""
    return f"{'  ' * indent}<{name}{attributes(values)}>\n"


def end(name: str, indent: int = 0) -> str:
    """An end tag on a line of its own."""
    return f"{'  ' * indent}</{name}>\n"


def element(name: str, text: str | None, indent: int = 0, /, **values: str | int | None) -> str:
    """A whole element on a line of its own; without text it is empty."""
    if text is None:
        return f"{'  ' * indent}<{name}{attributes(values)}/>\n"
    return f"{'  ' * indent}<{name}{attributes(values)}>{escape(text, quote=False)}</{name}>\n"


def flag(value: bool) -> str:
    """A boolean as XML Schema writes it."""
    return "true" if value else "false"
