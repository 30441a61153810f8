"""Checks of what officers say of a procedure: its own fields, and its papers, steps, fees and places in the law."""

from dataclasses import replace
from typing import Any

from django import forms
from django.db import models
from django.http import QueryDict

from lantoa.apps.agencies.models import Agency
from lantoa.apps.services.forms.rows import Rows
from lantoa.apps.services.models import (
    Fee,
    LegalDocument,
    Procedure,
    ProcedureBasis,
    ProcedureStep,
    Requirement,
    Sector,
)
from lantoa.apps.services.models.procedures import Level, OnlineLevel
from lantoa.apps.services.procedure_files.given import GivenBasis, GivenFee, GivenProcedure, GivenRequirement
from lantoa.apps.services.procedure_files.levels import code_of
from lantoa.core.viettext import to_nfc

_DAY = {"invalid": "Ngày chưa đúng, ví dụ đúng: 01/07/2025."}
_MONEY = {"invalid": "Hãy ghi số tiền bằng chữ số, ví dụ 8000 hoặc 8.000."}


class _Text(forms.CharField):
    """A text in the one Unicode form, with the line ends of a text file, as long as its column takes."""

    def __init__(self, model: type[models.Model], name: str, *, rows: int = 0, label: str = "", **options: Any) -> None:
        column: Any = model._meta.get_field(name)
        required = options.pop("required", "")
        attrs: dict[str, Any] = {"widget": forms.Textarea(attrs={"rows": rows})} if rows else {}
        words = {"required": required, "max_length": f"Dài quá: nhiều nhất {column.max_length} chữ."}
        label = label or column.verbose_name[:1].upper() + column.verbose_name[1:]
        super().__init__(
            label=label, max_length=column.max_length, required=bool(required), error_messages=words,
            **{**attrs, **options},
        )  # fmt: skip

    def clean(self, value: Any) -> str:
        return to_nfc(super().clean(value).replace("\r\n", "\n")).strip()


class MoneyField(forms.Field):
    """An amount in đồng: 8000, 8.000, 8 000 đồng; None where nothing stands."""

    def to_python(self, value: Any) -> int | None:
        words = str(value or "").strip().casefold().removesuffix("đồng").removesuffix("đ").strip()
        digits = words.replace(".", "").replace(" ", "").replace("\N{NO-BREAK SPACE}", "")
        if not words:
            return None
        if not (digits.isascii() and digits.isdecimal()) or int(digits) > 2_000_000_000:
            raise forms.ValidationError(_MONEY["invalid"])
        return int(digits)


class DayField(forms.DateField):
    """A day, by the browser's calendar or typed as people write it."""

    def __init__(self, label: str, **options: Any) -> None:
        super().__init__(
            label=label, required=False, widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
            input_formats=["%Y-%m-%d", "%d/%m/%Y", "%d-%m-%Y"], error_messages=_DAY, **options,
        )  # fmt: skip


class RequirementForm(forms.Form):
    name = _Text(Requirement, "name", required="Hãy ghi tên giấy tờ, hoặc bấm “Bỏ”.")
    only_if = _Text(Requirement, "only_if", help_text="Để trống nếu lúc nào cũng cần.")
    copies = _Text(Requirement, "copies")
    note = _Text(Requirement, "note")


class StepForm(forms.Form):
    text = _Text(ProcedureStep, "text", rows=2, required="Hãy ghi việc phải làm, hoặc bấm “Bỏ”.")


class FeeForm(forms.Form):
    name = _Text(Fee, "name", required="Hãy ghi khoản phải nộp, hoặc bấm “Bỏ”.")
    amount_dong = MoneyField(
        label="Số tiền (đồng)", required=False, help_text="0 là không phải nộp; chưa rõ thì trống."
    )
    online_dong = MoneyField(label="Khi nộp trực tuyến (đồng)", required=False)
    note = _Text(Fee, "note")


