"""Decisions on bulletins: who may, what is refused, what follows in the same act."""

from datetime import timedelta

import pytest
from conftest import NOW, Cast

from lantoa.apps.base.models import PublicChange
from lantoa.apps.broadcasts.actions.bulletins import (
    CannotDecide,
    UnknownWords,
    approve_bulletin,
    list_bulletin,
    return_bulletin,
    submit_bulletin,
    take_back_bulletin,
    withdraw_bulletin,
)
from lantoa.apps.broadcasts.actions.changes import public_subject
from lantoa.apps.broadcasts.actions.emergencies import send_emergency
from lantoa.apps.broadcasts.factories import make_airing, make_bulletin, make_station
from lantoa.apps.broadcasts.models import Airing, Bulletin, Language, Priority

pytestmark = pytest.mark.django_db
LATER = NOW + timedelta(minutes=5)


def waiting(written: str = "UBND xã trả kết quả trong 3 ngày.", **given: object) -> Bulletin:
    return make_bulletin(at=NOW, submitted=True, stations=(make_station(),), written=written, **given)  # type: ignore[arg-type]


class TestSubmitBulletin:
    def test_passes_it_to_an_approver(self, cast: Cast) -> None:
        bulletin = make_bulletin(at=NOW, stations=(make_station(),), returned_reason="Sai ngày")
        found = submit_bulletin(bulletin=bulletin, by=cast.radio_officer, at=LATER)
        assert (found.state, found.submitted_by, found.returned_reason) == ("submitted", cast.radio_officer, "")

    @pytest.mark.parametrize(
        ("given", "words"),
        [
            ({"written": ""}, "chưa có lời nào"),
            ({"stations": ()}, "Chưa chọn đài nào"),
            ({"valid_from": NOW - timedelta(days=2), "valid_until": NOW}, "Thời hạn phát đã qua"),
        ],
    )
    def test_is_refused_while_something_is_missing(self, given: dict[str, object], words: str) -> None:
        bulletin = make_bulletin(at=NOW, **{"stations": (make_station(),), **given})  # type: ignore[arg-type]
        with pytest.raises(CannotDecide, match=words):
            submit_bulletin(bulletin=bulletin, by=None, at=NOW)


class TestReturnBulletin:
    def test_gives_it_back_with_the_reason(self, cast: Cast) -> None:
        found = return_bulletin(bulletin=waiting(), reason="Sai ngày", by=cast.leader, at=LATER)
        assert (found.state, found.returned_reason) == ("draft", "Sai ngày")
        with pytest.raises(CannotDecide, match="không còn chờ duyệt"):
            return_bulletin(bulletin=found, reason="Sai ngày", by=cast.leader, at=LATER)

    def test_is_refused_without_a_reason(self) -> None:
        with pytest.raises(CannotDecide, match="cần sửa điều gì"):
            return_bulletin(bulletin=waiting(), reason=" ", by=None, at=LATER)

    def test_leaves_taking_back_to_whoever_writes(self) -> None:
        assert take_back_bulletin(bulletin=waiting(), by=None, at=LATER).state == "draft"


class TestApproveBulletin:
    def test_freezes_the_script_and_places_the_airings(self, cast: Cast) -> None:
        bulletin = waiting(priority=Priority.PRIORITY)
        found = approve_bulletin(bulletin=bulletin, by=cast.leader, at=LATER)

        assert "ba ngày" in found.script
        assert (found.state, found.approved_by, len(found.script_sha256)) == ("approved", cast.leader, 64)
        assert found.airings.count() == 14
        assert PublicChange.objects.filter(subject=public_subject(found)).exists()

    def test_is_refused_to_whoever_submitted_it(self, cast: Cast) -> None:
        bulletin = waiting(submitted_by=cast.editor)
        with pytest.raises(CannotDecide, match="một người khác duyệt"):
            approve_bulletin(bulletin=bulletin, by=cast.editor, at=LATER)

    def test_happens_once(self, cast: Cast) -> None:
        bulletin = waiting()
        approve_bulletin(bulletin=bulletin, by=cast.leader, at=LATER)
        with pytest.raises(CannotDecide, match="không còn chờ duyệt"):
            approve_bulletin(bulletin=bulletin, by=cast.leader, at=LATER)

    def test_asks_to_accept_words_nobody_knows_by_name(self, cast: Cast) -> None:
        bulletin = waiting("Hội nghị của BXYZ.")
        with pytest.raises(UnknownWords, match="BXYZ") as told:
            approve_bulletin(bulletin=bulletin, by=cast.leader, at=LATER, accepted=["KHÁC"])
        assert told.value.words == ("BXYZ",)
        assert approve_bulletin(bulletin=bulletin, by=cast.leader, at=LATER, accepted=["BXYZ"]).state == "approved"

    def test_is_refused_while_a_digit_is_left(self, cast: Cast) -> None:
        bulletin = waiting("Hạn nộp là 30/6.")
        item = bulletin.items.get()
        item.places = [{"start": 11, "written": "30/6", "spoken": "30/6"}]
        item.save()
        with pytest.raises(CannotDecide, match=r"còn chữ số \(30/6"):
            approve_bulletin(bulletin=bulletin, by=cast.leader, at=LATER)

    def test_leaves_figures_in_a_language_that_a_person_reads(self, cast: Cast) -> None:
        bulletin = waiting("Ngày 30/6.", language=Language.objects.exclude(code="vi")[0])
        assert "30/6" in approve_bulletin(bulletin=bulletin, by=cast.leader, at=LATER).script

    def test_is_refused_when_the_time_has_passed(self, cast: Cast) -> None:
        with pytest.raises(CannotDecide, match="Thời hạn phát đã qua"):
            approve_bulletin(bulletin=waiting(), by=cast.leader, at=NOW + timedelta(days=8))

    def test_is_refused_for_another_script_than_was_read(self, cast: Cast) -> None:
        with pytest.raises(CannotDecide, match="đã đổi từ lúc bạn mở trang"):
            approve_bulletin(bulletin=waiting(), by=cast.leader, at=LATER, seen_sha256="0" * 64)


