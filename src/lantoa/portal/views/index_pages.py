"""What the pages on indices are made from, by their addresses: the page itself, its files and its frame ask here."""

import re
from collections.abc import Callable, Sequence
from typing import Any

from django.http import HttpRequest

from lantoa.apps.indices.actions import public_subject
from lantoa.apps.indices.models import Edition, Entity, EntityKind, Index
from lantoa.apps.indices.queries import (
    IndexSeries,
    default_entities,
    edition_sheet,
    home_entities,
    index_series,
    measured_entities,
    nation_entity,
    ranking,
)
from lantoa.apps.surveys.queries.index_beside import rounds_beside
from lantoa.portal.forms import indices as forms
from lantoa.portal.presenters import index_addresses as addresses
from lantoa.portal.presenters.index_comparison import (
    DRAWING,
    SLOPE,
    SLOPE_INDEX,
    AskedComparison,
    ComparisonPage,
    InComparison,
    comparison_page,
)
from lantoa.portal.presenters.index_edition import EditionPage, InEdition, edition_page
from lantoa.portal.presenters.index_parts import Exhibit
from lantoa.portal.presenters.index_ranking import (
    ORDERS,
    AskedRanking,
    InRanking,
    RankingPage,
    kinds_of,
    ranking_page,
    regions_of,
)
from lantoa.portal.presenters.index_series import OverYears, SeriesPage, series_page, within
from lantoa.portal.presenters.index_standings import StandingsPage, home_cards, standings_page
from lantoa.portal.presenters.parts import Card
from lantoa.portal.presenters.surveys import survey_links
from lantoa.portal.public import NothingThere, depends_on
from lantoa.portal.queries.index_asked import MOST_ENTITIES
from lantoa.portal.queries.index_series import several_series
from lantoa.portal.queries.indices import (
    Explained,
    components_of,
    explained,
    explained_indices,
    measured_in,
    open_editions,
    open_indices,
)

_NONE = "Không có chỉ số nào ở địa chỉ này; có thể địa chỉ bị gõ sai, hoặc chưa kỳ nào của nó được công bố ở đây."
_MOST_INDICES = 6
_MEANS = (EntityKind.NATION, EntityKind.REGION)


def root_of(request: HttpRequest) -> str:
    """Return the root that makes addresses whole."""
    return f"{request.scheme}://{request.get_host()}"


def known_editions(request: HttpRequest, slug: str) -> list[Edition]:
    """Return the open editions of an index, the newest first; NothingThere without any."""
    editions = open_editions(slug)
    if not editions:
        if index := explained_indices().filter(slug=slug).first():
            explainer = addresses.explainer_of(index.slug)
            raise NothingThere(f"Chưa có kỳ nào của {index.short_name} ở đây. {index.short_name} là gì: {explainer}")
        raise NothingThere(_NONE)
    depends_on(request, public_subject(editions[0].index))
    return editions


def explained_index(request: HttpRequest, slug: str) -> Explained:
    """Return what the explainer of an index shows; also of one without open editions. NothingThere without any text."""
    editions = open_editions(slug)
    index = editions[0].index if editions else explained_indices().filter(slug=slug).first()
    if index is None:
        raise NothingThere(_NONE)
    depends_on(request, public_subject(index))
    return explained(index, editions)


def known_edition(editions: Sequence[Edition], year: int) -> Edition:
    """Return the edition of that year among these; NothingThere, naming those there are, for any other."""
    found = next((edition for edition in editions if edition.year_measured == year), None)
    if found is None:
        years = ", ".join(str(edition.year_measured) for edition in editions)
        raise NothingThere(f"Chưa có kỳ năm {year} của {editions[0].index.short_name}. Các kỳ hiện có: {years}.")
    return found


def standings_of_home(request: HttpRequest) -> StandingsPage:
    """Return the page of all indices."""
    indices = list(open_indices())
    homes, provincial, local = home_lines(indices)
    return standings_page(provincial, local, homes, tuple(explained_indices()), root=root_of(request))


