from itertools import combinations

from lantoa.core.scoring import PoolQuestion, Quota, draw_paper
from lantoa.core.scoring.overlap import shared_questions, unfillable


def _papers(sizes: dict[tuple[str, str], int], quotas: list[Quota], papers: int) -> list[set[int]]:
    kinds = [kind for kind, size in sizes.items() for _ in range(size)]
    pool = [
        PoolQuestion(number, "single", "?", ("a", "b"), bank, difficulty)
        for number, (bank, difficulty) in enumerate(kinds)
    ]
    return [
        {
            question.number
            for question in draw_paper(
                pool, quotas, seed="ab" * 32, entrant=str(entrant), attempt=1, shuffles_options=False
            ).questions
        }
        for entrant in range(papers)
    ]


class TestSharedQuestions:
    def test_is_what_drawn_papers_share(self) -> None:
        sizes = {("Chung", "easy"): 12, ("Chung", "hard"): 8}
        quotas = [Quota("Chung", "hard", 2), Quota("Chung", "", 5)]
        shared = [len(one & other) for one, other in combinations(_papers(sizes, quotas, 200), 2)]
        assert abs(sum(shared) / len(shared) - shared_questions(sizes, quotas)) < 0.12

    def test_is_the_whole_paper_when_the_bank_is_no_larger(self) -> None:
        assert shared_questions({("Chung", "easy"): 5}, [Quota("Chung", "easy", 5)]) == 5

    def test_is_nothing_where_no_paper_can_be_drawn(self) -> None:
        assert shared_questions({("Chung", "easy"): 3}, [Quota("Chung", "", 5)]) == 0


class TestUnfillable:
    def test_tells_nothing_where_every_paper_can_be_drawn(self) -> None:
        sizes = {("Chung", "easy"): 4, ("Chung", "hard"): 3}
        quotas = [Quota("Chung", "hard", 2), Quota("Chung", "", 5)]
        assert unfillable(sizes, quotas) == []
        assert all(len(paper) == 7 for paper in _papers(sizes, quotas, 50))

    def test_counts_what_other_quotas_of_the_bank_take(self) -> None:
        sizes = {("Chung", "easy"): 4, ("Riêng", "easy"): 9}
        assert unfillable(sizes, [Quota("Chung", "easy", 3), Quota("Chung", "", 2)]) == [(Quota("Chung", "", 2), 1)]
