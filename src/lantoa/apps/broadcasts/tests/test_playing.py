"""What is said of airings: played, not played, said in error."""

from datetime import timedelta

import pytest
from conftest import NOW, Cast

from lantoa.apps.base.models import AuditEntry
from lantoa.apps.broadcasts.actions.deciding import withdraw_bulletin
from lantoa.apps.broadcasts.actions.playing import (
    CannotReport,
    confirm_airing,
    declare_foreign,
    mark_missed,
    match_report,
    reopen_airing,
    take_back_report,
)
from lantoa.apps.broadcasts.factories import make_airing, make_bulletin, make_station
from lantoa.apps.broadcasts.models import Airing, PlayReport, ReportCorrection

pytestmark = pytest.mark.django_db
TAP, PLAYER, LOG = PlayReport.How.TAP, PlayReport.How.PLAYER, PlayReport.How.LOG


@pytest.fixture
def airing(db: None) -> Airing:
    station = make_station()
    return make_airing(make_bulletin(at=NOW, approved=True, stations=(station,)), station, planned_at=NOW)


def unmatched(airing: Airing) -> PlayReport:
    return PlayReport.objects.create(
        station=airing.station, played_at=NOW, reported_at=NOW, how=LOG, problem="Không khớp", key="line", row="05:00"
    )


class TestConfirmAiring:
    def test_makes_it_played_and_says_who_said_so(self, airing: Airing, cast: Cast) -> None:
        clusters = list(airing.station.clusters.all()[:1])

        report = confirm_airing(
            airing=airing, played_at=NOW, clusters=clusters, how=TAP, by=cast.radio_officer, at=NOW, key="1"
        )

        airing.refresh_from_db()
        assert (airing.state, airing.decided_at) == (Airing.State.PLAYED, NOW)
        assert (report.reported_by, list(report.clusters.all())) == (cast.radio_officer, clusters)
        assert AuditEntry.objects.get(act="broadcasts.confirm_airing").actor == "truyen.thanh"

    def test_pressed_twice_says_it_once(self, airing: Airing) -> None:
        first, second = (
            confirm_airing(airing=airing, played_at=NOW, how=TAP, by=None, at=NOW, key="1") for _ in range(2)
        )

        assert first == second
        assert airing.reports.count() == 1

    def test_refuses_the_key_of_another_airing(self, airing: Airing) -> None:
        confirm_airing(airing=airing, played_at=NOW, how=TAP, by=None, at=NOW, key="1")
        other = make_airing(airing.bulletin, airing.station, planned_at=NOW - timedelta(hours=1))

        with pytest.raises(CannotReport, match="lượt phát khác"):
            confirm_airing(airing=other, played_at=NOW, how=TAP, by=None, at=NOW, key="1")

    @pytest.mark.parametrize("hours", [-1, 25])
    def test_refuses_a_time_far_from_the_planned_one(self, airing: Airing, hours: int) -> None:
        with pytest.raises(CannotReport, match="lệch quá xa"):
            confirm_airing(
                airing=airing, played_at=NOW + timedelta(hours=hours), how=TAP, by=None, at=NOW + timedelta(days=2),
                key="1",
            )  # fmt: skip

    def test_refuses_a_time_to_come(self, airing: Airing) -> None:
        with pytest.raises(CannotReport, match="Chưa đến giờ"):
            confirm_airing(airing=airing, played_at=NOW + timedelta(minutes=10), how=TAP, by=None, at=NOW, key="1")

    def test_refuses_clusters_of_another_station(self, airing: Airing) -> None:
        with pytest.raises(CannotReport, match="Cụm loa"):
            confirm_airing(
                airing=airing, played_at=NOW, clusters=make_station().clusters.all(), how=TAP, by=None, at=NOW, key="1"
            )

    def test_of_a_cancelled_one_is_believed_of_a_machine_only(self, airing: Airing) -> None:
        Airing.objects.filter(pk=airing.pk).update(state="cancelled", state_reason="Bản tin đã rút")

        with pytest.raises(CannotReport, match="đã bỏ"):
            confirm_airing(airing=airing, played_at=NOW, how=TAP, by=None, at=NOW, key="1")
        confirm_airing(airing=airing, played_at=NOW, how=PLAYER, by=None, at=NOW, key="2")

        airing.refresh_from_db()
        assert airing.state == Airing.State.PLAYED


