"""Officers' and citizens' steps: states, clocks, hand-overs, presses that come twice, pages that have aged."""

from datetime import date, datetime, timedelta

import pytest
from conftest import NOW, Cast

from lantoa.apps.agencies.models import Agency, AgencyKind
from lantoa.apps.base.models import AuditEntry
from lantoa.apps.feedback.actions.citizen import judge, reopen, reopen_until, supply
from lantoa.apps.feedback.actions.handling import (
    CannotHandle,
    ChangedMeanwhile,
    acknowledge,
    answer,
    ask_back,
    close,
    extend,
    forward,
    note,
    receive,
    refuse,
)
from lantoa.apps.feedback.factories import make_clock_rule, make_feedback
from lantoa.apps.feedback.models import Feedback, FeedbackStep, Handover, RoutingRule
from lantoa.core.workdays import WorkingCalendar

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)
SECRET = "Ông Nguyễn Văn Bí Mật, số điện thoại 0905123456"


def _routed(cast: Cast, at: datetime = NOW, **values: object) -> Feedback:
    """Return a piece of feedback that came in on Thursday 1 June 2023 and went to the first agency."""
    make_clock_rule()
    feedback = make_feedback(at=at, **values)
    RoutingRule.objects.create(target="agency", agency=cast.agency)
    receive(feedback=feedback, at=at)
    return feedback


class TestReceive:
    def test_routes_starts_both_clocks_and_hands_over(self, cast: Cast) -> None:
        feedback = _routed(cast)
        feedback.refresh_from_db()
        assert feedback.agency == cast.agency
        assert feedback.acknowledge_by == date(2023, 6, 5)
        assert feedback.answer_by == date(2023, 6, 15)
        assert "2 ngày làm việc kể từ ngày 01/6/2023" in feedback.clock_words
        assert feedback.handovers.get().state == Handover.State.DUE

    def test_happens_once(self, cast: Cast) -> None:
        feedback = _routed(cast)
        receive(feedback=feedback, at=NOW + DAY)
        assert feedback.steps.filter(kind="routed").count() == 1
        assert feedback.handovers.count() == 1

    def test_waits_for_assignment_where_no_rule_fits_and_runs_the_clock(self, cast: Cast) -> None:
        make_clock_rule()
        feedback = make_feedback(at=NOW)
        receive(feedback=feedback, at=NOW)
        assert feedback.agency is None
        assert feedback.routed_by.startswith("Chờ phân công")
        assert feedback.answer_by == date(2023, 6, 15)
        forward(feedback=feedback, to=cast.agency, by=cast.programme_officer, at=NOW + DAY, words="Đúng việc của huyện")
        assert feedback.agency == cast.agency
        assert feedback.answer_by == date(2023, 6, 15)
        assert feedback.handovers.get().agency == cast.agency

    def test_says_that_there_is_no_clock_where_no_rule_sets_one(self, cast: Cast) -> None:
        feedback = make_feedback(at=NOW)
        receive(feedback=feedback, at=NOW)
        assert feedback.answer_by is None
        assert "chưa đặt thời hạn" in feedback.clock_words


class TestClock:
    def test_stops_while_the_citizen_is_asked_and_gives_the_days_back(self, cast: Cast) -> None:
        feedback = _routed(cast)
        ask_back(feedback=feedback, by=cast.focal_officer, at=NOW + DAY, words="Xin số biên nhận")
        assert feedback.answer_by is None
        assert "đồng hồ dừng từ ngày 02/6/2023" in feedback.clock_words
        supply(feedback=feedback, words="Số 12", at=NOW + 6 * DAY)
        assert feedback.state == Feedback.State.ACKNOWLEDGED
        assert feedback.answer_by == date(2023, 6, 20)  # Monday to Wednesday: three days
        assert "3 ngày chờ bổ sung" in feedback.clock_words

    def test_goes_on_when_it_is_forwarded(self, cast: Cast) -> None:
        feedback = _routed(cast)
        forward(
            feedback=feedback, to=cast.other_agency, by=cast.focal_officer, at=NOW + DAY, words="Việc của ngành y tế"
        )
        assert feedback.answer_by == date(2023, 6, 15)
        states = dict(feedback.handovers.values_list("agency", "state"))
        assert states == {cast.agency.pk: "cancelled", cast.other_agency.pk: "due"}

    def test_is_extended_as_often_as_the_rule_says(self, cast: Cast) -> None:
        feedback = _routed(cast)
        acknowledge(feedback=feedback, by=cast.focal_officer, at=NOW)
        extend(feedback=feedback, by=cast.focal_officer, at=NOW, words="Cần đo lại ranh giới")
        assert feedback.answer_by == date(2023, 6, 22)
        with pytest.raises(CannotHandle, match="Đã gia hạn 1 lần"):
            extend(feedback=feedback, by=cast.focal_officer, at=NOW, words="Lại cần thêm")

    def test_says_whether_the_answer_was_in_time(self, cast: Cast) -> None:
        feedback = _routed(cast)
        step = answer(feedback=feedback, by=cast.focal_officer, at=NOW + 14 * DAY, words="Đã trả hồ sơ.")
        assert step.detail == {"on_time": True, "due": "2023-06-15", "days": 10}
        late = make_feedback(at=NOW)
        receive(feedback=late, at=NOW)
        step = answer(feedback=late, by=cast.focal_officer, at=NOW + 15 * DAY, words="Đã trả hồ sơ.")
        assert step.detail == {"on_time": False, "due": "2023-06-15", "days": 11}

    def test_is_not_moved_by_a_rule_changed_later(self, cast: Cast) -> None:
        feedback = _routed(cast)
        make_clock_rule(valid_from=date(2023, 6, 1), agency_kind=AgencyKind.DISTRICT_COMMITTEE, answer_days=30)
        acknowledge(feedback=feedback, by=cast.focal_officer, at=NOW + DAY)
        assert feedback.answer_by == date(2023, 6, 15)


