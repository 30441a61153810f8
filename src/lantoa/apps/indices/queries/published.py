"""Which editions were published in a time, and where home stands in each."""

from datetime import date

from lantoa.apps.indices.models import Component, Edition, Entity, Index
from lantoa.apps.indices.queries.cells import CellBook, read_cells, reading_of
from lantoa.apps.indices.queries.entities import home_entities, nation_entity, visible_editions
from lantoa.apps.indices.queries.records import Cell, Standing
from lantoa.core.scoring import change_between


def published_between(start: date, end: date) -> tuple[Standing, ...]:
    """Return where home stands in each open edition that was published from one day to another, in the order of the
    indices and years. Five queries.

    Only indices between provinces, and editions that say something of home; none that is illustrative. The change is
    against the edition just before, if that is open and not illustrative.
    """
    editions = list(visible_editions(public=True).filter(index__kind=Index.Kind.PROVINCIAL, illustrative=False))
    chosen = [edition for edition in editions if edition.published_on and start <= edition.published_on <= end]
    homes = home_entities()
    if not chosen or not homes:
        return ()
    before = {edition.pk: _before(edition, editions) for edition in chosen}
    read = {edition.pk: edition for edition in (*chosen, *before.values()) if edition is not None}
    scales = {edition.scale_id: edition.scale for edition in read.values()}
    totals = {total.scale_id: total for total in Component.objects.filter(parent=None, scale__in=list(scales))}
    for scale_id, total in totals.items():
        total.scale = scales[scale_id]
    nation = nation_entity()
    whom = {one.pk: one for one in (*homes, *(home.parent for home in homes), nation) if one is not None}
    book = _Book(read_cells(read.values(), whom.values(), totals.values(), public=True), totals, nation)
    found = [book.standing(edition, before[edition.pk], homes) for edition in chosen]
    told = [one for one in found if one is not None]
    return tuple(sorted(told, key=lambda one: (one.index.position, one.index.short_name, one.edition.year_measured)))


def _before(edition: Edition, editions: list[Edition]) -> Edition | None:
    earlier = [
        one for one in editions if one.index_id == edition.index_id and one.year_measured < edition.year_measured
    ]
    return earlier[-1] if earlier else None


class _Book:
    def __init__(self, cells: CellBook, totals: dict[int, Component], nation: Entity | None) -> None:
        self._cells, self._totals, self._nation = cells, totals, nation

    def cell(self, edition: Edition, whom: Entity | None) -> Cell:
        return self._cells.cell(edition, whom, self._totals.get(edition.scale_id))

    def standing(self, edition: Edition, before: Edition | None, homes: list[Entity]) -> Standing | None:
        """The newest home that the edition says something of, None where it says nothing of any."""
        told = [home for home in homes if _says(self.cell(edition, home))]
        if not told:
            return None
        home = told[-1]
        own = self.cell(edition, home)
        change = None
        if before is not None:
            early = reading_of(before, home, self.cell(before, home))
            change = change_between(early, reading_of(edition, home, own))
        return Standing(
            index=edition.index,
            edition=edition,
            entity=home,
            cell=own,
            previous=(before, self.cell(before, home)) if before else None,
            change=change,
            region=self.cell(edition, home.parent),
            nation=self.cell(edition, self._nation),
        )


def _says(cell: Cell) -> bool:
    return cell.value is not None or cell.absent is not None
