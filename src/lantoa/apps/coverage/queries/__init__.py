"""Reads of coverage, one file a subject."""

from lantoa.apps.coverage.queries.contests import ContestCoverage, ContestRow, contest_coverage
from lantoa.apps.coverage.queries.internal import InternalCell, InternalCoverage, InternalRow, internal_coverage
from lantoa.apps.coverage.queries.matrix import (
    Cell,
    CellState,
    Matrix,
    Row,
    ThemeTotal,
    articles_behind,
    counted_matches,
    coverage_matrix,
    matches_by_decision,
)
from lantoa.apps.coverage.queries.readings import matrix_as_now
from lantoa.apps.coverage.queries.weeks import articles_per_week

__all__ = [
    "Cell",
    "CellState",
    "ContestCoverage",
    "ContestRow",
    "InternalCell",
    "InternalCoverage",
    "InternalRow",
    "Matrix",
    "Row",
    "ThemeTotal",
    "articles_behind",
    "articles_per_week",
    "contest_coverage",
    "counted_matches",
    "coverage_matrix",
    "internal_coverage",
    "matches_by_decision",
    "matrix_as_now",
]
