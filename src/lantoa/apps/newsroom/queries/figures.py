"""Reads of figures: what one shows now, or showed when it was frozen; where it stands; who sees which."""

import logging
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from decimal import Decimal
from typing import Any

from django.contrib.auth.models import AnonymousUser
from django.db.models import QuerySet
from django.utils.safestring import SafeString, mark_safe
from wagtail.models import Page, ReferenceIndex

from lantoa.apps.accounts.models import User
from lantoa.apps.newsroom.figures import ILLUSTRATIVE, FigureSource, NoFigure, figure_sources
from lantoa.apps.newsroom.models import PortalPage, StoryFigure
from lantoa.apps.newsroom.queries.portals import portals_seen_by
from lantoa.core.charts import Bar, ChartError, ChartTable, Figure, Point, bar_chart, line_chart
from lantoa.core.viettext import format_number

_log = logging.getLogger(__name__)
NO_VALUE = "không có số liệu"


@dataclass(frozen=True, slots=True)
class Drawn:
    """A figure as it is shown. `figure` is None where it cannot be drawn: then `problem` says why, in Vietnamese.

    `as_of` is when the numbers were taken: when it was frozen, now for a current figure, None for a typed one, whose
    day is its source's.
    """

    figure: Figure | None
    as_of: datetime | None
    frozen: bool
    source_note: str
    problem: str = ""

    @property
    def illustrative(self) -> bool:
        """Return whether the figure says of itself that its numbers are not real."""
        return self.figure is not None and ILLUSTRATIVE in self.figure.title

    @property
    def picture(self) -> SafeString:
        """Return the SVG, which core/charts made and escaped."""
        return mark_safe(self.figure.svg) if self.figure else SafeString("")


def drawn(figure: StoryFigure, *, at: datetime) -> Drawn:
    """Return the figure as it is shown; never raises. The queries are its source's: none for frozen and typed ones."""
    if figure.frozen is not None:
        return Drawn(thawed(figure.frozen), figure.frozen_at, True, _note(figure))
    if figure.source == "":
        return _drawn_typed(figure)
    try:
        found = from_source(figure.source, figure.options)
    except (NoFigure, ChartError) as problem:
        return Drawn(None, None, False, _note(figure), str(problem))
    except Exception:  # whatever goes wrong in another app's source, the story around the figure is still read
        _log.exception("figure %s: its source failed", figure.pk)
        return Drawn(None, None, False, _note(figure), "Nguồn số liệu đang có lỗi; bộ phận kỹ thuật đã được ghi nhận.")
    return Drawn(found, at, False, _note(figure))


def from_source(key: str, options: Mapping[str, Any]) -> Figure:
    """Return what a source draws now; NoFigure for a source that is no longer there."""
    source = figure_sources().get(key)
    if source is None:
        raise NoFigure("Loại số liệu này không còn trong hệ thống.")
    return source.draw(options)


def _drawn_typed(figure: StoryFigure) -> Drawn:
    try:
        found = typed_figure(figure.title, figure.typed or {})
    except (ChartError, ValueError, KeyError, TypeError) as problem:
        words = str(problem) if isinstance(problem, ChartError) else "Số liệu tự nhập bị sai dạng; hãy nhập lại."
        return Drawn(None, None, False, _note(figure), words)
    return Drawn(found, None, False, _note(figure))


def typed_figure(title: str, typed: Mapping[str, Any]) -> Figure:
    """Return the figure of typed rows ([[label, number or None], …]): bars, or a line through steps of time.

    What has no value is not drawn, and the table and the sentence say so. ChartError where nothing can be drawn.
    """
    rows = [(str(label), value) for label, value in typed["rows"]]
    unit, noun, summed = typed.get("unit") or "đơn vị", typed.get("noun") or "mục", bool(typed.get("total"))
    told = [(label, float(value)) for label, value in rows if value is not None]
    if typed.get("shape") == "line":
        found = line_chart(title, [Point(*row) for row in told], unit=unit, noun=noun, total=summed)
    else:
        found = bar_chart(title, [Bar(*row) for row in told], unit=unit, noun=noun, total=summed)
    missing = [label for label, value in rows if value is None]
    without = f" {NO_VALUE[:1].upper()}{NO_VALUE[1:]}: {', '.join(missing)}." if missing else ""
    table = ChartTable(found.table.header, tuple((label, value_text(value)) for label, value in rows))
    return replace(found, table=table, sentence=found.sentence + without)


