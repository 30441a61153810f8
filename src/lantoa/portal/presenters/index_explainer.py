"""What an index is: who measures it, how, what it means for citizens; and which sources gave what."""

from dataclasses import dataclass

from django.utils import timezone

from lantoa.apps.base.templatetags.vietnamese import number
from lantoa.apps.indices.models import Component, Index, ScaleVersion
from lantoa.apps.indices.presenters import numbers
from lantoa.portal.presenters import index_addresses as addresses
from lantoa.portal.presenters.index_parts import (
    ILLUSTRATIVE_TAG,
    UNVERIFIED_TAG,
    IndexNote,
    Remark,
    SourceLine,
    SourceList,
    annotation_remarks,
    host_of,
    name_words,
    notice_of,
    tags_of,
    ways_of,
)
from lantoa.portal.presenters.parts import Empty, Fact, Head, Link, Notice, Tag, fact
from lantoa.portal.presenters.site import trail
from lantoa.portal.presenters.words import day_words, web_address
from lantoa.portal.queries.indices import Explained, Given, SourceGave


@dataclass(frozen=True, slots=True)
class PlainPart:
    """A component in plain words; `depth` sets it under the one before."""

    name: str
    words: str
    measure: str
    depth: int
    notes: tuple[IndexNote, ...] = ()
    tags: tuple[Tag, ...] = ()


@dataclass(frozen=True, slots=True)
class ExplainerPage:
    head: Head
    ways: tuple[Link, ...]
    notice: Notice | None
    sections: tuple[tuple[str, str], ...]
    section_notes: tuple[IndexNote, ...]
    parts: tuple[PlainPart, ...]
    scale: str
    scale_note: str
    facts: tuple[Fact, ...]
    editions: tuple[Link, ...]
    remarks: tuple[Remark, ...]
    sources: tuple[SourceLine, ...]


def explainer_page(given: Explained) -> ExplainerPage:
    """Return the page that explains an index."""
    index, sources = given.index, SourceList()
    section_notes = tuple(note for source in given.sources for note in sources.note(source))
    scale = given.editions[0].scale if given.editions else None
    parts = _parts(given.components, scale, sources)
    remarks = tuple(annotation_remarks(given.annotations, sources))
    title = f"{index.short_name} là gì"
    return ExplainerPage(
        head=Head(
            title,
            crumbs=trail(
                Link("Chỉ số", addresses.all_indices()),
                *([Link(index.short_name, addresses.of_index(index.slug))] if given.editions else []),
                Link("Giải thích"),
            ),
            lead=f"{name_words(index)}. Nơi công bố: {index.publisher}.",
            tags=tags_of(given.editions),
        ),
        ways=ways_of(index, given.editions, addresses.explainer_of(index.slug)),
        notice=notice_of(given.editions),
        sections=tuple((heading, words) for heading, words in _sections(index) if words),
        section_notes=section_notes,
        parts=parts,
        scale=_scale_words(scale) if scale else "",
        scale_note=scale.note if scale else "",
        facts=_facts(given),
        editions=tuple(
            Link(str(edition.year_measured), addresses.of_edition(index.slug, edition.year_measured))
            for edition in given.editions
        ),
        remarks=remarks,
        sources=sources.lines(),
    )


def _sections(index: Index) -> tuple[tuple[str, str], ...]:
    return (
        ("Có nghĩa gì với bạn", index.what_it_means),
        ("Ai đo", index.who_measures),
        ("Đo thế nào", index.how_measured),
    )


def _scale_words(scale: ScaleVersion) -> str:
    words = f"Thang đo “{scale.name}”"
    if scale.lowest is not None and scale.highest is not None:
        low, high = (numbers.number_text(bound) for bound in (scale.lowest, scale.highest))
        words += f", từ {low} đến {high} {scale.unit}"
    return f"{words}; tổng tính bằng cách: {scale.get_rule_display()}."


