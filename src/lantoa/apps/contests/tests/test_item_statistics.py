from datetime import datetime, timedelta

import pytest

from lantoa.apps.contests.bank_sweeps import sweep_item_statistics
from lantoa.apps.contests.factories import (
    make_attempt,
    make_contest,
    make_entrant,
    make_result,
    make_submission,
    right_answers,
)
from lantoa.apps.contests.models import ItemStatistics, Question, Round
from lantoa.apps.contests.presenters.bank import figure_flags, figure_words

pytestmark = pytest.mark.django_db


def _closed(now: datetime, *, published: bool = True) -> Round:
    contest = make_contest(at=now, questions=5)
    round_ = contest.rounds.get()
    submissions = []
    for wrong in (0, 0, 2, 5):
        attempt = make_attempt(make_entrant(contest, at=now), round_, started_at=round_.opens_at)
        received_at = round_.opens_at + timedelta(minutes=5)
        submissions.append(
            make_submission(attempt, received_at=received_at, answers=right_answers(attempt, wrong=wrong))
        )
    submissions[-1].excluded_at = now
    submissions[-1].save(update_fields=["excluded_at"])
    make_result(round_, submissions[:3], at=round_.closes_at, published=published)
    return round_


class TestSweep:
    def test_counts_each_published_round_once_without_what_was_excluded(self, now: datetime) -> None:
        round_ = _closed(now)
        assert sweep_item_statistics(at=now) == 1
        assert sweep_item_statistics(at=now) == 0
        rows = ItemStatistics.objects.filter(round=round_)
        assert sum(row.times_shown for row in rows) == 15
        assert sum(row.times_right for row in rows) == 13
        asked = Question.objects.exclude(times_shown=None)
        assert asked.count() == len(rows)
        assert all(question.share_right is not None for question in asked)

    def test_leaves_results_alone_that_are_not_published(self, now: datetime) -> None:
        _closed(now, published=False)
        assert sweep_item_statistics(at=now) == 0

    def test_counts_again_after_a_later_version(self, now: datetime) -> None:
        round_ = _closed(now)
        sweep_item_statistics(at=now)
        round_.results.update(items_counted_at=None)
        assert sweep_item_statistics(at=now) == 1
        assert sum(ItemStatistics.objects.values_list("times_shown", flat=True)) == 15


class TestWords:
    @pytest.mark.parametrize(
        ("shown", "share", "discrimination", "flags", "said"),
        [
            (None, None, None, [], "Chưa có số liệu"),
            (10, 0.99, -0.5, [], "Mới có 10 lượt"),
            (900, 0.97, 0.2, ["quá dễ"], "Quá dễ"),
            (900, 0.1, 0.2, ["quá khó"], "Quá khó"),
            (900, 0.6, -0.2, ["gây hiểu lầm"], "người điểm cao trả lời sai nhiều hơn"),
            (900, 0.6, 0.05, ["không phân biệt"], "không giúp xếp hạng"),
            (900, 0.6, 0.4, [], "tốt"),
        ],
    )
    def test_say_what_the_figures_mean(
        self, shown: int | None, share: float | None, discrimination: float | None, flags: list[str], said: str
    ) -> None:
        question = Question(times_shown=shown, share_right=share, discrimination=discrimination)
        assert figure_flags(question) == flags
        assert said in " ".join(figure_words(question))
