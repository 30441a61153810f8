"""Behind the secret address: what the citizen reads and does, once however often it is pressed, and nobody else."""

import re
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from django.test import Client
from django.utils import timezone
from pytest_django import Settings

from lantoa.apps.agencies.factories import AgencyFactory
from lantoa.apps.base.honeypot import signed_moment
from lantoa.apps.base.models import AuditEntry, Message
from lantoa.apps.feedback.actions import erasing
from lantoa.apps.feedback.actions.erasing import ERASED_WORDS, erase_feedback, sweep_old_feedback
from lantoa.apps.feedback.actions.handling import answer, ask_back
from lantoa.apps.feedback.actions.moderation import join_feedback
from lantoa.apps.feedback.actions.sending import send_feedback
from lantoa.apps.feedback.factories import make_clock_rule, make_listed_feedback
from lantoa.apps.feedback.links import feedback_at, following_path, following_token
from lantoa.apps.feedback.models import Attachment, Feedback, FeedbackContact, FeedbackStep
from lantoa.apps.feedback.store import attachment_file, store_photo, sweep_citizens_files
from lantoa.apps.feedback.tests.sending_stage import WORDS, photo

Kind = FeedbackStep.Kind


@pytest.fixture(autouse=True)
def stage(db: None, settings: Settings, tmp_path: Path) -> None:
    settings.CITIZENS_DIR = tmp_path / "citizens"
    make_clock_rule()


@pytest.fixture
def sent() -> Feedback:
    return send_feedback(
        sector=None, words=WORDS, at=timezone.now(), key="k" * 32, name="Nguyễn Thị Lan", contact="lan@example.vn",
        about_agency=AgencyFactory(name="Sở Thử"), site="https://lantoa.example",
    )  # fmt: skip


def _text(client: Client, feedback: Feedback) -> str:
    return client.get(following_path(feedback)).content.decode()


def _act(client: Client, feedback: Feedback, act: str, **given: object):  # type: ignore[no-untyped-def]
    return client.post(f"{following_path(feedback)}{act}/", {"key": "a" * 32, **given})


class TestAddress:
    def test_shows_state_clocks_steps_and_no_officer(self, client: Client, sent: Feedback) -> None:
        answer(feedback=sent, by="cán bộ Trần Văn Kín", at=timezone.now(), words="Đã thay bóng đèn.")
        text = _text(client, sent)
        for words in (sent.code, "Cơ quan đã trả lời", "Đã thay bóng đèn.", WORDS, "l•••@example.vn"):
            assert words in text
        assert "Trần Văn Kín" not in text and "Nguyễn Thị Lan" not in text

    def test_is_kept_by_no_cache_and_found_by_no_search(self, client: Client, sent: Feedback) -> None:
        page = client.get(following_path(sent))
        assert page["Cache-Control"] == "no-store" and "noindex" in page["X-Robots-Tag"]
        assert "script-src 'self'" in page["Content-Security-Policy"]

    def test_cannot_be_guessed_or_bent(self, client: Client, sent: Feedback) -> None:
        token = following_token(sent)
        for wrong in (f"{sent.code}.1~x", token[:-1], token.replace(".1~", ".2~"), "x", f"{sent.code}.1"):
            assert client.get(f"/theo-doi/{wrong}/").status_code == 404
            assert feedback_at(wrong) is None

    def test_holds_notes_of_officers_back(self, client: Client, sent: Feedback) -> None:
        FeedbackStep.objects.create(feedback=sent, kind=Kind.NOTE, at=timezone.now(), words="nội bộ kín", shown=False)
        assert "nội bộ kín" not in _text(client, sent)

    def test_of_a_joined_piece_shows_what_the_public_reads_of_the_other(self, client: Client, sent: Feedback) -> None:
        other = make_listed_feedback(at=timezone.now(), words="Lời riêng của người khác")
        Feedback.objects.filter(pk=sent.pk).update(joined_to=other)
        text = _text(client, sent)
        assert "Đã trả và xin lỗi." in text and "Lời riêng của người khác" not in text


