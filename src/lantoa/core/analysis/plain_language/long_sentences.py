"""Sentences longer than most of those in the news, and where they can be cut."""

import re
from collections.abc import Iterator

from lantoa.core.viettext import words

from .calibration import thresholds
from .hints import Hint, HintKind, Mend
from .pieces import Piece, PieceKind
from .spans import sentence_spans

# After these a new sentence may begin as they stand; the longer wording first.
_BRIDGES = (
    "đồng thời", "bên cạnh đó", "ngoài ra", "trong khi đó", "tuy nhiên", "nhưng", "do đó", "vì vậy", "vì thế", "do vậy",
    "bởi vậy", "nhờ đó", "nhờ vậy", "qua đó", "từ đó", "sau đó", "trong đó", "mặt khác", "hơn nữa", "theo đó",
    "cùng với đó",
)  # fmt: skip
_CUT = re.compile(rf"\s*(?:;\s+|,\s+(?=(?:và\s+)?(?:{'|'.join(_BRIDGES)})\b))(?:và\s+)?(\w)")
_NO_SENTENCES = frozenset({PieceKind.TITLE, PieceKind.HEADING, PieceKind.LABEL})


def long_sentences(piece: Piece) -> Iterator[Hint]:
    """Yield a hint for every sentence that is longer than three of four sentences of the news (calibration.toml)."""
    if piece.kind in _NO_SENTENCES:
        return
    limits = thresholds()
    for start, end in sentence_spans(piece.text):
        sentence = piece.text[start:end]
        length = len(words(sentence))
        if length <= limits.long:
            continue
        share = "dài hơn chín phần mười" if length > limits.very_long else "dài hơn ba phần tư"
        reason = f"Câu có {length} tiếng, {share} số câu trên báo; người đọc phải đọc lại. Hãy tách thành hai, ba câu."
        yield Hint(HintKind.LONG_SENTENCE, piece.place, start, end, sentence, reason, _cut(sentence, start))


def _cut(sentence: str, offset: int) -> Mend | None:
    """The cut nearest to the middle that leaves two whole parts, None where the sentence shows none."""
    least = thresholds().part
    cuts = [
        found
        for found in _CUT.finditer(sentence)
        if len(words(sentence[: found.start()])) >= least and len(words(sentence[found.end() :])) >= least
    ]
    if not cuts:
        return None
    best = min(cuts, key=lambda found: abs(found.start() - len(sentence) / 2))
    return Mend(offset + best.start(), offset + best.end(), f". {best[1].upper()}")
