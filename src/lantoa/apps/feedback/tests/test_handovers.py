"""Telling agencies: mails by the outbox, failures that are seen, sweeps that repeat nothing; reminders once each."""

from datetime import date, timedelta

import pytest
from conftest import NOW, Cast

from lantoa.apps.agencies.models import Agency, Contact
from lantoa.apps.base.models import Message
from lantoa.apps.feedback.actions.citizen import supply
from lantoa.apps.feedback.actions.handling import acknowledge, answer, ask_back, forward, receive
from lantoa.apps.feedback.actions.handovers import CannotHandOver, resend_handover, see_handovers
from lantoa.apps.feedback.factories import make_clock_rule, make_feedback
from lantoa.apps.feedback.handover_sweep import sweep_handovers
from lantoa.apps.feedback.models import Feedback, Handover, RoutingRule
from lantoa.apps.feedback.overdue_sweep import sweep_overdue_feedback

pytestmark = pytest.mark.django_db
DAY, MINUTE = timedelta(days=1), timedelta(minutes=1)
State = Handover.State


def _routed(agency: Agency, **values: object) -> Feedback:
    make_clock_rule()
    RoutingRule.objects.create(target="agency", agency=agency)
    feedback = make_feedback(at=NOW, **values)
    receive(feedback=feedback, at=NOW)
    return feedback


def _nobody() -> Agency:
    agency: Agency = Agency.objects.create(slug="trong", name="Sở Trống", short_name="Sở Trống", kind="portal")
    return agency


