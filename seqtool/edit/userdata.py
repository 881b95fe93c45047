"""Persons, organisations and organisms that a user keeps for all projects, in one JSON file of a folder.

The file can be carried to another computer: :meth:`UserStore.export` and :meth:`UserStore.take`.
"""

from __future__ import annotations

from pathlib import Path
from typing import Final, Literal, TypeVar

import msgspec

from seqtool.atomic import replacing
from seqtool.errors import InputError, OutputError, UsageError
from seqtool.model.listing import Name

SCHEMA: Final = "seqtool-userdata/1"
FILE: Final = "userdata.json"
#: Longest file that is read.
_MOST_BYTES: Final = 64 << 20


class Party(msgspec.Struct, frozen=True):
    """A person or an organisation: an applicant or inventor of later listings."""

    name: str
    language: str | None = None
    latin: str | None = None
    kind: Literal["person", "organisation"] = "person"

    @property
    def as_name(self) -> Name:
        """As general information has it."""
        return Name(self.name, self.language, self.latin)


class Organism(msgspec.Struct, frozen=True):
    """An organism that the list of names does not have, with what speaks for it."""

    name: str
    note: str = ""


class UserData(msgspec.Struct, frozen=True, kw_only=True):
    """What a user keeps."""

    schema: Literal["seqtool-userdata/1"] = SCHEMA
    parties: tuple[Party, ...] = ()
    organisms: tuple[Organism, ...] = ()


class Taken(msgspec.Struct, frozen=True):
    """What an import brought: how many were new, and the names that were there with something else beside them."""

    new: int
    different: tuple[str, ...] = ()


def default_folder() -> Path:
    """Where programs of this computer keep such files for the present user."""
    from platformdirs import user_data_path

    return user_data_path("seqtool", appauthor=False)


class UserStore:
    """The file in a folder; it is read anew for each change, as another program may have changed it."""

    def __init__(self, folder: Path) -> None:
        """Take the folder; it is made when something is kept."""
        self.path = folder / FILE

    def load(self) -> UserData:
        """What is kept; nothing where there is no file yet.

        Raises:
            InputError: the file is damaged or of a later version; it is left as it is.
        """
        return _read(self.path) if self.path.exists() else UserData()

    def keep(self, record: Party | Organism) -> UserData:
        """Keep a person, an organisation or an organism; one with the same name is replaced.

        Raises:
            UsageError: it has no name.
            InputError: the file is damaged.
            OutputError: it cannot be written.
        """
        if not record.name.strip():
            raise UsageError("It has no name. Write one, so that it can be found again.")
        data = self.load()
        if isinstance(record, Party):
            data = msgspec.structs.replace(data, parties=_with(data.parties, record))
        else:
            data = msgspec.structs.replace(data, organisms=_with(data.organisms, record))
        return self._save(data)

    def forget(self, record: Party | Organism) -> UserData:
        """Take away what has this name; nothing where there is none."""
        data = self.load()
        if isinstance(record, Party):
            kept = tuple(one for one in data.parties if one.name != record.name)
            return self._save(msgspec.structs.replace(data, parties=kept))
        left = tuple(one for one in data.organisms if one.name != record.name)
        return self._save(msgspec.structs.replace(data, organisms=left))

    def export(self, target: Path) -> UserData:
        """Write all that is kept to a file of its own.

        Raises:
            OutputError: it cannot be written.
        """
        data = self.load()
        _write(target, data)
        return data

    def take(self, source: Path, *, replace: bool = False) -> Taken:
        """Take what another file has: new names are added, those that are there stay unless ``replace``.

        Raises:
            InputError: the file cannot be read or is no such file.
            OutputError: the result cannot be written.
        """
        coming, data = _read(source), self.load()
        parties, new, different = _merged(data.parties, coming.parties, replace=replace)
        organisms, more, others = _merged(data.organisms, coming.organisms, replace=replace)
        self._save(msgspec.structs.replace(data, parties=parties, organisms=organisms))
        return Taken(new + more, (*different, *others))

    def _save(self, data: UserData) -> UserData:
        try:
            self.path.parent.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise OutputError(f"{self.path.parent}: the folder cannot be made: {error.strerror}.") from error
        _write(self.path, data)
        return data


_Record = TypeVar("_Record", Party, Organism)


def _with(old: tuple[_Record, ...], record: _Record) -> tuple[_Record, ...]:
    if any(one.name == record.name for one in old):
        return tuple(record if one.name == record.name else one for one in old)
    made: list[_Record] = list(old)
    made.append(record)
    return tuple(sorted(made, key=lambda one: one.name.casefold()))


def _merged(
    old: tuple[_Record, ...], coming: tuple[_Record, ...], *, replace: bool
) -> tuple[tuple[_Record, ...], int, tuple[str, ...]]:
    known = {one.name: one for one in old}
    fresh = [one for one in coming if one.name not in known]
    different = tuple(one.name for one in coming if one.name in known and known[one.name] != one)
    known |= {one.name: one for one in fresh}
    if replace:
        known |= {one.name: one for one in coming}
    return tuple(sorted(known.values(), key=lambda one: one.name.casefold())), len(fresh), different


def _read(path: Path) -> UserData:
    try:
        if path.stat().st_size > _MOST_BYTES:
            raise InputError(f"{path}: too large for a file of persons and organisms. Choose another file.")
        content = path.read_bytes()
    except OSError as error:
        raise InputError(f"{path}: cannot be read: {error.strerror}.") from error
    try:
        return msgspec.json.decode(content, type=UserData)
    except (msgspec.MsgspecError, UnicodeDecodeError, RecursionError) as error:
        raise InputError(
            f"{path}: no file of persons and organisms that this version can read ({error}). It was left as it is; mend it, "
            "or move it away to begin anew."
        ) from error


def _write(path: Path, data: UserData) -> None:
    try:
        with replacing(path) as out:
            out.write(msgspec.json.format(msgspec.json.encode(data), indent=2) + b"\n")
    except OSError as error:
        raise OutputError(f"{path}: cannot be written: {error.strerror}.") from error
