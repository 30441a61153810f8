"""The cookie of an entrant: known in its own contest, nowhere else and not for ever."""

from datetime import timedelta

import pytest
from conftest import NOW
from django.core.signing import Signer
from django.http import HttpResponse
from django.test import RequestFactory
from django.utils import timezone

from lantoa.apps.contests.entrant_cookie import COOKIE, entrant_of, forget_entrant, give_entrant, read_entrant
from lantoa.apps.contests.factories import make_contest, make_entrant
from lantoa.apps.contests.models import Contest, Entrant

pytestmark = pytest.mark.django_db


def _request(value: str = ""):
    request = RequestFactory().get("/")
    if value:
        request.COOKIES[COOKIE] = value
    return request


def _given(entrant: Entrant) -> HttpResponse:
    response = HttpResponse()
    give_entrant(response, entrant, at=timezone.now())
    return response


@pytest.fixture
def contest() -> Contest:
    return make_contest(at=timezone.now())


class TestEntrantCookie:
    def test_names_the_entrant_in_one_query(self, contest, django_assert_num_queries):
        entrant = make_entrant(contest, at=NOW)
        value = _given(entrant).cookies[COOKIE].value
        with django_assert_num_queries(0):
            key = read_entrant(_request(value), at=timezone.now())
        assert key is not None and key.code == entrant.code
        with django_assert_num_queries(1):
            found = entrant_of(_request(value), contest)
            assert found == entrant and found.contest is contest

    def test_goes_to_its_contest_alone_and_to_no_script(self, contest, settings):
        settings.SESSION_COOKIE_SECURE = True
        morsel = _given(make_entrant(contest, at=NOW)).cookies[COOKIE]
        assert (morsel["path"], morsel["httponly"], morsel["samesite"], morsel["secure"]) == (
            f"/du-thi/{contest.slug}/",
            True,
            "Lax",
            True,
        )

    def test_is_nobody_for_a_stranger_a_forger_and_another_contest(self, contest):
        entrant = make_entrant(contest, at=NOW)
        value = _given(entrant).cookies[COOKIE].value
        other = make_contest(at=timezone.now(), slug="khac")
        assert entrant_of(_request(), contest) is None
        assert entrant_of(_request(value), other) is None
        assert entrant_of(_request(value[:-1] + ("a" if value[-1] != "a" else "b")), contest) is None
        forged = Signer(salt="another", sep="~").sign(value.rpartition("~")[0])
        assert entrant_of(_request(forged), contest) is None

    def test_ends_thirty_days_after_the_last_round(self, contest):
        value = _given(make_entrant(contest, at=NOW)).cookies[COOKIE].value
        last = contest.rounds.get().closes_at
        assert read_entrant(_request(value), at=last + timedelta(days=29)) is not None
        assert read_entrant(_request(value), at=last + timedelta(days=31)) is None

    def test_is_nobody_once_erased_or_deleted(self, contest):
        erased, deleted = (make_entrant(contest, at=NOW) for _ in range(2))
        values = [_given(entrant).cookies[COOKIE].value for entrant in (erased, deleted)]
        Entrant.objects.filter(pk=erased.pk).update(erased_at=NOW)
        deleted.delete()
        assert [entrant_of(_request(value), contest) for value in values] == [None, None]

    def test_is_taken_back(self, contest):
        response = HttpResponse()
        forget_entrant(response, contest)
        assert response.cookies[COOKIE]["path"] == f"/du-thi/{contest.slug}/"
        assert response.cookies[COOKIE]["max-age"] == 0