class TestActs:
    def test_supplies_words_and_photos_once(self, client: Client, sent: Feedback) -> None:
        ask_back(feedback=sent, by="cán bộ", at=timezone.now(), words="Cột đèn số mấy?")
        text = _text(client, sent)
        asked, form = text.index("Cơ quan hỏi bạn"), text.index("bo-sung/")
        assert asked < text.index("Cột đèn số mấy?") < text.index("Trả lời đến hết ngày") < form
        for _ in range(2):
            assert _act(client, sent, "bo-sung", words="Cột số 12.", photos=photo()).status_code == 303
        assert FeedbackStep.objects.filter(kind=Kind.SUPPLIED).count() == 1
        assert Attachment.objects.count() == 1
        sent.refresh_from_db()
        assert sent.state == Feedback.State.ACKNOWLEDGED

    def test_an_answer_of_before_reopening_is_not_shown_as_the_last_word(self, client: Client, sent: Feedback) -> None:
        answer(feedback=sent, by="cán bộ", at=timezone.now(), words="Đã thay.")
        assert "Trả lời của cơ quan" in _text(client, sent)
        _act(client, sent, "mo-lai", words="Đèn lại hỏng.")
        text = _text(client, sent)
        assert "Trả lời trước khi bạn mở lại" in text and "Trả lời của cơ quan" not in text

    def test_judges_and_judges_again(self, client: Client, sent: Feedback) -> None:
        answer(feedback=sent, by="cán bộ", at=timezone.now(), words="Đã thay.")
        assert _act(client, sent, "danh-gia", solved="solved").status_code == 303
        assert _act(client, sent, "danh-gia", solved="solved").status_code == 303
        assert FeedbackStep.objects.filter(kind=Kind.JUDGED).count() == 1
        _act(client, sent, "danh-gia", solved="not_solved", key="b" * 32)
        sent.refresh_from_db()
        assert sent.solved == Feedback.Solved.NOT_SOLVED
        assert _act(client, sent, "danh-gia", solved="hay", key="c" * 32).status_code == 422

    def test_opens_again_with_a_reason_within_the_days(self, client: Client, sent: Feedback) -> None:
        answer(feedback=sent, by="cán bộ", at=timezone.now(), words="Đã thay.")
        assert "Hãy viết điều chưa" in _act(client, sent, "mo-lai", words=" ").content.decode()
        for _ in range(2):
            assert _act(client, sent, "mo-lai", words="Đèn lại hỏng.").status_code == 303
        sent.refresh_from_db()
        assert (sent.reopened, sent.state) == (1, Feedback.State.NEW)

    def test_does_not_open_again_after_the_days(self, client: Client, sent: Feedback) -> None:
        answer(feedback=sent, by="cán bộ", at=timezone.now() - timedelta(days=200), words="Đã thay.")
        assert "Đã hết hạn mở lại" in _text(client, sent)
        refused = _act(client, sent, "mo-lai", words="Đèn lại hỏng.")
        assert refused.status_code == 422 and "Đèn lại hỏng." not in _text(client, sent)

    def test_says_why_an_act_that_is_over_is_refused(self, client: Client, sent: Feedback) -> None:
        refused = _act(client, sent, "bo-sung", words="Thêm.")
        assert refused.status_code == 422 and "Chưa làm được" in refused.content.decode()

    def test_has_a_limit_for_each_day(self, client: Client, sent: Feedback) -> None:
        given = [_act(client, sent, "danh-gia", solved="solved", key=f"{n:032}").status_code for n in range(31)]
        assert given[-1] == 429

    def test_leaves_no_address_in_the_trail(self, client: Client, sent: Feedback) -> None:
        answer(feedback=sent, by="cán bộ", at=timezone.now(), words="Đã thay.")
        _act(client, sent, "danh-gia", solved="solved")
        assert "127.0.0.1" not in str(list(AuditEntry.objects.values_list("origin", flat=True)))


