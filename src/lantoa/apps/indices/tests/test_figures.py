"""Figures of indices in stories: open editions only, the publications under them, cards, and what the ear hears."""

from collections.abc import Mapping
from datetime import datetime

import pytest
from conftest import Cast

from lantoa.apps.indices import figures
from lantoa.apps.indices.factories import EntityFactory, IndexSourceFactory, make_edition, make_index, make_value
from lantoa.apps.indices.models import Absence, Edition, Entity, Index, Value
from lantoa.apps.newsroom.actions.adaptations import make_form
from lantoa.apps.newsroom.actions.figures import freeze_figure, make_figure
from lantoa.apps.newsroom.factories import make_column, make_portal, make_story
from lantoa.apps.newsroom.figures import FigureSource, NoFigure, figure_sources
from lantoa.apps.newsroom.models import StoryFigure
from lantoa.apps.newsroom.presenters.adaptations import card_svg
from lantoa.apps.newsroom.queries.adaptations import FORMS_BY_KEY
from lantoa.apps.newsroom.queries.figures import drawn
from lantoa.core.speech import speak

pytestmark = pytest.mark.django_db

SOURCES = [
    figures.index_over_years,
    figures.ranks_over_years,
    figures.edition_by_component,
    figures.where_home_stands,
    figures.two_years,
]
OPTIONS: dict[str, Mapping[str, str]] = {
    "indices.series": {"index": "pci", "whom": "beside", "component": ""},
    "indices.ranks": {"index": "pci"},
    "indices.edition": {"edition": "pci/2022"},
    "indices.standing": {},
    "indices.slope": {"index": "pci", "before": "2021", "after": "2022"},
}
by_key = pytest.mark.parametrize("source", SOURCES, ids=lambda source: source.key)


@pytest.fixture
def home() -> Entity:
    region = EntityFactory.create(region=True, short_name="Bắc Trung Bộ")
    EntityFactory.create(nation=True)
    return EntityFactory.create(home=True, short_name="Quảng Trị", parent=region)


@pytest.fixture
def pci(home: Entity, now: datetime) -> Index:
    index = make_index("pci", short_name="PCI", parts=2)
    source = IndexSourceFactory.create(title="Hồ sơ PCI", publisher="VCCI")
    for year, number, rank in ((2021, "63.33", 41), (2022, "61.26", 59)):
        edition = make_edition(index, year, at=now)
        make_value(edition, home, number, at=now, rank=rank, source=source)
    return index


def _hidden(index: Index, home: Entity, now: datetime) -> Edition:
    edition = make_edition(index, 2023)
    make_value(edition, home, "99.99", at=now, rank=1)
    return edition


class TestSources:
    def test_are_switched_on_in_the_settings(self) -> None:
        assert set(figure_sources().values()) >= set(SOURCES)

    @by_key
    def test_say_what_to_do_while_nothing_is_open(self, source: FigureSource, home: Entity, now: datetime) -> None:
        _hidden(make_index("pci"), home, now)
        with pytest.raises(NoFigure):
            source.draw(OPTIONS[source.key])
        assert all(not choice.values for choice in source.choices() if choice.name in ("index", "edition"))

    @by_key
    def test_draw_open_editions_only(self, source: FigureSource, pci: Index, home: Entity, now: datetime) -> None:
        _hidden(pci, home, now)
        found = source.draw(OPTIONS[source.key])
        assert "99,99" not in f"{found.sentence}{found.table}{found.svg}"
        assert "61,26" in found.sentence or "59/63" in found.sentence

    @by_key
    def test_name_the_publications_of_their_numbers(self, source: FigureSource, pci: Index) -> None:
        assert source.note is not None
        assert source.note(OPTIONS[source.key]).startswith("VCCI: Hồ sơ PCI (số liệu nhập đến ngày ")

    def test_offer_what_is_open(self, pci: Index) -> None:
        index, _, component = figures.index_over_years.choices()
        assert index.values == (("pci", "PCI (Chỉ số pci)"),)
        assert [label for _, label in component.values] == [
            "tổng điểm",
            "PCI: Thành phần thử 1",
            "PCI: Thành phần thử 2",
        ]
        assert figures.edition_by_component.choices()[0].values == (("pci/2022", "PCI 2022"), ("pci/2021", "PCI 2021"))

    @pytest.mark.parametrize(
        ("options", "reason"),
        [
            ({"index": "papi"}, "hãy chọn chỉ số khác"),
            ({"index": "pci", "component": "papi/p1"}, "không thuộc chỉ số"),
            ({"index": "pci", "component": "pci/p9"}, "không còn thành phần"),
        ],
    )
    def test_say_what_to_choose_again(self, pci: Index, options: dict[str, str], reason: str) -> None:
        with pytest.raises(NoFigure, match=reason):
            figures.index_over_years.draw(options)

    @pytest.mark.parametrize("years", [("2021", "2030"), ("", "2022"), ("2022", "2021"), ("x", "2022")])
    def test_need_two_years_in_order(self, pci: Index, years: tuple[str, str]) -> None:
        with pytest.raises(NoFigure):
            figures.two_years.draw({"index": "pci", "before": years[0], "after": years[1]})

    def test_set_departments_beside_one_another(self, now: datetime) -> None:
        ddci = make_index("ddci", short_name="DDCI", kind=Index.Kind.LOCAL)
        edition = make_edition(ddci, 2024, at=now, ranked_count=2)
        for name, number in (("Sở Y tế", "70"), ("Sở Tài chính", "75")):
            make_value(edition, EntityFactory.create(kind="department", short_name=name), number, at=now)
        found = figures.edition_by_component.draw({"edition": "ddci/2024"})
        assert [row[0] for row in found.table.rows] == ["Sở Tài chính", "Sở Y tế"]

    def test_mark_what_is_illustrative(self, pci: Index) -> None:
        Edition.objects.update(illustrative=True)
        assert "số liệu minh họa" in figures.index_over_years.draw(OPTIONS["indices.series"]).title


