from dataclasses import replace
from datetime import UTC, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lantoa.core.archive import (
    Act,
    ChainError,
    TrailHead,
    act_bytes,
    check_trail,
    read_trail_line,
    seal_act,
    trail_line,
)

MOMENT = datetime(2023, 6, 1, 8, tzinfo=UTC)
WORDS = st.sampled_from(["", "can.bo", "Sở Y tế", "ừ", "\ud800"])
DETAILS = st.dictionaries(WORDS, st.none() | st.integers(-9, 9) | WORDS | st.lists(WORDS, max_size=2), max_size=2)
ACTS = st.lists(
    st.builds(
        Act,
        at=st.integers(0, 10**15).map(lambda microseconds: MOMENT + timedelta(microseconds=microseconds)),
        actor=WORDS,
        origin=st.sampled_from(["", "worker", "192.0.2.7"]),
        act=st.just("base.act"),
        subject_type=st.just("base.row"),
        subject_id=st.sampled_from(["1", "2"]),
        detail=DETAILS,
    ),
    min_size=3,
    max_size=6,
)


def trail_of(acts):
    rows, head = [], TrailHead()
    for act in acts:
        rows.append(seal_act(act, after=head))
        head = TrailHead(rows[-1].position, rows[-1].sha256)
    return rows


def an_act(**values):
    return replace(Act(MOMENT, "can.bo", "", "base.act", "base.row", "1", {}), **values)


class TestActBytes:
    def test_are_the_same_for_the_same_moment_in_another_zone(self):
        there = MOMENT.astimezone(timezone(timedelta(hours=7)))
        assert act_bytes(an_act(at=there)) == act_bytes(an_act())

    def test_stay_the_same_from_version_to_version(self):
        assert seal_act(an_act(detail={"b": "ừ", "a": [1, None]}), after=TrailHead()).sha256 == (
            "4e93b37cdf3d114f6b12629c29f50daea6a029f3462339bf824d038091d2f4f0"
        )

    @pytest.mark.parametrize(
        "wrong", [{"at": datetime(2023, 6, 1)}, {"detail": {"x": MOMENT}}, {"detail": {"x": float("nan")}}]
    )
    def test_refuse_what_has_no_one_form(self, wrong):
        with pytest.raises(ChainError):
            act_bytes(an_act(**wrong))


class TestCheckTrail:
    @given(ACTS)
    def test_holds_for_an_untouched_trail_read_back_from_its_lines(self, acts):
        rows = trail_of(acts)
        head = TrailHead(len(rows), rows[-1].sha256)
        assert check_trail(map(read_trail_line, map(trail_line, rows)), head=head).holds_to == head

    @given(ACTS, st.data())
    def test_names_the_first_act_that_was_changed(self, acts, data):
        rows = trail_of(acts)
        index = data.draw(st.integers(0, len(rows) - 1))
        rows[index] = replace(rows[index], act=replace(rows[index].act, actor=rows[index].act.actor + "x"))
        verdict = check_trail(rows)
        assert (verdict.broken_at, verdict.holds_to.position) == (index + 1, index)
        assert "đã bị sửa" in verdict.reason

    @given(ACTS, st.data())
    def test_names_the_place_of_an_act_that_was_taken_out(self, acts, data):
        rows = trail_of(acts)
        index = data.draw(st.integers(0, len(rows) - 2))
        del rows[index]
        verdict = check_trail(rows)
        assert verdict.broken_at == index + 1
        assert f"Thiếu dòng {index + 1}" in verdict.reason

    @given(ACTS, st.data())
    def test_names_the_place_of_acts_that_changed_places(self, acts, data):
        rows = trail_of(acts)
        index = data.draw(st.integers(0, len(rows) - 2))
        rows[index], rows[index + 1] = rows[index + 1], rows[index]
        assert check_trail(rows).broken_at == index + 1

    @given(ACTS)
    def test_finds_a_tail_that_was_cut_off_when_it_knows_the_head(self, acts):
        rows = trail_of(acts)
        verdict = check_trail(rows[:-1], head=TrailHead(len(rows), rows[-1].sha256))
        assert verdict.broken_at == len(rows)
        assert "thiếu phần cuối" in verdict.reason

    @given(ACTS)
    def test_finds_a_trail_made_anew_when_it_knows_an_earlier_head(self, acts):
        rows = trail_of(acts)
        kept = TrailHead(2, rows[1].sha256)
        forged = trail_of([replace(acts[0], actor=acts[0].actor + "x"), *acts[1:]])
        assert check_trail(rows, head=kept).broken_at is None
        assert check_trail(forged, head=kept).broken_at == 2

    def test_holds_for_no_acts(self):
        assert check_trail([], head=TrailHead()).holds_to == TrailHead()


class TestReadTrailLine:
    @pytest.mark.parametrize("line", ["", "x", "[]", "{}", '{"position": 1}', "null"])
    def test_refuses_a_line_that_is_none(self, line):
        with pytest.raises(ChainError, match="Không phải một dòng nhật ký"):
            read_trail_line(line)
