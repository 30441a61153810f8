"""Entrants in the back office: none counted while their number is a secret, found by what one knows whole."""

import pytest
from conftest import NOW, Cast
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from lantoa.apps.contests.factories import make_contest, make_entrant
from lantoa.apps.contests.models import Contest, Entrant
from lantoa.apps.privacy.models import PersonalAccess

pytestmark = pytest.mark.django_db


@pytest.fixture
def contest() -> Contest:
    return make_contest(at=NOW)


@pytest.fixture
def organiser(cast: Cast, client: Client) -> Client:
    client.force_login(cast.contest_organiser)
    return client


def _page(organiser: Client, contest: Contest, words: str = "") -> str:
    response = organiser.get(reverse("contests:entrants", args=[contest.pk]), {"words": words} if words else {})
    assert response.status_code == 200
    return response.content.decode()


class TestWhileHidden:
    def test_shows_nobody_without_words_nor_by_a_part_of_a_name(self, contest, organiser):
        make_entrant(contest, at=NOW, full_name="Lê Văn Giấu", contact="giau@lantoa.example")
        for words in ("", "Giấu", "giau@", "%", "a"):
            assert "Lê Văn Giấu" not in _page(organiser, contest, words)

    def test_finds_one_by_the_whole_code_or_the_whole_contact(self, contest, organiser):
        entrant = make_entrant(contest, at=NOW, full_name="Lê Văn Giấu", contact="giau@lantoa.example")
        for words in (entrant.code, entrant.code.lower(), " GIAU@lantoa.example "):
            page = _page(organiser, contest, words)
            assert "Lê Văn Giấu" in page and page.count("<code>") == 1

    def test_reads_the_same_for_one_entrant_and_for_many(self, contest, organiser):
        few = _page(organiser, contest)
        for _ in range(60):
            make_entrant(contest, at=NOW)
        assert [line for line in _page(organiser, contest).splitlines() if "csrf" not in line.lower()] == [
            line for line in few.splitlines() if "csrf" not in line.lower()
        ]


class TestOnceClosed:
    def test_lists_and_finds_by_a_part(self, contest, organiser):
        contest.rounds.update(closed_at=NOW)
        for name in ("Lê Văn Một", "Trần Thị Hai"):
            make_entrant(contest, at=NOW, full_name=name)
        assert "Lê Văn Một" in (page := _page(organiser, contest)) and "Trần Thị Hai" in page
        assert "Lê Văn Một" not in _page(organiser, contest, "Hai")

    def test_lists_at_once_where_nothing_is_predicted(self, organiser):
        contest = make_contest(at=NOW, prediction=Contest.Prediction.NONE, tie_breaks=["seconds"])
        make_entrant(contest, at=NOW, full_name="Lê Văn Một")
        assert "Lê Văn Một" in _page(organiser, contest)

    def test_costs_the_same_for_few_and_for_many(self, contest, organiser):
        contest.rounds.update(closed_at=NOW)
        make_entrant(contest, at=NOW)

        def queries() -> int:
            with CaptureQueriesContext(connection) as asked:
                _page(organiser, contest)
            return len(asked)

        queries()
        few = queries()
        for _ in range(30):
            make_entrant(contest, at=NOW)
        assert queries() == few


class TestExtraTime:
    def test_is_given_with_grounds_and_refused_without(self, contest, organiser):
        entrant = make_entrant(contest, at=NOW)
        address = reverse("contests:extra_time", args=[contest.pk, entrant.code])
        refused = organiser.post(address, {"minutes": "15", "grounds": ""})
        assert refused.status_code == 422 and "Hãy ghi lý do" in refused.content.decode()
        assert organiser.post(address, {"minutes": "15", "grounds": "Khiếm thị"}).status_code == 302
        entrant.refresh_from_db()
        assert (entrant.extra_minutes, entrant.extra_grounds) == (15, "Khiếm thị")

    def test_is_not_for_one_whose_data_was_erased(self, contest, organiser):
        entrant = make_entrant(contest, at=NOW)
        Entrant.objects.update(erased_at=NOW)
        assert organiser.get(reverse("contests:extra_time", args=[contest.pk, entrant.code])).status_code == 404


class TestAccessLog:
    def test_notes_whose_contact_was_shown_and_no_key_while_their_number_is_a_secret(self, contest, organiser):
        entrant = make_entrant(contest, at=NOW, full_name="Lê Văn Giấu", contact="giau@lantoa.example")
        _page(organiser, contest, entrant.code)
        assert PersonalAccess.objects.get().row == str(contest.pk)
        Contest.objects.update(prediction=Contest.Prediction.NONE)
        _page(organiser, contest)
        assert PersonalAccess.objects.latest("pk").row == str(entrant.pk)

    def test_notes_nothing_where_nobody_is_shown(self, contest, organiser):
        _page(organiser, contest)
        assert not PersonalAccess.objects.exists()
