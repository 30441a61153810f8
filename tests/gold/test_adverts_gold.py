"""Adverts told from reports on texts judged by us; the floors only rise.

Both halves come from the same authors; the held one was written before the rules and is not looked at for them.
"""

import tomllib
from dataclasses import dataclass
from pathlib import Path

import pytest

from lantoa.apps.feedback.checks import Flag, flags_of, why_refused

FOLDER = Path(__file__).parent / "adverts"
# Of each half: recall and precision of what is flagged or refused, how many adverts are refused at once.
FLOORS = {"texts.toml": (0.97, 1.0, 12), "held.toml": (0.9, 1.0, 9)}


@dataclass(frozen=True, slots=True)
class _Judged:
    caught: list[str]
    refused: list[str]
    passed: list[str]


def _judged(file: str, kind: str) -> _Judged:
    texts = tomllib.loads((FOLDER / file).read_text(encoding="utf-8"))[kind]
    refused = [text for text in texts if why_refused(text)]
    caught = [text for text in texts if text in refused or Flag.ADVERT in flags_of(text)]
    return _Judged(caught, refused, [text for text in texts if text not in caught])


@pytest.mark.parametrize("file", FLOORS)
class TestAdverts:
    def test_are_caught(self, file: str) -> None:
        recall, _precision, refused = FLOORS[file]
        found = _judged(file, "spam")
        assert len(found.caught) >= recall * (len(found.caught) + len(found.passed)), found.passed
        assert len(found.refused) >= refused, found.refused

    def test_are_told_from_honest_reports(self, file: str) -> None:
        adverts, reports = _judged(file, "spam"), _judged(file, "honest")
        caught = len(adverts.caught) + len(reports.caught)
        assert len(adverts.caught) >= FLOORS[file][1] * caught, reports.caught

    def test_no_honest_report_is_refused(self, file: str) -> None:
        assert _judged(file, "honest").refused == []

    def test_are_measured_on_enough(self, file: str) -> None:
        texts = tomllib.loads((FOLDER / file).read_text(encoding="utf-8"))
        assert len(texts["spam"]) >= 30 and len(texts["honest"]) >= 50