class TestInStories:
    @pytest.fixture
    def figure(self, cast: Cast, pci: Index, now: datetime) -> StoryFigure:
        portal = make_portal(agency=cast.agency, at=now)
        return make_figure(
            portal=portal, title="PCI", source="indices.series", options={"index": "pci"}, by=None, at=now
        )

    def test_a_current_one_follows_the_numbers_and_a_frozen_one_does_not(
        self, figure: StoryFigure, home: Entity, now: datetime
    ) -> None:
        frozen = freeze_figure(figure=figure, by=None, at=now)
        Value.objects.filter(entity=home, edition__year_measured=2022).update(
            number=None, rank=None, absence=Absence.WITHHELD
        )
        Value.objects.filter(entity=home).update(source=IndexSourceFactory.create(title="Nguồn mới"))
        kept = drawn(StoryFigure.objects.get(pk=frozen.pk), at=now)
        assert kept.figure and "61,26" in kept.figure.sentence and kept.source_note.startswith("VCCI: Hồ sơ PCI")
        StoryFigure.objects.update(frozen=None, frozen_at=None)
        shown = drawn(StoryFigure.objects.get(pk=figure.pk), at=now)
        assert shown.figure and "không có giá trị" in shown.figure.sentence and "Nguồn mới" in shown.source_note

    def test_a_frozen_one_asks_nothing(
        self, figure: StoryFigure, now: datetime, django_assert_num_queries: pytest.FixtureRequest
    ) -> None:
        frozen = freeze_figure(figure=figure, by=None, at=now)
        with django_assert_num_queries(0):  # type: ignore[operator]
            drawn(frozen, at=now)

    def test_a_card_has_sentence_and_publication(self, figure: StoryFigure, now: datetime) -> None:
        body = [("figure", {"figure": figure, "caption": ""})]
        story = make_story(make_column(figure.portal), at=now, title="PCI của tỉnh", body=body)
        card = make_form(story=story, form=FORMS_BY_KEY["card"], by=None, at=now)
        assert card.text.startswith("Năm 2022, chỉ số PCI của Quảng Trị là 61,26 điểm, hạng 59/63")
        svg = card_svg(card, figure.portal, shape="vuong", at=now)
        assert "VCCI: Hồ sơ PCI" in svg and "<polyline" in svg

    def test_the_ear_hears_scores_and_ranks_as_they_are_said(self, pci: Index) -> None:
        spoken = speak(figures.index_over_years.draw(OPTIONS["indices.series"]).sentence)
        assert "sáu mươi mốt phẩy hai mươi sáu điểm, hạng năm mươi chín trên sáu mươi ba" in spoken.text
        assert "giảm hai phẩy không bảy điểm và tụt mười tám bậc" in spoken.text
        assert not spoken.unknown
