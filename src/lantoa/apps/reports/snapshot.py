"""The figures of a report, taken once from the data and kept as JSON: the files quote these and nothing else."""

from datetime import datetime
from typing import Any

from django.utils import timezone

from lantoa.apps.agencies.queries import agencies_named
from lantoa.apps.assignments.queries import assignment_counts
from lantoa.apps.coverage.queries import CellState, Matrix, Row, articles_behind, coverage_matrix, internal_coverage
from lantoa.apps.directives.models import Programme
from lantoa.apps.directives.presenters import missing_words
from lantoa.apps.reports.airings import airing_figures
from lantoa.apps.reports.contests import contest_figures
from lantoa.apps.reports.indices import index_figures
from lantoa.apps.reports.supervision import supervision_figures
from lantoa.core.viettext import fold
from lantoa.core.workdays import Window

Snapshot = dict[str, Any]


def take_snapshot(programme: Programme, window: Window, *, at: datetime | None = None) -> Snapshot:
    """Return every figure of the report for the window. Counts are numbers of articles, cells or agencies; shares are
    ratios 0-1. `at` tells airings to come from those that nobody has confirmed; now unless given.

    A constant number of queries; the articles are listed once each, newest first.
    """
    matrix = coverage_matrix(programme, window)
    counts = assignment_counts(programme)
    denominator = matrix.denominator
    contests = contest_figures(programme, window)
    indices = index_figures(window)
    supervision = supervision_figures(programme, window, at=at or timezone.now())
    return {
        **({"contests": contests} if contests else {}),
        **({"indices": indices} if indices else {}),
        **({"supervision": supervision} if supervision else {}),
        "programme": {
            "name": programme.name,
            "year": programme.year,
            "illustrative": programme.illustrative,
            "directive": programme.directive.identifier,
            "directive_date": programme.directive.date.isoformat() if programme.directive.date else None,
            "issuer": _issuer(programme),
            "subject": programme.directive.subject,
            "missing": missing_words(programme.directive),
        },
        "window": {"start": window.start.isoformat(), "end": window.end.isoformat(), "label": window.label},
        "assignments": {name: getattr(counts, name) for name in counts.__slots__},
        "denominator": {name: getattr(denominator, name) for name in denominator.__slots__},
        "articles": {
            "all": matrix.articles,
            "confirmed": matrix.confirmed_articles,
            "rows": _articles(programme, window),
        },
        "cells": {
            "owed": matrix.cells_owed,
            **{state.value: matrix.owed_in(state) for state in (CellState.COVERED, CellState.GAP, CellState.UNKNOWN)},
            "share_covered": matrix.share_covered,
        },
        "internal": _internal(programme, window),
        "airings": airing_figures(programme, window, at=at or timezone.now()),
        "themes": _themes(matrix),
        "agencies": [_agency(row) for row in matrix.rows],
    }


def _internal(programme: Programme, window: Window) -> dict[str, Any]:
    """Return the figures of internal communication; snapshots taken before there were digests have no such part."""
    found = internal_coverage(programme, window)
    return {
        "digests": found.digests,
        "receipts": found.receipts,
        "agencies": [
            {
                "slug": row.agency.slug,
                "short_name": row.agency.short_name,
                "digests": row.digests,
                "receipts": row.receipts,
                "officials": row.officials,
                "themes": {cell.theme.code: cell.digests for cell in row.cells if cell.digests},
            }
            for row in found.rows
        ],
    }


def _issuer(programme: Programme) -> str | None:
    """Return the issuer in the letters the register writes it with; as printed when the register has no such agency."""
    directive = programme.directive
    if not directive.issuer:
        return None
    printed = fold(directive.issuer)
    named = agencies_named(directive.issuer, on=directive.date or directive.received_at.date())
    return next((name for agency in named for name in agency.names if fold(name) == printed), directive.issuer)


def _themes(matrix: Matrix) -> list[dict[str, Any]]:
    return [
        {
            "code": total.theme.code,
            "title": total.theme.title,
            "articles": total.articles,
            "covering": total.agencies_covering,
            "owing": total.agencies_owing,
            "unknown": total.agencies_unknown,
        }
        for total in matrix.totals
    ]


def _agency(row: Row) -> dict[str, Any]:
    return {
        "slug": row.agency.slug,
        "name": row.agency.name,
        "short_name": row.agency.short_name,
        "kind": row.agency.get_kind_display(),
        "readable": row.readable,
        "articles": row.articles,
        "owed": row.owed,
        "covered": row.owed_in(CellState.COVERED),
        "gaps": [cell.theme.code for cell in row.cells if cell.state is CellState.GAP],
        "cells": [{"state": cell.state.value, "articles": cell.articles} for cell in row.cells],
    }


def _articles(programme: Programme, window: Window) -> list[dict[str, Any]]:
    return [
        {
            "title": article.title,
            "agency": article.source.agency.short_name,
            "published_on": article.published_on.isoformat() if article.published_on else None,
            "themes": sorted(
                match.theme.code
                for match in article.matches.all()
                if match.theme.programme_id == programme.pk and match.decision != "rejected"
            ),
            "repost_of": article.original.source.agency.short_name if article.original else None,
            "url": article.page.url,
            "sha256": article.evidence.payload_sha256,
        }
        for article in articles_behind(programme, window)
    ]