def index_cards() -> tuple[Card, ...]:
    """Return a small card for each index that has a value of home, for the first page. At most seven queries."""
    indices = [index for index in open_indices() if index.kind == Index.Kind.PROVINCIAL]
    return home_cards(home_lines(indices)[1])


def home_lines(indices: Sequence[Index]) -> tuple[list[Entity], list[IndexSeries], list[IndexSeries]]:
    """Return home, the indices between provinces for home with region and nation, and those within the province."""
    if not indices:
        return [], [], []
    homes = home_entities()
    beside = beside_home(homes)
    found = several_series(indices, [*homes, *beside])
    provincial = [series for series in found if series.index.kind == Index.Kind.PROVINCIAL]
    return homes, provincial, [series for series in found if series.index.kind == Index.Kind.LOCAL]


def beside_home(homes: Sequence[Entity]) -> list[Entity]:
    """Return the regions of home and the nation. One query."""
    regions = [home.parent for home in homes if home.parent is not None]
    nation = nation_entity()
    return list(dict.fromkeys([*regions, *([nation] if nation else [])]))


def over_years(request: HttpRequest, slug: str, *, ranks: bool = False) -> SeriesPage:
    """Return the page of an index over the years: values, or ranks."""
    index = known_editions(request, slug)[0].index
    entities, components = measured_entities(index), components_of(index)
    asked = forms.asked_series(request.GET, entities, components)
    shown = list(asked.entities) or default_entities(index)[:MOST_ENTITIES]
    series = within(index_series(index, shown, component=asked.component), asked.first, asked.last)
    return series_page(OverYears(index, series, asked, entities, components, ranks, root_of(request)))


def in_edition(request: HttpRequest, slug: str, year: int) -> EditionPage:
    """Return the page of an edition by component, for home or whoever is chosen."""
    editions = known_editions(request, slug)
    edition, ignored = known_edition(editions, year), list[str]()
    entities = [one for one in measured_entities(edition.index) if one.kind not in _MEANS]
    asked = forms.asked_entity(request.GET, entities, ignored)
    shown = asked or _first_shown(entities, year)
    sheet = edition_sheet(edition, shown) if shown else None
    beside = survey_links(rounds_beside(edition.index))
    given = InEdition(
        edition.index, edition, editions, sheet, entities, asked, tuple(ignored), root_of(request), surveys=beside
    )
    depends_on(request, "surveys")
    return edition_page(given)


def _first_shown(entities: Sequence[Entity], year: int) -> Entity | None:
    """Return home as it was in that year, else the first that existed then."""
    there = [entity for entity in entities if entity.is_valid_in(year)]
    homes = [entity for entity in there if entity.is_home]
    return next(iter([*homes, *there]), None)


def in_ranking(request: HttpRequest, slug: str, year: int) -> RankingPage:
    """Return the page of all entities of an edition."""
    editions = known_editions(request, slug)
    edition, ignored = known_edition(editions, year), list[str]()
    components = [part for part in components_of(edition.index) if part.scale_id == edition.scale_id]
    component = forms.asked_component(request.GET, components, ignored)
    rows = ranking(edition, component)
    asked = AskedRanking(
        component,
        forms.asked_choice(request.GET, addresses.REGION, regions_of(rows), ignored),
        forms.asked_choice(request.GET, addresses.KIND, kinds_of(rows), ignored),
        forms.asked_choice(request.GET, addresses.ORDER, ORDERS, ignored),
        tuple(ignored),
    )
    return ranking_page(InRanking(edition.index, edition, editions, rows, components, asked, root_of(request)))


