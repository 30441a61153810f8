"""Drawing the paper of an entrant from the sealed pool: the same seed, entrant and attempt give the same paper."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from .sealing import lot


class NotEnoughQuestions(ValueError):
    """The pool has fewer questions of a kind than a paper takes; the message, in Vietnamese, says which."""


@dataclass(frozen=True, slots=True)
class PoolQuestion:
    """A question of the sealed pool, without its key. `kind`: single, multiple, true_false, order or number."""

    number: int
    kind: str
    text: str
    options: tuple[str, ...]
    bank: str
    difficulty: str


@dataclass(frozen=True, slots=True)
class Quota:
    """So many questions of a bank in each paper; of any difficulty when that is empty."""

    bank: str
    difficulty: str
    questions: int


@dataclass(frozen=True, slots=True)
class PaperQuestion:
    """A question in a paper: its number in the pool, and the places of its options (from 0) in the order shown."""

    number: int
    options: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Paper:
    """The questions of one attempt, in order."""

    questions: tuple[PaperQuestion, ...]


def draw_paper(
    pool: Iterable[PoolQuestion],
    quotas: Sequence[Quota],
    *,
    seed: str,
    entrant: str,
    attempt: int,
    shuffles_options: bool,
) -> Paper:
    """Return the paper of an attempt, NotEnoughQuestions when a quota cannot be filled.

    For each quota in turn, the fitting questions not yet taken are ordered by their lots ("question", entrant, attempt,
    number) and the first ones taken. The whole paper is then ordered by lots ("place", …), and the options of each
    question by lots ("option", …, place). Options that are to be put in order are always shuffled.

    Quotas of a stated difficulty come before those of any: whether a pool is enough is then the same for everybody.
    """
    left = {question.number: question for question in pool}
    chosen: list[PoolQuestion] = []
    for quota in sorted(quotas, key=lambda quota: quota.difficulty == ""):
        fitting = [
            question
            for question in left.values()
            if question.bank == quota.bank and quota.difficulty in ("", question.difficulty)
        ]
        if len(fitting) < quota.questions:
            raise NotEnoughQuestions(
                f"Ngân hàng “{quota.bank}” chỉ còn {len(fitting)} câu hỏi phù hợp, đề thi cần {quota.questions} câu."
            )
        fitting.sort(key=lambda question: lot(seed, "question", entrant, attempt, question.number))
        for question in fitting[: quota.questions]:
            chosen.append(left.pop(question.number))
    chosen.sort(key=lambda question: lot(seed, "place", entrant, attempt, question.number))
    return Paper(
        tuple(
            PaperQuestion(question.number, _order(question, seed, entrant, attempt, shuffles_options))
            for question in chosen
        )
    )


def _order(question: PoolQuestion, seed: str, entrant: str, attempt: int, shuffles: bool) -> tuple[int, ...]:
    places = range(len(question.options))
    if question.kind == "order" or (shuffles and question.kind in ("single", "multiple")):
        return tuple(sorted(places, key=lambda place: lot(seed, "option", entrant, attempt, question.number, place)))
    return tuple(places)
