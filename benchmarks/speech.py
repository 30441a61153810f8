"""Reading aloud against vinorm and num2words, on the same cases in one run; then numbers, dates and times read back.

    ./lantoa bench speech                       # everything; about two minutes, most of it vinorm's
    ./lantoa bench speech --read-back 1000000   # more numbers, decimals, dates and times

The cases are the gold cases of tests/gold/speech. The comparison is kind to the libraries: letters are made small,
marks and the place of tone marks do not count, nor does a word that a newsreader may leave out or say otherwise
("ngày", "mùng", "phút"; "lẻ" for "linh"). vinorm is asked line by line for its accuracy; for its speed it gets one
long text, so that the start of its program does not count. num2words knows numbers only: it is asked for each whole
number, decimal and negative in the cases. Ours is counted twice: exactly as it stands, and by the kind measure.
"""

import argparse
import os
import platform
import re
import statistics
import sys
import time
from collections.abc import Callable
from pathlib import Path

from num2words import num2words
from vinorm import TTSnorm

from lantoa.core.speech import speak
from lantoa.core.speech.tests.hearing import KINDS, read_back
from lantoa.core.viettext import standard_tone

GOLD = Path(__file__).parents[1] / "tests" / "gold" / "speech"
DIRECTIVE = Path(__file__).parents[1] / "examples" / "directives" / "300-STTTT-TTBCXB.txt"
ROUNDS = 3
NUMBER = r"\d{1,3}(?:[. ]\d{3})+(?:,\d+)?|\d+(?:,\d+)?"
NUMBERS = {"number", "decimal", "negative"}
OTHERWISE = {"lẻ": "linh", "ngàn": "nghìn", "tỉ": "tỷ", "ngày": "", "mùng": "", "mồng": "", "phút": ""}

Cases = list[tuple[str, str]]


def gold() -> dict[str, Cases]:
    """The cases by file: written, said."""
    found = {}
    for file in sorted(GOLD.glob("*.tsv")):
        lines = file.read_text(encoding="utf-8").splitlines()
        found[file.stem] = [(written, said) for written, said in (line.split("\t") for line in lines)]
    return found


def kindly(text: str) -> str:
    """The words that count when we are kind to a library."""
    words = re.sub(r"[^\w\s]", " ", standard_tone(text.lower())).split()
    return " ".join(kept for word in words if (kept := OTHERWISE.get(word, word)))


def vinorm(text: str) -> str:
    """What vinorm says; what its program prints on the way is kept out of our figures."""
    kept = os.dup(1), os.dup(2)
    with Path(os.devnull).open("w", encoding="utf-8") as nowhere:
        sys.stdout.flush()
        for number in (1, 2):
            os.dup2(nowhere.fileno(), number)
        try:
            return str(TTSnorm(text))
        finally:
            for number, copy in zip((1, 2), kept, strict=True):
                os.dup2(copy, number)
                os.close(copy)


def accuracy(cases: dict[str, Cases]) -> None:
    print(f"{'cases':22} {'number':>7} {'ours, exact':>12} {'ours, kindly':>13} {'vinorm, kindly':>15}")
    sums = [0, 0, 0, 0]
    for kind, pairs in cases.items():
        exact = sum(speak(written).text == said for written, said in pairs)
        ours = sum(kindly(speak(written).text) == kindly(said) for written, said in pairs)
        theirs = sum(kindly(vinorm(written)) == kindly(said) for written, said in pairs)
        print(f"{kind:22} {len(pairs):7} {exact:12} {ours:13} {theirs:15}", flush=True)
        sums = [total + new for total, new in zip(sums, (len(pairs), exact, ours, theirs), strict=True)]
    print(f"{'all':22} {sums[0]:7} {sums[1]:12} {sums[2]:13} {sums[3]:15}")


