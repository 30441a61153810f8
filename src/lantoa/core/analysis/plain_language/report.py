"""The whole check of a story."""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from .accessibility import capitals, empty_link_words, figures_in_a_row, heading_jumps, pictures_without_words
from .calibration import thresholds
from .hints import Hint, HintKind
from .long_sentences import long_sentences
from .obsolete import obsolete
from .officialese import officialese
from .pieces import Draft, Piece
from .readability import Readability, readability
from .shortened import unexplained_abbreviations

_NO_MEANING = (
    "Bài chưa nói điều này có nghĩa gì với người đọc. Viết một, hai câu: bạn được gì, phải làm gì, khi nào, ở đâu."
)
_GRAVITY = {kind: place for place, kind in enumerate(HintKind)}


@dataclass(frozen=True, slots=True)
class Report:
    """What the check found: hints, the gravest first and in reading order, and the readability figure."""

    hints: tuple[Hint, ...]
    readability: Readability | None

    def of(self, kind: HintKind) -> list[Hint]:
        """Return the hints of one kind."""
        return [hint for hint in self.hints if hint.kind is kind]


def check_plainness(draft: Draft) -> Report:
    """Return the report on a story as it stands; an empty draft has no hints.

    >>> from datetime import date
    >>> report = check_plainness(Draft("Nộp hồ sơ ở xã", "Bạn nộp hồ sơ tại UBND xã.", "", date(2026, 11, 26)))
    >>> [(hint.kind.value, hint.words, hint.mend.text if hint.mend else None) for hint in report.hints]
    [('no_meaning', '', None), ('abbreviation', 'UBND', 'Ủy ban nhân dân (UBND)')]
    """
    pieces = draft.pieces()
    hints = list(_all_hints(draft, pieces))
    order = {piece.place: number for number, piece in enumerate(pieces)}
    hints.sort(key=lambda hint: (_GRAVITY[hint.kind], order.get(hint.place, len(order)), hint.start))
    return Report(tuple(_not_too_often(hints)), readability(pieces))


def _all_hints(draft: Draft, pieces: list[Piece]) -> Iterator[Hint]:
    if pieces and not draft.for_reader.strip():
        yield Hint(HintKind.NO_MEANING, "for_reader", 0, 0, "", _NO_MEANING)
    yield from pictures_without_words(draft.body)
    yield from figures_in_a_row(draft.body)
    yield from heading_jumps(draft.body)
    yield from unexplained_abbreviations(pieces)
    for piece in pieces:
        yield from long_sentences(piece)
        yield from officialese(piece)
        yield from obsolete(piece, draft.on)
        yield from empty_link_words(piece)
        yield from capitals(piece)


def _not_too_often(hints: Iterable[Hint]) -> Iterator[Hint]:
    """The hints without the further ones on the same words: five of a kind teach as well as fifty."""
    seen: Counter[tuple[HintKind, str]] = Counter()
    for hint in hints:
        key = (hint.kind, hint.words.lower())
        seen[key] += 1
        if not hint.words or seen[key] <= thresholds().same_words:
            yield hint
