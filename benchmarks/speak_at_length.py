"""The cost of reading aloud as the text grows, in one run, and what a text of one long line or of hostile signs costs.

    PYTHONPATH=src python benchmarks/speak_at_length.py

Every text is read at 1 and at 10 times its length, several times in turn; the best of each is compared. A ratio of 10
is linear. The texts are directive 300, the same without line ends, and signs chosen to make a careless pattern slow.
"""

import time
from pathlib import Path

from lantoa.core.speech import speak

DIRECTIVE = Path(__file__).parents[1] / "examples" / "directives" / "300-STTTT-TTBCXB.txt"
ROUNDS = 3


def texts() -> dict[str, str]:
    """The texts by name, each about as long as the directive."""
    directive = DIRECTIVE.read_text(encoding="utf-8")
    hostile = {
        "figures and hyphens": "0-0-12.345-",
        "phone signs": "ĐT: 0905 123 456, ",
        "brackets": "((((",
        "quotation marks": '"' * 4,
        "capitals": "UBND-BXYZ&",
        "dots": ". . ./. ",
        "slashes": "1/2/3/4",
        "address signs": "a.b@c.d-e",
    }
    length = len(directive)
    return {
        "directive 300": directive,
        "directive 300 on one line": directive.replace("\n", " "),
        **{name: (piece * (length // len(piece) + 1))[:length] for name, piece in hostile.items()},
    }


def seconds(text: str) -> float:
    started = time.perf_counter()
    speak(text)
    return time.perf_counter() - started


def main() -> None:
    speak(DIRECTIVE.read_text(encoding="utf-8"))  # tables are read once
    print(f"{'text':28} {'characters':>10} {'characters/s':>13} {'10x / 1x':>9}")
    for name, text in texts().items():
        pairs = [(seconds(text), seconds(text * 10)) for _ in range(ROUNDS)]
        once, tenfold = min(pair[0] for pair in pairs), min(pair[1] for pair in pairs)
        print(f"{name:28} {len(text):10} {len(text) * 10 / tenfold:13,.0f} {tenfold / once:9.1f}")


if __name__ == "__main__":
    main()