class TestSweep:
    def test_writes_to_focal_officers_and_active_contacts_each_once(self, cast: Cast) -> None:
        Contact.objects.create(agency=cast.agency, name="A", email="Dau.Moi@lantoa.example")
        Contact.objects.create(agency=cast.agency, name="B", email="b@lantoa.example")
        Contact.objects.create(agency=cast.agency, name="C", email="c@lantoa.example", active=False)
        feedback = _routed(cast.agency, words="Ông Bí Mật nói")
        assert sweep_handovers(at=NOW) == 1
        mails = Message.objects.filter(key__startswith="handover:")
        assert sorted(mail.to.casefold() for mail in mails) == ["b@lantoa.example", "dau.moi@lantoa.example"]
        assert all(feedback.code in mail.text and "Bí Mật" not in mail.text for mail in mails)

    def test_says_nothing_twice_and_follows_the_mails(self, cast: Cast) -> None:
        row = _routed(cast.agency).handovers.get()
        sweep_handovers(at=NOW)
        assert sweep_handovers(at=NOW) == 0
        sweep_handovers(at=NOW + MINUTE)
        assert Message.objects.filter(key__startswith="handover:").count() == 1
        Message.objects.update(state=Message.State.SENT, sent_at=NOW + MINUTE)
        sweep_handovers(at=NOW + 2 * MINUTE)
        row.refresh_from_db()
        assert (row.state, row.sent_at) == (State.SENT, NOW + MINUTE)

    def test_loses_nothing_when_the_worker_ends_in_the_middle(
        self, cast: Cast, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        row = _routed(cast.agency).handovers.get()

        def killed(*args: object, **kwargs: object) -> None:
            raise KeyboardInterrupt

        with monkeypatch.context() as patch:
            patch.setattr(Handover, "save", killed)
            with pytest.raises(KeyboardInterrupt):
                sweep_handovers(at=NOW)
        row.refresh_from_db()
        assert (row.state, row.messages, Message.objects.count()) == (State.DUE, [], 0)
        sweep_handovers(at=NOW)
        assert Message.objects.filter(key__startswith="handover:").count() == 1

    def test_fails_where_nobody_can_be_reached_and_is_sent_again_once_somebody_can(self, cast: Cast) -> None:
        agency = _nobody()
        row = _routed(agency).handovers.get()
        sweep_handovers(at=NOW)
        row.refresh_from_db()
        assert row.state == State.FAILED
        assert "chưa có người liên hệ" in row.problem
        Contact.objects.create(agency=agency, name="A", email="a@lantoa.example")
        resend_handover(handover=row, by=cast.programme_officer, at=NOW + DAY)
        sweep_handovers(at=NOW + DAY)
        assert Message.objects.filter(key__startswith="handover:").count() == 1
        with pytest.raises(CannotHandOver):
            resend_handover(handover=row, by=cast.programme_officer, at=NOW + DAY)

    def test_fails_with_the_reason_when_every_mail_was_refused(self, cast: Cast) -> None:
        row = _routed(cast.agency).handovers.get()
        sweep_handovers(at=NOW)
        Message.objects.update(state=Message.State.FAILED, reason="Hộp thư không có.")
        sweep_handovers(at=NOW + MINUTE)
        row.refresh_from_db()
        assert (row.state, row.problem) == (State.FAILED, "Hộp thư không có.")

    def test_is_not_sent_again_to_an_agency_that_gave_it_away(self, cast: Cast) -> None:
        feedback = _routed(_nobody())
        sweep_handovers(at=NOW)
        row = feedback.handovers.get()
        Handover.objects.filter(pk=row.pk).update(state=State.FAILED)
        Feedback.objects.filter(pk=feedback.pk).update(agency=cast.agency)
        with pytest.raises(CannotHandOver, match="chuyển cho cơ quan khác"):
            resend_handover(handover=row, by=cast.programme_officer, at=NOW)


class TestSeen:
    def test_by_an_officer_of_that_agency_only(self, cast: Cast) -> None:
        feedback = _routed(cast.agency)
        assert see_handovers(feedback=feedback, agency=cast.other_agency, at=NOW) == 0
        assert see_handovers(feedback=feedback, agency=cast.agency, at=NOW) == 1
        assert feedback.handovers.get().state == State.SEEN

    def test_when_the_agency_acts(self, cast: Cast) -> None:
        feedback = _routed(cast.agency)
        acknowledge(feedback=feedback, by=cast.focal_officer, at=NOW)
        assert feedback.handovers.get().state == State.SEEN


class TestLetters:
    def test_tell_the_step_and_the_secret_address_but_no_words(self, cast: Cast) -> None:
        feedback = _routed(cast.agency, contact="lan@lantoa.example", words="Bí mật của tôi")
        answer(feedback=feedback, by=cast.focal_officer, at=NOW, words="Trả lời riêng")
        letter = Message.objects.get(key__startswith="feedback:letter:")
        assert letter.to == "lan@lantoa.example"
        assert "/theo-doi/" in letter.text and feedback.code in letter.text
        assert "Bí mật" not in letter.text and "Trả lời riêng" not in letter.text
        assert letter.delete_at == NOW + 7 * DAY

    def test_go_by_short_message_only_where_somebody_must_know(self, cast: Cast) -> None:
        feedback = _routed(cast.agency, contact="0905123456")
        acknowledge(feedback=feedback, by=cast.focal_officer, at=NOW)
        ask_back(feedback=feedback, by=cast.focal_officer, at=NOW, words="Xin số biên nhận")
        (letter,) = Message.objects.filter(key__startswith="feedback:letter:")
        assert (letter.channel, letter.to) == (Message.Channel.SMS, "0905123456")
        assert letter.text.isascii()

    def test_reach_those_who_reported_the_same(self, cast: Cast) -> None:
        feedback = _routed(cast.agency, contact="lan@lantoa.example")
        make_feedback(cast.agency, at=NOW, contact="mai@lantoa.example", joined_to=feedback)
        answer(feedback=feedback, by=cast.focal_officer, at=NOW, words="Đã xong")
        letters = Message.objects.filter(key__startswith="feedback:letter:").values_list("to", flat=True)
        assert sorted(letters) == ["lan@lantoa.example", "mai@lantoa.example"]

    def test_are_not_written_to_whoever_left_no_contact(self, cast: Cast) -> None:
        feedback = _routed(cast.agency)
        answer(feedback=feedback, by=cast.focal_officer, at=NOW, words="Đã xong")
        assert not Message.objects.filter(key__startswith="feedback:letter:").exists()


class TestOverdue:
    def test_is_told_to_the_agency_once_and_later_to_the_province_once(self, cast: Cast) -> None:
        feedback = _routed(cast.agency)
        assert feedback.answer_by == date(2023, 6, 15)
        due = NOW.replace(day=15)
        assert sweep_overdue_feedback(at=due) == 0
        assert [sweep_overdue_feedback(at=due + DAY * number) for number in (1, 1, 2, 4)] == [1, 0, 0, 0]
        assert Message.objects.get(key__startswith="feedback:late:").to == "dau.moi@lantoa.example"
        assert [sweep_overdue_feedback(at=due + DAY * number) for number in (6, 7)] == [1, 0]
        told = Message.objects.get(key__startswith="feedback:escalated:")
        assert told.to == "chuong.trinh@lantoa.example"
        assert feedback.code in told.text

    def test_is_not_told_in_the_night_nor_while_the_citizen_is_waited_for(self, cast: Cast) -> None:
        feedback = _routed(cast.agency)
        ask_back(feedback=feedback, by=cast.focal_officer, at=NOW, words="Xin số biên nhận")
        assert sweep_overdue_feedback(at=NOW.replace(day=20)) == 0
        supply(feedback=feedback, words="Số 12", at=NOW)
        assert sweep_overdue_feedback(at=NOW.replace(day=19, hour=20)) == 0
        forward(feedback=feedback, to=cast.other_agency, by=cast.focal_officer, at=NOW, words="Việc của sở")
        assert sweep_overdue_feedback(at=NOW.replace(day=16)) == 1
