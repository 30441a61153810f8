"""Plain Vietnamese: what keeps a story from being understood, why, and what mends it."""

from .hints import Hint, HintKind, Mend, mended
from .officialese import PlainWording, plain_wordings
from .pieces import Draft, Link, Picture, Piece, PieceKind
from .readability import Readability, readability
from .report import Report, check_plainness

__all__ = [
    "Draft",
    "Hint",
    "HintKind",
    "Link",
    "Mend",
    "Picture",
    "Piece",
    "PieceKind",
    "PlainWording",
    "Readability",
    "Report",
    "check_plainness",
    "mended",
    "plain_wordings",
    "readability",
]
