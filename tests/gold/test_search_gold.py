"""The search on the gold set, through models and the change log, on whichever database; the floors only rise."""

from collections.abc import Iterator
from datetime import date, datetime, time

import pytest
from conftest import NOW, make_cast
from django.test import override_settings
from django.utils import timezone
from pytest_django import DjangoDbBlocker
from search import search_measure as gold

from lantoa.apps.newsroom.factories import make_column, make_portal, make_story
from lantoa.apps.search.actions import refresh_search
from lantoa.apps.search.asking import read_question
from lantoa.apps.search.queries import search
from rights.stage import undone

SUCCESS_AT_1_FLOOR, MRR_FLOOR, NDCG_AT_10_FLOOR = 0.96, 0.96, 0.95
TODAY = date(2023, 12, 1)
PROVIDERS = [f"lantoa.apps.newsroom.searching.{name}" for name in ("STORIES", "EVENTS", "INFO_PAGES", "LIBRARY")]


@pytest.fixture(scope="module")
def keys(
    django_db_setup: None, django_db_blocker: DjangoDbBlocker, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[dict[str, str]]:
    """Give the key in the set of each story, by the story's own; the index holds them all."""
    folder = tmp_path_factory.mktemp("gold") / "search"
    with django_db_blocker.unblock(), undone(), override_settings(SEARCH_DIR=folder, SEARCHED=PROVIDERS):
        column = make_column(make_portal(at=NOW, agency=make_cast().agency))
        stories = {}
        for written in gold.documents():
            body = [("text", "".join(f"<p>{line}</p>" for line in written.text.split("\n") if line.strip()))]
            at = datetime.combine(written.published_on, time(8), tzinfo=timezone.get_default_timezone())
            story = make_story(
                column, at=at, title=written.title, lead=written.lead, body=body, slug=f"bai-{written.key}"
            )
            stories[str(story.pk)] = written.key
        refresh_search()
        yield stories


class TestSearch:
    def test_answers_as_judged(self, keys: dict[str, str]) -> None:
        def ask(text: str) -> list[str]:
            return [keys[hit.document.key] for hit in search(text, today=TODAY).hits]

        measured = gold.measure(ask, gold.queries())

        assert measured.success_at_1 >= SUCCESS_AT_1_FLOOR, measured.missed
        assert measured.mrr >= MRR_FLOOR, measured.missed
        assert measured.ndcg_at_10 >= NDCG_AT_10_FLOOR, measured.missed

    @pytest.mark.parametrize(("typed", "meant"), gold.slips())
    def test_suggests_what_was_meant(self, keys: dict[str, str], typed: str, meant: str) -> None:
        found = search(typed, today=TODAY)
        suggested = found.suggestion or found.question.text  # keys of Telex are read at once

        syllables = [token for unit in read_question(suggested).units for token in unit.folded]
        assert syllables == [token for unit in read_question(meant).units for token in unit.folded]
        assert search(suggested, today=TODAY).total

    def test_is_measured_on_enough(self) -> None:
        known = {written.key for written in gold.documents()}
        assert len(known) >= 80
        assert len(gold.queries()) >= 60
        assert {key for query in gold.queries() for key in query.answers} <= known