class TestWithdrawBulletin:
    def test_cancels_what_is_to_come_and_leaves_what_was(self, cast: Cast) -> None:
        station = make_station()
        bulletin = make_bulletin(at=NOW, approved=True, stations=(station,))
        was = make_airing(bulletin, station, planned_at=NOW - timedelta(days=1))
        at_once = make_airing(bulletin, station, planned_at=NOW)
        comes = make_airing(bulletin, station, planned_at=LATER)

        found = withdraw_bulletin(bulletin=bulletin, reason="Đổi lịch", by=cast.editor, at=LATER)

        assert found.state == "withdrawn"
        states = [Airing.objects.get(pk=one.pk).state for one in (was, at_once, comes)]
        assert states == ["planned", "cancelled", "cancelled"]
        assert PublicChange.objects.filter(subject=public_subject(found)).count() == 1
        again = withdraw_bulletin(bulletin=bulletin, reason="Lần nữa", by=cast.editor, at=LATER)
        assert again.withdrawn_reason == "Đổi lịch"

    def test_takes_it_out_of_the_slot_that_is_on_air(self) -> None:
        station = make_station()
        bulletin = make_bulletin(at=NOW - timedelta(days=1), approved=True, stations=(station,))
        slot = station.slots.first()
        on_air, over = (
            make_airing(bulletin, station, planned_at=NOW - timedelta(minutes=before), slot=slot) for before in (10, 20)
        )

        withdraw_bulletin(bulletin=bulletin, reason="Sai số", by=None, at=NOW)

        assert [Airing.objects.get(pk=one.pk).state for one in (on_air, over)] == ["cancelled", "planned"]

    def test_takes_an_emergency_off_the_list_on_the_next_day_too(self) -> None:
        station, yesterday = make_station(), NOW - timedelta(days=1)
        bulletin = make_bulletin(at=yesterday, approved=True, stations=(station,), priority=Priority.EMERGENCY)
        at_once = make_airing(bulletin, station, planned_at=yesterday, slot=None)

        withdraw_bulletin(bulletin=bulletin, reason="Lũ đã rút", by=None, at=NOW)

        at_once.refresh_from_db()
        assert (at_once.state, at_once.state_reason) == ("cancelled", "Bản tin đã rút: Lũ đã rút")

    def test_is_refused_without_a_reason(self) -> None:
        with pytest.raises(CannotDecide, match="vì sao rút"):
            withdraw_bulletin(bulletin=waiting(), reason="", by=None, at=LATER)


class TestListBulletin:
    def test_tells_the_public_pages_when_something_changes(self) -> None:
        bulletin = make_bulletin(at=NOW, approved=True)
        for _ in range(2):
            assert not list_bulletin(bulletin=bulletin, listed=False, by=None, at=LATER).listed
        assert PublicChange.objects.filter(subject=public_subject(bulletin)).count() == 1

    def test_is_refused_before_it_is_approved(self) -> None:
        with pytest.raises(CannotDecide, match="đã duyệt"):
            list_bulletin(bulletin=waiting(), listed=True, by=None, at=LATER)


class TestSendEmergency:
    def _send(self, cast: Cast, person: str, **given: object) -> Bulletin:
        values = {
            "agency": cast.agency, "title": "Lũ trên sông", "written": "Nước lên nhanh, bà con lên chỗ cao.",
            "stations": [make_station()], "valid_until": NOW + timedelta(hours=6), "key": "1", **given,
        }  # fmt: skip
        return send_emergency(by=getattr(cast, person), at=NOW, **values)  # type: ignore[arg-type]

    def test_is_on_the_list_in_the_same_act(self, cast: Cast) -> None:
        found = self._send(cast, "programme_officer")
        assert (found.state, found.priority) == ("approved", "emergency")
        assert found.airings.order_by("planned_at")[0].planned_at == NOW

    def test_makes_one_of_the_same_press_twice(self, cast: Cast) -> None:
        assert self._send(cast, "programme_officer") == self._send(cast, "programme_officer")
        assert Bulletin.objects.get().items.count() == 1

    @pytest.mark.parametrize("person", ["editor", "radio_officer"])
    def test_waits_for_an_approver_where_one_may_not_alone(self, cast: Cast, person: str) -> None:
        assert self._send(cast, person).state == "submitted"

    @pytest.mark.parametrize("given", [{"stations": []}, {"written": "Hội nghị của BXYZ."}, {"written": " "}])
    def test_stores_nothing_where_it_cannot_be_read(self, cast: Cast, given: dict[str, object]) -> None:
        with pytest.raises(CannotDecide):
            self._send(cast, "programme_officer", **given)
        assert not Bulletin.objects.exists()
