"""Questions that look alike, found by their marks: each is compared with few, however large the bank."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass

from django.db.models import Count

from lantoa.apps.contests.models import DifferentQuestions, Question, QuestionMark
from lantoa.core.analysis.near_questions import (
    NEAR,
    Asked,
    marks_of,
    near_pairs,
    parts_likeness,
    parts_of,
    question_likeness,
)

# Questions compared word by word with one: those that share the most marks.
_MOST_COMPARED = 40
_MOST_SHOWN = 5
_BATCH = 500


@dataclass(frozen=True, slots=True)
class Near:
    """A stored question and how alike it is, 0 to 1."""

    question: Question
    likeness: float


@dataclass(frozen=True, slots=True)
class NearPair:
    """Two stored questions that nobody has found to be different yet."""

    first: Question
    second: Question
    likeness: float


def asked_of(question: Question) -> Asked:
    """Return a stored question as it is compared."""
    return Asked(question.text, question.options)


def near_questions(asked: Asked, *, but: Collection[int] = ()) -> list[Near]:
    """Return the stored questions most like this one, the most alike first, at most five; retired ones left out, and
    those with the keys `but`. Two queries.
    """
    return near_of_each([asked], but=but)[0]


def near_of_each(all_asked: Sequence[Asked], *, but: Collection[int] = ()) -> list[list[Near]]:
    """Return near_questions of each, in their order. One query for 500 marks and one for the questions found."""
    marks = [marks_of(asked) for asked in all_asked]
    holders = _holders({mark for found in marks for mark in found})
    shared = [_sharing(found, holders) for found in marks]
    wanted = {pk for found in shared for pk in found} - set(but)
    stored = _questions(wanted)
    answers = []
    for asked, found in zip(all_asked, shared, strict=True):
        near = [Near(stored[pk], question_likeness(asked, asked_of(stored[pk]))) for pk in found if pk in stored]
        near = sorted((one for one in near if one.likeness >= NEAR), key=lambda one: (-one.likeness, one.question.pk))
        answers.append(near[:_MOST_SHOWN])
    return answers


def _holders(marks: Iterable[int]) -> dict[int, list[int]]:
    holders: dict[int, list[int]] = defaultdict(list)
    ordered = sorted(marks)
    for first in range(0, len(ordered), _BATCH):
        rows = QuestionMark.objects.filter(mark__in=ordered[first : first + _BATCH])
        for mark, pk in rows.values_list("mark", "question_id"):
            holders[mark].append(pk)
    return holders


def _sharing(marks: Iterable[int], holders: dict[int, list[int]]) -> list[int]:
    """Return the questions that share the most marks, few of them."""
    shared: dict[int, int] = defaultdict(int)
    for mark in marks:
        for pk in holders.get(mark, ()):
            shared[pk] += 1
    return sorted(shared, key=lambda pk: (-shared[pk], pk))[:_MOST_COMPARED]


def _questions(keys: Iterable[int]) -> dict[int, Question]:
    found: dict[int, Question] = {}
    ordered = sorted(keys)
    for first in range(0, len(ordered), _BATCH):
        rows = Question.objects.filter(pk__in=ordered[first : first + _BATCH]).select_related("bank")
        found |= {row.pk: row for row in rows.exclude(state=Question.State.RETIRED)}
    return found


def near_pairs_of_bank() -> list[NearPair]:
    """Return the pairs of stored questions that look alike and wait for a person, the most alike first.

    Three queries and one for each 500 questions found. Only marks that several questions hold are read; about linear
    in the number of questions.
    """
    several = QuestionMark.objects.values("mark").annotate(held=Count("pk")).filter(held__gt=1).values("mark")
    rows = QuestionMark.objects.filter(mark__in=several).exclude(question__state=Question.State.RETIRED)
    marks: dict[int, list[int]] = defaultdict(list)
    for pk, mark in rows.order_by().values_list("question_id", "mark"):
        marks[pk].append(mark)
    decided = set(DifferentQuestions.objects.values_list("first_id", "second_id"))
    pairs = [pair for pair in near_pairs(marks) if pair not in decided]
    stored = _questions({pk for pair in pairs for pk in pair})
    parts = {pk: parts_of(asked_of(question)) for pk, question in stored.items()}
    found = []
    for one, other in pairs:
        if one not in stored or other not in stored or _is_wording(stored[one], stored[other]):
            continue
        likeness = parts_likeness(parts[one], parts[other])
        if likeness >= NEAR:
            found.append(NearPair(stored[one], stored[other], likeness))
    return sorted(found, key=lambda pair: (-pair.likeness, pair.first.pk, pair.second.pk))


def _is_wording(one: Question, other: Question) -> bool:
    return one.pk == other.replaces_id or other.pk == one.replaces_id
