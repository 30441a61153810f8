"""Figures: current, frozen and typed; a broken source is told, never thrown at the reader."""

from collections.abc import Iterator, Mapping
from datetime import datetime, timedelta
from typing import Any

import pytest
from conftest import Cast
from django.core.exceptions import ValidationError
from django.test import Client
from django.urls import reverse

from lantoa.apps.accounts.models import User
from lantoa.apps.base.models import AuditEntry, PublicChange
from lantoa.apps.newsroom.actions import name_staff
from lantoa.apps.newsroom.actions.figures import (
    CannotChangeFigure,
    change_figure,
    freeze_figure,
    make_figure,
    remove_figure,
    unfreeze_figure,
)
from lantoa.apps.newsroom.factories import make_column, make_portal, make_story
from lantoa.apps.newsroom.figures import Choice, FigureSource, NoFigure, figure_sources
from lantoa.apps.newsroom.forms.figures import typed_number, typed_rows
from lantoa.apps.newsroom.models import PortalPage, PortalStaff, StoryFigure
from lantoa.apps.newsroom.queries.figures import drawn, pages_with
from lantoa.core.charts import Bar, Figure, bar_chart

pytestmark = pytest.mark.django_db

COUNTS = {"Hải Lăng": 3}
PCI = {
    "unit": "điểm", "noun": "năm", "shape": "line", "total": False,
    "rows": [["2021", 63.33], ["2022", 61.26], ["2023", None]],
}  # fmt: skip


def _draw(options: Mapping[str, Any]) -> Figure:
    if options.get("how") == "none":
        raise NoFigure("Chưa có số liệu.")
    if options.get("how") == "broken":
        raise RuntimeError("boom")
    return bar_chart("Theo xã", [Bar(name, value) for name, value in COUNTS.items()], unit="bài", noun="xã")


counts = FigureSource("test.counts", "Bài theo xã", lambda: (Choice("how", "Cách", (("all", "tất cả"),)),), _draw)


@pytest.fixture(autouse=True)
def _sources(settings: Any) -> Iterator[None]:
    settings.FIGURE_SOURCES = [f"{__name__}.counts"]
    figure_sources.cache_clear()
    yield
    figure_sources.cache_clear()


@pytest.fixture
def portal(cast: Cast, now: datetime) -> PortalPage:
    return make_portal(agency=cast.agency, at=now)


def _figure(portal: PortalPage, now: datetime, **values: Any) -> StoryFigure:
    return make_figure(
        **{"portal": portal, "title": "Số liệu", "source": "test.counts", "by": None, "at": now} | values
    )


def _typed(portal: PortalPage, now: datetime, **values: Any) -> StoryFigure:
    return _figure(
        portal, now, **{"source": "", "title": "PCI Quảng Trị", "typed": PCI, "source_note": "VCCI"} | values
    )


