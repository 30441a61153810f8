from datetime import datetime, timedelta

import pytest

from lantoa.apps.base.models import AuditEntry, PublicChange
from lantoa.apps.contests.actions import CannotAnnounce, announce_contest
from lantoa.apps.contests.factories import make_attempt, make_bank, make_contest, make_entrant, make_submission
from lantoa.apps.contests.models import Round, RoundPool, RulesVersion
from lantoa.core.scoring import canonical_json, pool_sha256, seed_sha256, sha256_of

pytestmark = pytest.mark.django_db


class TestAnnounceContest:
    def test_seals_seed_questions_and_rules(self, now: datetime) -> None:
        contest = make_contest(at=now, rounds=2)
        first, second = contest.rounds.all()
        assert seed_sha256(first.seed) == first.seed_sha256 != second.seed_sha256
        sealed = RoundPool.objects.get(round=first)
        assert sealed.sha256 == pool_sha256(seed=first.seed, pool=sealed.pool, quotas=sealed.quotas, keys=sealed.keys)
        assert "key" not in sealed.pool[0]
        version = RulesVersion.objects.get(contest=contest)
        assert version.sha256 == sha256_of(canonical_json(version.rules))
        assert AuditEntry.objects.get(act="contests.announce_contest").detail["rules_sha256"] == version.sha256
        assert PublicChange.objects.filter(subject=f"contest:{contest.pk}").exists()

    def test_refuses_a_round_that_could_not_draw_a_paper(self, now: datetime) -> None:
        bank = make_bank(at=now, questions=4)
        with pytest.raises(CannotAnnounce, match="chỉ còn 4 câu"):
            make_contest(at=now, bank=bank, questions=5)
        assert not RoundPool.objects.exists()

    def test_refuses_a_second_time_and_a_first_round_that_is_open(self, now: datetime) -> None:
        contest = make_contest(at=now)
        with pytest.raises(CannotAnnounce, match="đã được công bố"):
            announce_contest(contest=contest, by=None, at=now)
        late = make_contest(at=now, slug="muon", announced=False)
        with pytest.raises(CannotAnnounce, match="lùi giờ mở"):
            announce_contest(contest=late, by=None, at=now + timedelta(hours=1))

    def test_leaves_nothing_behind_when_one_round_fails(self, now: datetime) -> None:
        contest = make_contest(at=now, rounds=2, announced=False)
        contest.rounds.get(number=2).quotas.all().delete()
        with pytest.raises(CannotAnnounce, match="Tuần 2 chưa có cơ cấu đề"):
            announce_contest(contest=contest, by=None, at=now)
        assert set(Round.objects.values_list("seed", flat=True)) == {""}


class TestFactories:
    def test_make_what_a_round_needs(self, now: datetime) -> None:
        contest = make_contest(at=now)
        round_ = contest.rounds.get()
        entrant = make_entrant(contest, at=now)
        attempt = make_attempt(entrant, round_, started_at=round_.opens_at)
        submission = make_submission(attempt, received_at=round_.opens_at + timedelta(minutes=5))
        assert len(submission.answers) == len(attempt.paper) == 5
