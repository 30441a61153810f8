"""The waiting room under simulated crowds, by a clock of its own."""

import heapq
from datetime import datetime, timedelta
from itertools import pairwise

import pytest

from lantoa.apps.contests.door.waiting import Admitted, Wait, WaitingRoom


def _crowd(
    rooms: list[WaitingRoom], people: int, *, over_seconds: float, now: datetime
) -> list[tuple[float, float, int]]:
    """Return for each of the people who come in that time: when he came, when he was let in (seconds), and what he was
    told at first. Each comes back when his ticket says, to whichever process.
    """
    let_in = []
    for number in range(people):
        came = number * over_seconds / people
        answer = rooms[number % len(rooms)].admit(None, now=now + timedelta(seconds=came), visitor=str(number))
        told, at = 0, came
        if isinstance(answer, Wait):
            told, at = answer.seconds, came + answer.seconds
            later = rooms[(number + 1) % len(rooms)].admit(
                answer.ticket, now=now + timedelta(seconds=at), visitor=str(number)
            )
            assert later == Admitted()
        let_in.append((came, at, told))
    return let_in


class TestCrowd:
    def test_is_let_in_in_its_order_at_the_rate_that_can_be_served(self, now: datetime) -> None:
        rooms = [WaitingRoom(share=0.5, first_seconds=0.01) for _ in range(2)]
        let_in = _crowd(rooms, 3_000, over_seconds=10, now=now)
        # Two processes with 50 starts a second each: 3 000 take 30 seconds; whole seconds are told, so one may be off.
        for place in range(len(rooms)):
            times = [at for _came, at, _told in let_in[place :: len(rooms)]]
            assert all(later >= earlier - 1 for earlier, later in pairwise(times))
        for second in range(4, 30):
            served = sum(second <= at < second + 1 for _came, at, _told in let_in)
            assert served <= 2 * 50 * 2
        assert 27 <= max(at for _came, at, _told in let_in) <= 33

    def test_is_told_about_how_long_it_really_takes_though_starts_cost_other_than_guessed(self, now: datetime) -> None:
        room, cost = WaitingRoom(share=0.5, first_seconds=0.015), 0.02
        came, told = [number * 0.005 for number in range(1_000)], [0] * 1_000
        # Who comes when, with which ticket; a server that gives starts half of its time takes them one by one.
        arrivals: list[tuple[float, int, str]] = [(at, number, "") for number, at in enumerate(came)]
        free, waited = 0.0, {}
        while arrivals:
            at, number, ticket = heapq.heappop(arrivals)
            answer = room.admit(ticket or None, now=now + timedelta(seconds=at), visitor=str(number))
            if isinstance(answer, Wait):
                told[number] = told[number] or answer.seconds
                heapq.heappush(arrivals, (at + answer.seconds, number, answer.ticket))
                continue
            free = max(at, free) + cost / 0.5
            room.took(cost)
            waited[number] = free - came[number]
        assert len(waited) == 1_000
        long = [(told[number], waited[number]) for number in waited if told[number]]
        assert len(long) > 500
        assert all(said / 1.6 - 1 <= real <= said * 1.6 + 3.5 for said, real in long)

    def test_does_not_wait_where_starts_are_few(self, now: datetime) -> None:
        let_in = _crowd([WaitingRoom(first_seconds=0.01)], 100, over_seconds=10, now=now)
        assert {told for _came, _at, told in let_in} == {0}

    def test_does_not_wait_for_a_clock_that_was_set_back(self, now: datetime) -> None:
        room = WaitingRoom(first_seconds=0.5)
        assert room.admit(None, now=now + timedelta(days=1)) == Admitted()
        assert room.admit(None, now=now) == Admitted()


class TestTicket:
    def test_keeps_its_place_while_others_come(self, now: datetime) -> None:
        room = WaitingRoom(first_seconds=0.5)
        for _ in range(20):
            first = room.admit(None, now=now, visitor="A")
        assert isinstance(first, Wait)
        for _ in range(50):
            room.admit(None, now=now, visitor="B")
        assert room.admit(first.ticket, now=now + timedelta(seconds=2), visitor="A") == Wait(
            first.seconds - 2, first.ticket
        )
        assert room.admit(first.ticket, now=now + timedelta(seconds=first.seconds), visitor="A") == Admitted()

    @pytest.mark.parametrize(("late_minutes", "visitor"), [(0, "somebody else"), (600, "A")])
    def test_is_good_for_its_holder_and_for_a_while(self, now: datetime, late_minutes: int, visitor: str) -> None:
        room, other = WaitingRoom(first_seconds=0.5), WaitingRoom(first_seconds=0.5)
        for _ in range(30):
            ticket = room.admit(None, now=now, visitor="A")
        assert isinstance(ticket, Wait)
        at = now + timedelta(seconds=ticket.seconds, minutes=late_minutes)
        for _ in range(30):
            other.admit(None, now=at, visitor="B")
        assert isinstance(other.admit(ticket.ticket, now=at, visitor=visitor), Wait)
        assert isinstance(other.admit("not a ticket", now=at, visitor="A"), Wait)


class TestRate:
    def test_follows_what_starts_really_cost(self, now: datetime) -> None:
        readings = iter(value for start in range(200) for value in (float(start), start + 0.1))
        room = WaitingRoom(first_seconds=0.01, measure=lambda: next(readings))
        for _ in range(150):
            with room.starting():
                pass
        last = [room.admit(None, now=now) for _ in range(101)][-1]
        # A tenth of a second each, of which starts may take half: five in a second, the 101st after twenty.
        assert isinstance(last, Wait)
        assert 18 <= last.seconds <= 21