def value_text(value: float | None) -> str:
    """Return a typed value with all the decimals it was typed with.

    >>> value_text(42.394), value_text(1240), value_text(None)
    ('42,394', '1.240', 'không có số liệu')
    """
    if value is None:
        return NO_VALUE
    exponent = Decimal(str(value)).normalize().as_tuple().exponent
    return format_number(value, max(0, -exponent) if isinstance(exponent, int) else 0)


def _note(figure: StoryFigure) -> str:
    if figure.source_note or not figure.source:
        return figure.source_note
    if figure.frozen is not None and "source_note" in figure.frozen:
        return str(figure.frozen["source_note"])
    source = figure_sources().get(figure.source)
    if source is not None and source.note is not None and figure.frozen is None:
        return _told_by(source, figure)
    told = f": {source.label[:1].lower()}{source.label[1:]}" if source else ""
    return f"Số liệu theo dõi tuyên truyền cải cách hành chính của hệ thống Lan Tỏa{told}"


def _told_by(source: FigureSource, figure: StoryFigure) -> str:
    """The source's own words; "" where it has none now: then neither has it a figure, and the problem is told."""
    if source.note is None:
        return ""
    try:
        return source.note(figure.options)
    except NoFigure:
        return ""
    except Exception:  # as in `drawn`
        _log.exception("figure %s: the note of its source failed", figure.pk)
        return ""


def frozen_form(figure: Figure, *, source_note: str) -> dict[str, Any]:
    """Return a figure as it is kept when it is frozen, with the note that stood under it."""
    return {
        "source_note": source_note,
        "title": figure.title,
        "svg": figure.svg,
        "header": list(figure.table.header),
        "rows": [list(row) for row in figure.table.rows],
        "sentence": figure.sentence,
    }


def thawed(kept: Mapping[str, Any]) -> Figure:
    """Return exactly the figure that was frozen."""
    table = ChartTable(tuple(kept["header"]), tuple(tuple(row) for row in kept["rows"]))
    return Figure(title=kept["title"], svg=kept["svg"], table=table, sentence=kept["sentence"])


def figures_seen_by(user: User | AnonymousUser) -> QuerySet[StoryFigure]:
    """Return the figures of the portals whose newsroom the user may look into, by title. At most three queries."""
    seen = portals_seen_by(user).order_by().values("pk")
    return StoryFigure.objects.filter(portal__in=seen).select_related("portal__agency").order_by("title", "pk")


def may_make_figures(user: User | AnonymousUser, portal: PortalPage) -> bool:
    """Return whether the user works on the portal's figures: whoever may add pages to it, by Wagtail's permissions."""
    return bool(portal.permissions_for_user(user).can_add_subpage())


def figure_portals(user: User | AnonymousUser) -> list[PortalPage]:
    """Return the portals whose figures the user may make, by title. A few queries, whatever the number of portals."""
    portals = PortalPage.objects.select_related("agency").order_by("title", "pk")
    return [portal for portal in portals if may_make_figures(user, portal)]


def pages_with(figure: StoryFigure) -> QuerySet[Page]:
    """Return the pages in whose saved text the figure stands, by title. Two queries."""
    referring = ReferenceIndex.get_references_to(figure).filter(base_content_type__app_label="wagtailcore")
    keys = [int(key) for key in referring.values_list("object_id", flat=True).distinct() if key.isdecimal()]
    pages: QuerySet[Page] = Page.objects.filter(pk__in=keys).order_by("title", "pk")
    return pages