class TestSteps:
    def test_known_by_its_key_is_taken_once(self, cast: Cast) -> None:
        feedback = _routed(cast)
        first = answer(feedback=feedback, by=cast.focal_officer, at=NOW, words="Đã xong", key="k1")
        assert answer(feedback=feedback, by=cast.focal_officer, at=NOW, words="Đã xong", key="k1") == first
        assert feedback.steps.filter(kind="answered").count() == 1

    def test_of_an_old_page_is_refused(self, cast: Cast) -> None:
        feedback = _routed(cast)
        seen = feedback.version
        acknowledge(feedback=feedback, by=cast.focal_officer, at=NOW, version=seen)
        with pytest.raises(ChangedMeanwhile):
            answer(feedback=feedback, by=cast.focal_officer, at=NOW, words="Đã xong", version=seen)

    def test_that_the_state_does_not_allow_is_refused_with_why(self, cast: Cast) -> None:
        feedback = _routed(cast)
        with pytest.raises(CannotHandle, match="“mới gửi” nên không gia hạn được"):
            extend(feedback=feedback, by=cast.focal_officer, at=NOW, words="Cần thêm")

    def test_of_a_joined_piece_is_taken_at_the_other(self, cast: Cast) -> None:
        first = _routed(cast)
        second = make_feedback(cast.agency, at=NOW, joined_to=first)
        with pytest.raises(CannotHandle, match="đã nhập"):
            answer(feedback=second, by=cast.focal_officer, at=NOW, words="Đã xong")

    def test_refusing_says_where_to_go_instead(self, cast: Cast) -> None:
        feedback = _routed(cast)
        with pytest.raises(CannotHandle, match="nên đến đâu"):
            refuse(feedback=feedback, by=cast.focal_officer, at=NOW, words="Việc của tòa án", instead=" ")
        step = refuse(feedback=feedback, by=cast.focal_officer, at=NOW, words="Tranh chấp dân sự", instead="Tòa án")
        assert "Nơi giải quyết: Tòa án" in step.words
        assert feedback.state == Feedback.State.REFUSED

    def test_notes_are_not_shown_to_the_citizen(self, cast: Cast) -> None:
        feedback = _routed(cast)
        assert not note(feedback=feedback, by=cast.focal_officer, at=NOW, words="Gọi cho xã").shown

    def test_closing_what_was_asked_back_waits_for_the_citizens_days(self, cast: Cast) -> None:
        feedback = _routed(cast)
        ask_back(feedback=feedback, by=cast.focal_officer, at=NOW, words="Xin số biên nhận")
        with pytest.raises(CannotHandle, match="đến hết ngày 15/6/2023"):
            close(feedback=feedback, by=cast.focal_officer, at=NOW + 14 * DAY, words="Không bổ sung")
        close(feedback=feedback, by=cast.focal_officer, at=NOW + 15 * DAY, words="Không bổ sung")
        assert feedback.state == Feedback.State.CLOSED

    def test_leave_no_words_of_anybody_in_the_trail(self, cast: Cast) -> None:
        feedback = _routed(cast, words=SECRET, place_words=SECRET, name=SECRET, contact="bi.mat@lantoa.example")
        officer = {"by": cast.focal_officer, "at": NOW}
        acknowledge(feedback=feedback, words=SECRET, **officer)
        ask_back(feedback=feedback, words=SECRET, **officer)
        supply(feedback=feedback, words=SECRET, at=NOW)
        extend(feedback=feedback, words=SECRET, **officer)
        note(feedback=feedback, words=SECRET, **officer)
        forward(feedback=feedback, to=cast.other_agency, words=SECRET, **officer)
        answer(feedback=feedback, words=SECRET, **officer)
        judge(feedback=feedback, solved="not_solved", words=SECRET, at=NOW)
        reopen(feedback=feedback, words=SECRET, at=NOW)
        refuse(feedback=feedback, words=SECRET, instead=SECRET, **officer)
        assert FeedbackStep.objects.filter(feedback=feedback).count() == 12
        assert set(AuditEntry.objects.filter(actor="người dân").values_list("origin", flat=True)) == {""}
        told = " ".join(f"{row.detail} {row.actor}" for row in AuditEntry.objects.all())
        assert "Bí Mật" not in told and "0905123456" not in told and "bi.mat" not in told


