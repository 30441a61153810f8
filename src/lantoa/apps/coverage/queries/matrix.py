"""Reads of coverage: the matrix of agencies and themes with its gaps, and the articles behind each figure."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from django.db.models import Count, Prefetch, Q, QuerySet

from lantoa.apps.agencies.models import Agency
from lantoa.apps.assignments.models import Assignment
from lantoa.apps.coverage.models import Decision, Fulfilment, ThemeMatch
from lantoa.apps.directives.models import Programme, Theme
from lantoa.apps.harvest.models import Article, Source
from lantoa.apps.harvest.queries import Denominator, denominator
from lantoa.core.viettext import sort_key
from lantoa.core.workdays import Window


class CellState(StrEnum):
    """What a cell of the matrix says."""

    COVERED = "covered"  # at least one counted article in the period
    GAP = "gap"  # owed, the agency's sources were read, nothing found
    UNKNOWN = "unknown"  # owed, but no source of the agency could be read: absence cannot be told
    NOT_OWED = "not_owed"  # the directive asks nothing of this agency on this theme


@dataclass(frozen=True, slots=True)
class Cell:
    """One agency on one theme: articles counted in the period, of which confirmed, of which re-posts.

    An agency may have published on a theme that it does not owe: covered, but not owed. Read as now, a cell adds up
    those of several agencies: they are its `parts`, and it is owed when one of them owes.
    """

    theme: Theme
    state: CellState
    owed: bool
    articles: int
    confirmed: int
    reposts: int
    parts: "tuple[Cell, ...]" = ()

    def agencies_owing(self, *states: CellState) -> int:
        """Return how many agencies owe this theme (and are in one of the states, if any are given): 0 or 1, more for
        a cell that adds up several.
        """
        return sum(part.owed and (not states or part.state in states) for part in self.parts or (self,))


@dataclass(frozen=True, slots=True)
class Row:
    """One agency: a cell per theme, and how many different articles were counted over all themes.

    Read as now, a row may add up several agencies: they are its `parts`, and cells owed are still theirs.
    """

    agency: Agency
    cells: tuple[Cell, ...]
    articles: int
    readable: bool
    parts: "tuple[Row, ...]" = ()

    @property
    def agencies(self) -> tuple[Agency, ...]:
        """Return the agencies as known then whose figures the row holds."""
        return tuple(part.agency for part in self.parts) or (self.agency,)

    @property
    def added_up(self) -> tuple[Agency, ...]:
        """Return the agencies as known then that stand under this one's name; () where it is only itself."""
        return () if self.agencies == (self.agency,) else self.agencies

    @property
    def owed(self) -> int:
        return sum(cell.agencies_owing() for cell in self.cells)

    def owed_in(self, state: CellState) -> int:
        """Return how many owed cells are in that state."""
        return sum(cell.agencies_owing(state) for cell in self.cells)


@dataclass(frozen=True, slots=True)
class ThemeTotal:
    """One theme over all agencies: articles of any agency; among the agencies that owe it, those that cover it or
    cannot be told.
    """

    theme: Theme
    articles: int
    agencies_covering: int
    agencies_owing: int
    agencies_unknown: int


@dataclass(frozen=True, slots=True)
class Matrix:
    """Coverage of a programme in a period, rows in Vietnamese order of names within each kind."""

    window: Window
    themes: tuple[Theme, ...]
    rows: tuple[Row, ...]
    totals: tuple[ThemeTotal, ...]
    articles: int
    confirmed_articles: int
    denominator: Denominator

    def owed_in(self, state: CellState) -> int:
        """Return how many owed cells are in that state."""
        return sum(row.owed_in(state) for row in self.rows)

    @property
    def cells_owed(self) -> int:
        return sum(row.owed for row in self.rows)

    @property
    def share_covered(self) -> float | None:
        """Return covered cells among those owed whose sources could be read; None when there is none."""
        told = self.cells_owed - self.owed_in(CellState.UNKNOWN)
        return self.owed_in(CellState.COVERED) / told if told else None


def counted_matches(programme: Programme, window: Window) -> QuerySet[ThemeMatch]:
    """Return the matches that count in the period, by the day the article says it was published."""
    return ThemeMatch.objects.counted().filter(
        theme__programme=programme,
        article__published_on__gte=window.start,
        article__published_on__lte=window.end,
    )


