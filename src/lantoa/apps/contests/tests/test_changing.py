"""What may still change after the announcement, and what may not."""

from datetime import datetime, timedelta

import pytest
from conftest import Cast
from django.test import Client
from django.urls import reverse

from lantoa.apps.base.models import AuditEntry, PublicChange
from lantoa.apps.contests.actions import CannotAnnounce, announce_contest
from lantoa.apps.contests.actions.changing import RulesChange, call_off_contest, change_rules
from lantoa.apps.contests.actions.drafting import CannotChange
from lantoa.apps.contests.factories import make_contest
from lantoa.apps.contests.forms.prize_lines import prize_lines, read_prize_lines
from lantoa.apps.contests.models import Contest, Prize, Question, RoundPool, RulesVersion
from lantoa.apps.contests.queries.readiness import checks_of
from lantoa.core.scoring import canonical_json, sha256_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def contest(now: datetime) -> Contest:
    return make_contest(at=now, rounds=2)


class TestAnnouncing:
    def test_refuses_rounds_that_overlap(self, now: datetime) -> None:
        draft = make_contest(at=now, rounds=2, announced=False)
        first = draft.rounds.all()[0]
        first.closes_at += timedelta(seconds=1)
        first.save(update_fields=["closes_at"])
        with pytest.raises(CannotAnnounce, match="chồng lên nhau"):
            announce_contest(contest=draft, by=None, at=now)

    def test_refuses_a_round_shorter_than_a_paper_takes(self, now: datetime) -> None:
        draft = make_contest(at=now, announced=False, minutes_allowed=7 * 24 * 60 + 1)
        with pytest.raises(CannotAnnounce, match="ngắn hơn thời gian làm bài"):
            announce_contest(contest=draft, by=None, at=now)

    def test_refuses_questions_that_are_not_right_to_the_end(self, now: datetime) -> None:
        draft = make_contest(at=now, announced=False)
        Question.objects.update(valid_to=draft.rounds.get().closes_at.date() - timedelta(days=1))
        with pytest.raises(CannotAnnounce, match="chỉ còn 0 câu"):
            announce_contest(contest=draft, by=None, at=now)

    def test_refuses_prizes_with_a_gap(self, now: datetime) -> None:
        draft = make_contest(at=now, announced=False)
        Prize.objects.create(contest=draft, winner="person", name="Giải nhì", first_rank=2, last_rank=2)
        with pytest.raises(CannotAnnounce, match="hạng 1 không có giải"):
            announce_contest(contest=draft, by=None, at=now)

    def test_only_warns_of_papers_that_repeat(self, now: datetime) -> None:
        draft = make_contest(at=now, announced=False, questions=5)
        words = [check.words for check in checks_of(draft, at=now) if not check.problem]
        assert any("trùng nhau trung bình 3,1 trên 5 câu" in line for line in words)
        announce_contest(contest=draft, by=None, at=now)

    def test_page_shows_no_seed_and_no_key(self, client: Client, cast: Cast, now: datetime) -> None:
        draft = make_contest(at=now, announced=False)
        client.force_login(cast.programme_officer)
        page = client.get(reverse("contests:announce", args=[draft.pk])).content.decode()
        assert "Phương án đúng" not in page
        contest = make_contest(at=now, slug="da-cong-bo")
        page = client.get(reverse("contests:contest", args=[contest.pk])).content.decode()
        round_ = contest.rounds.get()
        assert round_.seed_sha256 in page and round_.seed not in page


