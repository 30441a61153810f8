"""For every view: whatever number stands in the sentence or beside a drawn reading stands in the table."""

import re
from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from itertools import pairwise
from typing import Any
from xml.etree import ElementTree

from conftest import NOW
from hypothesis import given, settings
from hypothesis import strategies as st

from lantoa.apps.indices.models import (
    Absence,
    Component,
    Edition,
    Entity,
    EntityKind,
    Index,
    IndexSource,
    ScaleVersion,
    Value,
    Vintage,
)
from lantoa.apps.indices.presenters import pictures
from lantoa.apps.indices.queries.cells import break_before, make_cell, reading_of
from lantoa.apps.indices.queries.records import (
    Cell,
    ComponentRow,
    EditionSheet,
    EntityLine,
    IndexSeries,
    Ranked,
    Standing,
)
from lantoa.core.charts import Figure
from lantoa.core.scoring import change_between, changes_along

NUMBER = re.compile(r"\d[\d.,]*\d|\d")
REGION = Entity(pk=2, slug="vung", name="Bắc Trung Bộ", short_name="Bắc Trung Bộ", kind=EntityKind.REGION)
HOME = Entity(
    pk=1, slug="cu", name="Tỉnh Quảng Trị", short_name="Quảng Trị", kind=EntityKind.PROVINCE, is_home=True,
    parent=REGION, valid_to=date(2025, 6, 30),
)  # fmt: skip
NATION = Entity(pk=3, slug="ca-nuoc", name="Cả nước", short_name="Cả nước", kind=EntityKind.NATION)
OTHER = Entity(pk=4, slug="hue", name="Thừa Thiên Huế", short_name="Thừa Thiên Huế", kind=EntityKind.PROVINCE)
SOURCE = IndexSource(pk=1, slug="s", title="Báo cáo")
INDEX = Index(pk=1, slug="pci", short_name="PCI")
FIRST = Vintage(pk=1, number=1, entered_at=NOW)
LATER = Vintage(pk=2, number=2, entered_at=NOW)
SCALES = [
    ScaleVersion(pk=pk, index=INDEX, slug=f"t{pk}", name=f"thang {name}", unit=unit, decimals=2, highest=Decimal(100))
    for pk, name, unit in ((1, "sáu nội dung", "điểm"), (2, "tám nội dung", "điểm"))
]
TOTALS = {
    scale.pk: Component(pk=scale.pk, scale=scale, code="tong", name="Tổng", short_name="Tổng") for scale in SCALES
}

hundredths = st.integers(0, 10_000).map(lambda number: Decimal(number) / 100)


@st.composite
def values(draw: Any, edition: Edition, entity: Entity, component: Component) -> Cell:
    """Nothing, an absence, or a number, a rank or both; sometimes worked out, in conflict, or corrected."""

    def made(**fields: Any) -> Value:
        return Value(
            edition=edition, entity=entity, component=component, source=SOURCE, vintage=fields.pop("vintage", FIRST),
            **fields,
        )  # fmt: skip

    kind = draw(st.sampled_from(["none", "absent", "number", "rank", "both", "group"]))
    if kind == "none":
        return make_cell([])
    if kind == "absent":
        return make_cell(
            [made(absence=draw(st.sampled_from(Absence.values)), absence_note=draw(st.sampled_from(["", "30 tỉnh."])))]
        )
    fields: dict[str, Any] = {"derived": True, "derived_note": "63,33 − 2,07"} if draw(st.booleans()) else {}
    fields["number"] = draw(hundredths) if kind in ("number", "both") else None
    fields["rank"] = draw(st.integers(1, 63)) if kind in ("rank", "both") else None
    fields["group"] = draw(st.integers(1, 4)) if kind == "group" else None
    found = [made(**fields, unverified=draw(st.booleans()))]
    if draw(st.booleans()):
        found.append(made(number=draw(hundredths), rank=draw(st.none() | st.integers(1, 63)), preferred=False))
    if draw(st.booleans()):
        found[0].vintage = LATER
        found.append(made(number=draw(hundredths), superseded_by=LATER))
    return make_cell(found)


@st.composite
def editions(draw: Any, least: int = 1) -> list[Edition]:
    years = sorted(draw(st.sets(st.integers(2006, 2024), min_size=least, max_size=6)))
    switch = draw(st.integers(2006, 2026))
    return [
        Edition(
            pk=year, index=INDEX, scale=SCALES[year >= switch], year_measured=year,
            ranked_count=draw(st.sampled_from([63, 63, 63, 64, None])), illustrative=draw(st.booleans()),
            method_break=(broken := draw(st.integers(0, 9)) == 0), method_break_note="hỏi thêm 2 câu" if broken else "",
        )
        for year in years
    ]  # fmt: skip


