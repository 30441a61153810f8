"""Checks of a figure: the choices of its source, or a pasted table with its source note."""

import re
from collections.abc import Sequence
from typing import Any

from django import forms
from django.db.models import QuerySet

from lantoa.apps.newsroom.figures import FigureSource
from lantoa.apps.newsroom.models import PortalPage, StoryFigure
from lantoa.core.viettext import DoubtfulNumber, NotANumber, format_number, read_number, to_nfc

MOST_ROWS = 40
_NOTHING = frozenset({"", "-", "–", "—", "không", "không có", "không có số liệu", "x"})


def typed_number(text: str) -> float | int | None:
    """Return a number as Vietnamese or English write it, None for "–" and the like. ValueError, in Vietnamese, for what
    is no number, and for "42.394", which one reads as thousands and the other as decimals.

    >>> typed_number("1.234,5"), typed_number("86.25"), typed_number("1 240"), typed_number("–")
    (1234.5, 86.25, 1240, None)
    """
    words = text.strip()
    if words.casefold() in _NOTHING:
        return None
    try:
        value = read_number(words, None if "." in words else ",")
    except DoubtfulNumber:
        whole, decimal = words.replace(".", ""), words.replace(".", ",")
        raise ValueError(f"“{words}” có thể là {whole} hoặc {decimal}; hãy viết rõ một trong hai.") from None
    except NotANumber:
        raise _no_number(words) from None
    if value.is_signed():
        raise _no_number(words)
    return int(value) if value.as_tuple().exponent == 0 else float(value)


def _no_number(words: str) -> ValueError:
    return ValueError(f"“{words}” không phải là một số; số âm và công thức không dùng được ở đây.")


def typed_rows(text: str) -> list[list[Any]]:
    """Return the rows of a pasted table: a name, then its number as the last cell; cells part at tabs, ";" or "|".

    ValueError, in Vietnamese and with the number of the line, for a row that cannot be read.

    >>> typed_rows("2021\\t42,39\\n2022; –")
    [['2021', 42.39], ['2022', None]]
    """
    rows: list[list[Any]] = []
    for place, line in enumerate(to_nfc(text).splitlines(), 1):
        if not line.strip():
            continue
        cells = [cell.strip() for cell in re.split(r"[\t;|]", line)]
        if len(cells) < 2 or not cells[0]:
            raise ValueError(f"Dòng {place}: cần có tên và số, cách nhau bằng dấu tab, “;” hoặc “|”.")
        try:
            rows.append([cells[0][:160], typed_number(cells[-1])])
        except ValueError as problem:
            raise ValueError(f"Dòng {place}: {problem}") from None
    if len(rows) > MOST_ROWS:
        raise ValueError(f"Bảng có {format_number(len(rows))} dòng; một hình chỉ nên có tối đa {MOST_ROWS} dòng.")
    if all(value is None for _, value in rows):
        raise ValueError("Bảng chưa có số nào.")
    return rows


def rows_as_text(typed: dict[str, Any]) -> str:
    """Return typed rows as they are pasted, for changing them."""
    return "\n".join(
        f"{label}\t{'–' if value is None else str(value).replace('.', ',')}" for label, value in typed.get("rows", [])
    )


