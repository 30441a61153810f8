"""How well matched themes agree with the labels of the gold articles."""

import json
from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path

from lantoa.core.analysis import ThemeMatcher, ThemeText

HERE = Path(__file__).parent

TRAIN_SHORT = ("directive300_train", "directive300_voices", "directive300_check", "directive300_near")
TRAIN_LONG = ("long_train",)

TRAIN = (*TRAIN_SHORT, *TRAIN_LONG)
"""Seen while the concepts and constants were made."""

HELD_BACK = ("directive300_held", "long_held", "long_blind")
"""Never fitted to; when each was written: README.md."""


@dataclass(frozen=True, slots=True)
class Labelled:
    """A gold article: `main` themes must be found, `ok` themes may be found, any other is a mistake."""

    id: str
    title: str
    text: str
    main: frozenset[str]
    ok: frozenset[str]


@dataclass(frozen=True, slots=True)
class Agreement:
    """Counts over (article, theme) pairs; the acceptable themes count neither way."""

    right: int
    wrong: int
    missed: int

    @property
    def precision(self) -> float:
        return self.right / (self.right + self.wrong) if self.right + self.wrong else 0.0

    @property
    def recall(self) -> float:
        return self.right / (self.right + self.missed) if self.right + self.missed else 0.0

    @property
    def f1(self) -> float:
        return 2 * self.right / (2 * self.right + self.wrong + self.missed) if self.right else 0.0

    def __str__(self) -> str:
        return f"P {self.precision:.3f}  R {self.recall:.3f}  F1 {self.f1:.3f}"


def articles(name: str) -> list[Labelled]:
    """The gold articles of `name`.jsonl in file order."""
    lines = (HERE / f"{name}.jsonl").read_text(encoding="utf-8").splitlines()
    rows = [json.loads(line) for line in lines]
    return [Labelled(r["id"], r["title"], r["text"], frozenset(r["main"]), frozenset(r["ok"])) for r in rows]


def passing_mentions(gold: Iterable[Labelled]) -> list[Labelled]:
    """Articles that no theme may be proposed for: two on other subjects with one sentence of an answering one between.

    One for each article on another subject, and for each again with a later sentence; the same in every run.
    """
    gold = list(gold)
    other = [article for article in gold if not article.main | article.ok]
    sentences = [sentence for article in gold if article.main for sentence in article.text.split(". ")[1:-1]]
    made = []
    for number in range(2 * len(other)):
        first, second = other[number % len(other)], other[(number + 1) % len(other)]
        mention = sentences[number * 7 % len(sentences)]
        text = f"{first.text}\n{mention}.\n{second.text}"
        made.append(Labelled(f"{first.id}+{number}", first.title, text, frozenset(), frozenset()))
    return made


def items(name: str) -> list[ThemeText]:
    """The content items of the directive `name`, in their order."""
    return [ThemeText(**row) for row in json.loads((HERE / f"{name}_items.json").read_text(encoding="utf-8"))]


def matched(matcher: ThemeMatcher, article: Labelled) -> set[str]:
    """The codes of the themes that the matcher proposes for the article."""
    return {theme.code for theme in matcher.match(article.title, article.text)}


def agreement(gold: Iterable[Labelled], predict: Callable[[Labelled], set[str]]) -> Agreement:
    """The agreement of the predicted codes with the labels, over all articles and themes (micro)."""
    return sum_of(by_theme(gold, predict).values())


def by_theme(gold: Iterable[Labelled], predict: Callable[[Labelled], set[str]]) -> dict[str, Agreement]:
    """The agreement for each theme that is labelled or predicted."""
    counts: Counter[tuple[str, str]] = Counter()
    codes: set[str] = set()
    for article in gold:
        found = predict(article)
        codes |= found | article.main
        counts.update((code, "right") for code in found & article.main)
        counts.update((code, "wrong") for code in found - article.main - article.ok)
        counts.update((code, "missed") for code in article.main - found)
    kinds = ("right", "wrong", "missed")
    return {code: Agreement(*(counts[code, kind] for kind in kinds)) for code in sorted(codes)}


def sum_of(parts: Iterable[Agreement]) -> Agreement:
    """The counts of several agreements added up."""
    parts = list(parts)
    return Agreement(*(sum(getattr(part, name) for part in parts) for name in ("right", "wrong", "missed")))
