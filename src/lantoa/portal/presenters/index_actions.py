"""What may be done about an edition: its components, weakest first, with the work beside them; and the what-if."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Any, Protocol

from django.forms import BoundField

from lantoa.apps.coverage.presenters.edition_work import (
    GOAL_LABELS,
    NO_THEME,
    ONLY_ARITHMETIC,
    SIDE_BY_SIDE,
    ComponentBeside,
    ThemeBeside,
    Tried,
    components_beside,
    heading,
    later_total_words,
    linked_count,
    tried_all,
    what_if_sentence,
)
from lantoa.apps.coverage.queries import EditionWork, Goal
from lantoa.apps.directives.models import Programme
from lantoa.apps.indices.models import Edition, Entity, Index
from lantoa.apps.indices.presenters import numbers
from lantoa.apps.indices.queries.what_if import Aim
from lantoa.portal.presenters import addresses, index_addresses, site
from lantoa.portal.presenters.filters import Filter, FilterField
from lantoa.portal.presenters.index_choosers import EntityChooser, entity_groups
from lantoa.portal.presenters.index_parts import notice_of, tags_of, ways_of
from lantoa.portal.presenters.parts import Empty, Head, Link, Notice


class AskedWhatIf(Protocol):
    """The form as the reader filled it in: its fields are those of component, goal and number, in this order."""

    @property
    def component(self) -> str: ...
    @property
    def goal(self) -> Goal | None: ...
    @property
    def number(self) -> Decimal | None: ...
    def is_valid(self) -> bool: ...
    def non_field_errors(self) -> Any: ...
    def __iter__(self) -> Iterator[BoundField]: ...


@dataclass(frozen=True, slots=True)
class ThemeLinks:
    """A theme with the ways to it: its page; the matrix of the programme in force."""

    beside: ThemeBeside
    title: str
    ways: tuple[Link, ...]


@dataclass(frozen=True, slots=True)
class ComponentSection:
    beside: ComponentBeside
    themes: tuple[ThemeLinks, ...]


@dataclass(frozen=True, slots=True)
class IndexActionsPage:
    head: Head
    notice: Notice | None
    side_by_side: str
    ways: tuple[Link, ...]
    years: tuple[Link, ...] = ()
    total: str = ""
    later_total: str = ""
    linked: str = ""
    components: tuple[ComponentSection, ...] = ()
    # Components of which nothing is known yet: told in one list.
    bare: tuple[ComponentBeside, ...] = ()
    no_theme: str = NO_THEME
    only_arithmetic: str = ONLY_ARITHMETIC
    filter: Filter | None = None
    sentence: str = ""
    tried: tuple[Tried, ...] = ()
    tried_title: str = ""
    unit: str = ""
    entity: str = ""
    entity_slug: str = ""
    chooser: EntityChooser | None = None
    empty: Empty | None = None


def index_actions_page(
    edition: Edition,
    editions: Sequence[Edition],
    work: EditionWork | None,
    *,
    form: AskedWhatIf | None,
    entity_slug: str,
    programme: Programme | None,
    choices: Sequence[Entity],
) -> IndexActionsPage:
    """Return the page; `work` is None where nobody was asked for yet or nobody can be shown."""
    index = edition.index
    page = IndexActionsPage(
        head=_head(edition, work),
        notice=notice_of([edition]),
        side_by_side=SIDE_BY_SIDE,
        ways=ways_of(index, editions, index_addresses.actions_of(index.slug, edition.year_measured)),
        years=_years(edition, editions),
        chooser=_chooser(edition, choices, work.entity.slug if work else ""),
        empty=None if work else _nobody(edition, bool(choices)),
    )
    if work is None or form is None:
        return page
    components = components_beside(work)
    sections = tuple(_section(one, programme) for one in components if not one.is_bare)
    linked = f"{linked_count(components)}/{len(components)} thành phần đã có nội dung tuyên truyền xếp cạnh."
    tries = _tries(work, form)
    return replace(
        page,
        total=f"{work.entity.short_name}, năm đo {edition.year_measured}: {numbers.cell_text(work.total.own)}.",
        later_total=later_total_words(work),
        linked=linked if components else "",
        components=sections,
        bare=tuple(one for one in components if one.is_bare),
        filter=_filter(form),
        unit=edition.scale.unit,
        entity=work.entity.short_name,
        entity_slug=entity_slug,
        **tries,
    )


def _chooser(edition: Edition, entities: Sequence[Entity], chosen: str) -> EntityChooser | None:
    if not entities:
        return None
    action = index_addresses.actions_of(edition.index.slug, edition.year_measured)
    return EntityChooser(action, entity_groups(entities, chosen=chosen), "Cơ quan, địa phương")


def _head(edition: Edition, work: EditionWork | None) -> Head:
    index, year = edition.index, edition.year_measured
    crumbs = site.trail(
        Link("Chỉ số", index_addresses.all_indices()),
        Link(index.short_name, index_addresses.of_index(index.slug)),
        Link(str(year), index_addresses.of_edition(index.slug, year)),
        Link("Việc cần làm"),
    )
    lead = f"{index.name}, đo năm {year}: chỗ nào yếu, chương trình tuyên truyền có việc gì ở đó."
    title = heading(edition, work.entity if work else None)
    return Head(title, crumbs=crumbs, lead=lead, tags=tags_of([edition]))


def _years(edition: Edition, editions: Sequence[Edition]) -> tuple[Link, ...]:
    slug = edition.index.slug
    return tuple(
        Link(str(other.year_measured), index_addresses.actions_of(slug, other.year_measured), current=other == edition)
        for other in editions
    )


def _section(one: ComponentBeside, programme: Programme | None) -> ComponentSection:
    return ComponentSection(one, tuple(_theme(beside, programme) for beside in one.themes))


def _theme(beside: ThemeBeside, programme: Programme | None) -> ThemeLinks:
    theme = beside.theme
    in_force = programme is not None and theme.programme_id == programme.pk
    ways = (
        (
            Link("Bài và cơ quan của nội dung này", addresses.of_theme(theme)),
            Link("Bảng độ bao phủ", addresses.coverage()),
        )
        if in_force
        else ()
    )
    year = "" if in_force else f" (chương trình năm {theme.programme.year})"
    return ThemeLinks(beside, f"{theme.code}. {theme.title}{year}", ways)


def _filter(form: AskedWhatIf) -> Filter:
    component, goal, number = form
    return Filter(
        action="#thu-tinh",
        label="Thử tính",
        submit="Tính",
        groups=(goal,),
        fields=(FilterField(component), FilterField(number)),
        mistakes=tuple(str(mistake) for mistake in form.non_field_errors()),
    )


def _tries(work: EditionWork, form: AskedWhatIf) -> dict[str, Any]:
    if not form.is_valid():
        return {}
    goal, row = form.goal, work.row_of(form.component)
    found: dict[str, Any] = {}
    if row is not None and (goal is not None or form.number is not None):
        aim = work.aim(row, goal) if goal else Aim(form.number)  # type: ignore[arg-type]  # one of the two is there
        found["sentence"] = what_if_sentence(work, row, aim)
    if goal is not None:
        found["tried"] = tried_all(work, goal)
        found["tried_title"] = f"Từng thành phần, nếu riêng nó đạt {GOAL_LABELS[goal]}"
    return found


def _nobody(edition: Edition, may_choose: bool) -> Empty:
    if edition.index.kind == Index.Kind.LOCAL and may_choose:
        return Empty("Hãy chọn cơ quan, địa phương", "Chọn ở trên để xem từng thành phần của cơ quan, địa phương ấy.")
    return Empty(
        "Chưa có số của tỉnh trong kỳ này",
        "Kỳ này chưa có giá trị nào của tỉnh để xếp cạnh các việc. Hãy xem kỳ khác.",
        (Link("Mọi chỉ số", index_addresses.all_indices()),),
    )