class TestReopen:
    def test_starts_new_clocks_at_the_same_agency(self, cast: Cast) -> None:
        feedback = _routed(cast)
        answer(feedback=feedback, by=cast.focal_officer, at=NOW, words="Đã xong")
        judge(feedback=feedback, solved="not_solved", at=NOW)
        reopen(feedback=feedback, words="Vẫn chưa trả", at=NOW + 7 * DAY)
        assert (feedback.state, feedback.reopened, feedback.solved) == (Feedback.State.NEW, 1, "")
        assert feedback.answer_by == date(2023, 6, 22)
        assert feedback.handovers.filter(state="due").count() == 1

    def test_ends_with_the_days_of_the_rule(self, cast: Cast) -> None:
        feedback = _routed(cast)
        answer(feedback=feedback, by=cast.focal_officer, at=NOW, words="Đã xong")
        last = reopen_until(feedback, WorkingCalendar())
        assert last == date(2023, 7, 13)
        with pytest.raises(CannotHandle, match="13/7/2023"):
            reopen(feedback=feedback, words="Vẫn chưa trả", at=NOW + 43 * DAY)

    def test_goes_to_whoever_took_the_agencys_place(self, cast: Cast) -> None:
        feedback = _routed(cast)
        answer(feedback=feedback, by=cast.focal_officer, at=NOW, words="Đã xong")
        heir = Agency.objects.create(
            slug="moi", name="Sở mới", short_name="Sở mới", kind=AgencyKind.PROVINCIAL_DEPARTMENT
        )
        Agency.objects.filter(pk=cast.agency.pk).update(valid_to=date(2023, 6, 5))
        cast.agency.successions.create(successor=heir, kind="merged", on=date(2023, 6, 6))
        reopen(feedback=feedback, words="Vẫn chưa trả", at=NOW + 7 * DAY)
        assert feedback.agency == heir
        assert "thay UBND huyện Hải Lăng" in feedback.routed_by


class TestNoLateWorkLooksInTime:
    def test_an_extension_after_the_due_day_is_refused(self, cast: Cast) -> None:
        feedback = _routed(cast)
        acknowledge(feedback=feedback, by=cast.focal_officer, at=NOW)
        with pytest.raises(CannotHandle, match="15/6/2023 đã qua"):
            extend(feedback=feedback, by=cast.focal_officer, at=NOW + 15 * DAY, words="Cần thêm")
        extend(feedback=feedback, by=cast.focal_officer, at=NOW + 14 * DAY, words="Cần thêm")

    def test_what_was_asked_back_when_late_stays_late_when_closed_unanswered(self, cast: Cast) -> None:
        feedback = _routed(cast)
        ask_back(feedback=feedback, by=cast.focal_officer, at=NOW + 20 * DAY, words="Xin số biên nhận")
        step = close(feedback=feedback, by=cast.focal_officer, at=NOW + 60 * DAY, words="Không có số biên nhận")
        assert step.detail["on_time"] is False

    def test_what_was_asked_back_in_time_is_not_counted_when_closed_unanswered(self, cast: Cast) -> None:
        feedback = _routed(cast)
        ask_back(feedback=feedback, by=cast.focal_officer, at=NOW + DAY, words="Xin số biên nhận")
        step = close(feedback=feedback, by=cast.focal_officer, at=NOW + 60 * DAY, words="Không có số biên nhận")
        assert "on_time" not in step.detail
