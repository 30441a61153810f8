"""Components with the work beside them: the order, the figures, the what-ifs, and no word of cause."""

import re
from datetime import date
from decimal import Decimal

import pytest
from conftest import NOW
from django.db import connection
from django.test.utils import CaptureQueriesContext

from lantoa.apps.assignments.factories import AssignmentFactory
from lantoa.apps.coverage.presenters.edition_work import (
    NO_THEME,
    components_beside,
    later_total_words,
    texts_of,
    tried_all,
    what_if_sentence,
)
from lantoa.apps.coverage.queries import (
    EditionWork,
    Goal,
    edition_after,
    edition_work,
    entities_asked,
    entities_measured,
)
from lantoa.apps.directives.factories import DutyFactory, ThemeFactory
from lantoa.apps.indices.factories import EntityFactory, make_edition, make_index, make_scale, make_value
from lantoa.apps.indices.models import ComponentTheme, Edition, Entity, EntityKind, Index
from lantoa.apps.indices.queries import best_values, visible_editions, what_if_sheet
from lantoa.apps.indices.queries.what_if import Aim
from lantoa.core.scoring import Unknown

pytestmark = pytest.mark.django_db
TODAY = date(2024, 8, 1)
CAUSE = re.compile(
    r"\b(nhờ|do đó|do vậy|do|vì thế|vì vậy|bởi vậy|bởi|khiến|dẫn đến|dẫn tới|làm cho|giúp|tác động|ảnh hưởng|"
    r"kết quả là|góp phần|cho nên)\b",
    re.IGNORECASE,
)


@pytest.fixture
def home() -> Entity:
    region = EntityFactory(region=True, slug="vung", name="Vùng thử", short_name="Vùng thử")
    return EntityFactory(home=True, slug="quang-tri", name="Tỉnh Quảng Trị", short_name="Quảng Trị", parent=region)


@pytest.fixture
def edition(home: Entity) -> Edition:
    """Three components of ten points; home is weak in the second, the region is not; three provinces are ranked."""
    edition = make_edition(make_index("papi", parts=3), 2022, at=NOW, ranked_count=3)
    nation = EntityFactory(nation=True)
    best, last = EntityFactory(short_name="Huế"), EntityFactory(short_name="Vinh")
    table = {home: ("6", "2", "7"), home.parent: ("5", "4", "7"), nation: ("6", "3", "8"),
             best: ("8", "6", "9"), last: ("5", "5", "6")}  # fmt: skip
    parts = list(edition.scale.components.exclude(parent=None))
    ranks = {best: 1, last: 2, home: 3}
    for entity, row in table.items():
        total = sum(Decimal(number) for number in row)
        make_value(edition, entity, total, at=NOW, rank=ranks.get(entity))
        for component, number in zip(parts, row, strict=True):
            make_value(edition, entity, number, at=NOW, component=component)
    return edition


def read(edition: Edition, *, public: bool = True) -> EditionWork:
    entity, nation = entities_asked(edition)
    assert entity is not None
    editions = visible_editions(public=public).filter(index=edition.index)
    later = edition_after(edition, editions)
    return edition_work(edition, entity, nation, later=later, today=TODAY, public=public)


class TestEditionWork:
    def test_puts_the_weakest_component_first(self, edition: Edition) -> None:
        assert [row.component.code for row in read(edition).rows] == ["p2", "p1", "p3"]

    def test_keeps_parts_after_their_whole(self, edition: Edition) -> None:
        whole = edition.scale.components.get(code="p3")
        edition.scale.components.create(parent=whole, code="p3a", name="Phần a", short_name="Phần a", position=9)
        assert [row.component.code for row in read(edition).rows] == ["p2", "p1", "p3", "p3a"]

    def test_knows_the_best_as_the_sheet_of_the_edition_does(self, edition: Edition, home: Entity) -> None:
        work = read(edition)
        best = best_values(edition, home.kind, [row.component for row in work.rows])
        for row in work.rows:
            told = best[row.component.pk].value
            assert told is not None and row.best is not None
            assert (row.best.number, row.best.slug) == (told.number, told.entity.slug)

    def test_tries_what_the_sheet_of_one_component_tries(self, edition: Edition, home: Entity) -> None:
        work = read(edition)
        for row in work.rows:
            for goal in Goal:
                aim = work.aim(row, goal)
                assert isinstance(aim, Aim)
                assert work.what_if(row, aim) == what_if_sheet(edition, home, row.component, goal.value)

    def test_sets_the_next_edition_beside(self, edition: Edition, home: Entity) -> None:
        assert later_total_words(read(edition)) == "Chưa có kỳ nào sau năm đo 2022."
        later = make_edition(edition.index, 2023, at=NOW, ranked_count=3)
        make_value(later, home, "3", at=NOW, component=edition.scale.components.get(code="p2"))
        first = components_beside(read(edition))[0]
        assert first.later == "Kỳ sau, năm đo 2023: 3,00 điểm; tăng 1,00 điểm."

    def test_compares_nothing_across_scales(self, edition: Edition, home: Entity) -> None:
        scale = make_scale(edition.index, parts=2)
        later = make_edition(edition.index, 2023, at=NOW, scale=scale)
        make_value(later, home, "3", at=NOW, component=scale.components.get(code="p2"))
        told = {one.code: one.later for one in components_beside(read(edition))}
        assert "không so được: thang đo khác nhau" in told["p2"] and "không so được" in told["p3"]

    def test_hides_the_next_edition_that_is_not_open(self, edition: Edition) -> None:
        make_edition(edition.index, 2023)
        assert read(edition).later_edition is None
        assert read(edition, public=False).later_edition is not None

    def test_asks_the_same_however_many_components_and_themes_there_are(self, edition: Edition) -> None:
        with CaptureQueriesContext(connection) as few:
            read(edition)
        for component in edition.scale.components.all():
            for _ in range(3):
                ComponentTheme.objects.create(component=component, theme=ThemeFactory())
        with CaptureQueriesContext(connection) as many:
            read(edition)
        assert len(few) <= 10 and len(many) <= 10