def numbers_in(cases: dict[str, Cases]) -> list[tuple[str, str]]:
    """Each number of the cases with its words, where the case is known to be said exactly."""
    pairs = [pair for kind, found in cases.items() if kind != "known_failures" for pair in found]
    changes = (change for written, _ in pairs for change in speak(written).changes)
    return [
        (change.written, change.spoken)
        for change in changes
        if re.fullmatch(NUMBER, change.written) and change.rule in NUMBERS
    ]


def asked_of_num2words(written: str) -> str:
    """What num2words says for a number as we write it: it takes numbers of Python, so the marks are taken out."""
    plain = re.sub(r"[. ](?=\d{3}(?:\D|$))", "", written).replace(",", ".")
    return str(num2words(float(plain) if "." in plain else int(plain), lang="vi"))


def numbers(cases: dict[str, Cases]) -> None:
    pairs = numbers_in(cases)
    right = sum(kindly(asked_of_num2words(written)) == kindly(said) for written, said in pairs)
    ours = best(lambda: [speak(written) for written, _ in pairs])
    theirs = best(lambda: [asked_of_num2words(written) for written, _ in pairs])
    size = sum(len(written) for written, _ in pairs)
    print(f"\nnumbers alone: {len(pairs)}, num2words says {right} of them as the gold cases do; ours {len(pairs)}")
    print(f"numbers a second: ours {len(pairs) / ours:,.0f}, num2words {len(pairs) / theirs:,.0f} ({size} characters)")


def best(work: Callable[[], object]) -> float:
    """The seconds of the fastest of a few rounds."""
    seconds = []
    for _ in range(ROUNDS):
        started = time.perf_counter()
        work()
        seconds.append(time.perf_counter() - started)
    return min(seconds)


def speed(cases: dict[str, Cases]) -> None:
    """Characters a second on two texts, in turn; the ratio is the median of the rounds."""
    lines = [written for pairs in cases.values() for written, _ in pairs]
    texts = {"every third case": "\n".join(lines[::3]), "directive 300": DIRECTIVE.read_text(encoding="utf-8")}
    print(f"\n{'text':22} {'characters':>11} {'ours, char/s':>13} {'vinorm, char/s':>15} {'ours / vinorm':>14}")
    for name, text in texts.items():
        pairs = [(seconds(lambda: speak(text)), seconds(lambda: vinorm(text))) for _ in range(ROUNDS)]  # noqa: B023
        ours, theirs = (len(text) / statistics.median(column) for column in zip(*pairs, strict=True))
        ratio = statistics.median(pair[1] / pair[0] for pair in pairs)
        print(f"{name:22} {len(text):11,} {ours:13,.0f} {theirs:15,.0f} {ratio:14.0f}", flush=True)


def seconds(work: Callable[[], object]) -> float:
    started = time.perf_counter()
    work()
    return time.perf_counter() - started


def round_trip(count: int, seed: int) -> int:
    """Prints how many of `count` random texts are heard otherwise than they were written; gives back how many."""
    each = -(-count // len(KINDS))
    wrong = read_back(each, seed)
    print(f"\n{each * len(KINDS):,} read back ({', '.join(KINDS)}; seed {seed}), {sum(map(len, wrong.values()))} wrong")
    for kind, pairs in wrong.items():
        for written, heard in pairs[:5]:
            print(f"  {kind}: {written} was heard as {heard}")
    return sum(map(len, wrong.values()))


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--read-back", type=int, default=100_000, help="random texts that are read and heard again")
    parser.add_argument("--seed", type=int, default=20261127, help="of the random texts")
    parser.add_argument("--only-read-back", action="store_true", help="leave the libraries out")
    options = parser.parse_args()
    if not options.only_read_back:
        print(
            f"Python {platform.python_version()} on {platform.machine()}; load is that of this machine: read ratios\n"
        )
        cases = gold()
        speak("")  # tables are read once
        accuracy(cases)
        numbers(cases)
        speed(cases)
    return 1 if round_trip(options.read_back, options.seed) else 0


if __name__ == "__main__":
    sys.exit(main())