class BasisForm(forms.Form):
    number = _Text(LegalDocument, "number", required="Hãy ghi số, ký hiệu văn bản, hoặc bấm “Bỏ”.")
    article = _Text(ProcedureBasis, "article")
    title = _Text(LegalDocument, "title", help_text="Chỉ cần khi văn bản chưa có trong danh mục.")

    def __init__(self, *given: Any, **options: Any) -> None:
        super().__init__(*given, **options)
        self.fields["number"].widget.attrs["list"] = "van-ban"


class ProcedureForm(forms.Form):
    """What stands in the row itself."""

    plain_title = _Text(
        Procedure, "plain_title", required="Hãy đặt tên dễ hiểu.", help_text="Như người dân gọi: “Làm giấy khai sinh”."
    )
    name = _Text(Procedure, "name", required="Hãy ghi tên chính thức.")
    everyday_words = forms.CharField(
        label="Cách gọi hằng ngày", required=False, widget=forms.Textarea(attrs={"rows": 3}), max_length=2000,
        help_text="Mỗi dòng một cách gọi; người dân gõ những chữ này thì tìm thấy thủ tục.",
    )  # fmt: skip
    sector = forms.ModelChoiceField(
        label="Lĩnh vực", queryset=Sector.objects.filter(for_procedures=True), to_field_name="slug",
        empty_label="Chọn lĩnh vực",
        error_messages={"required": "Hãy chọn lĩnh vực.", "invalid_choice": "Hãy chọn lĩnh vực trong danh sách."},
    )  # fmt: skip
    level = forms.ChoiceField(label="Thực hiện ở", choices=Level.choices)
    online = forms.ChoiceField(
        label="Trực tuyến", required=False, choices=[("", "chưa rõ"), *OnlineLevel.choices],
        help_text="“Mức độ 3, 4” trước đây: xem quyết định công bố để biết nay là toàn trình hay một phần.",
    )  # fmt: skip
    code = forms.CharField(
        label="Mã trong cơ sở dữ liệu quốc gia", required=False, max_length=40, help_text="Ví dụ 1.001193."
    )
    portal_address = forms.URLField(
        label="Địa chỉ trên Cổng Dịch vụ công quốc gia", required=False, max_length=500, assume_scheme="https",
        error_messages={"invalid": "Địa chỉ chưa đúng; hãy chép cả dòng bắt đầu bằng https://."},
    )  # fmt: skip
    summary = _Text(Procedure, "summary", rows=2, required="Hãy ghi thủ tục để làm gì.")
    who = _Text(Procedure, "who", rows=2)
    where = _Text(Procedure, "where", rows=2)
    time_words = _Text(Procedure, "time_words")
    working_days = forms.IntegerField(
        label="Số ngày làm việc", required=False, min_value=0, max_value=2000,
        error_messages={"invalid": "Hãy ghi một số.", "min_value": "Hãy ghi số từ 0.", "max_value": "Số quá lớn."},
        help_text="Chỉ khi nguồn nêu số ngày làm việc.",
    )  # fmt: skip
    fee_words = _Text(Procedure, "fee_words")
    result = _Text(Procedure, "result")
    notes = _Text(Procedure, "notes", rows=3)
    source = _Text(Procedure, "source", rows=2, required="Hãy ghi nguồn: điều nói ở đây lấy từ đâu.")
    owner = forms.ModelChoiceField(
        label="Cơ quan giữ nội dung", required=False, queryset=Agency.objects.none(), to_field_name="slug",
        empty_label="chưa có", error_messages={"invalid_choice": "Hãy chọn cơ quan trong danh sách."},
    )  # fmt: skip
    checked_on = DayField("Kiểm tra ngày")
    valid_from = DayField("Áp dụng từ ngày")
    valid_to = DayField("Áp dụng đến hết ngày")
    version = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def clean_everyday_words(self) -> tuple[str, ...]:
        lines = (" ".join(to_nfc(line).split()) for line in self.cleaned_data["everyday_words"].splitlines())
        return tuple(dict.fromkeys(line for line in lines if line))

    def clean_code(self) -> str:
        try:
            return code_of(self.cleaned_data["code"])
        except ValueError as error:
            raise forms.ValidationError(str(error)) from error

    def clean(self) -> dict[str, Any]:
        given: dict[str, Any] = super().clean() or {}
        first, last = given.get("valid_from"), given.get("valid_to")
        if first and last and last < first:
            self.add_error("valid_to", "“Áp dụng đến hết ngày” phải từ “Áp dụng từ ngày” trở đi.")
        return given


