"""Scales that are ready to use, and options as officers type them: one a line."""

from collections.abc import Iterable
from dataclasses import dataclass

from lantoa.core.viettext import to_nfc

Option = dict[str, str]
MOST_OPTIONS = 15


class WrongOptions(ValueError):
    """The lines are no options; the message, in Vietnamese, says why."""


@dataclass(frozen=True, slots=True)
class ReadyScale:
    """Options with the value from which on an answer counts as satisfied."""

    label: str
    options: tuple[tuple[str, str], ...]
    satisfied_from: str = ""

    def as_options(self) -> list[Option]:
        """Return the options as a question stores them."""
        return [{"value": value, "words": words} for value, words in self.options]


def _five(*words: str) -> tuple[tuple[str, str], ...]:
    return tuple((str(value), one) for value, one in enumerate(words, start=1))


READY = {
    "hai-long": ReadyScale(
        "hài lòng, 5 mức",
        _five("rất không hài lòng", "không hài lòng", "bình thường", "hài lòng", "rất hài lòng"), "4",
    ),
    "hai-long-biet": ReadyScale(
        "hài lòng, 5 mức, thêm “không biết”",
        (
            *_five("rất không hài lòng", "không hài lòng", "bình thường", "hài lòng", "rất hài lòng"),
            ("kb", "không biết, không có ý kiến"),
        ),
        "4",
    ),
    "dong-y": ReadyScale(
        "đồng ý, 5 mức",
        _five("rất không đồng ý", "không đồng ý", "phân vân", "đồng ý", "rất đồng ý"), "4",
    ),
    "muc-do": ReadyScale("từ 1 đến 10", tuple((str(value), str(value)) for value in range(1, 11)), "8"),
    "co-khong": ReadyScale("có, không", (("co", "có"), ("khong", "không"))),
    "co-khong-biet": ReadyScale(
        "có, không, không biết", (("co", "có"), ("khong", "không"), ("khong-biet", "không biết"))
    ),
}  # fmt: skip


def options_of(text: str, *, before: Iterable[Option] = ()) -> list[Option]:
    """Return the options that lines say: "words", or "value | words". Words that were there before keep their value;
    a new line gets the next free number. WrongOptions where a value stands twice or there are too many.

    >>> options_of("có\\nkhông")
    [{'value': '1', 'words': 'có'}, {'value': '2', 'words': 'không'}]
    >>> options_of("k | không\\ncó", before=[{"value": "1", "words": "có"}])
    [{'value': 'k', 'words': 'không'}, {'value': '1', 'words': 'có'}]
    """
    known = {option["words"]: option["value"] for option in before}
    lines = [to_nfc(line.strip()) for line in text.splitlines() if line.strip()]
    if len(lines) > MOST_OPTIONS:
        raise WrongOptions(f"Nhiều nhất {MOST_OPTIONS} phương án.")
    found: list[Option] = []
    taken = set(known.values()) | {line.partition("|")[0].strip() for line in lines if "|" in line}
    number = 0
    for line in lines:
        value, bar, words = (part.strip() for part in line.partition("|"))
        if not bar:
            words, value = value, known.get(value, "")
        while not value:
            number += 1
            value = "" if str(number) in taken else str(number)
        _check(value, words, found)
        taken.add(value)
        found.append({"value": value, "words": words})
    return found


def _check(value: str, words: str, found: list[Option]) -> None:
    if len(value) > 20:
        raise WrongOptions(f"Giá trị “{value}” dài quá: nhiều nhất 20 chữ.")
    if not words or len(words) > 200:
        raise WrongOptions("Mỗi phương án cần có lời, nhiều nhất 200 chữ.")
    if any(option["value"] == value for option in found):
        raise WrongOptions(f"Giá trị “{value}” có hai lần.")


def lines_of(options: Iterable[Option]) -> str:
    """Return options as an officer edits them, the values in sight.

    >>> lines_of([{"value": "co", "words": "có"}])
    'co | có'
    """
    return "\n".join(f"{option['value']} | {option['words']}" for option in options)
