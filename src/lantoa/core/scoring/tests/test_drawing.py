"""Drawing papers: always the same one, always whole, for everybody or for nobody."""

import hashlib
import hmac
from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lantoa.core.scoring import NotEnoughQuestions, PoolQuestion, Quota, canonical_json, draw_paper, lot

from .calm import calm

SEED = "5f" * 32
pools = st.lists(
    st.tuples(
        st.sampled_from(["A", "B"]), st.sampled_from(["easy", "hard"]), st.sampled_from(["single", "order", "number"])
    ),
    max_size=12,
).map(
    lambda rows: [
        PoolQuestion(number, kind, f"Câu {number}?", () if kind == "number" else ("a", "b", "c"), bank, difficulty)
        for number, (bank, difficulty, kind) in enumerate(rows, start=1)
    ]
)
quotas = st.lists(
    st.builds(
        Quota,
        bank=st.sampled_from(["A", "B"]),
        difficulty=st.sampled_from(["", "easy", "hard"]),
        questions=st.integers(1, 3),
    ),
    unique_by=lambda quota: (quota.bank, quota.difficulty),
)


def paper_or_none(pool: list[PoolQuestion], wanted: list[Quota], entrant: str):
    try:
        return draw_paper(pool, wanted, seed=SEED, entrant=entrant, attempt=1, shuffles_options=True)
    except NotEnoughQuestions:
        return None


class TestDrawPaper:
    @calm
    @given(pools, quotas)
    def test_is_enough_for_everybody_or_for_nobody(self, pool: list[PoolQuestion], wanted: list[Quota]):
        papers = [paper_or_none(pool, wanted, entrant) for entrant in ("AAA", "BBB", "CCC", "DDD")]
        assert len({paper is None for paper in papers}) == 1

    @calm
    @given(pools, quotas)
    def test_takes_each_question_once_and_fills_every_quota(self, pool: list[PoolQuestion], wanted: list[Quota]):
        paper = paper_or_none(pool, wanted, "AAA")
        if paper is None:
            return
        by_number = {question.number: question for question in pool}
        numbers = [question.number for question in paper.questions]
        assert len(set(numbers)) == len(numbers) == sum(quota.questions for quota in wanted)
        banks = Counter(by_number[number].bank for number in numbers)
        for quota in wanted:
            assert banks[quota.bank] == sum(other.questions for other in wanted if other.bank == quota.bank)
            if quota.difficulty:
                fitting = [number for number in numbers if by_number[number].difficulty == quota.difficulty]
                assert len([number for number in fitting if by_number[number].bank == quota.bank]) >= quota.questions
        for question in paper.questions:
            assert sorted(question.options) == list(range(len(by_number[question.number].options)))

    @calm
    @given(pools, quotas, st.randoms(use_true_random=False))
    def test_does_not_hang_on_the_order_of_pool_and_quotas(self, pool: list[PoolQuestion], wanted: list[Quota], chance):
        before = paper_or_none(pool, wanted, "AAA")
        chance.shuffle(pool)
        assert paper_or_none(pool, wanted, "AAA") == before

    def test_shows_questions_and_places_equally_often(self):
        pool = [PoolQuestion(number, "single", "?", ("a", "b"), "A", "easy") for number in range(4)]
        shown: Counter[object] = Counter()
        for place in range(1000):
            paper = draw_paper(
                pool, [Quota("A", "", 2)], seed=SEED, entrant=f"E{place}", attempt=1, shuffles_options=True
            )
            shown.update(("asked", question.number) for question in paper.questions)
            shown[("first", paper.questions[0].number)] += 1
            shown.update(("option", question.options[0]) for question in paper.questions)
        # Four sigmas and more; the seed is fixed.
        assert all(abs(shown["asked", number] - 500) < 70 for number in range(4))
        assert all(abs(shown["first", number] - 250) < 60 for number in range(4))
        assert abs(shown["option", 0] - 1000) < 100

    def test_leaves_options_as_they_are_where_the_rules_say_so_but_for_an_order(self):
        pool = [
            PoolQuestion(number, kind, "?", tuple("abcdefgh"), "A", "")
            for number, kind in enumerate(["single", "order"])
        ]
        paper = draw_paper(pool, [Quota("A", "", 2)], seed=SEED, entrant="AAA", attempt=1, shuffles_options=False)
        shown = {question.number: question.options for question in paper.questions}
        assert shown[0] == tuple(range(8))
        assert shown[1] != tuple(range(8))

    def test_says_which_bank_is_short(self):
        with pytest.raises(NotEnoughQuestions, match=r"“A” chỉ còn 0 câu hỏi phù hợp, đề thi cần 2"):
            draw_paper([], [Quota("A", "", 2)], seed=SEED, entrant="AAA", attempt=1, shuffles_options=True)


labels = st.lists(st.text(alphabet='|",ab1', max_size=3), max_size=3)


class TestLot:
    @calm
    @given(labels, labels)
    def test_is_another_one_for_other_labels(self, one: list[str], other: list[str]):
        assert (lot(SEED, *one) == lot(SEED, *other)) == (one == other)

    @calm
    @given(labels)
    def test_is_drawn_for_the_canonical_json_of_the_labels(self, given: list[str]):
        message = canonical_json(given)
        assert lot(SEED, *given) == hmac.new(bytes.fromhex(SEED), message, hashlib.sha256).hexdigest()