class TestWords:
    def test_say_what_is_linked_and_what_is_not(self, edition: Edition) -> None:
        theme = ThemeFactory()
        component = edition.scale.components.get(code="p2")
        ComponentTheme.objects.create(component=component, theme=theme, note="Cùng nói về công khai.")
        AssignmentFactory(duty=DutyFactory(theme=theme), confirmed=True)
        first, second, _ = components_beside(read(edition))
        assert first.themes[0].work == "Đã giao 1 việc: 1 đã xong, 0 đang làm."
        assert first.themes[0].coverage == (
            "Trong năm đo (2022): chưa thấy bài nào; 0/1 cơ quan được giao đã đăng, 1 chưa rõ vì chưa đọc được nguồn.",
            "Từ năm 2023 đến nay: chưa thấy bài nào; 0/1 cơ quan được giao đã đăng, 1 chưa rõ vì chưa đọc được nguồn.",
        )
        assert second.themes == () and NO_THEME.startswith("Chưa ai chọn")

    def test_try_the_largest_gain_first_and_leave_out_what_is_reached(self, edition: Edition) -> None:
        told = tried_all(read(edition), Goal.REGION)
        assert (told[0].name, told[0].gain) == ("Thành phần thử 2", "thêm 2,00 điểm")
        assert [one.reason for one in told[1:]] == ["Đã bằng hoặc hơn mức của Vùng thử."] * 2

    def test_say_the_total_and_the_rank_it_would_have_had(self, edition: Edition) -> None:
        work = read(edition)
        row = work.rows[0]
        assert what_if_sentence(work, row, work.aim(row, Goal.REGION)) == (
            "Nếu “Thành phần thử 2” của Quảng Trị năm 2022 là 4,00, bằng Vùng thử (thay cho 2,00), còn mọi số khác giữ "
            "nguyên, thì tổng điểm là 17,00 điểm, thêm 2,00 điểm. Hạng 2/3 (đã công bố: hạng 3). "
            "Tổng điểm đã công bố: 15,00 điểm, hạng 3/3."
        )

    def test_say_why_there_is_no_rank(self, edition: Edition) -> None:
        Edition.objects.filter(pk=edition.pk).update(ranked_count=63)
        work = read(Edition.objects.get(pk=edition.pk))
        sentence = what_if_sentence(work, work.rows[0], Aim(Decimal(4)))
        assert "Không đủ số liệu của 62 đối tượng còn lại (mới có 2) nên không tính được hạng." in sentence

    def test_say_why_there_is_no_total(self, edition: Edition) -> None:
        edition.scale.rule = "weighted_mean"
        edition.scale.save(update_fields=["rule"])
        work = read(edition)
        assert isinstance(work.what_if(work.rows[0], Aim(Decimal(4))), Unknown)
        assert "Không rõ trọng số" in what_if_sentence(work, work.rows[0], Aim(Decimal(4)))

    def test_never_speak_of_cause(self, edition: Edition, home: Entity) -> None:
        for component in edition.scale.components.exclude(parent=None)[:2]:
            ComponentTheme.objects.create(component=component, theme=ThemeFactory())
        pages = [read(edition)]
        later = make_edition(edition.index, 2023, at=NOW)
        make_value(later, home, "3", at=NOW, component=edition.scale.components.get(code="p2"))
        pages.append(read(edition))
        Edition.objects.filter(pk=edition.pk).update(ranked_count=None)
        pages.append(read(Edition.objects.get(pk=edition.pk)))
        for text in (text for work in pages for text in texts_of(work)):
            assert CAUSE.search(text) is None, text


class TestEntitiesAsked:
    def test_find_home_as_it_was_in_the_year_measured(self, edition: Edition, home: Entity) -> None:
        Entity.objects.filter(pk=home.pk).update(valid_to=date(2025, 6, 30))
        EntityFactory(home=True, slug="quang-tri-moi", valid_from=date(2025, 7, 1))
        assert entities_asked(edition)[0] == home

    def test_find_whoever_is_asked_for_but_no_mean(self, edition: Edition, home: Entity) -> None:
        other = EntityFactory(slug="hue")
        assert entities_asked(edition, "hue")[0] == other
        assert entities_asked(edition, "vung")[0] == home


class TestEntitiesMeasured:
    def test_are_those_of_the_edition_by_kind_and_name(self) -> None:
        edition = make_edition(make_index("ddci", kind=Index.Kind.LOCAL), 2025)
        rows = [
            (EntityKind.DISTRICT, "Huyện Cam Lộ"),
            (EntityKind.DEPARTMENT, "Sở Y tế"),
            (EntityKind.DEPARTMENT, "Sở Đất"),
        ]
        for kind, name in rows:
            make_value(edition, EntityFactory(kind=kind, name=name), "5", at=NOW)
        EntityFactory(kind=EntityKind.DEPARTMENT)
        assert [entity.name for entity in entities_measured(edition)] == ["Sở Đất", "Sở Y tế", "Huyện Cam Lộ"]
