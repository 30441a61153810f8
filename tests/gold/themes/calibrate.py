"""Fits the constants of theme matching to the training articles and prints them.

    PYTHONPATH=src python tests/gold/themes/calibrate.py

Coordinate ascent from plain starting values: each constant in turn takes the best of a few values around it, until a
round changes nothing. What is maximised is the mean micro F1 over thresholds 15 % around the fitted one, so that no
article decides by a hair, short and longer articles counting the same, less a charge for each step away from the
start, so that no constant is bent to two hundred articles. To the training articles come half as many that mention a
theme in passing, which must give nothing. The held-back articles and the other directives are never read here.
"""

import math
import sys
from collections.abc import Iterable
from dataclasses import asdict, fields, replace
from functools import cache

from theme_measure import TRAIN_LONG, TRAIN_SHORT, Labelled, agreement, articles, items, passing_mentions

from lantoa.core.analysis import ThemeMatcher
from lantoa.core.analysis.calibration import Calibration
from lantoa.core.analysis.themes import FoundWordings

START = Calibration(
    saying=0.56, hint=0.5, title=2.5, lead=1.2, next_sentence=0.77, title_anchor=0.6, far_anchor=0.2, length_power=0.5,
    concept_half=1.6, own_words_half=1.5, own_words=0.5, setting_lift=0.2, rarity_power=0.5, borrowed=0.6, foreign=0.14,
    domain_half=0.24, threshold=0.38, rivalry=0.96, clear=14.0, room=1.0, spread=0.2,
)  # fmt: skip
"""First fitted to short articles alone; the last row and `foreign` come from a coarse grid on all training articles."""

STEPS = (0.6, 0.8, 0.9, 1.1, 1.25, 1.6)
SWINGS = (0.85, 0.93, 1.0, 1.08, 1.15)
CHARGE = 0.006
"""Mean F1 that a constant must earn for each factor e it moves away from its start."""

HIGHEST_TITLE = 3.0
"""A title alone must not decide: advertisers write titles too, and training articles have uncommonly plain ones."""

ROUNDING = 0.0005
"""Scores are given to three digits."""

SHARES = ("saying", "hint", "next_sentence", "title_anchor", "far_anchor", "own_words", "setting_lift", "borrowed")


def _highest(name: str) -> float:
    if name == "title":
        return HIGHEST_TITLE
    return 1.0 if name in SHARES else math.inf


MATCHER = ThemeMatcher(items("directive300"))


@cache
def found(title: str, text: str) -> FoundWordings:
    """The wordings of an article, found once for all calibrations."""
    return MATCHER.found(title, text)


def _is_long(article: Labelled) -> bool:
    """Whether the article, or what was made from it, is one of long_train, whose ids name a demo folder."""
    return article.id.startswith(("a-", "b-", "r-"))


def goodness(calibration: Calibration, gold: Iterable[Labelled]) -> float:
    """The mean F1 on the articles over thresholds around the calibration's own, less the charge for its distance."""
    gold = list(gold)
    lowest = MATCHER.recalibrated(replace(calibration, threshold=calibration.threshold * SWINGS[0]))
    scores = {
        article.id: {
            theme.code: lowest.raw(theme.score) for theme in lowest.answers(found(article.title, article.text))
        }
        for article in gold
    }
    kinds = [[article for article in gold if _is_long(article) == is_long] for is_long in (False, True)]
    total = 0.0
    for swing in SWINGS:
        bar = calibration.threshold * swing - ROUNDING
        chosen = {name: {code for code, raw in given.items() if raw >= bar} for name, given in scores.items()}
        total += sum(agreement(kind, lambda article: chosen[article.id]).f1 for kind in kinds) / len(kinds)  # noqa: B023
    moves = [abs(math.log(getattr(calibration, f.name) / getattr(START, f.name))) for f in fields(calibration)]
    return total / len(SWINGS) - CHARGE * sum(moves)


def fit(calibration: Calibration, gold: list[Labelled], rounds: int = 4) -> Calibration:
    """The calibration improved step by step on the articles."""
    best = goodness(calibration, gold)
    for _ in range(rounds):
        before = best
        for field in fields(calibration):
            value = getattr(calibration, field.name)
            for step in STEPS:
                tried = min(round(value * step, 3), _highest(field.name))
                candidate = replace(calibration, **{field.name: tried})
                if (score := goodness(candidate, gold)) > best + 0.0005:
                    calibration, best = candidate, score
        sys.stderr.write(f"mean F1 {best:.4f}\n")
        if best == before:
            break
    return calibration


if __name__ == "__main__":
    short, long = ([a for part in parts for a in articles(part)] for parts in (TRAIN_SHORT, TRAIN_LONG))
    training = [*short, *passing_mentions(short), *long, *passing_mentions(long)]
    for name, value in asdict(fit(START, training)).items():
        sys.stdout.write(f"{name} = {value}\n")