def _parts(components: tuple[Component, ...], scale: ScaleVersion | None, sources: SourceList) -> tuple[PlainPart, ...]:
    """Return the components in the order of their tree, the total left out."""
    below: dict[int | None, list[Component]] = {}
    for component in components:
        below.setdefault(component.parent_id, []).append(component)
    found: list[PlainPart] = []

    def walk(parent: int | None, depth: int) -> None:
        for component in below.get(parent, []):
            if component.parent_id is not None:
                found.append(_part(component, scale, depth, sources))
            walk(component.pk, depth + (component.parent_id is not None))

    walk(None, 0)
    return tuple(found)


def _part(component: Component, scale: ScaleVersion | None, depth: int, sources: SourceList) -> PlainPart:
    measure = []
    if component.highest is not None and scale is not None:
        measure.append(f"tối đa {numbers.amount_text(component.highest, scale.unit)}")
    if component.weight is not None:
        measure.append(f"trọng số {numbers.number_text(component.weight)}")
    tags = (UNVERIFIED_TAG,) if component.unverified else ()
    notes = sources.note(component.source)
    return PlainPart(component.name, component.plain_words, ", ".join(measure), depth, notes, tags)


def _facts(given: Explained) -> tuple[Fact, ...]:
    index = given.index
    facts = [
        fact("Nơi công bố", index.publisher),
        fact("Phạm vi", index.get_kind_display()),
        fact("Cách đọc", "càng cao càng tốt" if index.higher_is_better else "càng thấp càng tốt"),
    ]
    if index.other_names:
        facts.append(fact("Tên gọi khác", "; ".join(index.other_names)))
    entered = day_words(timezone.localdate(given.entered_at)) if given.entered_at else None
    return (*facts, fact("Số liệu nhập gần nhất", entered))


@dataclass(frozen=True, slots=True)
class SourceEntry:
    """A source, and what it gave: links to the indices with their years."""

    anchor: str
    title: str
    href: str
    host: str
    facts: str
    note: str
    given: tuple[Link, ...]
    tags: tuple[Tag, ...] = ()


@dataclass(frozen=True, slots=True)
class SourcesPage:
    head: Head
    summary: str
    entries: tuple[SourceEntry, ...] = ()
    empty: Empty | None = None


def sources_page(rows: tuple[SourceGave, ...]) -> SourcesPage:
    """Return the page of all sources."""
    head = Head(
        "Nguồn của các chỉ số",
        crumbs=trail(Link("Chỉ số", addresses.all_indices()), Link("Nguồn")),
        lead="Mỗi giá trị của các trang chỉ số lấy từ một nguồn dưới đây; nguồn nào cho gì thì ghi ở đó.",
    )
    if not rows:
        nothing = Empty(
            "Chưa có nguồn nào",
            "Nguồn sẽ có ở đây khi kỳ công bố đầu tiên của một chỉ số được đưa ra công khai.",
            (Link("Mọi chỉ số", addresses.all_indices()),),
        )
        return SourcesPage(head, "", empty=nothing)
    values = sum(given.values for row in rows for given in row.given)
    return SourcesPage(head, f"{number(len(rows))} nguồn, {number(values)} giá trị.", tuple(map(_entry, rows)))


def _entry(row: SourceGave) -> SourceEntry:
    source = row.source
    facts = [source.publisher, f"đọc ngày {day_words(source.read_on)}" if source.read_on else ""]
    links = [Link(_given_words(given), addresses.of_index(given.index.slug)) for given in row.given]
    links += [Link(f"Giải thích {index.short_name}", addresses.explainer_of(index.slug)) for index in row.explains]
    return SourceEntry(
        anchor=source.slug,
        title=source.title,
        href=web_address(source.address),
        host=host_of(source.address),
        facts=" · ".join(part for part in facts if part),
        note=source.note,
        given=tuple(links),
        tags=(ILLUSTRATIVE_TAG,) if any(given.is_made_up for given in row.given) else (),
    )


def _given_words(given: Given) -> str:
    years = str(given.first_year) if given.first_year == given.last_year else f"{given.first_year}–{given.last_year}"
    return f"{given.index.short_name} {years}: {number(given.values)} giá trị"
