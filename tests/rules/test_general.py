"""What the pages of the rules on general information cannot show: drafts, odd texts, dates."""

from __future__ import annotations

import datetime

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from seqtool.model import ApplicationIdentification, DeclaredListing, GeneralInformation, Name, Title
from seqtool.rules import catalogue
from seqtool.rules.general.dates import months_later, read_date
from seqtool.spec import standard
from seqtool.validate.engine import Engine, Settings

TODAY = datetime.date(2026, 6, 30)
RULES = [rule for code, rule in catalogue().items() if code[0] == "G"]


def codes(general: GeneralInformation, *, file: bool) -> set[str]:
    engine = Engine(RULES, Settings(today=TODAY), standard())
    hits = engine.begin(general, DeclaredListing("V1_3", "0") if file else None)
    return {hit.rule.code for hit in hits + engine.finish()}


def test_a_draft_is_told_what_is_missing_and_a_file_by_its_structure() -> None:
    bare = GeneralInformation(
        application=ApplicationIdentification(), applicant=Name("A"), priority=ApplicationIdentification()
    )
    assert codes(bare, file=False) == {"G101", "G110", "G112", "G131", "G151", "G170"}
    assert codes(bare, file=True) == {"G101", "G131"}
    assert codes(GeneralInformation(), file=False) == {"G100", "G130", "G150", "G170"}
    assert codes(GeneralInformation(), file=True) == {"G130", "G150"}


TEXT = st.none() | st.text(max_size=12) | st.sampled_from(["", " ", "2024-02-30", "en", "EP", "é", "Ã©"])
NAME = st.none() | st.builds(Name, st.text(max_size=9), TEXT, TEXT)
APPLICATION = st.none() | st.builds(ApplicationIdentification, TEXT, TEXT, TEXT)
GENERAL = st.builds(
    GeneralInformation,
    application=APPLICATION,
    file_reference=TEXT,
    priority=APPLICATION,
    applicant=NAME,
    inventor=NAME,
    titles=st.lists(st.builds(Title, st.text(max_size=9), TEXT), max_size=3).map(tuple),
    file_name=TEXT,
    software_name=TEXT,
    software_version=TEXT,
    production_date=TEXT,
    original_language=TEXT,
    non_english_language=TEXT,
)


@given(GENERAL, TEXT, st.booleans())
def test_no_header_crashes_a_rule(general: GeneralInformation, dtd: str | None, told: bool) -> None:
    settings = Settings(today=TODAY)
    if told:
        settings = msgspec.structs.replace(
            settings, path_name="a.xml", expect_application="1", expect_reference="2", filing_date=TODAY
        )
    engine = Engine(RULES, settings, standard())
    engine.begin(general, DeclaredListing(dtd, dtd, dtd, dtd))
    engine.finish()


@pytest.mark.parametrize(
    "written",
    [
        "",
        "2024-13-01",
        "2024-1-1",
        "20240101",
        "2024-W05-1",
        "２０２４-01-01",
        "2024-02-30",
        "0000-01-01",
        "9999-99-99",
        None,
    ],
)
def test_no_date(written: str | None) -> None:
    assert read_date(written) is None


def test_dates() -> None:
    assert read_date("2024-02-29") == datetime.date(2024, 2, 29)
    assert read_date(" 2024-02-29\n") == datetime.date(2024, 2, 29)
    assert months_later(datetime.date(2022, 12, 31), 14) == datetime.date(2024, 2, 29)
    assert months_later(datetime.date(2023, 1, 31), 12) == datetime.date(2024, 1, 31)
    assert months_later(datetime.date(9999, 12, 31), 14) == datetime.date(9999, 2, 28)