class TestErasing:
    def test_withdraws_the_contact_and_the_work_goes_on(self, client: Client, sent: Feedback) -> None:
        for _ in range(2):
            assert _act(client, sent, "xoa-lien-he").status_code == 303
        assert not FeedbackContact.objects.exists() and not Message.objects.filter(to="lan@example.vn").exists()
        assert "Không giữ họ tên, liên hệ" in _text(client, sent)
        assert Feedback.objects.get().words == WORDS

    def test_erases_everything_when_the_time_is_over(self, client: Client, sent: Feedback) -> None:
        at, address = timezone.now(), following_path(sent)
        kept = store_photo(photo().read())
        file = Attachment.objects.create(
            feedback=sent, kind=kept.kind, position=1, sha256=kept.sha256, media_type=kept.media_type, added_at=at,
            listed=True,
        )  # fmt: skip
        place = attachment_file(file)
        answer(feedback=sent, by="cán bộ", at=at, words="Chào chị Lan.")
        assert sweep_old_feedback(at=at) == 0
        later = at + timedelta(days=740)
        assert sweep_old_feedback(at=later) == 1
        row = Feedback.objects.get()
        assert (row.words, row.erase_on, row.folded) == (ERASED_WORDS, None, "")
        assert not FeedbackContact.objects.exists() and not row.steps.exclude(words="").exists()
        assert client.get(address).status_code == 404
        assert sweep_citizens_files(at=later) in (0, 1) and not place.exists()

    def test_waits_while_it_is_open(self, sent: Feedback) -> None:
        later = timezone.now() + timedelta(days=740)
        assert sweep_old_feedback(at=later) == 0
        assert Feedback.objects.get().words == WORDS

    def test_of_a_joined_piece_goes_by_the_one_it_went_to(self, sent: Feedback) -> None:
        other = make_listed_feedback(at=timezone.now())
        Feedback.objects.filter(pk=sent.pk).update(joined_to=other)
        assert sweep_old_feedback(at=timezone.now() + timedelta(days=740)) == 1
        sent.refresh_from_db()
        assert (sent.state, sent.words) == (Feedback.State.NEW, ERASED_WORDS)

    def test_goes_on_with_the_others_where_one_fails(self, sent: Feedback, monkeypatch: pytest.MonkeyPatch) -> None:
        past = timezone.localdate() - timedelta(days=1)
        broken = make_listed_feedback(at=timezone.now(), erase_on=past - timedelta(days=1))
        other = make_listed_feedback(at=timezone.now(), erase_on=past)

        def fails(*, feedback: Feedback, **given: object) -> bool:
            if feedback.pk == broken.pk:
                raise OSError
            return erase_feedback(feedback=feedback, by="người dân", at=timezone.now())

        monkeypatch.setattr(erasing, "erase_feedback", fails)
        assert sweep_old_feedback(at=timezone.now()) == 1
        other.refresh_from_db()
        assert other.words == ERASED_WORDS

    def test_is_done_once(self, sent: Feedback) -> None:
        now = timezone.now()
        assert erase_feedback(feedback=sent, by="người dân", at=now)
        assert not erase_feedback(feedback=sent, by="người dân", at=now)


class TestLookup:
    def _ask(self, client: Client, **given: str):  # type: ignore[no-untyped-def]
        shown_at = signed_moment(timezone.now() - timedelta(minutes=1))
        return client.post("/theo-doi/", {"website": "", "shown_at": shown_at, **given})

    def test_says_the_same_whether_it_exists(self, client: Client, sent: Feedback) -> None:
        Message.objects.all().delete()
        right = self._ask(client, code=sent.code.lower(), contact="Lan@example.vn")
        wrong = self._ask(client, code=sent.code, contact="khac@example.vn")
        none = self._ask(client, code="PA-2222-2222", contact="lan@example.vn")
        pages = {re.sub(r'value="[^"]*"', "", page.content.decode()) for page in (right, wrong, none)}
        assert len(pages) == 1 and {right.status_code, wrong.status_code, none.status_code} == {200}
        message = Message.objects.get()
        assert message.to == "lan@example.vn" and following_token(sent) in message.text
        assert following_token(sent) not in right.content.decode()

    def test_sends_no_more_than_a_few_a_day(self, client: Client, sent: Feedback) -> None:
        for _ in range(5):
            assert self._ask(client, code=sent.code, contact="lan@example.vn").status_code == 200
        assert Message.objects.filter(key__startswith="feedback:address:").count() == 1

    def test_stops_a_network_that_tries_many(self, client: Client) -> None:
        given = [self._ask(client, code=f"PA-2222-22{n:02}", contact="lan@example.vn").status_code for n in range(21)]
        assert (given[0], given[-1]) == (200, 429)

    def test_of_an_erased_contact_sends_nothing(self, client: Client, sent: Feedback, now: datetime) -> None:
        _act(client, sent, "xoa-lien-he")
        self._ask(client, code=sent.code, contact="lan@example.vn")
        assert not Message.objects.filter(to="lan@example.vn").exists()


class TestJoined:
    def test_reads_the_others_public_answer_and_may_go_its_own_way(self, client: Client, sent: Feedback) -> None:
        other = make_listed_feedback(at=timezone.now())
        join_feedback(feedback=sent, to=other, version=sent.version, by=None, at=timezone.now())
        assert "Đã trả và xin lỗi." in _text(client, sent)

        client.post(f"{following_path(sent)}tach-rieng/")
        client.post(f"{following_path(sent)}tach-rieng/")

        sent.refresh_from_db()
        assert sent.joined_to is None
        assert FeedbackStep.objects.filter(feedback=sent, kind=Kind.PARTED).count() == 1
        assert not AuditEntry.objects.filter(act="feedback.part_feedback").exclude(origin="").exists()
