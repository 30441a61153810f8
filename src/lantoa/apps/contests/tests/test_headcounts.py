from datetime import datetime

import pytest
from conftest import Cast
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from lantoa.apps.base.models import AuditEntry
from lantoa.apps.contests.actions.drafting import CannotChange
from lantoa.apps.contests.actions.headcounts import GivenHeadcount, set_headcounts
from lantoa.apps.contests.factories import make_contest
from lantoa.apps.contests.models import Contest, Headcount
from lantoa.apps.contests.presenters.headcount_book import headcount_book
from lantoa.apps.contests.queries.headcounts import unit_rows, units_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def contest(cast: Cast, now: datetime) -> Contest:
    return make_contest(at=now)


def _book(text: str) -> SimpleUploadedFile:
    return SimpleUploadedFile("si-so.csv", text.encode(), content_type="text/csv")


class TestSetHeadcounts:
    def test_needs_a_source(self, contest: Contest, cast: Cast, now: datetime) -> None:
        with pytest.raises(CannotChange, match="nguồn"):
            set_headcounts(contest=contest, given=[GivenHeadcount(cast.agency, 40, " ")], by=None, at=now)

    def test_tells_what_was_and_what_is(self, contest: Contest, cast: Cast, now: datetime) -> None:
        for people in (40, 42, None):
            set_headcounts(contest=contest, given=[GivenHeadcount(cast.agency, people, "Báo cáo")], by=None, at=now)
        changes = [entry.detail["changes"][0] for entry in AuditEntry.objects.filter(act="contests.set_headcounts")]
        assert sorted((change["was"] or 0, change["is"] or 0) for change in changes) == [(0, 40), (40, 42), (42, 0)]
        assert not Headcount.objects.exists()

    def test_is_over_with_the_last_result(self, contest: Contest, cast: Cast, now: datetime) -> None:
        contest.rounds.update(closed_at=now, published_at=now)
        with pytest.raises(CannotChange, match="kết thúc"):
            set_headcounts(contest=contest, given=[GivenHeadcount(cast.agency, 4, "Báo cáo")], by=None, at=now)


class TestTable:
    def test_keeps_what_was_typed_beside_the_error(self, client: Client, contest: Contest, cast: Cast) -> None:
        client.force_login(cast.programme_officer)
        key = cast.agency.pk
        response = client.post(reverse("contests:headcounts", args=[contest.pk]), {f"people_{key}": "57"})
        assert response.status_code == 422 and 'value="57"' in response.content.decode()
        assert "Hãy ghi nguồn" in response.content.decode() and not Headcount.objects.exists()

    def test_takes_the_common_source(self, client: Client, contest: Contest, cast: Cast) -> None:
        client.force_login(cast.programme_officer)
        data = {f"people_{cast.agency.pk}": "57", f"source_{cast.agency.pk}": "", "common_source": "Sở Nội vụ"}
        assert client.post(reverse("contests:headcounts", args=[contest.pk]), data).status_code == 302
        assert Headcount.objects.get().source == "Sở Nội vụ"


class TestUpload:
    def test_shows_what_was_read_and_what_is_wrong_and_stores_nothing(
        self, client: Client, contest: Contest, cast: Cast
    ) -> None:
        client.force_login(cast.programme_officer)
        text = "Mã đơn vị,Đơn vị,Sĩ số,Nguồn\nhai-lang,x,120,Báo cáo\nkhong-co,x,5,\nso-y-te,x,nhiều,\n"
        response = client.post(reverse("contests:upload_headcounts", args=[contest.pk]), {"file": _book(text)})
        page = response.content.decode()
        assert 'value="120"' in page and "Dòng 3" in page and "Dòng 4" in page
        assert not Headcount.objects.exists()

    def test_reads_back_the_workbook_it_gave(self, client: Client, contest: Contest, cast: Cast, now: datetime) -> None:
        set_headcounts(contest=contest, given=[GivenHeadcount(cast.agency, 88, "Báo cáo")], by=None, at=now)
        book = headcount_book(unit_rows(contest, units_of(contest)))
        client.force_login(cast.programme_officer)
        upload = SimpleUploadedFile("si-so.xlsx", book)
        response = client.post(reverse("contests:upload_headcounts", args=[contest.pk]), {"file": upload})
        assert 'value="88"' in response.content.decode() and "Dòng" not in response.content.decode().split("<main")[0]


class TestOwnUnit:
    def test_stores_the_head_count_of_the_own_unit_alone(self, client: Client, contest: Contest, cast: Cast) -> None:
        client.force_login(cast.focal_officer)
        data = {"people": "31", "source": "Báo cáo biên chế", "agency": str(cast.other_agency.pk)}
        assert client.post(reverse("contests:own_headcount", args=[contest.pk]), data).status_code == 302
        assert Headcount.objects.get().agency == cast.agency
        page = client.get(reverse("contests:own_unit")).content.decode()
        assert contest.title in page and 'value="31"' in page

    def test_shows_no_contest_in_preparation(self, client: Client, cast: Cast, now: datetime) -> None:
        draft = make_contest(at=now, announced=False)
        client.force_login(cast.focal_officer)
        assert draft.title not in client.get(reverse("contests:own_unit")).content.decode()
        assert client.post(reverse("contests:own_headcount", args=[draft.pk]), {}).status_code == 404

    def test_keeps_what_was_typed_when_the_source_is_missing(
        self, client: Client, contest: Contest, cast: Cast
    ) -> None:
        client.force_login(cast.focal_officer)
        response = client.post(reverse("contests:own_headcount", args=[contest.pk]), {"people": "31"})
        assert response.status_code == 422 and 'value="31"' in response.content.decode()
