"""What indices offer to stories as figures (settings.FIGURE_SOURCES): of open editions only, as they are now.

Each says from which publications its numbers come.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.utils import timezone

from lantoa.apps.indices.models import Component, Edition, Entity, Index, Value
from lantoa.apps.indices.presenters import pictures
from lantoa.apps.indices.presenters.sheet import day_of, sources_of
from lantoa.apps.indices.queries import (
    Cell,
    IndexSeries,
    Ranked,
    default_entities,
    edition_sheet,
    home_entities,
    home_standings,
    index_series,
    ranking,
    visible_editions,
)
from lantoa.apps.newsroom.figures import Choice, FigureSource, NoFigure
from lantoa.core.charts import Figure
from lantoa.core.viettext import format_date

# More publications than these are counted; the page of the index lists all.
_MOST_SOURCES = 2
_BESIDE = (("beside", "tỉnh nhà, vùng, cả nước"), ("home", "chỉ tỉnh nhà"))


@dataclass(frozen=True, slots=True)
class _Told:
    """A figure and all values that stand in it."""

    figure: Figure
    values: tuple[Value, ...]


def _open_indices() -> list[Index]:
    shown = visible_editions(public=True).values("index")
    return list(Index.objects.filter(pk__in=shown))


def _index_choice() -> Choice:
    return Choice(
        "index", "Chỉ số", tuple((index.slug, f"{index.short_name} ({index.name})") for index in _open_indices())
    )


def _component_choice() -> Choice:
    scales = {edition.index_id: edition.scale_id for edition in visible_editions(public=True)}  # the newest comes last
    parts = Component.objects.filter(scale__in=scales.values(), parent__isnull=False).select_related("scale__index")
    named = [
        (f"{part.scale.index.slug}/{part.code}", f"{part.scale.index.short_name}: {part.name}")
        for part in parts.order_by("scale__index__position", "scale", "position", "pk")
    ]
    return Choice("component", "Thành phần", (("", "tổng điểm"), *named))


def _year_choices() -> tuple[Choice, Choice]:
    years = sorted({edition.year_measured for edition in visible_editions(public=True)})
    told = tuple((str(year), str(year)) for year in years)
    return Choice("before", "Năm trước", told), Choice("after", "Năm sau", tuple(reversed(told)))


def _series_choices() -> tuple[Choice, ...]:
    return (_index_choice(), Choice("whom", "Gồm", _BESIDE), _component_choice())


def _edition_choices() -> tuple[Choice, ...]:
    found = visible_editions(public=True).order_by("index__position", "index", "-year_measured")
    named = tuple(
        (f"{one.index.slug}/{one.year_measured}", f"{one.index.short_name} {one.year_measured}") for one in found
    )
    return (Choice("edition", "Kỳ công bố", named),)


def _asked_index(options: Mapping[str, Any]) -> Index:
    slug = str(options.get("index", ""))
    found = next((index for index in _open_indices() if index.slug == slug), None)
    if found is None:
        raise NoFigure("Chỉ số đã chọn chưa có kỳ nào được đưa ra công khai; hãy chọn chỉ số khác.")
    return found


def _asked_component(index: Index, options: Mapping[str, Any]) -> Component | None:
    chosen = str(options.get("component") or "")
    if not chosen:
        return None
    slug, _, code = chosen.partition("/")
    if slug != index.slug:
        raise NoFigure("Thành phần đã chọn không thuộc chỉ số đã chọn; hãy chọn lại thành phần.")
    found = Component.objects.filter(scale__index=index, code=code, parent__isnull=False).order_by("-scale").first()
    if found is None:
        raise NoFigure("Chỉ số không còn thành phần đã chọn; hãy chọn lại thành phần.")
    return found


def _series(options: Mapping[str, Any]) -> IndexSeries:
    index = _asked_index(options)
    entities: list[Entity] = default_entities(index)
    if options.get("whom") == "home" and index.kind == Index.Kind.PROVINCIAL:
        entities = [entity for entity in entities if entity.is_home]
    if not entities:
        raise NoFigure("Chưa có đối tượng nào để vẽ; hãy đánh dấu tỉnh nhà trong danh mục đối tượng đánh giá.")
    return index_series(index, entities, component=_asked_component(index, options))


def _over_years(options: Mapping[str, Any]) -> _Told:
    series = _series(options)
    return _Told(pictures.series_picture(series), _values(cell for line in series.lines for cell in line.cells))


def _ranks(options: Mapping[str, Any]) -> _Told:
    series = _series({**options, "component": ""})
    if not any(cell.rank is not None for line in series.lines for cell in line.cells):
        raise NoFigure("Chỉ số này chưa có thứ hạng nào của tỉnh nhà; hãy chọn hình theo giá trị.")
    return _Told(pictures.rank_picture(series), _values(cell for line in series.lines for cell in line.cells))


def _slope(options: Mapping[str, Any]) -> _Told:
    series = _series({**options, "component": ""})
    chosen = [str(options.get(name, "")) for name in ("before", "after")]
    years = {str(edition.year_measured) for edition in series.editions}
    if missing := [year or "(chưa chọn)" for year in chosen if year not in years]:
        raise NoFigure(f"Chỉ số này chưa có kỳ công khai của năm {' và '.join(missing)}; hãy chọn năm khác.")
    before, after = map(int, chosen)
    if before >= after:
        raise NoFigure("Năm trước phải sớm hơn năm sau; hãy chọn lại.")
    cells = [
        cell
        for line in series.lines
        for edition, cell in zip(series.editions, line.cells, strict=True)
        if edition.year_measured in (before, after)
    ]
    return _Told(pictures.slope_picture(series, before, after), _values(cells))


def _edition(options: Mapping[str, Any]) -> _Told:
    slug, _, year = str(options.get("edition", "")).partition("/")
    found = visible_editions(public=True).filter(index__slug=slug, year_measured=int(year) if year.isdecimal() else 0)
    edition = found.first()
    if edition is None:
        raise NoFigure("Kỳ đã chọn chưa được đưa ra công khai; hãy chọn kỳ khác.")
    if edition.index.kind == Index.Kind.LOCAL:
        ranked = ranking(edition)
        if not ranked:
            raise NoFigure("Kỳ đã chọn chưa có giá trị nào.")
        return _Told(pictures.strip_picture(edition, ranked), _values(_cells_of(ranked)))
    sheet = edition_sheet(edition, _home_in(edition))
    cells = [cell for row in sheet.rows for cell in (row.own, row.region, row.nation)]
    return _Told(pictures.edition_picture(sheet), _values(cells))


def _cells_of(ranked: Iterable[Ranked]) -> list[Cell]:
    return [one.cell for one in ranked]


def _home_in(edition: Edition) -> Entity:
    """The home that existed in the year measured, the newest where there were two."""
    homes = [home for home in home_entities() if home.is_valid_in(edition.year_measured)]
    if not homes:
        raise NoFigure("Chưa có tỉnh nhà của năm đó trong danh mục đối tượng đánh giá.")
    told = Value.objects.current().filter(edition=edition, entity__in=homes).values_list("entity", flat=True)
    known = set(told.distinct())
    return next((home for home in reversed(homes) if home.pk in known), homes[-1])


def _standing(_: Mapping[str, Any]) -> _Told:
    found = home_standings()
    if not found:
        raise NoFigure("Chưa có chỉ số nào được đưa ra công khai.")
    return _Told(
        pictures.standings_picture(found), _values(cell for one in found for cell in (one.cell, one.region, one.nation))
    )


def _values(cells: Iterable[Cell]) -> tuple[Value, ...]:
    told = [value for cell in cells for value in (cell.value or cell.absent, *cell.others)]
    return tuple(value for value in told if value is not None)


def note_of(values: Iterable[Value]) -> str:
    """Return the publications that some values come from, and the day the newest came in; "" without any."""
    shown = list(values)
    # Where nothing was found is no publication; it is named only where there is nothing else.
    sources = sources_of(value for value in shown if not value.absence) or sources_of(shown)
    named = [f"{source.publisher}: {source.title}" if source.publisher else source.title for source in sources]
    more = f" và {len(named) - _MOST_SOURCES} nguồn khác ở trang chỉ số" if len(named) > _MOST_SOURCES else ""
    newest = day_of(shown)
    day = f" (số liệu nhập đến ngày {format_date(timezone.localdate(newest))})" if newest else ""
    return f"{'; '.join(named[:_MOST_SOURCES])}{more}{day}"


index_over_years = FigureSource(
    "indices.series",
    "Chỉ số: qua các năm",
    _series_choices,
    lambda options: _over_years(options).figure,
    lambda options: note_of(_over_years(options).values),
)
ranks_over_years = FigureSource(
    "indices.ranks",
    "Chỉ số: thứ hạng qua các năm",
    lambda: (_index_choice(),),
    lambda options: _ranks(options).figure,
    lambda options: note_of(_ranks(options).values),
)
edition_by_component = FigureSource(
    "indices.edition",
    "Chỉ số: một kỳ theo thành phần",
    _edition_choices,
    lambda options: _edition(options).figure,
    lambda options: note_of(_edition(options).values),
)
where_home_stands = FigureSource(
    "indices.standing",
    "Chỉ số: tỉnh đang ở đâu",
    lambda: (),
    lambda options: _standing(options).figure,
    lambda options: note_of(_standing(options).values),
)
two_years = FigureSource(
    "indices.slope",
    "Chỉ số: hai năm cạnh nhau",
    lambda: (_index_choice(), *_year_choices()),
    lambda options: _slope(options).figure,
    lambda options: note_of(_slope(options).values),
)
