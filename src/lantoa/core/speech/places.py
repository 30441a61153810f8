"""What an editor decided at single places of a text: other words there, or a change of the rules taken back."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from lantoa.core.viettext import to_nfc

from .reader import speak
from .records import Change, Spoken


@dataclass(frozen=True, slots=True)
class Place:
    """Words decided for one place of a text; where both are the same, the place is said as it is written."""

    start: int
    written: str
    spoken: str

    @property
    def end(self) -> int:
        """Where the place ends in the written text."""
        return self.start + len(self.written)

    @property
    def taken_back(self) -> bool:
        """Whether the place is said as it is written, whatever the rules would say."""
        return self.spoken == self.written


@dataclass(frozen=True, slots=True)
class Anchored:
    """Places found in a text again, in its order, and those whose words are gone."""

    places: tuple[Place, ...]
    lost: tuple[Place, ...] = ()


def anchored(text: str, places: Iterable[Place]) -> Anchored:
    """The places where they stand in the text now: where they were, else at the nearest same words nobody else took.

    Words count as the same only where they do not run on into others, and no two places overlap.

    >>> anchored("Hôm nay, ngày 29/3", [Place(5, "29/3", "hai chín trên ba")]).places[0].start
    14
    >>> anchored("Hôm nay", [Place(5, "29/3", "hai chín trên ba")]).lost[0].written
    '29/3'
    """
    text = to_nfc(text)
    waiting: list[Place] = []
    taken: list[tuple[int, int]] = []
    found: list[Place] = []
    lost: list[Place] = []
    for place in places:
        if place.written and text.startswith(place.written, place.start) and _is_free(place.start, place.end, taken):
            taken.append((place.start, place.end))
            found.append(place)
        else:
            waiting.append(place)
    for place in waiting:
        size = len(place.written)
        starts = [start for start in _occurrences(text, place.written) if _is_free(start, start + size, taken)]
        if not starts:
            lost.append(place)
            continue
        start = min(starts, key=lambda one: abs(one - place.start))
        taken.append((start, start + len(place.written)))
        found.append(replace(place, start=start))
    return Anchored(tuple(sorted(found, key=lambda place: place.start)), tuple(lost))


def moved(before: str, after: str, places: Iterable[Place]) -> tuple[Place, ...]:
    """The places of a text after it was edited: what stands behind the edited part moves along with it.

    >>> moved("Ngày 29/3 và 29/3", "Đúng ngày 29/3 và 29/3", [Place(13, "29/3", "hai chín trên ba")])[0].start
    18
    """
    before, after = to_nfc(before), to_nfc(after)
    head = _alike(before, after)
    tail = min(_alike(before[::-1], after[::-1]), min(len(before), len(after)) - head)
    edited_to = len(before) - tail
    shift = len(after) - len(before)
    return tuple(
        replace(place, start=max(0, place.start + shift)) if place.start >= edited_to else place for place in places
    )


def with_places(spoken: Spoken, places: Sequence[Place]) -> Spoken:
    """The same with the places said as they were decided; what of a change lies outside of them is read anew.

    The places are those of `anchored` for the written text.

    >>> said = speak("Ngày 29/3 họp")
    >>> with_places(said, [Place(5, "29/3", "hai mươi chín tháng ba dương lịch")]).text
    'Ngày hai mươi chín tháng ba dương lịch họp'
    >>> with_places(said, [Place(5, "29/3", "29/3")]).text
    'Ngày 29/3 họp'
    """
    if not places:
        return spoken
    written = spoken.written
    changes: list[Change] = []
    for change in spoken.changes:
        changes.extend(_outside(change, places))
    for place in places:
        if not place.taken_back:
            said = _apart(written, place)
            changes.append(Change(place.start, place.end, place.written, said, "decision"))
    changes.sort(key=lambda change: change.start)
    unknown = tuple(one for one in spoken.unknown if not _meets(one.start, one.end, places))
    return Spoken(_said(written, changes), tuple(changes), unknown)


def _outside(change: Change, places: Sequence[Place]) -> list[Change]:
    """What is left of a change outside of the places: all of it, nothing, or its rest read by itself."""
    if not _meets(change.start, change.end, places):
        return [change]
    rest, at = [], change.start
    for place in sorted(places, key=lambda place: place.start):
        if place.end <= change.start or place.start >= change.end:
            continue
        rest.append((at, place.start))
        at = max(at, place.end)
    rest.append((at, change.end))
    found = []
    for start, end in rest:
        if start < end:
            piece = change.written[start - change.start : end - change.start]
            found += [replace(one, start=one.start + start, end=one.end + start) for one in speak(piece).changes]
    return found


def _apart(written: str, place: Place) -> str:
    """The words of a place with a space where they would run into a neighbour."""
    said = place.spoken
    if said and said[0].isalnum() and place.start and written[place.start - 1].isalnum():
        said = f" {said}"
    if said and said[-1].isalnum() and written[place.end : place.end + 1].isalnum():
        said = f"{said} "
    return said


def _said(written: str, changes: Sequence[Change]) -> str:
    parts, at = [], 0
    for change in changes:
        parts += [written[at : change.start], change.spoken]
        at = change.end
    return "".join([*parts, written[at:]])


def _occurrences(text: str, words: str) -> list[int]:
    if not words:
        return []
    head = r"(?<!\w)" if words[0].isalnum() else ""
    tail = r"(?!\w)" if words[-1].isalnum() else ""
    return [match.start() for match in re.finditer(f"{head}{re.escape(words)}{tail}", text)]


def _is_free(start: int, end: int, taken: Iterable[tuple[int, int]]) -> bool:
    return all(end <= first or last <= start for first, last in taken)


def _meets(start: int, end: int, places: Iterable[Place]) -> bool:
    return not _is_free(start, end, ((place.start, place.end) for place in places))


def _alike(one: str, other: str) -> int:
    """How many characters both begin with."""
    size = min(len(one), len(other))
    return next((place for place in range(size) if one[place] != other[place]), size)
