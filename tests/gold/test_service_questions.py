"""The gold questions point only at what ships, and are many and of every kind."""

import tomllib
import unicodedata
from collections import Counter
from pathlib import Path

from lantoa.apps.services.shipped import read_shipped

QUESTIONS = tomllib.loads((Path(__file__).parent / "services/questions.toml").read_text(encoding="utf-8"))["question"]


def test_each_points_at_content_that_ships() -> None:
    shipped = read_shipped()
    known = {f"procedure:{given.slug}" for given in shipped.procedures}
    known |= {f"howto:{row['slug']}" for row in shipped.howtos} | {f"right:{row['slug']}" for row in shipped.rights}
    for question in QUESTIONS:
        assert question["answers"] and set(question["answers"]) <= known, question["words"]


def test_they_are_many_of_every_kind_and_ask_for_most_procedures() -> None:
    assert len(QUESTIONS) >= 70
    assert len({question["words"] for question in QUESTIONS}) == len(QUESTIONS)
    kinds = Counter(question["kind"] for question in QUESTIONS)
    assert set(kinds) == {"plain", "bare", "local", "short", "typo"} and kinds["bare"] >= 20
    assert all(unicodedata.is_normalized("NFC", question["words"]) for question in QUESTIONS)
    asked = {answer for question in QUESTIONS for answer in question["answers"]}
    assert {f"procedure:{given.slug}" for given in read_shipped().procedures} <= asked
