"""Other ways of asking than those of the rights table: HEAD, OPTIONS, PUT, PATCH, DELETE, a POST where one looks.

Of the citizens' side alone: what is refused to a look is refused to each of them, and none of them changes anything.
"""

from collections.abc import Iterator
from functools import partial

import pytest
from conftest import make_cast
from django.http import HttpResponseBase
from django.urls import reverse
from pytest_django import DjangoDbBlocker

from lantoa.apps.accounts.roles import Role
from lantoa.apps.feedback.models import Attachment
from rights import table
from rights.rows import Rows
from rights.stage import (
    ANONYMOUS,
    STRANGER,
    WITHOUT_ROLE,
    Stage,
    build_stage,
    changing,
    is_turned_away,
    names,
    shows_nothing,
    undone,
)

SPACES = frozenset({"feedback", "surveys", "services", "privacy"})
ENTRIES = [entry for entry in table.entries() if entry.name.partition(":")[0] in SPACES]
OTHER_WAYS = ["put", "patch", "delete", "options"]

pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module")
def stage(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[Stage]:
    with django_db_blocker.unblock(), undone():
        yield build_stage(make_cast())


def _address(entry: table.Entry, rows: Rows) -> str:
    return str(reverse(entry.name, kwargs={name: rows.value(path) for name, path in entry.args.items()}))


def _text(response: HttpResponseBase) -> bytes:
    return b"".join(response) if getattr(response, "streaming", False) else response.content  # type: ignore[attr-defined]


@pytest.mark.parametrize("entry", ENTRIES, ids=lambda entry: entry.name)
class TestOtherWays:
    def test_open_nothing_to_whoever_has_not_signed_in(self, stage: Stage, entry: table.Entry) -> None:
        for way in ("head", *OTHER_WAYS):
            response, changed = changing(partial(getattr(stage.client(ANONYMOUS), way), _address(entry, stage.own)))
            assert is_turned_away(response) or response.status_code == 405, way
            assert not changed, way

    def test_open_nothing_to_an_account_without_a_role(self, stage: Stage, entry: table.Entry) -> None:
        for way in ("head", *OTHER_WAYS):
            response, changed = changing(partial(getattr(stage.client(WITHOUT_ROLE), way), _address(entry, stage.own)))
            assert shows_nothing(response), way
            assert not changed, way

    def test_tell_the_stranger_no_more_than_a_look_does(self, stage: Stage, entry: table.Entry) -> None:
        client, address = stage.client(STRANGER), _address(entry, stage.own)
        looked = client.get(address).status_code
        for way in ("head", *OTHER_WAYS):
            response, changed = changing(partial(getattr(client, way), address))
            assert not changed, way
            assert response.status_code in {looked, 405, 403, 404, 302}, way
            if looked in {403, 404}:
                assert response.status_code >= 300 and not names(response, stage.own.agency), way

    def test_change_nothing_where_one_only_looks(self, stage: Stage, entry: table.Entry) -> None:
        if entry.act is None:
            person = sorted(entry.roles)[0]
            response, changed = changing(partial(stage.client(person).post, _address(entry, stage.own), {"x": "1"}))
            assert not changed
            assert response.status_code in {200, 302, 403, 404, 405, 422}


class TestFilesOfCitizens:
    """Files are asked for by numbers that one can guess: the right to the piece decides, nothing else."""

    def test_are_found_in_the_own_agency_alone_whatever_the_number(self, stage: Stage) -> None:
        own, other = stage.sides(STRANGER)
        client, every = stage.client(STRANGER), Attachment.objects.values_list("pk", "feedback__agency")
        given = {pk: client.get(reverse("feedback:attachment", args=[pk])) for pk, _agency in every}
        assert {pk for pk, answer in given.items() if answer.status_code == 200} == {
            pk for pk, agency in every if agency == own.agency.pk
        }
        assert any(agency == other.agency.pk for _pk, agency in every)
        for answer in given.values():
            _text(answer)

    def test_that_cannot_be_are_not_found(self, stage: Stage) -> None:
        client = stage.client(Role.ADMINISTRATOR.value)
        for number in (0, 2**31, 2**63, 10**30):
            assert client.get(reverse("feedback:attachment", args=[number])).status_code == 404
            address = reverse("following:attachment", args=[stage.own.people.following_token, number])
            assert client.get(address).status_code == 404

    def test_go_out_as_what_we_made_them_and_run_nowhere(self, stage: Stage) -> None:
        answer = stage.client(Role.ADMINISTRATOR.value).get(
            reverse("feedback:attachment", args=[stage.own.people.photo.pk])
        )
        _text(answer)
        headers = answer.headers
        assert (headers["Content-Type"], headers["X-Content-Type-Options"]) == ("image/jpeg", "nosniff")
        assert "sandbox" in headers["Content-Security-Policy"] and "no-store" in headers["Cache-Control"]
