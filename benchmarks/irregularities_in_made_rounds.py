"""How often the search for irregularities is wrong: what it tells of honest rounds, and what it misses of planted ones.

    ./lantoa bench irregularities_in_made_rounds

Honest rounds are those of the tests (core/scoring/tests/crowd.py): hard and easy questions, a common mistake for each,
people of different strength, offices behind one address, half of all papers in the last tenth of the time. Planted are
people of one unit who copied a paper with so many mistakes, in a round of 2 000 over a pool of 40 questions.
"""

import argparse
import random
from collections import Counter
from dataclasses import replace

from lantoa.core.scoring.irregularities import Limits, Trace, find_irregularities, find_same_answers
from lantoa.core.scoring.tests.crowd import crowd

SHAPES = ((200, 12), (2_000, 12), (2_000, 30))
GROUPS, MISTAKES = (2, 3, 5), (2, 3, 4, 5)


def honest(rounds: int) -> None:
    told: Counter[str] = Counter()
    for number in range(rounds):
        for people, pool in SHAPES:
            told.update(finding.kind for finding in find_irregularities(crowd(1000 + number, people, pool=pool)))
    shapes = ", ".join(f"{people} people over {pool} questions" for people, pool in SHAPES)
    print(f"{rounds * len(SHAPES)} honest rounds ({shapes}): {sum(told.values())} findings {dict(told)}")


def copied(traces: list[Trace], chance: random.Random, group: int, mistakes: int) -> tuple[list[Trace], set[int]]:
    """The round with so many people of one unit who have the wrong answers of one honest paper with so many."""
    papers = [trace for trace in traces if len(trace.wrong) == mistakes]
    model = chance.choice(papers)
    others = [trace.submission for trace in traces if trace.unit == model.unit and trace != model]
    ids = {model.submission, *chance.sample(others, group - 1)}
    return [replace(one, wrong=model.wrong) if one.submission in ids else one for one in traces], ids


def planted(rounds: int) -> None:
    print(f"\nCopies found of {rounds} planted, by people who copied (rows) and mistakes in the paper (columns)")
    print("     " + "".join(f"{mistakes:>6}" for mistakes in MISTAKES))
    crowds = [crowd(number, 2_000) for number in range(rounds)]
    for group in GROUPS:
        row = ""
        for mistakes in MISTAKES:
            found = 0
            for number, traces in enumerate(crowds):
                changed, ids = copied(traces, random.Random(number), group, mistakes)
                found += any(ids <= set(one.submissions) for one in find_same_answers(changed, Limits()))
            row += f"{found:>6}"
        print(f"{group:>5}{row}")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=40)
    rounds = parser.parse_args().rounds
    honest(rounds)
    planted(rounds)


if __name__ == "__main__":
    main()
