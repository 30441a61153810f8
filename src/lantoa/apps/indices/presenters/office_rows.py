"""What the office's lists of indices and editions say of a row."""

from collections.abc import Iterable
from dataclasses import dataclass

from lantoa.apps.indices.models import Edition, Index, Value
from lantoa.apps.indices.presenters.numbers import value_text
from lantoa.apps.indices.queries.office_lists import EditionRow, IndexRow
from lantoa.apps.indices.queries.office_needs import Needs


@dataclass(frozen=True, slots=True)
class IndexLine:
    """One index in the list, in words."""

    pk: int
    name: str
    full_name: str
    kind: str
    newest: str
    reading: str
    editions: str
    needs: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class EditionLine:
    """One edition in the list of its index, in words."""

    edition: Edition
    published: str
    of: str
    source: str
    values: int
    vintages: int
    state: str
    needs: tuple[str, ...]


def index_lines(rows: Iterable[IndexRow]) -> list[IndexLine]:
    """Return a line for each index."""
    return [
        IndexLine(
            pk=row.index.pk,
            name=row.index.short_name,
            full_name=row.index.name,
            kind=row.index.get_kind_display(),
            newest=f"đo năm {row.newest.year_measured}" if row.newest else "chưa có kỳ nào",
            reading=_reading(row),
            editions=f"{row.open_editions} công khai, {row.hidden_editions} đang ẩn",
            needs=needs_words(row.needs),
        )
        for row in rows
    ]


def edition_lines(rows: Iterable[EditionRow]) -> list[EditionLine]:
    """Return a line for each edition."""
    return [
        EditionLine(
            edition=row.edition,
            published=f"{row.edition.published_on:%d/%m/%Y}" if row.edition.published_on else "chưa ghi ngày",
            of=of_words(row.edition),
            source=str(row.edition.source or row.edition.decision or "chưa ghi nguồn"),
            values=row.values,
            vintages=row.vintages,
            state=state_words(row.edition),
            needs=needs_words(row.needs),
        )
        for row in rows
    ]


def state_words(edition: Edition) -> str:
    """Return whether the public sees the edition."""
    return "công khai" if edition.opened_at else "đang ẩn"


def of_words(edition: Edition) -> str:
    """Return of how many an edition ranks, and whether only the first of them.

    >>> of_words(Edition(ranked_count=63, ranked_top=30)), of_words(Edition())
    ('63, chỉ công bố 30 đứng đầu', 'chưa ghi')
    """
    if edition.ranked_count is None:
        return "chưa ghi" if edition.ranked_top is None else f"chưa ghi, chỉ công bố {edition.ranked_top} đứng đầu"
    told = str(edition.ranked_count)
    return f"{told}, chỉ công bố {edition.ranked_top} đứng đầu" if edition.ranked_top else told


def needs_words(needs: Needs) -> tuple[str, ...]:
    """Return what asks for attention, each in a few words; empty where nothing does.

    >>> needs_words(Needs(conflicts=2, undecided=1, hidden=3))
    ('2 chỗ các nguồn khác nhau, 1 chỗ chưa chọn nguồn', '3 kỳ đang ẩn')
    """
    conflicts = f"{needs.conflicts} chỗ các nguồn khác nhau"
    found = [
        (needs.conflicts, conflicts + (f", {needs.undecided} chỗ chưa chọn nguồn" if needs.undecided else ", đã chọn")),
        (needs.unverified, f"{needs.unverified} giá trị chưa kiểm chứng"),
        (needs.empty, f"{needs.empty} kỳ chưa có giá trị"),
        (needs.ranks_of_unknown, f"{needs.ranks_of_unknown} kỳ có thứ hạng mà chưa ghi trên bao nhiêu đối tượng"),
        (needs.hidden, f"{needs.hidden} kỳ đang ẩn"),
    ]
    return tuple(words for count, words in found if count)


def _reading(row: IndexRow) -> str:
    if row.index.kind == Index.Kind.LOCAL:
        return "đo các cơ quan trong tỉnh"
    if row.reading is None:
        return "chưa có giá trị của tỉnh nhà"
    if row.latest is None:
        return _said(row.reading)
    return f"{row.reading.edition.year_measured}: {row.reading.get_absence_display()}; gần nhất {_said(row.latest)}"


def _said(value: Value) -> str:
    return f"{value_text(value)} ({value.entity.short_name}, {value.edition.year_measured})"


def edition_facts(edition: Edition) -> list[tuple[str, str]]:
    """Return what is known of an edition, each with its label; what no source says is said to be missing."""
    published = f"{edition.published_on:%d/%m/%Y}" if edition.published_on else "chưa ghi ngày"
    changed = f"có: {edition.method_break_note}" if edition.method_break else "không"
    marks = [words for there, words in ((edition.illustrative, "minh họa"), (edition.unverified, "chưa kiểm chứng"))
             if there]  # fmt: skip
    return [
        ("Năm đo", str(edition.year_measured)),
        ("Công bố", published),
        ("Văn bản", edition.decision or "chưa ghi"),
        ("Nguồn", str(edition.source or "chưa ghi")),
        ("Xếp hạng trên", of_words(edition)),
        ("Thang đo", edition.scale.name),
        ("Đổi cách đo", changed),
        ("Số liệu", ", ".join(marks) or "có thật, theo nguồn"),
        ("Ghi chú", edition.note or "không có"),
    ]
