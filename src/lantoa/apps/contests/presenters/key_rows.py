"""Questions of a sealed pool with their keys in words, for whoever corrects a key of a closed round."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from lantoa.core.scoring import EVERY_ANSWER
from lantoa.core.scoring.marking import LETTERS


@dataclass(frozen=True, slots=True)
class QuestionRow:
    """One question: its number in the pool, its words, the sealed key, and the key that counts where it is another."""

    number: int
    text: str
    sealed: str
    corrected: str


def question_rows(
    pool: Sequence[Mapping[str, Any]], sealed: Mapping[str, Any], now: Mapping[str, Any]
) -> list[QuestionRow]:
    """Return the questions of a pool in the order of their numbers."""
    rows = []
    for question in sorted(pool, key=lambda question: question["number"]):
        number = str(question["number"])
        corrected = key_words(question, now[number]) if now[number] != sealed[number] else ""
        rows.append(QuestionRow(question["number"], question["text"], key_words(question, sealed[number]), corrected))
    return rows


def key_words(question: Mapping[str, Any], key: Any) -> str:
    """Return a key as one reads it.

    >>> key_words({"kind": "single", "options": ["Một", "Hai"]}, [1])
    'b. Hai'
    >>> key_words({"kind": "order", "options": ["Một", "Hai"]}, [1, 0]), key_words({"kind": "true_false"}, True)
    ('b. Hai → a. Một', 'đúng')
    """
    if key == EVERY_ANSWER:
        return "ai gặp câu này cũng được điểm"
    if question["kind"] == "true_false":
        return "đúng" if key else "sai"
    if question["kind"] == "number":
        return str(key)
    places = key if isinstance(key, list) else [key]
    between = " → " if question["kind"] == "order" else "; "
    return between.join(f"{LETTERS[place]}. {question['options'][place]}" for place in places)
