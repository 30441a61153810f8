"""Loading the data that ships: once, again, changed; beside what people entered; and files that cannot be used."""

import io
import shutil
from collections.abc import Callable
from datetime import datetime, timedelta
from decimal import Decimal
from pathlib import Path

import pytest
from django.core.management import call_command, load_command_class

from lantoa.apps.accounts.factories import UserFactory
from lantoa.apps.base.actions import record_act
from lantoa.apps.base.models import AuditEntry, PublicChange
from lantoa.apps.indices.actions import (
    DATA,
    BadIndices,
    correct_value,
    enter_values,
    load_indices,
    public_subject,
)
from lantoa.apps.indices.models import Annotation, Edition, Entity, Index, IndexSource, Value, Vintage
from lantoa.apps.indices.queries.new_values import NewValue

pytestmark = pytest.mark.django_db
Change = Callable[[str, str, str], Path]


@pytest.fixture
def change(tmp_path: Path) -> Change:
    """Returns the folder of the data after changing words of one of its files, once."""
    folder = tmp_path / "chi-so"
    shutil.copytree(DATA, folder)

    def change(name: str, before: str, after: str) -> Path:
        text = (folder / name).read_text(encoding="utf-8")
        assert before in text
        (folder / name).write_text(text.replace(before, after, 1), encoding="utf-8")
        return folder

    return change


def _rank_in_2022() -> Value:
    return Value.objects.current().get(
        edition__index__slug="par-index", edition__year_measured=2022, entity__slug="quang-tri"
    )


class TestLoadIndices:
    def test_changes_nothing_the_second_time(self, now: datetime) -> None:
        first = load_indices(by=None, at=now)
        acts, changes = AuditEntry.objects.count(), PublicChange.objects.count()
        second = load_indices(by=None, at=now + timedelta(days=1))
        assert (first.entered, first.corrected, first.kept) == (first.values, 0, 0)
        assert (second.changed, second.entered, second.corrected, second.kept) == (0, 0, 0, 0)
        assert (second.values, second.absences, second.editions) == (first.values, first.absences, first.editions)
        assert (AuditEntry.objects.count(), PublicChange.objects.count()) == (acts, changes)
        assert set(Vintage.objects.values_list("kind", flat=True)) == {Vintage.Kind.FIRST}

    def test_opens_editions_and_tells_public_pages(self, now: datetime) -> None:
        load_indices(by=None, at=now)
        assert not Edition.objects.filter(opened_at=None).exists()
        subjects = set(PublicChange.objects.values_list("subject", flat=True))
        assert {"indices", public_subject(Index.objects.get(slug="pci"))} <= subjects

    def test_makes_a_value_that_differs_a_correction_with_its_reason(self, now: datetime, change: Change) -> None:
        load_indices(by=None, at=now)
        before = _rank_in_2022()
        folder = change("values.toml", "{ year = 2022, rank = 52 }", '{ year = 2022, rank = 51, reason = "Gõ nhầm." }')
        assert load_indices(folder=folder, by=None, at=now).corrected == 1
        after = _rank_in_2022()
        before.refresh_from_db()
        assert (after.rank, after.vintage.kind, after.vintage.reason) == (51, Vintage.Kind.CORRECTION, "Gõ nhầm.")
        assert before.superseded_by == after.vintage
        assert load_indices(folder=folder, by=None, at=now).entered == 0

    def test_makes_a_new_value_an_addition_and_fills_what_was_not_found(self, now: datetime, change: Change) -> None:
        load_indices(by=None, at=now)
        folder = change(
            "values.toml",
            '{ year = 2024, absence = "not_found", source = "chua-tim-thay" }',
            '{ year = 2024, rank = 40, source = "S58" }',
        )
        assert load_indices(folder=folder, by=None, at=now).corrected == 0
        found = Value.objects.current().get(
            edition__index__slug="par-index", edition__year_measured=2024, entity__slug="quang-tri"
        )
        assert (found.rank, found.preferred, found.vintage.kind) == (40, True, Vintage.Kind.ADDITION)

    def test_changes_definitions_and_leaves_what_the_files_do_not_mention(self, now: datetime, change: Change) -> None:
        load_indices(by=None, at=now)
        own = IndexSource.objects.create(slug="cua-toi", title="Báo cáo của tỉnh")
        Edition.objects.filter(index__slug="dti").update(decision="1234/QĐ")
        folder = change("indices.toml", 'name = "Phần trăm hài lòng"', 'name = "Phần trăm"')
        assert load_indices(folder=folder, by=None, at=now).changed == 1
        assert Index.objects.get(slug="sipas").scales.get().name == "Phần trăm"
        assert set(Edition.objects.filter(index__slug="dti").values_list("decision", flat=True)) == {"1234/QĐ"}
        assert IndexSource.objects.filter(pk=own.pk).exists()

    def test_does_not_open_again_what_was_closed(self, now: datetime) -> None:
        load_indices(by=None, at=now)
        Edition.objects.filter(index__slug="pci").update(opened_at=None)
        load_indices(by=None, at=now)
        assert not Edition.objects.filter(index__slug="pci").exclude(opened_at=None).exists()

    def test_asks_no_more_for_each_value(
        self, now: datetime, django_assert_max_num_queries: Callable[[int], object]
    ) -> None:
        load_indices(by=None, at=now)
        with django_assert_max_num_queries(60):  # type: ignore[attr-defined]  # pytest-django has no type for it
            load_indices(by=None, at=now)


