"""Ranks, ties and draws: the deterministic procedure of contests, which anybody can repeat from published data."""

from .drawing import NotEnoughQuestions, Paper, PaperQuestion, PoolQuestion, Quota, draw_paper
from .marking import EVERY_ANSWER, mark_answer, mark_paper, read_answer, read_prediction
from .ranking import Entry, Ranked, TieBreak, rank_entries
from .sealing import (
    canonical_json,
    closing_sha256,
    lot,
    new_slip_code,
    pool_sha256,
    seed_sha256,
    sha256_of,
    slip_sha256,
)

__all__ = [
    "EVERY_ANSWER",
    "Entry",
    "NotEnoughQuestions",
    "Paper",
    "PaperQuestion",
    "PoolQuestion",
    "Quota",
    "Ranked",
    "TieBreak",
    "canonical_json",
    "closing_sha256",
    "draw_paper",
    "lot",
    "mark_answer",
    "mark_paper",
    "new_slip_code",
    "pool_sha256",
    "rank_entries",
    "read_answer",
    "read_prediction",
    "seed_sha256",
    "sha256_of",
    "slip_sha256",
]
