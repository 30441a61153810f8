"""How far the reading time of scripts lies from the length of their sound, in one run.

    PYTHONPATH=src python benchmarks/reading_time.py

Scripts of 2 to 40 sentences of the demonstration's stories are spoken by espeak-ng. The speed and the pauses are
learnt from every second script as a station learns them (core.speech.tempo.learn_tempo), the others are worked out and
compared with the length of their sound; then the halves change places. `--floor` ends with 1 where the mean error is
above 5 %.
"""

import re
import shutil
import subprocess
import sys
import tempfile
import tomllib
import wave
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from lantoa.core.speech import speak, syllables
from lantoa.core.speech.tempo import Tempo, TimedReading, learn_tempo, silent_seconds, why_not_learnt
from lantoa.core.viettext import sentences

STORIES = Path(__file__).parents[1] / "src" / "lantoa" / "apps" / "demo" / "stories"
LENGTHS = (2, 5, 9, 14, 3, 20, 7, 40)  # sentences
SCRIPTS = 40
SPEED = 160  # words a minute, as espeak-ng counts them
MOST_ERROR = 0.05


def written() -> Iterator[str]:
    """The sentences of the stories, in order; short pieces such as titles and keys are left out."""
    for file in sorted(STORIES.glob("*/*.toml")):
        for text in _strings(tomllib.loads(file.read_text(encoding="utf-8"))):
            if len(text) > 60:
                yield from sentences(re.sub(r"<[^>]+>", "\n", text))


def _strings(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, (dict, list)):
        for one in value.values() if isinstance(value, dict) else value:
            yield from _strings(one)


def scripts() -> list[str]:
    """Scripts of varied length for the ear, begun again at the first sentence when the stories are through."""
    pool, found, place = list(written()), [], 0
    while len(found) < SCRIPTS:
        size = LENGTHS[len(found) % len(LENGTHS)]
        taken = [pool[(place + step) % len(pool)] for step in range(size)]
        place += size
        paragraphs = [" ".join(taken[first : first + 4]) for first in range(0, size, 4)]
        found.append("\n\n".join(speak(paragraph).text for paragraph in paragraphs))
    return found


def sound_seconds(text: str, folder: Path) -> float:
    """The length of the sound that espeak-ng makes of a text."""
    sound = folder / "script.wav"
    subprocess.run(
        ["espeak-ng", "-v", "vi", "-s", str(SPEED), "-w", str(sound), "--stdin"], input=text.encode(), check=True
    )
    with wave.open(str(sound)) as read:
        return read.getnframes() / read.getframerate()


def errors(tempo: Tempo, readings: Sequence[TimedReading]) -> list[float]:
    """How far each time worked out lies from the one measured, as a share of it."""
    return [
        abs(
            (syllables(one.text) * 60 / tempo.syllables_per_minute + silent_seconds(one.text) * tempo.pause_factor)
            / one.seconds
            - 1
        )
        for one in readings
    ]


def main() -> None:
    if not shutil.which("espeak-ng"):
        sys.exit("espeak-ng is not installed: no sound to compare with.")
    with tempfile.TemporaryDirectory() as folder:
        readings = [TimedReading(text, sound_seconds(text, Path(folder))) for text in scripts()]
    shortest, longest = min(one.seconds for one in readings), max(one.seconds for one in readings)
    print(f"{len(readings)} scripts of {shortest:.0f} to {longest:.0f} seconds, espeak-ng vi at {SPEED}")
    found: list[float] = []
    for name, learnt_from, tried_on in (
        ("even", readings[::2], readings[1::2]),
        ("odd", readings[1::2], readings[::2]),
    ):
        tempo = learn_tempo(learnt_from)
        if tempo is None:
            sys.exit(why_not_learnt(learnt_from))
        apart = errors(tempo, tried_on)
        found += apart
        print(
            f"learnt from the {name} half: {tempo.syllables_per_minute:.0f} syllables/min, pauses x "
            f"{tempo.pause_factor:.2f}; other half: mean error {sum(apart) / len(apart):.1%}, worst {max(apart):.1%}"
        )
    mean = sum(found) / len(found)
    print(f"mean error of reading time: {mean:.2%} (at most {MOST_ERROR:.0%})")
    if "--floor" in sys.argv and mean > MOST_ERROR:
        sys.exit(1)


if __name__ == "__main__":
    main()