def side_by_side(request: HttpRequest) -> ComparisonPage:
    """Return the page that sets indices side by side."""
    every = [index for index in open_indices() if index.kind == Index.Kind.PROVINCIAL]
    if not every:
        nothing = AskedComparison((), ())
        return comparison_page(InComparison((), (), (), nothing, root_of(request)))
    entities = measured_in(every)
    ignored: list[str] = []
    asked = forms.asked_series(request.GET, entities, ())
    wanted = [slug[:40] for slug in request.GET.getlist(addresses.INDEX)[:50]]
    chosen = [index for index in every if index.slug in wanted][:_MOST_INDICES]
    unknown = set(wanted) - {index.slug for index in every}
    ignored += [*asked.ignored, *(f"không có chỉ số nào mang mã “{slug}”" for slug in sorted(unknown))]
    indices = chosen or every[:_MOST_INDICES]
    homes = home_entities()
    shown = list(asked.entities) or [*homes, *beside_home(homes)][:MOST_ENTITIES]
    found = several_series(indices, shown)
    pairs = [(addresses.INDEX, index.slug) for index in chosen]
    pairs += [(addresses.ENTITY, entity.slug) for entity in asked.entities]
    sloped, before, after, slope_pairs = _slope_asked(request, found, ignored)
    question = AskedComparison(
        tuple(indices), tuple(shown), sloped, before, after, tuple(pairs), slope_pairs, tuple(ignored),
        wants_slope=request.GET.get(DRAWING) == SLOPE,
    )  # fmt: skip
    return comparison_page(InComparison(every, found, entities, question, root_of(request)))


def _slope_asked(
    request: HttpRequest, found: Sequence[IndexSeries], ignored: list[str]
) -> tuple[Index | None, Edition | None, Edition | None, tuple[tuple[str, str], ...]]:
    """Return the index and the two editions of the slope: as asked, else the last two in which somebody has a value."""
    wanted = request.GET.get(SLOPE_INDEX, "")
    series = next((one for one in found if one.index.slug == wanted), None)
    series = series or next((one for one in found if len(_with_values(one)) >= 2), None)
    if series is None:
        return None, None, None, ()
    valued = _with_values(series)
    before = forms.asked_edition(request.GET, addresses.BEFORE, series.editions, ignored)
    after = forms.asked_edition(request.GET, addresses.AFTER, series.editions, ignored)
    if before is None and after is None and len(valued) >= 2:
        before, after = valued[-2:]
    elif before is None or after is None or before == after:
        return series.index, before, None, ()
    if before.year_measured > after.year_measured:
        before, after = after, before
    pairs = (
        (SLOPE_INDEX, series.index.slug),
        (addresses.BEFORE, str(before.year_measured)),
        (addresses.AFTER, str(after.year_measured)),
    )
    return series.index, before, after, pairs


def _with_values(series: IndexSeries) -> list[Edition]:
    first = series.lines[0] if series.lines else None
    if first is None:
        return []
    return [edition for edition, cell in zip(series.editions, first.cells, strict=True) if cell.number is not None]


_PAGES: tuple[tuple[re.Pattern[str], Callable[..., Any]], ...] = (
    (re.compile(r""), standings_of_home),
    (re.compile(r"so-sanh/"), side_by_side),
    (re.compile(r"([-\w]+)/"), over_years),
    (re.compile(r"([-\w]+)/thu-hang/"), lambda request, slug: over_years(request, slug, ranks=True)),
    (re.compile(r"([-\w]+)/(\d{4})/"), lambda request, slug, year: in_edition(request, slug, int(year))),
    (re.compile(r"([-\w]+)/(\d{4})/xep-hang/"), lambda request, slug, year: in_ranking(request, slug, int(year))),
)


def exhibit_at(request: HttpRequest, page: str) -> Exhibit:
    """Return what the page at that address shows ("pci/2023/"); NothingThere for one without picture and rows."""
    for pattern, made in _PAGES:
        if found := pattern.fullmatch(page):
            exhibit: Exhibit = made(request, *found.groups()).exhibit
            return exhibit
    raise NothingThere("Trang này không có hình và số liệu để tải.")
