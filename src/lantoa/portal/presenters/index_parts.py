"""What all pages on indices are made of: cells that name their source, tables, files to take away, ways around."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field, replace
from urllib.parse import urlsplit

from lantoa.apps.indices.models import Annotation, Edition, Index, IndexSource, Value
from lantoa.apps.indices.presenters import numbers
from lantoa.apps.indices.queries import AnyChange, Cell
from lantoa.core.charts import ChartError, Figure
from lantoa.core.scoring import Change
from lantoa.portal.presenters import index_addresses as addresses
from lantoa.portal.presenters.parts import Link, Notice, Picture, Tag, picture
from lantoa.portal.presenters.words import day_words, web_address

NARROW, WIDE, FRAME = 360, 960, 480
# Of more cells than this a remark names the first ones and says how many others there are.
_MOST_NAMED = 4
SECTION = "indices"
ILLUSTRATIVE_TAG = Tag("Minh họa", "illustrative")
UNVERIFIED_TAG = Tag("Chưa kiểm chứng", "warning")
MADE_UP = Notice(
    "illustrative",
    "Các số liệu mang dấu “minh họa” ở trang này được viết riêng để trình diễn phần mềm, không phải kết quả thật.",
    title="Số liệu minh họa",
    slim=True,
)
Draw = Callable[[int], Figure | None]


@dataclass(frozen=True, slots=True)
class IndexNote:
    """A numbered way to a source: the number stands behind the value, the list of sources at the foot of the page."""

    number: int
    title: str

    @property
    def anchor(self) -> str:
        return f"nguon-{self.number}"


@dataclass(frozen=True, slots=True)
class IndexCell:
    """One cell of a table: what stands in it, further lines, its sources; `is_missing` where nothing was published."""

    text: str
    lines: tuple[str, ...] = ()
    notes: tuple[IndexNote, ...] = ()
    is_missing: bool = False
    href: str = ""
    tags: tuple[Tag, ...] = ()


@dataclass(frozen=True, slots=True)
class IndexRow:
    """A row of a table: its head, its cells; `depth` sets it under the row before."""

    head: IndexCell
    cells: tuple[IndexCell, ...]
    depth: int = 0
    is_own: bool = False


@dataclass(frozen=True, slots=True)
class IndexTable:
    label: str
    header: tuple[str, ...]
    rows: tuple[IndexRow, ...]


@dataclass(frozen=True, slots=True)
class SourceLine:
    """A source at the foot of a page, with the anchor that numbers lead to."""

    anchor: str
    number: int
    title: str
    href: str
    publisher: str
    note: str


@dataclass
class SourceList:
    """Gathers the sources of a page while its tables are made, and numbers them as they come."""

    found: dict[int, tuple[int, IndexSource]] = field(default_factory=dict)

    def note(self, source: IndexSource | None) -> tuple[IndexNote, ...]:
        """Return the number of a source; nothing for none."""
        if source is None:
            return ()
        number, known = self.found.setdefault(source.pk, (len(self.found) + 1, source))
        return (IndexNote(number, known.title),)

    def lines(self) -> tuple[SourceLine, ...]:
        """Return the list for the foot of the page."""
        return tuple(
            SourceLine(
                IndexNote(number, source.title).anchor,
                number,
                source.title,
                web_address(source.address),
                source.publisher,
                " ".join(part for part in (_read_on(source), source.note) if part),
            )
            for number, source in self.found.values()
        )


def _read_on(source: IndexSource) -> str:
    return f"Đọc ngày {day_words(source.read_on)}." if source.read_on else ""


@dataclass(frozen=True, slots=True)
class Share:
    """What one may take away of a page: files, the address that stays, the frame for other sites."""

    tables: tuple[Link, ...]
    pictures: tuple[Link, ...]
    address: str
    frame: str
    frame_title: str


@dataclass(frozen=True, slots=True)
class Exhibit:
    """What a page shows as a picture and as rows: for the page itself, its files and its frame.

    `page` is its address without the root ("pci/2023/"), `query` what was asked. `values` are all that stand in it.
    """

    name: str
    title: str
    page: str
    query: str
    draw: Draw
    values: tuple[Value, ...]
    remarks: tuple[str, ...] = ()
    illustrative: bool = False

    @property
    def address(self) -> str:
        return f"{addresses.all_indices()}{self.page}{self.query}"

    def figure(self) -> Picture | None:
        """Return the picture for the page, narrow and wide; None where there is nothing to draw."""
        narrow = drawn(self, NARROW)
        return picture(narrow, drawn(self, WIDE)) if narrow else None


def drawn(exhibit: Exhibit, width: int) -> Figure | None:
    """Return the figure in that width, its title marked where its numbers are made up; None for nothing to draw."""
    try:
        figure = exhibit.draw(width)
    except ChartError:
        return None
    if figure is None or not exhibit.illustrative or "minh họa" in figure.title.lower():
        return figure
    return replace(figure, title=f"{figure.title} (minh họa)")


def share_of(exhibit: Exhibit, *, root: str) -> Share:
    """Return what one may take away of an exhibit; `root` makes addresses whole."""
    tables = tuple(
        Link(form.upper(), addresses.table_of(exhibit.page, form, exhibit.query)) for form in addresses.TABLE_FORMS
    )
    pictures = tuple(
        Link(form.upper(), addresses.picture_of(exhibit.page, form, exhibit.query)) for form in addresses.PICTURE_FORMS
    )
    return Share(
        tables,
        pictures,
        root + exhibit.address,
        root + addresses.frame_of(exhibit.page, exhibit.query),
        exhibit.title,
    )


def values_of(cells: Iterable[Cell]) -> tuple[Value, ...]:
    """Return every value that stands in these cells: chosen, of other sources, replaced, and the stated absences."""
    found = []
    for cell in cells:
        found += [value for value in (cell.value, cell.absent) if value is not None]
        found += [*cell.others, *cell.corrected]
    return tuple(found)


def value_cell(cell: Cell, sources: SourceList, *, change: AnyChange = None, told: bool = False) -> IndexCell:
    """Return a cell with number or rank or group, then rank, remarks and change, then its sources.

    `told`: why there is no change is said too.
    """
    value = cell.value
    if value is None:
        notes = sources.note(cell.absent.source if cell.absent else None) + _other_notes(cell, sources)
        return IndexCell(_capital(numbers.reason_text(cell)), _corrections(cell), notes, is_missing=True)
    first, *further = _said(value)
    lines = [*further, *numbers.remarks(cell)]
    words = numbers.change_text(change, value.edition.scale) if isinstance(change, Change) or told else ""
    if words:
        lines.append(words)
    tags = (ILLUSTRATIVE_TAG,) if value.edition.illustrative else ()
    return IndexCell(first, tuple(lines), sources.note(value.source) + _other_notes(cell, sources), tags=tags)


def _said(value: Value) -> list[str]:
    scale = value.edition.scale
    found = []
    if value.number is not None:
        found.append(numbers.number_text(value.number, scale.decimals))
    if value.rank is not None:
        found.append(numbers.rank_text(value.rank, value.ranked_among))
    if value.group is not None:
        found.append(numbers.group_text(value.group))
    return found or [numbers.absence_text(value)]


def _corrections(cell: Cell) -> tuple[str, ...]:
    return numbers.remarks(cell)


def _other_notes(cell: Cell, sources: SourceList) -> tuple[IndexNote, ...]:
    return tuple(note for other in cell.others for note in sources.note(other.source))


@dataclass(frozen=True, slots=True)
class Remark:
    """A word on the values at the foot of a page, with its sources."""

    text: str
    notes: tuple[IndexNote, ...] = ()
    kind: str = ""


def annotation_remarks(annotations: Iterable[Annotation], sources: SourceList) -> list[Remark]:
    """Return the remarks that were written on an index, its editions and components."""
    found = []
    for row in annotations:
        of = [str(row.edition.year_measured)] if row.edition else []
        of += [row.component.short_name] if row.component and row.component.parent_id else []
        head = f"{', '.join(of)}: " if of else ""
        found.append(Remark(f"{head}{row.text}", sources.note(row.source), "Chú thích"))
    return found


def cell_remarks(cells: Iterable[tuple[str, Cell]], sources: SourceList) -> list[Remark]:
    """Return what is to be said of differing sources, corrections and figures that were worked out, each once: what is
    said of several cells names the first of them.
    """
    found: dict[tuple[str, tuple[IndexNote, ...]], dict[str, None]] = {}
    for where, cell in cells:
        notes = sources.note(cell.value.source if cell.value else None) + _other_notes(cell, sources)
        for words in numbers.remarks(cell):
            found.setdefault((words, notes), {})[where] = None
    return [
        Remark(_remark_text(words, list(wheres)), notes, _kind_of(words)) for (words, notes), wheres in found.items()
    ]


def _remark_text(words: str, wheres: Sequence[str]) -> str:
    named = ", ".join(wheres[:_MOST_NAMED])
    if len(wheres) > _MOST_NAMED:
        named += f" và {len(wheres) - _MOST_NAMED} chỗ khác"
    told = words.removeprefix(f"{numbers.DERIVED}: ").rstrip(".")
    return f"{named}." if words in (numbers.UNVERIFIED, numbers.DERIVED) else f"{named}: {told}."


def _kind_of(words: str) -> str:
    if words.startswith("đã sửa"):
        return "Đính chính"
    if words.startswith("nguồn khác"):
        return "Hai nguồn khác nhau"
    return "Số suy ra" if words.startswith(numbers.DERIVED) else "Chưa kiểm chứng"


def notice_of(editions: Iterable[Edition]) -> Notice | None:
    """Return the mark of made-up values where one of the editions is made up."""
    return MADE_UP if any(edition.illustrative for edition in editions) else None


def tags_of(editions: Iterable[Edition]) -> tuple[Tag, ...]:
    """Return the marks in the head of a page."""
    return (ILLUSTRATIVE_TAG,) if any(edition.illustrative for edition in editions) else ()


def name_words(index: Index) -> str:
    """Return the whole name of an index with the other names it goes by."""
    others = [name for name in index.other_names if name.casefold() != index.short_name.casefold()]
    return f"{index.name} (còn gọi {', '.join(others)})" if others else index.name


def ways_of(
    index: Index, editions: Sequence[Edition], here: str, *, edition: Edition | None = None
) -> tuple[Link, ...]:
    """Return the ways between the pages of one index; `here` is the address of the page, `edition` the one to lead to,
    by default the newest of the editions.
    """
    newest = edition or max(editions, key=lambda one: one.year_measured, default=None)
    ways: list[tuple[str, str]] = []
    if newest:
        year = newest.year_measured
        ways += [
            ("Qua các năm", addresses.of_index(index.slug)),
            ("Thứ hạng", addresses.ranks_of(index.slug)),
            (f"Thành phần {year}", addresses.of_edition(index.slug, year)),
            (f"Bảng xếp hạng {year}", addresses.ranking_of(index.slug, year)),
            (f"Việc cần làm {year}", addresses.actions_of(index.slug, year)),
        ]
    ways.append(("Giải thích", addresses.explainer_of(index.slug)))
    return tuple(Link(label, href, current=href == here) for label, href in ways)


def ignored_notice(ignored: Sequence[str]) -> Notice | None:
    """Return what of the question was left aside."""
    if not ignored:
        return None
    return Notice("unknown", f"Đã bỏ qua: {'; '.join(ignored)}.", title="Có phần không dùng được", slim=True)


def _capital(words: str) -> str:
    return words[:1].upper() + words[1:]


def host_of(address: str) -> str:
    """Return the name of the site of an address.

    >>> host_of("https://www.pcivietnam.vn/ho-so-tinh/quang-tri"), host_of("")
    ('pcivietnam.vn', '')
    """
    return urlsplit(address).netloc.removeprefix("www.")