class TestWhatPeopleEntered:
    def test_as_a_correction_stays(self, now: datetime, change: Change) -> None:
        load_indices(by=None, at=now)
        correct_value(
            value=_rank_in_2022(), rank=53, reason="Theo quyết định.", key="tay", by=UserFactory.create(), at=now
        )
        assert load_indices(by=None, at=now).kept == 1
        folder = change("values.toml", "{ year = 2022, rank = 52 }", "{ year = 2022, rank = 51 }")
        assert load_indices(folder=folder, by=None, at=now).entered == 0
        assert _rank_in_2022().rank == 53

    def test_as_a_correction_by_another_source_stays(self, now: datetime) -> None:
        load_indices(by=None, at=now)
        source = IndexSource.objects.create(slug="quyet-dinh", title="Quyết định công bố")
        correct_value(
            value=_rank_in_2022(), rank=53, reason="Sai.", key="tay", by=UserFactory.create(), at=now, source=source
        )
        assert load_indices(by=None, at=now).kept == 1
        assert _rank_in_2022().rank == 53

    def test_where_nothing_was_found_stays_alone(self, now: datetime) -> None:
        load_indices(by=None, at=now)
        edition = Edition.objects.get(index__slug="par-index", year_measured=2024)
        row = NewValue(
            Entity.objects.get(slug="quang-tri"),
            edition.scale.components.get(parent=None),
            Decimal("88.9"),
            rank=30,
            source=IndexSource.objects.create(slug="quyet-dinh", title="Quyết định công bố"),
        )
        enter_values(edition=edition, rows=[row], key="tay", by=UserFactory.create(), at=now)
        assert load_indices(by=None, at=now).kept == 1
        assert Value.objects.current().get(edition=edition, entity__slug="quang-tri").number == Decimal("88.9")

    def test_as_an_explanation_stays(self, now: datetime) -> None:
        load_indices(by=None, at=now)
        index = Index.objects.get(slug="papi")
        Index.objects.filter(pk=index.pk).update(what_it_means="Lời của tỉnh.")
        record_act("indices.edit_index", subject=index, by=UserFactory.create(), at=now)
        assert load_indices(by=None, at=now).kept == 1
        assert Index.objects.get(pk=index.pk).what_it_means == "Lời của tỉnh."

    def test_as_an_annotation_stays_beside_those_of_the_files(self, now: datetime) -> None:
        load_indices(by=None, at=now)
        own = Annotation.objects.create(index=Index.objects.get(slug="pci"), text="Tỉnh đã có văn bản hỏi VCCI.")
        load_indices(by=None, at=now)
        assert Annotation.objects.filter(pk=own.pk, text=own.text).exists()


