"""Irregularities: none among the honest, the planted ones found, each as a slow and obvious search finds it."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lantoa.core.scoring.irregularities import (
    Finding,
    Limits,
    Sign,
    Trace,
    find_contacts,
    find_devices,
    find_irregularities,
    find_same_answers,
)
from lantoa.core.scoring.irregularities.chance import binomial_tail, poisson_tail
from lantoa.core.scoring.irregularities.contacts import mailbox_of, runs
from lantoa.core.scoring.irregularities.origins import count_overlaps, densest
from lantoa.core.scoring.irregularities.spreading import turning_point

from .calm import calm
from .crowd import HOUR, changed, crowd

WRONG = ((1, "2"), (4, "3"), (9, "2"), (17, "3"), (25, "2"))


def trace(number: int, **values: object) -> Trace:
    given = {
        "submission": number, "entrant": f"E{number}", "unit": "", "contact": "", "device": "", "address": "",
        "seconds": 300, "received_ms": number * HOUR, "questions": 10, "answers": (), "wrong": (),
    }  # fmt: skip
    return Trace(**{**given, **values})  # type: ignore[arg-type]


def only(traces: list[Trace], kind: Sign) -> list[Finding]:
    return [finding for finding in find_irregularities(traces) if finding.kind == kind]


class TestHonestCrowd:
    @pytest.mark.parametrize("number", range(4))
    def test_gives_nothing_to_look_at(self, number: int):
        traces = crowd(number, 1500, pool=12 if number % 2 else 40)
        assert find_irregularities(traces) == []

    def test_gives_nothing_when_all_are_perfect(self):
        traces = changed(crowd(3, 600), range(600), wrong=())
        assert find_irregularities(traces) == []

    def test_gives_nothing_for_a_computer_used_in_turn_by_four(self):
        traces = [trace(number, device="kiosk", unit="xa") for number in range(1, 5)]
        assert find_irregularities(traces) == []

    def test_gives_nothing_for_an_office_that_takes_the_contest_together(self):
        traces = changed(
            crowd(5, 1500), range(40), address="office", received_ms=lambda one: 50 * HOUR + one.submission
        )
        assert find_irregularities(traces) == []

    def test_gives_nothing_for_nobody(self):
        assert find_irregularities([]) == []


class TestPlanted:
    def test_one_browser_with_papers_open_at_once(self):
        traces = changed(crowd(1, 800), range(10, 12), device="one", received_ms=lambda one: 9 * HOUR + one.submission)
        (finding,) = only(traces, Sign.DEVICE)
        assert finding.submissions == (11, 12)
        assert "còn chưa nộp" in " ".join(finding.reasons)

    def test_one_browser_with_many_people(self):
        (finding,) = only([trace(number, device="one") for number in range(1, 6)], Sign.DEVICE)
        assert finding.key == "one"
        assert "dùng chung lần lượt" in " ".join(finding.reasons)

    def test_a_burst_from_one_address_with_few_browsers(self):
        traces = changed(
            crowd(2, 800), range(0, 800, 20), address="one",
            device=lambda one: f"d{one.submission % 3}",
            received_ms=lambda one: 60 * HOUR + one.submission * 100,
        )  # fmt: skip
        (finding,) = only(traces, Sign.ADDRESS)
        assert len(finding.submissions) == 40
        assert "40 bài trong số ấy, của 40 người" in finding.reasons[1]

    def test_no_burst_in_the_minute_when_everybody_submits(self):
        traces = changed(crowd(2, 800), range(800), received_ms=lambda one: 60 * HOUR + one.submission * 100)
        traces = changed(traces, range(0, 800, 20), address="one")
        assert only(traces, Sign.ADDRESS) == []

    def test_points_faster_than_one_can_read(self):
        traces = changed(crowd(4, 300), range(1), seconds=11, wrong=())
        (finding,) = only(traces, Sign.TOO_FAST)
        assert finding.key == "E0"
        assert finding.reasons[0].startswith("Đúng 12 trên 12 câu trong 11 giây: 0,9 giây một câu")

    def test_no_points_at_random_speed_are_no_sign(self):
        given = changed(crowd(4, 300), range(1), seconds=5, wrong=lambda one: one.answers)
        assert only(given, Sign.TOO_FAST) == []

    def test_the_same_mistakes_of_people_of_one_unit(self):
        traces = changed(crowd(6, 2000), range(80, 83), wrong=WRONG)
        (finding,) = only(traces, Sign.SAME_ANSWERS)
        assert finding.submissions == (81, 82, 83)
        assert "Tất cả thuộc một đơn vị." in finding.reasons

    def test_the_same_mistakes_of_one_person_twice_are_no_sign(self):
        traces = changed(crowd(6, 2000), range(80, 83), wrong=WRONG, entrant="E80")
        assert only(traces, Sign.SAME_ANSWERS) == []

    def test_a_unit_that_is_perfect_and_fast(self):
        traces = changed(crowd(7, 2000), range(200, 225), wrong=(), seconds=40)
        (finding,) = only(traces, Sign.SHARED)
        assert finding.key == "unit:5"
        assert len(finding.submissions) >= 25

    def test_a_turn_of_the_whole_round(self):
        traces = sorted(crowd(8, 2000), key=lambda one: one.received_ms)
        after = changed(
            traces, range(1200, 2000), wrong=lambda one: () if one.submission % 3 else one.wrong, seconds=60
        )
        (finding,) = [one for one in only(after, Sign.SHARED) if one.key == "round"]
        assert finding.submissions == ()
        assert "trung vị" in finding.reasons[1]

    def test_contacts_made_in_a_row(self):
        emails = [trace(number, contact=f"canbo{number:02d}@mail.vn") for number in range(7, 12)]
        phones = [trace(20 + number, contact=f"090512345{number}") for number in range(4)]
        boxes = [trace(30, contact="lan.anh@gmail.com"), trace(31, contact="lananh+2@gmail.com")]
        found = find_contacts([*emails, *phones, *boxes], Limits())
        assert [(one.key, len(one.submissions)) for one in found] == [
            ("mailbox:E30", 2),
            ("row:E7", 5),
            ("numbers:E20", 4),
        ]

    def test_keys_stay_when_more_came_in(self):
        traces = changed(crowd(6, 2000), range(80, 84), wrong=WRONG, device="one")
        before = {(one.kind, one.key) for one in find_irregularities([*traces[:83], *traces[84:]])}
        assert before <= {(one.kind, one.key) for one in find_irregularities(traces)}

    def test_tell_no_contact_in_key_or_reasons(self):
        traces = [trace(number, contact=f"canbo{number}@mail.vn") for number in range(10, 20)]
        (finding,) = find_irregularities(traces)
        assert "mail.vn" not in finding.key + " ".join(finding.reasons)


times = st.lists(st.tuples(st.integers(0, 40), st.integers(1, 9), st.integers(1, 4)), max_size=12)


class TestAgainstTheSlowAndObvious:
    @calm
    @given(times)
    def test_overlaps_are_those_of_all_pairs(self, rows: list[tuple[int, int, int]]):
        group = [
            trace(place, entrant=f"E{who}", seconds=seconds, received_ms=(start + seconds) * 1000)
            for place, (start, seconds, who) in enumerate(rows)
        ]
        slow = sum(
            any(
                (one.started_ms, one.submission) < (later.started_ms, later.submission)
                and one.received_ms > later.started_ms
                and one.entrant != later.entrant
                for one in group
            )
            for later in group
        )
        assert count_overlaps(group) == slow

    @calm
    @given(st.lists(st.integers(0, 60), max_size=15).map(sorted), st.integers(1, 10))
    def test_the_densest_stretch_is_that_of_all_stretches(self, seconds: list[int], width: int):
        group = [trace(place, received_ms=second * 1000) for place, second in enumerate(seconds)]
        slow = max((sum(0 <= other - one <= width for other in seconds) for one in seconds), default=0)
        first, last = densest(group, width)
        assert last - first == slow
        assert all(seconds[last - 1] - one <= width for one in seconds[first:last])

    @calm
    @given(st.sets(st.integers(0, 30)).map(sorted), st.integers(2, 4))
    def test_runs_are_the_longest_stretches_without_a_gap(self, numbers: list[int], least: int):
        slow = [
            (first, last)
            for first in numbers
            for last in numbers
            if last - first + 1 >= least
            and all(number in numbers for number in range(first, last + 1))
            and first - 1 not in numbers
            and last + 1 not in numbers
        ]
        assert runs(numbers, least) == slow

    @calm
    @given(st.lists(st.tuples(st.integers(1, 3), st.integers(1, 6)), max_size=15))
    def test_browsers_are_those_that_two_people_share(self, rows: list[tuple[int, int]]):
        traces = [trace(place, device=f"d{device}", entrant=f"E{who}") for place, (device, who) in enumerate(rows)]
        slow = {
            one.device
            for one in traces
            for other in traces
            if one.device == other.device and one.entrant != other.entrant
        }
        found = find_devices(traces, Limits(device_entrants=2))
        assert {finding.key for finding in found} == slow
        for finding in found:
            assert finding.submissions == tuple(one.submission for one in traces if one.device == finding.key)

    @calm
    @given(st.lists(st.sets(st.integers(1, 4), min_size=1), max_size=12))
    def test_papers_wrong_alike_are_those_of_all_pairs(self, rows: list[set[int]]):
        traces = [
            trace(place, wrong=tuple((number, "1") for number in sorted(wrong))) for place, wrong in enumerate(rows)
        ]
        slow = {
            tuple(other.submission for other in traces if other.wrong == one.wrong)
            for one in traces
            if len(one.wrong) >= 2
        }
        found = find_same_answers(traces, Limits(chance=1e9))
        assert {finding.submissions for finding in found} == {ids for ids in slow if len(ids) > 1}

    @calm
    @given(st.lists(st.booleans(), max_size=30), st.integers(1, 5))
    def test_the_turn_is_the_best_of_all_places(self, perfect: list[bool], side: int):
        def weight(place: int) -> float:
            before, after = perfect[:place], perfect[place:]
            rise = sum(after) / len(after) - sum(before) / len(before)
            return rise * rise * len(before) * len(after) if rise > 0 else 0.0

        places = range(side, len(perfect) - side + 1)
        best = max((weight(place) for place in places), default=0.0)
        found = turning_point(perfect, side)
        assert (found is None) == (best == 0)
        if found is not None:
            assert found in places
            assert weight(found) == pytest.approx(best)


class TestChance:
    @calm
    @given(st.integers(0, 30), st.floats(0.01, 0.99))
    def test_binomial_tails_fall_from_one(self, of: int, share: float):
        tails = [binomial_tail(least, of, share) for least in range(of + 2)]
        assert tails[0] == 1
        assert tails[-1] == 0
        assert all(one >= other for one, other in pairwise(tails))
        assert binomial_tail(of, of, share) == pytest.approx(share**of)

    @calm
    @given(st.integers(0, 60), st.floats(0.001, 50))
    def test_poisson_tails_fall(self, least: int, expected: float):
        assert 1 >= poisson_tail(least, expected) >= poisson_tail(least + 1, expected) - 1e-12 >= -1e-12


class TestMailboxOf:
    def test_leaves_dots_where_they_count(self):
        assert mailbox_of("a.b@mail.vn") != mailbox_of("ab@mail.vn")
        assert mailbox_of("a.b@googlemail.com") == mailbox_of("ab+x@gmail.com")
