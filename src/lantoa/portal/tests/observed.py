"""Indices for tests of the public pages: a break, absences, sources that differ, a correction, what is hidden."""

from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from lantoa.apps.indices.factories import (
    EntityFactory,
    IndexSourceFactory,
    make_edition,
    make_index,
    make_scale,
    make_series,
    make_value,
)
from lantoa.apps.indices.models import Absence, Annotation, Entity, Index, IndexSource, Vintage

# What stands in no public page.
HIDDEN = ("98.7654", "98,7654", "Ghi chú của kỳ còn giấu", "Nguồn chỉ dùng cho kỳ còn giấu")


@dataclass(frozen=True, slots=True)
class Observed:
    """An index with home, its region, the nation and a neighbour."""

    index: Index
    home: Entity
    region: Entity
    nation: Entity
    neighbour: Entity
    source: IndexSource


def observe(at: datetime) -> Observed:
    """Return an index measured 2019 to 2022 with everything that a page must show, and an edition of 2023 that is
    hidden.
    """
    index = make_index("pci", short_name="PCI", parts=3, what_it_means="Nơi làm ăn dễ hay khó.")
    region = EntityFactory(region=True, slug="bac-trung-bo", name="Vùng Bắc Trung Bộ", short_name="Bắc Trung Bộ")
    nation = EntityFactory(nation=True)
    home = EntityFactory(home=True, slug="quang-tri", name="Tỉnh Quảng Trị", short_name="Quảng Trị", parent=region)
    neighbour = EntityFactory(slug="hue", name="Thành phố Huế", short_name="Huế", parent=region)
    old = index.scales.get()
    new = make_scale(index, parts=3, year_from=2020)
    make_value(make_edition(index, 2019, at=at, scale=old), home, "21.11", at=at, rank=51)
    for year in (2020, 2021, 2022):
        make_edition(index, year, at=at, scale=new)
    make_series(index, home, {2020: "22.22"}, at=at)
    make_series(index, neighbour, {2020: "25.01", 2022: "26.02"}, at=at)
    make_series(index, region, {2022: "24.13"}, at=at)
    make_series(index, nation, {2022: "23.14"}, at=at)
    survey = index.editions.get(year_measured=2021)
    make_value(survey, home, at=at, absence=Absence.SURVEY_ERROR, absence_note="phiếu bị sai")
    _newest(index, home, neighbour, at)
    source = IndexSourceFactory(slug="s-chung", title="Báo cáo có chú thích")
    Annotation.objects.create(index=index, text="Chú thích cần đọc.", source=source)
    hidden = make_edition(index, 2023, scale=new, note="Ghi chú của kỳ còn giấu")
    unseen = IndexSourceFactory(title="Nguồn chỉ dùng cho kỳ còn giấu")
    for entity in (home, region, nation, neighbour):
        make_value(hidden, entity, "98.7654", at=at, source=unseen, rank=1 if entity == home else None)
    return Observed(index, home, region, nation, neighbour, source)


def _newest(index: Index, home: Entity, neighbour: Entity, at: datetime) -> None:
    """Give the newest edition a corrected value with another source beside it, and its components."""
    edition = index.editions.get(year_measured=2022)
    told, other = IndexSourceFactory(title="Báo cáo gốc 2022"), IndexSourceFactory(title="Trang của tỉnh")
    replaced = make_value(edition, home, "24.11", at=at, source=told, rank=41, preferred=False)
    correction = Vintage.objects.create(
        edition=edition, number=2, kind=Vintage.Kind.CORRECTION, reason="Gõ nhầm.", entered_at=at, key="dinh-chinh"
    )
    replaced.superseded_by = correction
    replaced.save(update_fields=["superseded_by"])
    make_value(edition, home, "24.44", at=at, source=told, vintage=correction, rank=41)
    make_value(edition, home, "24.47", at=at, source=other, vintage=correction, preferred=False)
    parts = edition.scale.components.exclude(parent=None).order_by("position")
    for part, own, best in zip(parts, ("5.51", "8.52", "6.53"), ("6.24", "9.25", "7.26"), strict=True):
        make_value(edition, home, own, at=at, component=part, source=told)
        make_value(edition, neighbour, best, at=at, component=part, source=told, rank=1)


def add_years(observed: Observed, years: range, at: datetime) -> None:
    """Add editions of these years, each with values of everybody."""
    for year in years:
        edition = make_edition(observed.index, year, at=at)
        source = IndexSourceFactory()
        for place, entity in enumerate((observed.home, observed.region, observed.nation, observed.neighbour)):
            make_value(edition, entity, Decimal(20 + place), at=at, source=source, rank=place + 1)


def add_provinces(observed: Observed, count: int, at: datetime) -> None:
    """Add provinces with values in the newest open edition."""
    edition = observed.index.editions.get(year_measured=2022)
    source = IndexSourceFactory()
    parts = list(edition.scale.components.exclude(parent=None))
    for place in range(count):
        entity = EntityFactory(parent=observed.region)
        make_value(edition, entity, Decimal(10) + place, at=at, source=source, rank=place + 2)
        for part in parts:
            make_value(edition, entity, Decimal(place % 10), at=at, component=part, source=source)
