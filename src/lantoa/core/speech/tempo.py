"""How long a text takes to be read aloud."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType

from lantoa.core.viettext import is_syllable, to_nfc

DEFAULT_SYLLABLES_PER_MINUTE = 200.0
"""An editable default of ours, not a measured fact: a station replaces it with what its own readings show."""

DEFAULT_PAUSES: Mapping[str, float] = MappingProxyType(
    {",": 0.25, ";": 0.4, ":": 0.4, ".": 0.6, "!": 0.6, "?": 0.6, "\n": 0.8}
)
"""Seconds of silence after each mark; editable defaults of ours, not measured."""

FEWEST_READINGS = 3
"""Two readings explain two constants exactly, whatever was measured; the third shows whether they hold."""

_LEAST_SPREAD = 1e-4  # of the determinant, as a share: below it both constants explain the same readings
_WORD = re.compile(r"[^\W_]+")
_VOWELS = re.compile(r"[aeiouyăâêôơưàáảãạằắẳẵặầấẩẫậèéẻẽẹềếểễệìíỉĩịòóỏõọồốổỗộờớởỡợùúủũụừứửữựỳýỷỹỵ]+")
_RUN = re.compile(r"[^\S\n]*([,;:.!?…\n])[\s,;:.!?…]*")


def syllables(text: str) -> int:
    """How many syllables one hears when the text (as `speak` gives it) is read.

    A Vietnamese word is one; of other words each group of vowels counts, and an acronym has one for each letter.

    >>> syllables("hai nghìn không trăm hai mươi ba"), syllables("Phây-búc"), syllables("oép robot"), syllables("BXYZ")
    (7, 2, 3, 4)
    """
    return sum(_of_word(word) for word in _WORD.findall(to_nfc(text)))


def _of_word(word: str) -> int:
    if is_syllable(word) or len(word) == 1:
        return 1
    if word.isupper() or any(letter.isdigit() for letter in word):
        return len(word)
    return max(1, len(_VOWELS.findall(word.lower())))


def reading_seconds(
    text: str,
    *,
    syllables_per_minute: float = DEFAULT_SYLLABLES_PER_MINUTE,
    pauses: Mapping[str, float] = DEFAULT_PAUSES,
) -> float:
    r"""Seconds that a text (as `speak` gives it) takes: its syllables at the given speed and a pause after each mark.

    Both constants are settings of a station (see DEFAULT_SYLLABLES_PER_MINUTE); of several marks in a row the longest
    pause counts. Raises ValueError for a speed that is not above 0.

    >>> round(reading_seconds("Xin chào bà con. Hôm nay", syllables_per_minute=60, pauses={".": 0.5}), 2)
    6.5
    """
    if syllables_per_minute <= 0:
        raise ValueError("the speed must be above 0 syllables a minute")
    return syllables(text) * 60 / syllables_per_minute + silent_seconds(text, pauses)


def silent_seconds(text: str, pauses: Mapping[str, float] = DEFAULT_PAUSES) -> float:
    """Seconds of silence at the marks of a text.

    >>> silent_seconds("Xin chào bà con, hôm nay. Hết.")
    1.45
    """
    return sum(max(pauses.get(mark, 0.0) for mark in run[0]) for run in _RUN.finditer(to_nfc(text).strip()))


@dataclass(frozen=True, slots=True)
class TimedReading:
    """A real reading of a text (as `speak` gives it) with the seconds it took."""

    text: str
    seconds: float


@dataclass(frozen=True, slots=True)
class Tempo:
    """How fast somebody reads: speed, factor of DEFAULT_PAUSES, and how well both explain the readings."""

    syllables_per_minute: float
    pause_factor: float
    readings: int
    mean_error: float
    """The mean of how far the readings lie from the time worked out, as a share of it (0-1)."""


def learn_tempo(readings: Iterable[TimedReading]) -> Tempo | None:
    """The speed and pauses that explain the readings best (least squares of relative errors); None where they do not
    determine both: `why_not_learnt` says why.

    >>> texts = ["Một hai ba bốn. Năm sáu.", "Một, hai, ba, bốn.", "Một hai ba bốn năm sáu bảy tám chín."]
    >>> read = [TimedReading(text, reading_seconds(text, syllables_per_minute=180)) for text in texts]
    >>> learnt = learn_tempo(read)
    >>> round(learnt.syllables_per_minute), round(learnt.pause_factor, 2), round(learnt.mean_error, 3)
    (180, 1.0, 0.0)
    """
    found = _learnt(list(readings))
    return found if isinstance(found, Tempo) else None


def why_not_learnt(readings: Iterable[TimedReading]) -> str:
    """Why `learn_tempo` gives nothing for these readings, with what to do, in Vietnamese; "" where it gives something.

    >>> why_not_learnt([])
    'Mới có 0 lần đọc; cần ít nhất 3 lần đọc các bài khác nhau.'
    """
    found = _learnt(list(readings))
    return found if isinstance(found, str) else ""


def _learnt(readings: Sequence[TimedReading]) -> Tempo | str:
    readings = [one for one in readings if one.seconds > 0 and syllables(one.text)]
    if len(readings) < FEWEST_READINGS:
        return f"Mới có {len(readings)} lần đọc; cần ít nhất {FEWEST_READINGS} lần đọc các bài khác nhau."
    # Shares of the time that was measured: a long reading does not outweigh the short ones.
    spoken = [syllables(one.text) / one.seconds for one in readings]
    silent = [silent_seconds(one.text) / one.seconds for one in readings]
    aa, bb = sum(x * x for x in spoken), sum(y * y for y in silent)
    ab, a, b = sum(x * y for x, y in zip(spoken, silent, strict=True)), sum(spoken), sum(silent)
    determinant = aa * bb - ab * ab
    if not bb or determinant < aa * bb * _LEAST_SPREAD:
        return (
            "Các bài đã đọc nghỉ nhiều ít như nhau nên không tách được tốc độ với quãng nghỉ; "
            "hãy thêm bài nhiều dấu câu hơn, hoặc ít hơn."
        )
    per_syllable, factor = (a * bb - b * ab) / determinant, (b * aa - a * ab) / determinant
    if per_syllable <= 0 or factor < 0:
        return "Các lần đọc trái nhau (bài ít tiếng lại lâu hơn bài nhiều tiếng); hãy xem lại số phút, số giây đã nhập."
    errors = [abs(x * per_syllable + y * factor - 1) for x, y in zip(spoken, silent, strict=True)]
    return Tempo(60 / per_syllable, factor, len(readings), sum(errors) / len(errors))
