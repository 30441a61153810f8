"""A crowd of honest entrants: offices behind one address, hard questions, common mistakes, the rush at the end."""

import random
from dataclasses import replace
from typing import Any

from lantoa.core.scoring.irregularities import Trace

HOUR = 3_600_000
QUESTIONS = 12


def crowd(number: int, people: int, *, pool: int = 40, each_unit: int = 40) -> list[Trace]:
    """Return one paper of each of so many honest people over a week, half of them in its last tenth."""
    chance = random.Random(number)
    hardness = {question: chance.betavariate(1, 5) for question in range(pool)}
    return [_paper(chance, place, hardness, unit=place // each_unit) for place in range(people)]


def _paper(chance: random.Random, place: int, hardness: dict[int, float], *, unit: int) -> Trace:
    weakness = chance.uniform(0.3, 3.0)
    answers, wrong = [], []
    for question in sorted(chance.sample(sorted(hardness), QUESTIONS)):
        # One wrong option is the common mistake of a question.
        if chance.random() < min(0.95, hardness[question] * weakness):
            answers.append((question, str(chance.choices([1, 2, 3], [6, 1, 1])[0])))
            wrong.append(answers[-1])
        else:
            answers.append((question, "0"))
    part = chance.random() * 0.9 if chance.random() < 0.5 else 0.9 + chance.random() * 0.1
    in_office = chance.random() < 0.7
    return Trace(
        submission=place + 1,
        entrant=f"E{place}",
        unit=str(unit),
        contact=f"{chance.choice(['lan', 'minh', 'thanh', 'hoa'])}.{chance.randrange(10**6)}@gmail.com",
        device=f"office-{place}" if in_office else f"own-{place}",
        address=f"office-{unit}" if in_office else f"home-{place // 3}",
        seconds=int(chance.lognormvariate(5.3, 0.5)) + 40,
        received_ms=int(part * 7 * 24 * HOUR),
        questions=QUESTIONS,
        answers=tuple(answers),
        wrong=tuple(wrong),
    )


def changed(traces: list[Trace], places: range, **values: Any) -> list[Trace]:
    """Return the traces, those in these places with other values (functions of the trace, or the values themselves)."""
    return [
        replace(trace, **{name: value(trace) if callable(value) else value for name, value in values.items()})
        if place in places
        else trace
        for place, trace in enumerate(traces)
    ]
