"""Fits the constants of theme matching to the training articles and prints them.

    PYTHONPATH=src python tests/gold/themes/calibrate.py

Coordinate ascent from plain starting values: each constant in turn takes the best of a few values around it, until a
round changes nothing. What is maximised is the mean micro F1 over thresholds 15 % around the fitted one, so that no
article decides by a hair, less a charge for each step away from the start, so that no constant is bent to a hundred
articles. To the training articles come as many that mention a theme in passing, which must give nothing. The held-back
articles and the other directives are never read here.
"""

import math
import sys
from collections.abc import Iterable
from dataclasses import asdict, fields, replace

from theme_measure import TRAIN, Labelled, agreement, articles, items, matched, passing_mentions

from lantoa.core.analysis import ThemeMatcher
from lantoa.core.analysis.calibration import Calibration

START = Calibration(
    saying=0.7, hint=0.5, title=2.5, lead=1.5, next_sentence=0.7, title_anchor=0.6, far_anchor=0.2, length_power=0.5,
    concept_half=1.6, own_words_half=1.5, own_words=0.5, setting_lift=0.2, rarity_power=0.5, borrowed=0.6, foreign=0.1,
    domain_half=0.3, threshold=0.4, rivalry=0.6,
)  # fmt: skip
STEPS = (0.6, 0.8, 0.9, 1.1, 1.25, 1.6)
SWINGS = (0.85, 0.93, 1.0, 1.08, 1.15)
CHARGE = 0.006
"""Mean F1 that a constant must earn for each factor e it moves away from its start."""

HIGHEST_TITLE = 3.0
"""A title alone must not decide: advertisers write titles too, and training articles have uncommonly plain ones."""

SHARES = ("saying", "hint", "next_sentence", "title_anchor", "far_anchor", "own_words", "setting_lift", "borrowed")


def _highest(name: str) -> float:
    if name == "title":
        return HIGHEST_TITLE
    return 1.0 if name in SHARES else math.inf


def goodness(calibration: Calibration, gold: Iterable[Labelled]) -> float:
    """The mean F1 on the articles over thresholds around the calibration's own, less the charge for its distance."""
    gold = list(gold)
    directive = items("directive300")
    total = 0.0
    for swing in SWINGS:
        matcher = ThemeMatcher(directive, replace(calibration, threshold=calibration.threshold * swing))
        total += agreement(gold, lambda article, matcher=matcher: matched(matcher, article)).f1  # type: ignore[misc]
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
    training = [article for part in TRAIN for article in articles(part)]
    for name, value in asdict(fit(START, [*training, *passing_mentions(training)])).items():
        sys.stdout.write(f"{name} = {value}\n")
