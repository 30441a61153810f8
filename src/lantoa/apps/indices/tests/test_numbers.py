"""How values of indices are written."""

from datetime import timedelta
from decimal import Decimal

import pytest
from conftest import NOW

from lantoa.apps.indices.factories import EntityFactory, make_edition, make_index, make_value
from lantoa.apps.indices.models import Absence, Edition, Value, Vintage
from lantoa.apps.indices.presenters import numbers
from lantoa.apps.indices.queries.records import Cell
from lantoa.core.scoring import Change, NoChange, Reading

pytestmark = pytest.mark.django_db


@pytest.fixture
def edition() -> Edition:
    return make_edition(make_index("pci"), 2022)


class TestValueText:
    def test_has_number_unit_and_rank(self, edition: Edition) -> None:
        value = make_value(edition, EntityFactory(), "61.26", at=NOW, rank=59)
        assert numbers.value_text(value) == "61,26 điểm, hạng 59/63"

    def test_says_that_nobody_knows_among_how_many(self, edition: Edition) -> None:
        edition.ranked_count = None
        value = make_value(edition, EntityFactory(), at=NOW, rank=41)
        assert numbers.value_text(value) == "hạng 41 (không rõ trên bao nhiêu)"

    def test_cuts_no_published_digit(self, edition: Edition) -> None:
        value = make_value(edition, EntityFactory(), "42.7705", at=NOW)
        assert numbers.value_text(Value.objects.get(pk=value.pk)) == "42,7705 điểm"

    def test_writes_shares_and_plain_numbers_as_they_are_read(self) -> None:
        share = make_edition(make_index("sipas", scale={"unit": "%"}), 2022)
        plain = make_edition(make_index("dti", scale={"unit": "", "decimals": 4}), 2022)
        assert numbers.value_text(make_value(share, EntityFactory(), "76.43", at=NOW)) == "76,43%"
        assert numbers.value_text(make_value(plain, EntityFactory(), "0.2493", at=NOW)) == "0,2493"

    def test_has_the_reason_and_its_note_where_there_is_none(self, edition: Edition) -> None:
        value = make_value(
            edition, EntityFactory(), at=NOW, absence=Absence.ONLY_TOP_RANKED, absence_note="VCCI nêu 30 tỉnh."
        )
        assert numbers.value_text(value) == "chỉ công bố nhóm đầu: VCCI nêu 30 tỉnh"


class TestCellText:
    def test_says_what_another_source_has(self, edition: Edition) -> None:
        home = EntityFactory()
        value = make_value(edition, home, "61.26", at=NOW)
        other = make_value(edition, home, "61.29", at=NOW, preferred=False)
        assert numbers.number_cell(Cell(value, (other,))) == "61,26 (nguồn khác: 61,29)"

    def test_says_when_it_was_corrected_and_what_stood_there(self, edition: Edition) -> None:
        home = EntityFactory()
        old = make_value(edition, home, "61.62", at=NOW)
        later = Vintage.objects.create(
            edition=edition, number=2, kind=Vintage.Kind.CORRECTION, reason="Gõ nhầm.", key="k",
            entered_at=NOW + timedelta(days=1),
        )  # fmt: skip
        old.superseded_by = later
        old.save(update_fields=["superseded_by"])
        value = make_value(edition, home, "61.26", at=NOW, vintage=later)
        told = numbers.cell_text(Cell(value, corrected=(old,)))
        assert told.startswith("61,26 điểm (đã sửa ngày ")
        assert told.endswith(", trước đây ghi 61,62)")

    def test_marks_what_was_worked_out_and_what_is_not_verified(self, edition: Edition) -> None:
        value = make_value(
            edition, EntityFactory(), "41.7742", at=NOW, derived=True, derived_note="42,7705 − 0,9963", unverified=True
        )
        assert numbers.cell_text(Cell(value)) == "41,7742 điểm (suy ra; chưa kiểm chứng)"
        assert numbers.remarks(Cell(value)) == ("suy ra: 42,7705 − 0,9963", "chưa kiểm chứng")

    def test_says_that_there_is_nothing(self) -> None:
        assert numbers.cell_text(Cell(None, reason="Cách đo khác.")) == "cách đo khác"
        assert numbers.cell_text(Cell(None)) == numbers.rank_cell(Cell(None)) == "chưa có số liệu"

    def test_tells_number_and_rank_apart_in_columns(self, edition: Edition) -> None:
        only_rank = Cell(make_value(edition, EntityFactory(), at=NOW, rank=52))
        only_number = Cell(make_value(edition, EntityFactory(), "86.25", at=NOW))
        only_group = Cell(make_value(edition, EntityFactory(), at=NOW, group=1))
        assert (numbers.number_cell(only_rank), numbers.rank_cell(only_rank)) == ("chỉ công bố thứ hạng", "52/63")
        assert (numbers.number_cell(only_number), numbers.rank_cell(only_number)) == ("86,25", "không có hạng")
        assert numbers.number_cell(only_group) == "chỉ công bố nhóm"
        assert numbers.rank_cell(only_group) == "nhóm 1 (cao nhất)"


class TestChangeText:
    @pytest.mark.parametrize(
        ("points", "ranks", "words"),
        [
            ("1.73", 18, "tăng 1,73 điểm, lên 18 bậc"),
            ("-2.07", -18, "giảm 2,07 điểm, tụt 18 bậc"),
            ("0", 0, "không đổi, giữ nguyên thứ hạng"),
            (None, 3, "lên 3 bậc"),
            ("0.5", None, "tăng 0,50 điểm"),
        ],
    )
    def test_says_by_how_much_and_which_way(
        self, edition: Edition, points: str | None, ranks: int | None, words: str
    ) -> None:
        change = Change(Reading(2021), Reading(2022), None if points is None else Decimal(points), ranks)
        assert numbers.change_text(change, edition.scale) == words

    def test_says_why_there_is_none(self, edition: Edition) -> None:
        told = numbers.change_text(NoChange("Thang đo khác nhau."), edition.scale)
        assert told == "không so được: thang đo khác nhau"

    def test_says_which_half_could_not_be_compared(self, edition: Edition) -> None:
        change = Change(Reading(2021), Reading(2022), Decimal(1), None, "Năm 2021 không có hạng.")
        assert numbers.change_text(change, edition.scale) == "tăng 1,00 điểm (năm 2021 không có hạng)"
