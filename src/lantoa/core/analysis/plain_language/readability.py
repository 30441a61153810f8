"""How easy a text is to read, by the length of its sentences among those of real articles."""

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import pairwise

from lantoa.core.viettext import words

from .calibration import thresholds
from .pieces import Piece, PieceKind
from .spans import sentence_spans

_COUNTED = frozenset({PieceKind.LEAD, PieceKind.FOR_READER, PieceKind.PARAGRAPH, PieceKind.LIST_ITEM})


@dataclass(frozen=True, slots=True)
class Readability:
    """Mean syllables a sentence, the share (0-1) of so many measured news articles with shorter ones, the wording."""

    syllables: int
    sentences: int
    mean_length: float
    longer_than: float
    articles: int
    wording: str


def readability(pieces: Iterable[Piece]) -> Readability | None:
    """Return the readability figure; None for a text too short to have one.

    The figure is the mean length of a sentence in syllables, and its place among 3 903 articles of the Vietnamese news
    (calibration.toml says which, and why no published formula is used). Headings and quotations do not count.

    >>> text = "Bạn mang thẻ căn cước đến xã. Cán bộ xem giấy tờ rồi hẹn ngày trả. " * 5
    >>> figure = readability([Piece("body", text)])
    >>> figure.mean_length, figure.wording
    (8.0, 'rất dễ đọc')
    """
    lengths = [
        len(words(piece.text[start:end]))
        for piece in pieces
        if piece.kind in _COUNTED
        for start, end in sentence_spans(piece.text)
    ]
    lengths = [length for length in lengths if length]
    if sum(lengths) < thresholds().least_syllables:
        return None
    mean = sum(lengths) / len(lengths)
    share = share_with_shorter_sentences(mean)
    wording = next(words for limit, words in thresholds().steps if share * 100 <= limit)
    return Readability(sum(lengths), len(lengths), round(mean, 1), share, thresholds().articles, wording)


def share_with_shorter_sentences(mean_length: float) -> float:
    """Return the share 0-1 of the measured news articles whose sentences are shorter in the mean.

    >>> share_with_shorter_sentences(27.5), share_with_shorter_sentences(5), share_with_shorter_sentences(90)
    (0.5, 0.0, 1.0)
    """
    known = [(0.0, 10.0), *thresholds().percentiles, (100.0, 60.0)]
    if mean_length <= known[0][1]:
        return 0.0
    for (low_share, low), (high_share, high) in pairwise(known):
        if mean_length <= high:
            return round((low_share + (high_share - low_share) * (mean_length - low) / (high - low)) / 100, 3)
    return 1.0