@st.composite
def series(draw: Any, least: int = 1, whom: Sequence[Entity] = (HOME, REGION, NATION, OTHER)) -> IndexSeries:
    own = draw(editions(least))
    lines = []
    for entity in whom[: draw(st.integers(1, len(whom)))]:
        cells = tuple(draw(values(edition, entity, TOTALS[edition.scale_id])) for edition in own)
        readings = [reading_of(edition, entity, cell) for edition, cell in zip(own, cells, strict=True)]
        lines.append(EntityLine(entity, cells, changes_along(readings)))
    breaks = tuple((late, reason) for early, late in pairwise(own) if (reason := break_before(early, late)))
    return IndexSeries(INDEX, tuple(own), "Tổng", tuple(lines), breaks)


@st.composite
def sheets(draw: Any) -> EditionSheet:
    before, edition = draw(editions(2))[-2:]
    whom = (HOME, REGION, NATION)
    rows = []
    for place in range(draw(st.integers(1, 4))):
        name = f"Phần {'ABCD'[place]}" if place else "Tổng"
        part = Component(
            pk=100 + place,
            scale=edition.scale,
            code=f"p{place}",
            name=name,
            highest=draw(st.none() | st.just(Decimal(50))),
        )
        own, region, nation = (draw(values(edition, entity, part)) for entity in whom)
        old = reading_of(before, HOME, draw(values(before, HOME, part)))
        best = draw(values(edition, OTHER, part)).value
        rows.append(
            ComponentRow(
                part, min(place, 1), own, best, region, nation, change_between(old, reading_of(edition, HOME, own))
            )
        )
    return EditionSheet(edition, HOME, tuple(rows), REGION, NATION, (), before)


@st.composite
def standings(draw: Any) -> tuple[Standing, ...]:
    found = []
    for _ in range(draw(st.integers(1, 3))):
        before, edition = draw(editions(2))[-2:]
        part = TOTALS[edition.scale_id]
        own, region, nation = (draw(values(edition, entity, part)) for entity in (HOME, REGION, NATION))
        old = draw(values(before, HOME, TOTALS[before.scale_id]))
        change = change_between(reading_of(before, HOME, old), reading_of(edition, HOME, own))
        latest = (before, old) if own.value is None and old.value is not None else None
        found.append(Standing(INDEX, edition, HOME, own, (before, old), change, region, nation, latest))
    return tuple(found)


def in_table(figure: Figure) -> str:
    return " ".join([figure.title, *figure.table.header, *(cell for row in figure.table.rows for cell in row if cell)])


def agree(figure: Figure) -> None:
    known = set(NUMBER.findall(in_table(figure)))
    assert set(NUMBER.findall(figure.sentence.replace("Hạng 1 là", ""))) <= known
    for row in figure.table.rows:
        assert len(row) == len(figure.table.header)
        assert all(cell or place == len(row) - 1 for place, cell in enumerate(row))
    picture = ElementTree.fromstring(figure.svg)
    told = [
        text.text or ""
        for text in picture.iter("{http://www.w3.org/2000/svg}text")
        if "value" in (text.get("class") or "")
    ]
    assert set(NUMBER.findall(" ".join(told))) <= known
    for word in ("None", "Decimal", "  ", " ,", "((", "..", " ;", "()"):
        assert word not in figure.sentence, word
        assert word not in in_table(figure), word


@settings(deadline=None, max_examples=40)
@given(series())
def test_a_series_agrees_with_its_table(made: IndexSeries) -> None:
    agree(pictures.series_picture(made))
    agree(pictures.rank_picture(made))


@settings(deadline=None, max_examples=40)
@given(series(2), st.booleans())
def test_a_slope_agrees_with_its_table(made: IndexSeries, ranks: bool) -> None:
    first, last = made.editions[0].year_measured, made.editions[-1].year_measured
    agree(pictures.slope_picture(made, first, last, ranks=ranks))
    agree(pictures.index_slope_picture([made], first, last))


@settings(deadline=None, max_examples=40)
@given(st.lists(series(), min_size=1, max_size=3), st.booleans())
def test_several_indices_agree_with_their_table(made: list[IndexSeries], ranks: bool) -> None:
    agree(pictures.multiples_picture(made, ranks=ranks))


@settings(deadline=None, max_examples=40)
@given(sheets())
def test_an_edition_agrees_with_its_table(made: EditionSheet) -> None:
    agree(pictures.edition_picture(made))


@settings(deadline=None, max_examples=40)
@given(st.data())
def test_a_ranking_agrees_with_its_table(data: Any) -> None:
    edition = data.draw(editions())[0]
    part = TOTALS[edition.scale_id]
    ranked = [Ranked(entity, data.draw(values(edition, entity, part))) for entity in (HOME, OTHER)]
    agree(pictures.strip_picture(edition, ranked))


@settings(deadline=None, max_examples=40)
@given(standings())
def test_where_home_stands_agrees_with_its_table(made: tuple[Standing, ...]) -> None:
    agree(pictures.standings_picture(made))
