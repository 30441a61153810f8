"""The league's kept figures: whatever is done, in any order and with the sweep at any moment, they are those of a count
of every piece.
"""

import logging
import random
from collections.abc import Callable
from datetime import date, datetime, timedelta

import pytest
from conftest import NOW, Cast
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext

from lantoa.apps.agencies.models import Agency
from lantoa.apps.base.models import Message
from lantoa.apps.feedback.actions.citizen import judge, reopen, supply
from lantoa.apps.feedback.actions.handling import acknowledge, answer, ask_back, close, extend, forward, receive, refuse
from lantoa.apps.feedback.actions.moderation import join_feedback, part_feedback
from lantoa.apps.feedback.actions.stepping import CannotHandle
from lantoa.apps.feedback.factories import make_clock_rule, make_feedback
from lantoa.apps.feedback.figures_sweep import sweep_league_figures
from lantoa.apps.feedback.models import AgencyMonth, Feedback, KeptMonth, RoutingRule, TouchedMonth
from lantoa.apps.feedback.queries.answer_times import answer_times
from lantoa.apps.feedback.queries.league import league
from lantoa.apps.feedback.queries.league_figures import counted_anew, figures_of
from lantoa.apps.services.factories import SectorFactory

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)
FIRST, LAST = date(2023, 3, 10), date(2023, 9, 20)
PERIODS = [(FIRST, LAST), (date(2023, 4, 1), date(2023, 6, 30)), (date(2023, 5, 2), date(2023, 5, 9))]


@pytest.fixture(autouse=True)
def rules(cast: Cast) -> None:
    make_clock_rule()
    RoutingRule.objects.create(target="agency", agency=cast.agency)


def _swept() -> None:
    while sweep_league_figures(at=NOW + 120 * DAY):
        pass


def _assert_holds() -> None:
    for first, last in PERIODS:
        kept = {key: one.as_kept() for key, one in figures_of(first, last).items() if one.as_kept()}
        counted = {key: one.as_kept() for key, one in counted_anew([(first, last, None)]).items()}
        assert kept == counted, (first, last)


def _made(at: datetime, sector: object) -> Feedback:
    feedback = make_feedback(at=at, sector=sector)
    receive(feedback=feedback, at=at)
    return feedback


def _acts(cast: Cast, row: Feedback, other: Feedback, at: datetime) -> list[Callable[[], object]]:
    """Return everything that may be done with a piece and changes a figure."""
    to = cast.other_agency if row.agency == cast.agency else cast.agency
    return [
        lambda: acknowledge(feedback=row, by=None, at=at),
        lambda: answer(feedback=row, by=None, at=at, words="Đã xong"),
        lambda: ask_back(feedback=row, by=None, at=at, words="Xin số biên nhận"),
        lambda: supply(feedback=row, words="Số 12", at=at),
        lambda: extend(feedback=row, by=None, at=at, words="Cần thêm ngày"),
        lambda: forward(feedback=row, to=to, by=None, at=at, words="Việc của nơi khác"),
        lambda: close(feedback=row, by=None, at=at, words="Kết thúc"),
        lambda: refuse(feedback=row, by=None, at=at, words="Việc của tòa án", instead="Tòa án"),
        lambda: reopen(feedback=row, words="Chưa xong", at=at),
        lambda: judge(feedback=row, solved="solved", at=at),
        lambda: join_feedback(feedback=row, to=other, version=row.version, by=None, at=at),
        lambda: part_feedback(feedback=row, version=row.version, by=None, at=at),
    ]


@pytest.mark.parametrize("seed", range(4))
def test_are_those_of_a_count_of_every_piece(cast: Cast, seed: int) -> None:
    chance, sectors, done = random.Random(seed), [SectorFactory(), SectorFactory()], 0
    rows = [_made(NOW - chance.randrange(90) * DAY, chance.choice(sectors)) for _ in range(6)]
    for number in range(40):
        row, other = chance.sample(rows, 2)
        row.refresh_from_db()
        other.refresh_from_db()
        at = row.sent_at + (number % 25) * DAY
        try:
            with transaction.atomic():
                chance.choice(_acts(cast, row, other, at))()
            done += 1
        except (CannotHandle, ValueError):
            pass
        if chance.random() < 0.3:
            _swept()
        if number % 5 == 0:
            _assert_holds()
    _swept()
    assert KeptMonth.objects.exists() and AgencyMonth.objects.exists() and not TouchedMonth.objects.exists()
    _assert_holds()
    assert done > 8


def test_hold_at_once_while_nobody_has_swept(cast: Cast) -> None:
    row = _made(NOW, SectorFactory())
    _swept()
    answer(feedback=row, by=None, at=NOW + DAY, words="Đã xong")
    assert TouchedMonth.objects.exists()
    (standing,) = league(first=FIRST, last=LAST, on=LAST).below
    assert (standing.received, standing.due, standing.on_time) == (1, 1, 1)
    (times,) = answer_times(first=FIRST, last=LAST)
    assert sum(times.days.values()) == 1


def test_are_read_without_the_pieces(cast: Cast) -> None:
    _made(NOW, SectorFactory())
    _swept()
    with CaptureQueriesContext(connection) as asked:
        figures_of(date(2023, 6, 1), date(2023, 8, 31))
    assert len(asked) == 3
    assert not any("feedback_feedback" in query["sql"] for query in asked.captured_queries)


def test_a_change_that_is_undone_leaves_nothing(cast: Cast) -> None:
    row = _made(NOW, SectorFactory())
    _swept()
    with pytest.raises(RuntimeError), transaction.atomic():
        answer(feedback=row, by=None, at=NOW + DAY, words="Đã xong")
        raise RuntimeError
    assert not TouchedMonth.objects.exists() and not Message.objects.filter(key__startswith="feedback:letter:").exists()
    _assert_holds()


def test_are_counted_again_after_a_day_and_an_error_is_told(cast: Cast, caplog: pytest.LogCaptureFixture) -> None:
    row = _made(NOW, SectorFactory())
    _swept()
    Feedback.objects.filter(pk=row.pk).update(solved="solved")  # behind the back of every action
    caplog.set_level(logging.ERROR)
    while sweep_league_figures(at=NOW + 122 * DAY):
        pass
    _assert_holds()
    assert "did not hold" in caplog.text


def test_no_piece_no_figures(cast: Cast) -> None:
    assert sweep_league_figures(at=NOW) == 0
    assert figures_of(FIRST, LAST) == {} and Agency.objects.exists()
