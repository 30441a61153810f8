"""The search of the service guide on everyday questions, over the content that ships; the floors only rise."""

from collections.abc import Iterator
from datetime import date

import pytest
from conftest import NOW
from pytest_django import DjangoDbBlocker
from services import guide_measure as gold

from lantoa.apps.search.actions import refresh_search
from lantoa.apps.search.queries import search
from lantoa.apps.services.actions.loading import load_shipped
from rights.stage import undone

# The floors of hit@1, hit@3 and MRR for each file of questions.
FLOORS = {
    "questions.toml": (0.89, 0.96, 0.93),
    "held.toml": (0.70, 0.87, 0.78),
    "villagers.toml": (0.94, 0.98, 0.96),
    "villagers_held.toml": (0.71, 0.88, 0.80),
}
TODAY = date(2026, 11, 27)
Names = dict[tuple[str, str], str]


@pytest.fixture(scope="module")
def names(
    django_db_setup: None, django_db_blocker: DjangoDbBlocker, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Names]:
    """Give the names of all documents in the judgements, by kind and key; the index holds them."""
    folder = tmp_path_factory.mktemp("guide") / "search"
    with django_db_blocker.unblock(), undone(), gold.searched(folder):
        load_shipped(by=None, at=NOW)
        refresh_search()
        yield gold.keys()


def _asking(names: Names, file: str) -> gold.Measured:
    def ask(words: str) -> list[str]:
        hits = search(words, today=TODAY).hits
        return [names[hit.document.kind, hit.document.key] for hit in hits]

    return gold.measure(ask, gold.questions(file))


class TestGuide:
    @pytest.mark.parametrize("file", FLOORS)
    def test_answers_everyday_questions_as_judged(self, names: Names, file: str) -> None:
        measured = _asking(names, file)
        first, third, reciprocal = FLOORS[file]
        assert measured.hit_at_1 >= first, measured.missed
        assert measured.hit_at_3 >= third, measured.missed
        assert measured.mrr >= reciprocal, measured.missed

    def test_answers_the_same_in_either_unicode_form(self, names: Names) -> None:
        for one, other in zip(gold.questions(), gold.decomposed(gold.questions()), strict=True):
            found, again = (
                [hit.document.subject for hit in search(words, today=TODAY).hits] for words in (one.words, other.words)
            )
            assert found == again, one.words

    def test_is_measured_on_enough(self, names: Names) -> None:
        asked = [question for file in FLOORS for question in gold.questions(file)]
        assert len(gold.questions()) >= 60
        assert {answer for one in asked for answer in one.answers} <= set(names.values())