class TestDrawn:
    def test_shows_a_current_figure_as_it_is_now(self, portal: PortalPage, now: datetime) -> None:
        shown = drawn(_figure(portal, now), at=now)
        assert shown.figure and "Hải Lăng" in shown.figure.svg
        assert (shown.as_of, shown.frozen) == (now, False)
        assert "bài theo xã" in shown.source_note

    def test_shows_a_frozen_figure_exactly_as_it_was(
        self, portal: PortalPage, now: datetime, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        frozen = freeze_figure(figure=_figure(portal, now), by=None, at=now)
        before = drawn(frozen, at=now).figure
        monkeypatch.setitem(COUNTS, "Hải Lăng", 99)
        shown = drawn(StoryFigure.objects.get(pk=frozen.pk), at=now + timedelta(days=9))
        assert shown.figure == before and (shown.as_of, shown.frozen) == (now, True)
        unfreeze_figure(figure=frozen, by=None, at=now)
        again = drawn(StoryFigure.objects.get(pk=frozen.pk), at=now).figure
        assert again and "99" in again.sentence

    def test_says_what_a_typed_figure_has_no_value_for(self, portal: PortalPage, now: datetime) -> None:
        shown = drawn(_typed(portal, now), at=now)
        assert shown.figure and shown.as_of is None
        assert shown.figure.table.rows == (("2021", "63,33"), ("2022", "61,26"), ("2023", "không có số liệu"))
        assert "Không có số liệu: 2023." in shown.figure.sentence
        assert "Tổng cộng" not in shown.figure.sentence

    @pytest.mark.parametrize(
        ("values", "reason"),
        [
            ({"options": {"how": "none"}}, "Chưa có số liệu."),
            ({"options": {"how": "broken"}}, "đang có lỗi"),
            ({"source": "gone.away"}, "không còn trong hệ thống"),
            ({"source": "", "typed": {"rows": "x"}, "source_note": "a"}, "sai dạng"),
            ({"source": "", "typed": {"rows": [["a", None]]}, "source_note": "a"}, "Không có số liệu để vẽ"),
        ],
    )
    def test_says_why_it_cannot_be_drawn(
        self, portal: PortalPage, now: datetime, values: dict[str, Any], reason: str
    ) -> None:
        shown = drawn(_figure(portal, now, **values), at=now)
        assert shown.figure is None
        assert reason in shown.problem


class TestActions:
    def test_ask_for_the_source_of_typed_numbers(self, portal: PortalPage, now: datetime) -> None:
        with pytest.raises(ValidationError, match="phải ghi nguồn"):
            _typed(portal, now, source_note="")

    def test_leave_a_frozen_figure_as_it_is(self, portal: PortalPage, now: datetime) -> None:
        figure = freeze_figure(figure=_figure(portal, now), by=None, at=now)
        with pytest.raises(CannotChangeFigure, match="bỏ chốt"):
            change_figure(figure=figure, title="Khác", by=None, at=now)
        with pytest.raises(CannotChangeFigure, match="chốt rồi"):
            freeze_figure(figure=figure, by=None, at=now)

    def test_freeze_nothing_that_cannot_be_drawn(self, portal: PortalPage, now: datetime) -> None:
        with pytest.raises(CannotChangeFigure, match="Chưa có số liệu"):
            freeze_figure(figure=_figure(portal, now, options={"how": "none"}), by=None, at=now)

    def test_are_written_down_and_told_to_caches(self, portal: PortalPage, now: datetime) -> None:
        figure = _figure(portal, now)
        PublicChange.objects.all().delete()
        freeze_figure(figure=figure, by=None, at=now)
        unfreeze_figure(figure=figure, by=None, at=now)
        change_figure(figure=figure, title="Tên mới", options={"how": "all"}, by=None, at=now)
        acts = (
            AuditEntry.objects.filter(subject_type="newsroom.storyfigure").order_by("pk").values_list("act", flat=True)
        )
        assert [act.partition(".")[2] for act in acts] == [
            "make_figure", "freeze_figure", "unfreeze_figure", "change_figure",
        ]  # fmt: skip
        assert PublicChange.objects.filter(subject=f"storyfigure:{figure.pk}").count() == 3

    def test_remove_no_figure_that_stands_in_a_story(self, portal: PortalPage, now: datetime) -> None:
        figure = _figure(portal, now)
        story = make_story(make_column(portal), at=now, body=[("figure", {"figure": figure, "caption": ""})])
        assert [page.pk for page in pages_with(figure)] == [story.pk]
        with pytest.raises(CannotChangeFigure, match="đang đứng trong bài"):
            remove_figure(figure=figure, by=None, at=now)
        other = _figure(portal, now, title="Khác")
        remove_figure(figure=other, by=None, at=now)
        assert not StoryFigure.objects.filter(pk=other.pk).exists()


class TestTypedRows:
    @pytest.mark.parametrize(
        ("text", "value"),
        [
            ("61,26", 61.26), ("61.26", 61.26), ("1.240", None), ("1.240.000", 1_240_000), ("1.240,5", 1240.5),
            ("0.303", 0.303), ("0,2493", 0.2493), ("62%", 62), ("1 240", 1240), ("12", 12),
        ],
    )  # fmt: skip
    def test_read_numbers_as_they_are_written(self, text: str, value: float | None) -> None:
        if value is None:
            with pytest.raises(ValueError, match="có thể là 1240 hoặc 1,240"):
                typed_number(text)
        else:
            assert typed_number(text) == value

    def test_take_a_table_pasted_from_a_workbook(self) -> None:
        assert typed_rows("2021\t63,33\n\n2023 | –") == [["2021", 63.33], ["2023", None]]

    @pytest.mark.parametrize(
        ("text", "reason"),
        [
            ("2021", "Dòng 1: cần có tên và số"),
            ("a;1\nb;-3", "Dòng 2: “-3” không phải"),
            ("a;–", "chưa có số nào"),
            ("\n".join(f"{place};1" for place in range(50)), "tối đa 40 dòng"),
        ],
    )
    def test_say_what_is_wrong(self, text: str, reason: str) -> None:
        with pytest.raises(ValueError, match=reason):
            typed_rows(text)


class TestScreens:
    @pytest.fixture
    def writer(self, cast: Cast, portal: PortalPage, now: datetime, client: Client) -> User:
        name_staff(portal=portal, user=cast.focal_officer, function=PortalStaff.Function.WRITER, by=None, at=now)
        client.force_login(cast.focal_officer)
        return cast.focal_officer

    def test_let_a_writer_choose_look_and_store(self, client: Client, writer: User, portal: PortalPage) -> None:
        address = reverse("newsroom:new-figure-of", args=[portal.pk])
        kinds = client.get(reverse("newsroom:new-figure")).content.decode()
        assert "Bài theo xã" in kinds and f"{address}?nguon=test.counts" in kinds
        data = {"source": "test.counts", "title": "Theo xã", "option_how": "all"}
        looked = client.post(address, {**data, "act": "preview"})
        assert "Cao nhất" in looked.content.decode() or "Hải Lăng" in looked.content.decode()
        assert not StoryFigure.objects.exists()
        stored = client.post(address, {**data, "act": "save"})
        assert stored.status_code == 302
        figure = StoryFigure.objects.get()
        assert (figure.source, figure.options) == ("test.counts", {"how": "all"})
        assert client.get(stored.url).status_code == 200

    def test_keep_what_was_typed_when_a_row_is_wrong(self, client: Client, writer: User, portal: PortalPage) -> None:
        data = {"source": "tu-nhap", "title": "PCI", "rows": "2021;42.394", "unit": "điểm"}
        answer = client.post(
            reverse("newsroom:new-figure-of", args=[portal.pk]), {**data, "noun": "năm", "shape": "bars", "act": "save"}
        )
        text = answer.content.decode()
        assert answer.status_code == 422
        assert "42394 hoặc 42,394" in text and "2021;42.394" in text

    def test_change_a_typed_figure(self, client: Client, writer: User, portal: PortalPage, now: datetime) -> None:
        figure = _typed(portal, now)
        data = {"title": "PCI", "rows": "2020;63,07", "unit": "điểm", "noun": "năm", "shape": "bars"}
        client.post(reverse("newsroom:figure", args=[figure.pk]), {**data, "source_note": "VCCI", "act": "change"})
        figure.refresh_from_db()
        assert figure.typed == {
            "unit": "điểm",
            "noun": "năm",
            "shape": "bars",
            "total": False,
            "rows": [["2020", 63.07]],
        }

    def test_narrow_and_order_the_list(self, client: Client, writer: User, portal: PortalPage, now: datetime) -> None:
        _typed(portal, now)
        freeze_figure(figure=_figure(portal, now, title="Đã giữ"), by=None, at=now)
        _figure(portal, now, title="Theo ngày")
        address = reverse("newsroom:figures")
        for query, shown, hidden in (
            ({"kieu": "nhap"}, "PCI Quảng Trị", "Đã giữ"),
            ({"kieu": "chot"}, "Đã giữ", "PCI Quảng Trị"),
            ({"tim": "quảng trị"}, "PCI Quảng Trị", "Đã giữ"),
            ({"kieu": "moi"}, "Theo ngày", "Đã giữ"),
        ):
            text = client.get(address, query).content.decode()
            assert f">{shown}</a>" in text and f">{hidden}</a>" not in text
        assert "Không có số liệu nào khớp" in client.get(address, {"tim": "không có"}).content.decode()

    def test_refuse_who_does_not_work_there(
        self, client: Client, cast: Cast, portal: PortalPage, now: datetime
    ) -> None:
        figure = _figure(portal, now)
        client.force_login(cast.editor)
        assert client.get(reverse("newsroom:figure", args=[figure.pk])).status_code == 200
        assert client.post(reverse("newsroom:figure", args=[figure.pk]), {"act": "freeze"}).status_code in {302, 403}
        client.force_login(cast.stranger)
        assert client.get(reverse("newsroom:figure", args=[figure.pk])).status_code == 404
        assert StoryFigure.objects.get(pk=figure.pk).frozen is None
