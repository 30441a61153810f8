"""Reads of coverage, one file a subject."""

from lantoa.apps.coverage.queries.airings import (
    AiringEvidence,
    DutyHeard,
    airing_coverage,
    airing_evidence,
    airings_answering,
    duties_heard,
)
from lantoa.apps.coverage.queries.component_work import (
    ThemeCoverage,
    ThemeWork,
    component_work,
    linked_themes,
    measured_windows,
    theme_coverage,
)
from lantoa.apps.coverage.queries.contests import ContestCoverage, ContestRow, contest_coverage
from lantoa.apps.coverage.queries.edition_work import (
    EditionWork,
    Goal,
    WorkRow,
    edition_after,
    edition_work,
    entities_asked,
    entities_measured,
)
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
    "AiringEvidence",
    "Cell",
    "CellState",
    "ContestCoverage",
    "ContestRow",
    "DutyHeard",
    "EditionWork",
    "Goal",
    "InternalCell",
    "InternalCoverage",
    "InternalRow",
    "Matrix",
    "Row",
    "ThemeCoverage",
    "ThemeTotal",
    "ThemeWork",
    "WorkRow",
    "airing_coverage",
    "airing_evidence",
    "airings_answering",
    "articles_behind",
    "articles_per_week",
    "component_work",
    "contest_coverage",
    "counted_matches",
    "coverage_matrix",
    "duties_heard",
    "edition_after",
    "edition_work",
    "entities_asked",
    "entities_measured",
    "internal_coverage",
    "linked_themes",
    "matches_by_decision",
    "matrix_as_now",
    "measured_windows",
    "theme_coverage",
]