class TestFilesThatCannotBeUsed:
    @pytest.mark.parametrize(
        ("name", "before", "after", "told"),
        [
            ("sources.toml", 'slug = "S4"', 'slug = "S2"', 'sources.toml, source 2 “S2”: mã này đã có'),
            ("sources.toml", "read_on = 2026-11-27", 'read_on = "27/11"', "read_on không phải ngày"),
            ("sources.toml", "https://baoquangtri.vn/", "baoquangtri vn", "sources.toml, source 3 “S5”: address"),
            ("entities.toml", 'parent = "tay-nguyen"', 'parent = "tay-bac"', "đối tượng “tay-bac” (parent) không có"),
            ("entities.toml", 'kind = "nation"', 'kind = "nuoc"', "entities.toml, entity 1 “ca-nuoc”: kind"),
            ("entities.toml", "[[succession]]\nfrom", "[[succession]]\ntu", "không hiểu tu"),
            ("indices.toml", 'scale = "thang-100"', 'scale = "thang-10"', "thang đo “thang-10” (scale) không có"),
            ("indices.toml", "year_measured = 2021", "year_measured = 2020", "năm 2020 đã có kỳ ở trên"),
            ("indices.toml", 'rule = "sum"', 'rule = "tong"', "indices.toml, index 1 “par-index”, thang đo 1"),
            ("indices.toml", "lowest = 0", "lowest = 100", "trái với ràng buộc"),
            ("indices.toml", "year = 2023\ntext", "year = 1999\ntext", "kỳ “1999” (year) không có"),
            ("values.toml", "rank = 52", "rank = 64", "(par-index 2022 quang-tri): Thứ hạng 64 lớn hơn"),
            ("values.toml", "number = 86.25", "number = 862.5", "cao hơn mức cao nhất"),
            ("values.toml", "number = 86.25", 'number = "86,25"', "number không phải số"),
            ("values.toml", "rank = 52", "rank = 5.2", "rank không phải số nguyên"),
            ("values.toml", "rank = 52", "hang = 52", "không hiểu hang"),
            ("values.toml", 'source = "S63"', 'source = "S999"', "nguồn “S999” (source) không có"),
            ("values.toml", 'component = "tthc"', 'component = "tthcx"', "thành phần “tthcx” (component) không có"),
            ("values.toml", "year = 2022, rank = 52", "year = 2023, rank = 52", "đã có giá trị cùng nguồn"),
            ("values.toml", "year = 2022, rank = 52", "year = 1995, rank = 52", "không có kỳ 1995"),
            ("values.toml", "[[values]]", "[[values", "values.toml: không phải tệp TOML"),
        ],
    )  # fmt: skip
    def test_are_refused_whole_with_file_and_row(
        self, now: datetime, change: Change, name: str, before: str, after: str, told: str
    ) -> None:
        folder = change(name, before, after)
        with pytest.raises(BadIndices) as refused:
            load_indices(folder=folder, by=None, at=now)
        assert told in str(refused.value)
        assert not IndexSource.objects.exists()
        assert not Value.objects.exists()


class TestCommand:
    def test_loads_and_says_how_much(self) -> None:
        out = io.StringIO()
        call_command("load_indices", stdout=out)
        assert "7 chỉ số, 41 kỳ công bố, 94 đối tượng" in out.getvalue()

    def test_ends_with_2_and_one_line_on_a_folder_without_files(self, tmp_path: Path) -> None:
        err = io.StringIO()
        with pytest.raises(SystemExit) as ended:
            call_command("load_indices", str(tmp_path), stderr=err)
        assert ended.value.code == 2
        assert err.getvalue().startswith("sources.toml: không đọc được tệp")

    def test_says_in_vietnamese_what_it_does(self) -> None:
        text = load_command_class("lantoa.apps.indices", "load_indices").create_parser("./lantoa", "x").format_help()
        assert "không xóa, không ghi đè số do người nhập" in " ".join(text.split())
