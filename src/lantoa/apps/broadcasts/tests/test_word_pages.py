"""The registers of words: who keeps whose, dates, history, styles with examples."""

from datetime import date, datetime
from typing import Any

import pytest
from conftest import Cast
from django.test import Client
from django.urls import reverse

from lantoa.apps.accounts.models import User
from lantoa.apps.agencies.models import Membership
from lantoa.apps.broadcasts.actions.words import decide_reading, keep_style, revoke_reading
from lantoa.apps.broadcasts.models import HouseStyle, LexiconEntry, ReadingDecision
from lantoa.apps.broadcasts.queries.word_keepers import decisions_seen_by, may_keep_words_of

pytestmark = pytest.mark.django_db

STYLE = {
    "thousand": "ngàn", "zero_tens": "lẻ", "billion": "tỷ", "four": "tư", "early_day": "mồng", "documents": "short",
    "quotation": "said", "greeting": "Chào bà con.", "sign_off": "",
}  # fmt: skip


@pytest.fixture
def officer(cast: Cast) -> User:
    Membership.objects.update_or_create(user=cast.radio_officer, defaults={"agency": cast.agency})
    return cast.radio_officer


def _client(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client


def _page(user: User, name: str, **query: Any) -> str:
    return _client(user).get(reverse(f"broadcasts:{name}"), query).content.decode()


class TestDecisions:
    def test_keep_what_was_decided_before_as_history(self, cast: Cast, now: datetime) -> None:
        for spoken in ("một", "hai", "hai"):
            decide_reading(agency=cast.agency, written="BXYZ", spoken=spoken, by=cast.editor, at=now)
        assert [one.spoken for one in ReadingDecision.objects.filter(revoked_at=None)] == ["hai"]
        assert ReadingDecision.objects.count() == 2
        assert "một" not in [row.spoken for row in ReadingDecision.objects.filter(revoked_at=None)]
        page = _page(cast.editor, "decisions", trang_thai="bo")
        assert "<strong>BXYZ</strong>" in page and "đã bỏ" in page

    def test_may_be_revoked_more_than_once_without_harm(self, cast: Cast, now: datetime) -> None:
        made = decide_reading(agency=None, written="BXYZ", spoken="một", by=cast.editor, at=now)
        revoke_reading(decision=made, by=cast.editor, at=now)
        assert revoke_reading(decision=made, by=None, at=now).revoked_at == now

    def test_of_another_agency_are_not_shown_to_an_officer(self, cast: Cast, officer: User, now: datetime) -> None:
        decide_reading(agency=cast.other_agency, written="AAA", spoken="một", by=None, at=now)
        decide_reading(agency=cast.agency, written="BBB", spoken="hai", by=None, at=now)
        decide_reading(agency=None, written="CCC", spoken="ba", by=None, at=now)
        assert {one.written for one in decisions_seen_by(officer)} == {"BBB", "CCC"}
        assert may_keep_words_of(officer, cast.agency.pk)
        assert not may_keep_words_of(officer, None) and not may_keep_words_of(officer, cast.other_agency.pk)

    def test_refuse_figures_and_keep_what_was_typed(self, cast: Cast) -> None:
        data = {"whose": "tinh", "written": "BXYZ", "spoken": "ban 4"}
        answer = _client(cast.editor).post(reverse("broadcasts:new_decision"), data)
        assert answer.status_code == 422 and 'value="ban 4"' in answer.content.decode()

    def test_of_the_province_stay_when_an_officer_asks(self, cast: Cast, officer: User, now: datetime) -> None:
        made = decide_reading(agency=None, written="CCC", spoken="ba", by=None, at=now)
        _client(officer).post(reverse("broadcasts:revoke_decision", args=[made.pk]))
        made.refresh_from_db()
        assert made.revoked_at is None


class TestEntries:
    def test_are_filtered_by_whether_they_are_valid(self, cast: Cast) -> None:
        LexiconEntry.objects.create(written="CUX", spoken="chữ cũ", valid_to=date(2001, 1, 1))
        LexiconEntry.objects.create(written="MOI", spoken="chữ mới", agency=cast.agency)
        assert "chữ cũ" in _page(cast.editor, "lexicon") and "đã hết hạn" in _page(cast.editor, "lexicon")
        assert "chữ cũ" not in _page(cast.editor, "lexicon", hieu_luc="con")
        assert "chữ mới" not in _page(cast.editor, "lexicon", hieu_luc="het")
        assert "chữ mới" not in _page(cast.editor, "lexicon", cua="tinh")

    def test_refuse_the_same_words_twice_in_the_same_days(self, cast: Cast) -> None:
        LexiconEntry.objects.create(written="TTX", spoken="trạm xã", agency=cast.agency)
        data = {"whose": cast.agency.pk, "written": "TTX", "spoken": "trạm xã", "valid_from": "2023-01-01"}
        answer = _client(cast.editor).post(reverse("broadcasts:new_entry"), data)
        assert answer.status_code == 422 and "đã có trong những ngày ấy" in answer.content.decode()

    def test_refuse_an_end_before_the_begin(self, cast: Cast) -> None:
        data = {
            "whose": "tinh",
            "written": "TTX",
            "spoken": "trạm",
            "valid_from": "2023-02-01",
            "valid_to": "2023-01-01",
        }
        assert _client(cast.editor).post(reverse("broadcasts:new_entry"), data).status_code == 422
        assert not LexiconEntry.objects.exists()

    def test_of_an_officer_are_those_of_the_own_agency(self, cast: Cast, officer: User) -> None:
        data = {"whose": "tinh", "written": "TTX", "spoken": "trạm"}
        assert _client(officer).post(reverse("broadcasts:new_entry"), data).status_code == 302
        assert LexiconEntry.objects.get().agency == cast.agency
        assert "Dùng cho" not in _page(officer, "new_entry")


class TestStyles:
    def test_show_how_each_choice_is_heard(self, cast: Cast) -> None:
        page = _client(cast.editor).get(reverse("broadcasts:province_style")).content.decode()
        assert "một ngàn năm trăm hồ sơ" in page and "một trăm lẻ năm hộ" in page and "mồng năm tháng ba" in page

    def test_can_be_tried_before_they_are_stored(self, cast: Cast) -> None:
        before = HouseStyle.objects.count()
        data = {**STYLE, "act": "try", "sample": "Có 1.004 hộ."}
        page = _client(cast.editor).post(reverse("broadcasts:province_style"), data).content.decode()
        assert "Có một ngàn không trăm lẻ bốn hộ." in page and HouseStyle.objects.count() == before

    def test_are_stored_for_an_agency_and_dropped_again(self, cast: Cast, officer: User) -> None:
        address = reverse("broadcasts:style", args=[cast.agency.pk])
        assert _client(officer).post(address, {**STYLE, "act": "save"}).status_code == 302
        assert HouseStyle.objects.get(agency=cast.agency).thousand == "ngàn"
        assert cast.agency.short_name in _page(officer, "styles")
        _client(officer).post(address, {**STYLE, "act": "drop"})
        assert not HouseStyle.objects.filter(agency=cast.agency).exists()

    def test_begin_like_the_province(self, cast: Cast, officer: User, now: datetime) -> None:
        keep_style(agency=None, values={"thousand": "ngàn"}, by=None, at=now)
        page = _client(officer).get(reverse("broadcasts:style", args=[cast.agency.pk])).content.decode()
        assert "chưa có nếp riêng" in page
        assert 'value="ngàn" required id="id_thousand_1" checked' in page or 'value="ngàn"' in page