class FigureForm(forms.Form):
    """A figure to be made or changed; without a source its rows are typed."""

    title = forms.CharField(label="Tên số liệu", max_length=200, help_text="Người đọc thấy tên này trên hình.")

    def __init__(self, data: Any = None, *, source: FigureSource | None, figure: StoryFigure | None = None) -> None:
        super().__init__(data, initial=_known(figure) if figure else {"title": source.label if source else ""})
        self.source = source
        self._add_source_fields() if source else self._add_typed_fields()
        self.fields["source_note"] = forms.CharField(
            label="Nguồn số liệu",
            max_length=300,
            required=source is None,
            help_text="Tên báo cáo, văn bản hoặc địa chỉ trang; bắt buộc với số liệu tự nhập."
            if source is None
            else "Để trống thì ghi là số liệu theo dõi của hệ thống.",
        )

    def _add_source_fields(self) -> None:
        assert self.source is not None
        for choice in self.source.choices():
            self.fields[f"option_{choice.name}"] = forms.ChoiceField(label=choice.label, choices=choice.values)

    def _add_typed_fields(self) -> None:
        self.fields["rows"] = forms.CharField(
            label="Bảng số liệu",
            max_length=8000,
            widget=forms.Textarea(attrs={"rows": 8, "spellcheck": "false"}),
            help_text="Mỗi dòng một tên và một số, dán được từ Excel. Không có số thì ghi “–”.",
        )
        self.fields["unit"] = forms.CharField(label="Đơn vị", max_length=60, help_text="Ví dụ: điểm, hồ sơ, %.")
        self.fields["noun"] = forms.CharField(label="Mỗi dòng là một", max_length=60, help_text="Ví dụ: năm, xã, sở.")
        shapes = [("bars", "Thanh ngang, mỗi dòng một thanh"), ("line", "Đường theo thời gian")]
        self.fields["shape"] = forms.ChoiceField(label="Kiểu hình", choices=shapes)
        self.fields["total"] = forms.BooleanField(
            label="Ghi cả tổng", required=False, help_text="Chỉ chọn khi các số cộng lại có nghĩa; điểm số thì không."
        )

    def clean_rows(self) -> str:
        text: str = self.cleaned_data["rows"]
        try:
            self.rows = typed_rows(text)
        except ValueError as problem:
            raise forms.ValidationError(str(problem)) from None
        return text

    def values(self) -> dict[str, Any]:
        """Return what the actions take: title, options, typed, source_note."""
        given = self.cleaned_data
        options = {name.removeprefix("option_"): value for name, value in given.items() if name.startswith("option_")}
        typed = None
        if self.source is None:
            typed = {name: given[name] for name in ("unit", "noun", "shape", "total")} | {"rows": self.rows}
        return {"title": given["title"], "options": options, "typed": typed, "source_note": given["source_note"]}


def _known(figure: StoryFigure) -> dict[str, Any]:
    typed = figure.typed or {}
    return {
        "title": figure.title,
        "source_note": figure.source_note,
        **{f"option_{name}": value for name, value in figure.options.items()},
        **{name: typed.get(name) for name in ("unit", "noun", "shape", "total")},
        "rows": rows_as_text(typed),
    }


class FigureFilterForm(forms.Form):
    """Which figures of the list: of one portal, of one kind, with words in the title; in which order."""

    chuyen_trang = forms.TypedChoiceField(label="Chuyên trang", required=False, coerce=int, empty_value=None)
    kieu = forms.ChoiceField(
        label="Kiểu",
        required=False,
        choices=[("", "Mọi kiểu"), ("moi", "Luôn mới"), ("chot", "Đã chốt"), ("nhap", "Tự nhập")],
    )
    tim = forms.CharField(label="Từ trong tên", required=False, max_length=100)
    sap = forms.ChoiceField(
        label="Xếp theo", required=False, choices=[("", "Tên"), ("moi", "Mới lập trước"), ("trang", "Chuyên trang")]
    )

    def __init__(self, data: Any, *, portals: Sequence[PortalPage]) -> None:
        super().__init__(data)
        choices = [("", "Mọi chuyên trang"), *((portal.pk, portal.title) for portal in portals)]
        self.fields["chuyen_trang"].choices = choices  # type: ignore[attr-defined]

    def narrowed(self, figures: QuerySet[StoryFigure]) -> QuerySet[StoryFigure]:
        """Return the figures asked for, in the order asked for; wrong choices narrow nothing."""
        self.is_valid()
        given = self.cleaned_data
        if portal := given.get("chuyen_trang"):
            figures = figures.filter(portal=portal)
        match given.get("kieu"):
            case "moi":
                figures = figures.filter(frozen_at=None).exclude(source="")
            case "chot":
                figures = figures.exclude(frozen_at=None)
            case "nhap":
                figures = figures.filter(source="")
        if words := given.get("tim"):
            figures = figures.filter(title__icontains=words)
        orders = {"moi": ("-pk",), "trang": ("portal__title", "title", "pk")}
        return figures.order_by(*orders.get(given.get("sap", ""), ("title", "pk")))