class TestMarkMissed:
    def test_keeps_the_reason_and_can_be_opened_again(self, airing: Airing) -> None:
        mark_missed(airing=airing, reason="  Mất   điện ", by=None, at=NOW)
        mark_missed(airing=airing, reason="Mất điện", by=None, at=NOW)
        assert (airing.state, airing.state_reason) == (Airing.State.MISSED, "Mất điện")
        assert AuditEntry.objects.filter(act="broadcasts.mark_airing_missed").count() == 1

        reopen_airing(airing=airing, by=None, at=NOW)
        assert (airing.state, airing.state_reason) == (Airing.State.PLANNED, "")

    def test_is_refused_without_a_reason_before_its_time_and_when_it_was_played(self, airing: Airing) -> None:
        with pytest.raises(CannotReport, match="vì sao"):
            mark_missed(airing=airing, reason=" ", by=None, at=NOW)
        with pytest.raises(CannotReport, match="Chưa đến giờ"):
            mark_missed(airing=airing, reason="Mất điện", by=None, at=NOW - timedelta(hours=1))
        confirm_airing(airing=airing, played_at=NOW, how=TAP, by=None, at=NOW, key="1")
        with pytest.raises(CannotReport, match="đã có báo phát"):
            mark_missed(airing=airing, reason="Mất điện", by=None, at=NOW)

    def test_gives_way_to_a_report_that_it_was_played(self, airing: Airing) -> None:
        mark_missed(airing=airing, reason="Mất điện", by=None, at=NOW)
        confirm_airing(airing=airing, played_at=NOW, how=LOG, by=None, at=NOW, key="1")
        assert airing.state == Airing.State.PLAYED


class TestTakeBackReport:
    def test_leaves_the_report_and_lets_the_airing_wait_again(self, airing: Airing) -> None:
        report = confirm_airing(airing=airing, played_at=NOW, how=TAP, by=None, at=NOW, key="1")
        before = PlayReport.objects.values().get()

        first, second = (take_back_report(report=report, reason="Bấm nhầm", by=None, at=NOW) for _ in range(2))

        airing.refresh_from_db()
        assert (first, airing.state) == (second, Airing.State.PLANNED)
        assert PlayReport.objects.values().get() == before
        assert not PlayReport.objects.standing().exists()

    def test_of_one_of_two_leaves_it_played(self, airing: Airing) -> None:
        report = confirm_airing(airing=airing, played_at=NOW, how=TAP, by=None, at=NOW, key="1")
        confirm_airing(airing=airing, played_at=NOW, how=PLAYER, by=None, at=NOW, key="2")

        take_back_report(report=report, reason="Bấm nhầm", by=None, at=NOW)

        airing.refresh_from_db()
        assert airing.state == Airing.State.PLAYED


class TestLinesThatFitNothing:
    def test_are_matched_by_hand_once(self, airing: Airing) -> None:
        line = unmatched(airing)

        stands, again = (match_report(report=line, airing=airing, by=None, at=NOW) for _ in range(2))

        airing.refresh_from_db()
        assert (stands, stands.row, airing.state) == (again, "05:00", Airing.State.PLAYED)
        assert line.correction.kind == ReportCorrection.Kind.MATCHED
        with pytest.raises(CannotReport, match="đã được quyết định"):
            declare_foreign(report=line, by=None, at=NOW)

    def test_may_be_declared_foreign(self, airing: Airing) -> None:
        line = unmatched(airing)
        assert list(PlayReport.objects.open()) == [line]

        declare_foreign(report=line, by=None, at=NOW, reason="Tiếp âm")

        assert not PlayReport.objects.open().exists()
        with pytest.raises(CannotReport, match="đã được quyết định"):
            match_report(report=line, airing=airing, by=None, at=NOW)


class TestAiringOfWithdrawnBulletin:
    def test_is_not_played_again_when_its_report_is_taken_back(self, airing: Airing) -> None:
        report = confirm_airing(airing=airing, played_at=NOW, how=PLAYER, by=None, at=NOW, key="1")
        withdraw_bulletin(bulletin=airing.bulletin, reason="Sai số", by=None, at=NOW)

        take_back_report(report=report, reason="Báo nhầm", by=None, at=NOW)

        airing.refresh_from_db()
        assert (airing.state, airing.state_reason) == (Airing.State.CANCELLED, "Bản tin đã rút: Sai số")