class TestChangeRules:
    def test_makes_a_version_that_everybody_sees(self, contest: Contest, now: datetime) -> None:
        second = contest.rounds.all()[1]
        later = second.closes_at + timedelta(days=1)
        change = RulesChange(closes_at={2: later}, contact="0233 000 111")
        version = change_rules(contest=contest, change=change, reason="Mưa lũ", by=None, at=now)
        assert (version.number, version.reason) == (2, "Mưa lũ")
        assert version.sha256 == sha256_of(canonical_json(version.rules))
        assert AuditEntry.objects.get(act="contests.change_rules").detail["reason"] == "Mưa lũ"
        assert PublicChange.objects.filter(subject=f"contest:{contest.pk}").count() >= 2
        second.refresh_from_db()
        assert second.closes_at == later

    def test_leaves_the_sealed_questions_as_they_are(self, contest: Contest, now: datetime) -> None:
        before = list(RoundPool.objects.values_list("sha256", flat=True))
        change_rules(contest=contest, change=RulesChange(keeps_months=3), reason="Bớt dữ liệu", by=None, at=now)
        assert list(RoundPool.objects.values_list("sha256", flat=True)) == before

    @pytest.mark.parametrize(
        ("days", "words"), [(-1, "không được sớm hơn"), (1, "chồng lên nhau")], ids=["earlier", "into the next"]
    )
    def test_refuses_a_closing_time(self, contest: Contest, now: datetime, days: int, words: str) -> None:
        moment = contest.rounds.all()[0].closes_at + timedelta(days=days)
        with pytest.raises(CannotChange, match=words):
            change_rules(contest=contest, change=RulesChange(closes_at={1: moment}), reason="x", by=None, at=now)
        assert RulesVersion.objects.count() == 1

    def test_refuses_to_lengthen_a_round_that_is_over(self, contest: Contest) -> None:
        first = contest.rounds.all()[0]
        change = RulesChange(closes_at={1: first.closes_at + timedelta(hours=1)})
        with pytest.raises(CannotChange, match="đã hết giờ"):
            change_rules(contest=contest, change=change, reason="x", by=None, at=first.closes_at)

    def test_refuses_a_time_at_which_an_answer_is_no_longer_the_law(self, contest: Contest, now: datetime) -> None:
        second = contest.rounds.all()[1]
        Question.objects.filter(pk=Question.objects.first().pk).update(valid_to=second.closes_at.date())  # type: ignore[union-attr]
        change = RulesChange(closes_at={2: second.closes_at + timedelta(days=2)})
        with pytest.raises(CannotChange, match="1 câu hỏi đã niêm phong"):
            change_rules(contest=contest, change=change, reason="x", by=None, at=now)

    def test_refuses_longer_keeping_of_data_no_reason_and_no_change(self, contest: Contest, now: datetime) -> None:
        for change, reason, words in [
            (RulesChange(keeps_months=12), "x", "rút ngắn"),
            (RulesChange(keeps_months=3), " ", "lý do"),
            (RulesChange(), "x", "Chưa có gì thay đổi"),
        ]:
            with pytest.raises(CannotChange, match=words):
                change_rules(contest=contest, change=change, reason=reason, by=None, at=now)

    def test_takes_other_prizes_until_a_round_is_closed(self, contest: Contest, now: datetime) -> None:
        prizes = read_prize_lines("cá nhân, người dân | Giải nhất | 1 | 800.000 | giấy khen")
        change_rules(contest=contest, change=RulesChange(prizes=prizes), reason="Thêm giải", by=None, at=now)
        assert Prize.objects.get().amount_dong == 800_000
        contest.rounds.filter(number=1).update(closed_at=now)
        with pytest.raises(CannotChange, match="khóa sổ"):
            change_rules(contest=contest, change=RulesChange(prizes=[]), reason="x", by=None, at=now)


class TestWidget:
    def test_can_be_copied_whatever_the_title_holds(self, client: Client, cast: Cast, now: datetime) -> None:
        contest = make_contest(at=now, title='Cuộc thi "một cửa" <2030>')
        client.force_login(cast.leader)
        page = client.get(reverse("contests:widget", args=[contest.pk])).content.decode()
        assert "title=&quot;Cuộc thi &amp;quot;một cửa&amp;quot; &amp;lt;2030&amp;gt;&quot;" in page


class TestPrizeLines:
    def test_are_read_as_they_are_written(self, contest: Contest) -> None:
        text = "cá nhân, người dân | Giải ba | 3-5 | 500000 | giấy khen\ntập thể, UBND cấp xã | Giải nhất | 1"
        assert prize_lines(read_prize_lines(text)) == text


class TestCallOff:
    def test_needs_a_reason_and_happens_once(self, contest: Contest, now: datetime) -> None:
        with pytest.raises(CannotChange, match="lý do"):
            call_off_contest(contest=contest, reason="", by=None, at=now)
        assert call_off_contest(contest=contest, reason="Bão", by=None, at=now).called_off_at == now
        with pytest.raises(CannotChange, match="đã bị hủy"):
            call_off_contest(contest=contest, reason="Bão", by=None, at=now)

    def test_is_too_late_when_all_results_are_out(self, contest: Contest, now: datetime) -> None:
        contest.rounds.update(closed_at=now, published_at=now)
        with pytest.raises(CannotChange, match="đã có kết quả"):
            call_off_contest(contest=contest, reason="Bão", by=None, at=now)
