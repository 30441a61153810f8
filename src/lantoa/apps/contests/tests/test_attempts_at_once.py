"""Twenty presses at the same moment begin one attempt, on both databases."""

import threading

import pytest
from conftest import NOW
from django.db import connection

from lantoa.apps.contests.actions import start_attempt
from lantoa.apps.contests.factories import make_contest, make_entrant
from lantoa.apps.contests.models import Attempt, Entrant, Round

PRESSES = 20


def _press_at_once(entrant: Entrant, round_: Round) -> list[Attempt | Exception]:
    gate = threading.Barrier(PRESSES)
    given: list[Attempt | Exception] = []

    def press() -> None:
        try:
            gate.wait(timeout=30)
            given.append(start_attempt(entrant=entrant, round=round_, at=round_.opens_at))
        except Exception as error:
            given.append(error)
        finally:
            connection.close()

    threads = [threading.Thread(target=press) for _ in range(PRESSES)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return given


@pytest.mark.django_db(transaction=True)
class TestStartAttemptAtOnce:
    @pytest.mark.parametrize("attempts_allowed", [1, 3])
    def test_begins_one_attempt_for_twenty_presses(self, attempts_allowed: int) -> None:
        contest = make_contest(at=NOW, attempts_allowed=attempts_allowed)
        round_ = contest.rounds.select_related("contest").get()
        given = _press_at_once(make_entrant(contest, at=NOW), round_)
        attempt = Attempt.objects.get()
        assert given == [attempt] * PRESSES
        assert {one.ends_at for one in given if isinstance(one, Attempt)} == {attempt.ends_at}