def coverage_matrix(programme: Programme, window: Window) -> Matrix:
    """Return the coverage of all agencies that owe or published something. Nine queries, whatever the numbers."""
    themes = tuple(programme.themes.all())
    matches = counted_matches(programme, window)
    counts = {
        (row["article__source__agency"], row["theme"]): row
        for row in matches.values("article__source__agency", "theme").annotate(
            articles=Count("id"),
            confirmed=Count("id", filter=Q(decision=Decision.CONFIRMED)),
            reposts=Count("id", filter=Q(article__original__isnull=False)),
        )
    }
    per_agency = Counter(
        dict(matches.values_list("article__source__agency").annotate(n=Count("article", distinct=True)).order_by())
    )
    owed = set(
        Assignment.objects.of_programme(programme).owed().order_by().values_list("agency", "duty__theme").distinct()
    )
    readable = set(Source.objects.filter(enabled=True, state=Source.State.REACHABLE).values_list("agency", flat=True))
    wanted = {agency for agency, _ in owed} | set(per_agency)
    agencies = sorted(Agency.objects.filter(pk__in=wanted), key=register_order)
    rows = tuple(
        Row(
            agency,
            tuple(_cell(agency, theme, counts, owed, readable) for theme in themes),
            per_agency[agency.pk],
            agency.pk in readable,
        )
        for agency in agencies
    )
    articles = matches.aggregate(
        all=Count("article", distinct=True),
        confirmed=Count("article", distinct=True, filter=Q(decision=Decision.CONFIRMED)),
    )
    totals = tuple(_total(theme, rows, position) for position, theme in enumerate(themes))
    return Matrix(window, themes, rows, totals, articles["all"], articles["confirmed"], denominator())


_KIND_ORDER = [
    "newspaper", "broadcaster", "press_body", "portal", "provincial_committee", "provincial_department",
    "provincial_agency",
    "district_committee", "district_office", "island_zone", "district_culture_centre", "commune_committee",
]  # fmt: skip


def register_order(agency: Agency) -> tuple[int, object]:
    """Return the key by which agencies stand in the matrix: the kind, then the Vietnamese order of names."""
    return (_KIND_ORDER.index(agency.kind), sort_key(agency.name))


def _cell(
    agency: Agency,
    theme: Theme,
    counts: Mapping[tuple[int, int], Mapping[str, Any]],
    owed: set[tuple[int, int]],
    readable: set[int],
) -> Cell:
    key = (agency.pk, theme.pk)
    row = counts.get(key)
    if row:
        return Cell(theme, CellState.COVERED, key in owed, row["articles"], row["confirmed"], row["reposts"])
    if key not in owed:
        return Cell(theme, CellState.NOT_OWED, False, 0, 0, 0)
    return Cell(theme, CellState.GAP if agency.pk in readable else CellState.UNKNOWN, True, 0, 0, 0)


def _total(theme: Theme, rows: tuple[Row, ...], position: int) -> ThemeTotal:
    cells = [row.cells[position] for row in rows]
    states = Counter(cell.state for cell in cells if cell.owed)
    return ThemeTotal(
        theme,
        articles=sum(cell.articles for cell in cells),
        agencies_covering=states[CellState.COVERED],
        agencies_owing=states.total(),
        agencies_unknown=states[CellState.UNKNOWN],
    )


def articles_behind(
    programme: Programme,
    window: Window,
    *,
    agency: Agency | None = None,
    agencies: Iterable[Agency] = (),
    theme: Theme | None = None,
) -> QuerySet[Article]:
    """Return the articles behind a figure of the matrix, newest first, each once; all of them without agency and
    theme. `agencies` are those of a row that adds up several (Row.agencies).
    """
    matches = counted_matches(programme, window)
    if wanted := [*agencies, *([agency] if agency else [])]:
        matches = matches.filter(article__source__agency__in=wanted)
    if theme is not None:
        matches = matches.filter(theme=theme)
    return (
        Article.objects.filter(pk__in=matches.values("article"))
        .select_related("source__agency", "page", "evidence", "original__source__agency")
        .prefetch_related("matches__theme")
        .order_by("-published_on", "-pk")
    )


def matches_by_decision(programme: Programme, decision: str) -> QuerySet[ThemeMatch]:
    """Return the matches with that decision, best score first; Decision.PROPOSED are those that wait for a person.

    The assignments that each article may fulfil come with it. Two queries whatever the number of rows.
    """
    fulfilments = Fulfilment.objects.select_related("assignment__duty")
    return (
        ThemeMatch.objects.filter(theme__programme=programme, decision=decision)
        .select_related("article__source__agency", "article__page", "theme")
        .prefetch_related(Prefetch("article__fulfilments", queryset=fulfilments))
    )