_ROWS: dict[str, type[forms.Form]] = {
    "requirements": RequirementForm, "steps": StepForm, "fees": FeeForm, "bases": BasisForm
}  # fmt: skip


class ProcedureForms:
    """Everything on the page where a procedure is written, as one."""

    def __init__(
        self, given: GivenProcedure | None, *, owners: Any, own: Agency | None, version: int = 0,
        data: QueryDict | None = None, rows: dict[str, list[dict[str, Any]]] | None = None,
    ) -> None:  # fmt: skip
        """Show what is given; `data` is what was typed, `rows` the rows in its stead after a button of theirs. `own` is
        the agency of whoever keeps only that one's procedures.
        """
        self._own = own
        shown = _initial(given, version)
        if rows is not None and data is not None:
            self.form = ProcedureForm(initial={name: data.get(name) for name in ProcedureForm.base_fields})
        else:
            self.form = ProcedureForm(data, initial=shown)
        if own:
            del self.form.fields["owner"]
        else:
            self.form.fields["owner"].queryset = owners  # type: ignore[attr-defined]
        stored = rows if rows is not None else _rows_of(given)
        asked = None if rows is not None else data
        self.rows = {name: Rows(kind, name, data=asked, initial=stored.get(name) or []) for name, kind in _ROWS.items()}

    def typed_rows(self) -> dict[str, list[dict[str, Any]]]:
        """Return the rows as typed, by kind."""
        return {name: rows.typed() for name, rows in self.rows.items()}

    def is_valid(self) -> bool:
        """Return whether all of it is in order; every part is asked, so that all mistakes show at once."""
        asked = [self.form.is_valid(), *(rows.is_valid() for rows in self.rows.values())]
        return all(asked)

    @property
    def has_mistakes(self) -> bool:
        return self.form.is_bound and not self.is_valid()

    @property
    def given(self) -> GivenProcedure:
        """Return what valid forms hold."""
        cleaned = dict(self.form.cleaned_data)
        cleaned.pop("version")
        owner = self._own or cleaned.pop("owner", None)
        cleaned.pop("owner", None)
        sector = cleaned.pop("sector")
        given = GivenProcedure(**cleaned, sector=sector.slug, owner=owner.slug if owner else "")
        return replace(
            given,
            requirements=tuple(GivenRequirement(**row) for row in self.rows["requirements"].cleaned),
            steps=tuple(row["text"] for row in self.rows["steps"].cleaned),
            fees=tuple(GivenFee(**row) for row in self.rows["fees"].cleaned),
            bases=tuple(GivenBasis(**row) for row in self.rows["bases"].cleaned),
        )


def _initial(given: GivenProcedure | None, version: int) -> dict[str, Any]:
    if given is None:
        return {"version": version}
    found = {name: getattr(given, name) for name in ProcedureForm.base_fields if hasattr(given, name)}
    return found | {"everyday_words": "\n".join(given.everyday_words), "version": version}


def _rows_of(given: GivenProcedure | None) -> dict[str, list[dict[str, Any]]]:
    if given is None:
        return {name: [{}] for name in _ROWS}
    return {
        "requirements": [
            {"name": one.name, "only_if": one.only_if, "copies": one.copies, "note": one.note}
            for one in given.requirements
        ],
        "steps": [{"text": text} for text in given.steps],
        "fees": [
            {"name": one.name, "amount_dong": one.amount_dong, "online_dong": one.online_dong, "note": one.note}
            for one in given.fees
        ],
        "bases": [{"number": one.number, "article": one.article} for one in given.bases],
    }
