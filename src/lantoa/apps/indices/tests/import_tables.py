"""Tables for the tests of imports: an index with provinces of real names, pasted texts and workbooks."""

import io
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

import xlsxwriter
from conftest import NOW

from lantoa.apps.accounts.models import User
from lantoa.apps.indices.actions.importing import apply_import, paste_table, upload_table
from lantoa.apps.indices.factories import EntityFactory, IndexSourceFactory, make_edition, make_index
from lantoa.apps.indices.models import Edition, Entity, Index, IndexImport, IndexSource, Value, Vintage
from lantoa.apps.indices.queries.import_plan import ImportPlan, plan_of
from lantoa.apps.indices.queries.import_rows import Severity


@dataclass
class World:
    """An index of two components, three provinces, the new Quảng Trị, the nation; three editions with one source."""

    index: Index
    editions: dict[int, Edition]
    source: IndexSource
    entities: dict[str, Entity]
    by: User

    @property
    def edition(self) -> Edition:
        return self.editions[2022]

    def paste(self, text: str, year: int = 2022, source: IndexSource | None = None) -> IndexImport:
        return paste_table(edition=self.editions[year], text=text, source=source, by=self.by, at=NOW)

    def upload(self, sheets: Mapping[str, Sequence[Sequence[object]]], year: int = 2022) -> IndexImport:
        return upload_table(
            edition=self.editions[year], data=workbook(sheets), file_name="bang.xlsx", source=None, by=self.by, at=NOW
        )

    def enter(self, kept: IndexImport, reason: str = "") -> list[Vintage]:
        return apply_import(index_import=kept, plan_sha256=plan_of(kept).sha256, reason=reason, by=self.by, at=NOW)


def make_world(by: User, years: Sequence[int] = (2021, 2022, 2023)) -> World:
    index, source = (
        make_index("pci", parts=2, short_name="PCI", name="Chỉ số năng lực cạnh tranh"),
        IndexSourceFactory(),
    )
    scale = index.scales.get()
    scale.highest = Decimal(100)
    scale.save()
    scale.components.filter(parent=None).update(highest=100)
    for code, name, short in (("p1", "Gia nhập thị trường", "Gia nhập"), ("p2", "Tiếp cận đất đai", "Đất đai")):
        scale.components.filter(code=code).update(name=name, short_name=short, highest=50)
    last = date(2025, 6, 30)
    entities = {
        slug: EntityFactory.create(slug=slug, name=f"{prefix} {name}", short_name=name, valid_to=last)
        for slug, prefix, name in (
            ("quang-tri-cu", "Tỉnh", "Quảng Trị"),
            ("quang-binh", "Tỉnh", "Quảng Bình"),
            ("da-nang", "Thành phố", "Đà Nẵng"),
        )
    }
    entities["quang-tri"] = EntityFactory.create(
        slug="quang-tri", name="Tỉnh Quảng Trị", short_name="Quảng Trị", valid_from=date(2025, 7, 1)
    )
    entities["ca-nuoc"] = EntityFactory.create(nation=True)
    editions = {year: make_edition(index, year, source=source, ranked_count=3) for year in years}
    return World(index, editions, source, entities, by)


def workbook(sheets: Mapping[str, Sequence[Sequence[object]]]) -> bytes:
    buffer = io.BytesIO()
    with xlsxwriter.Workbook(buffer, {"in_memory": True}) as book:
        for name, rows in sheets.items():
            sheet = book.add_worksheet(name)
            for place, row in enumerate(rows):
                sheet.write_row(place, 0, row)
    return buffer.getvalue()


def said(plan: ImportPlan, *severities: Severity) -> list[str]:
    """Return the messages of the plan, of these severities or of all."""
    return [p.message for row in plan.rows for p in row.problems if not severities or p.severity in severities]


def stored() -> list[tuple[int, str, str, str, int | None]]:
    """Return the current values: year, entity, component, number, rank."""
    rows = Value.objects.current().select_related("edition", "entity", "component")
    return sorted(
        (
            one.edition.year_measured, one.entity.slug, one.component.code,
            one.absence if one.number is None else f"{one.number.normalize():f}", one.rank,
        )
        for one in rows
    )  # fmt: skip
