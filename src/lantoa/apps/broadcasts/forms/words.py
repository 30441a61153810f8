"""Checks of the registers of words: abbreviations, decisions, styles, and what their lists are narrowed to."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from typing import Any

from django import forms
from django.db.models import F, Q, QuerySet

from lantoa.apps.agencies.models import Agency
from lantoa.apps.broadcasts.forms.scripts import spoken_words
from lantoa.apps.broadcasts.models import HouseStyle, LexiconEntry, ReadingDecision
from lantoa.core.speech import HouseStyle as Style
from lantoa.core.speech import speak
from lantoa.core.viettext import to_nfc

_PROVINCE = "tinh"
_DAY: dict[str, Any] = {
    "widget": forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    "required": False,
    "error_messages": {"invalid": "Ngày này chưa đúng; hãy gõ ngày/tháng/năm."},
}
# A sentence for each option of a style, in which its choice is heard.
EXAMPLES = {
    "thousand": "1.500 hồ sơ",
    "zero_tens": "105 hộ",
    "billion": "2.000.000.000 đồng",
    "four": "24 thôn",
    "early_day": "ngày 05/3",
    "documents": "Kế hoạch số 219/KH-UBND",
    "quotation": "Cuộc thi “Nghe và hiểu”",
}
SAMPLE = "Ngày 05/3/2023, 24 thôn nhận 1.105 hồ sơ theo Kế hoạch số 219/KH-UBND; kinh phí 2.000.000.000 đồng."


class WhoseField(forms.ChoiceField):
    """Whose words these are: the province's, or those of an agency among the given ones."""

    def __init__(self, agencies: Sequence[Agency], *, province: bool, **values: Any) -> None:
        self.agencies = {str(agency.pk): agency for agency in agencies}
        choices = [(_PROVINCE, "Toàn tỉnh")] if province else []
        choices += [(pk, agency.short_name) for pk, agency in self.agencies.items()]
        super().__init__(choices=choices, error_messages={"required": "Hãy chọn của ai."}, **values)

    def agency(self, value: str) -> Agency | None:
        """Return the agency chosen, None for the province."""
        return self.agencies.get(value)


def whose_value(agency_pk: int | None) -> str:
    """Return how an owner stands in a WhoseField."""
    return str(agency_pk) if agency_pk else _PROVINCE


class DecisionForm(forms.Form):
    """A decision how something is read."""

    written = forms.CharField(
        label="Viết", max_length=120, help_text="Đúng như trong lời viết, kể cả chữ hoa: BXYZ, 29/3, COVID…",
        error_messages={"required": "Hãy gõ chữ trong lời viết."},
    )  # fmt: skip
    spoken = forms.CharField(
        label="Đọc là", max_length=250, help_text="Gõ bằng chữ như khi nói, không để chữ số.",
        error_messages={"required": "Hãy gõ lời đọc."},
    )  # fmt: skip

    def __init__(self, data: Any = None, *, agencies: Sequence[Agency], province: bool) -> None:
        super().__init__(data)
        # Whoever keeps the words of one agency only is not asked whose they are.
        self.only = agencies[0] if len(agencies) == 1 and not province else None
        if self.only is None:
            self.fields["whose"] = WhoseField(agencies, province=province, label="Dùng cho")

    def clean_written(self) -> str:
        written = to_nfc(" ".join(self.cleaned_data["written"].split()))
        if not any(letter.isalnum() for letter in written):
            raise forms.ValidationError("Phải có chữ hoặc số; dấu câu không quyết riêng được.")
        return written

    def clean_spoken(self) -> str:
        return spoken_words(self.cleaned_data["spoken"])

    def values(self) -> dict[str, Any]:
        """Return what the action takes."""
        given = self.cleaned_data
        field: Any = self.fields.get("whose")
        agency = field.agency(given["whose"]) if field else self.only
        return {"agency": agency, "written": given["written"], "spoken": given["spoken"]}


class EntryForm(DecisionForm):
    """An abbreviation with the days on which it means these words, and where that is written."""

    valid_from = forms.DateField(label="Từ ngày", **_DAY)
    valid_to = forms.DateField(label="Đến hết ngày", **_DAY)
    source = forms.CharField(
        label="Nguồn", max_length=300, required=False, help_text="Văn bản hoặc nơi nêu nghĩa của chữ viết tắt này."
    )
    field_order = ("whose", "written", "spoken", "valid_from", "valid_to", "source")

    def __init__(self, data: Any = None, *, entry: LexiconEntry | None = None, **values: Any) -> None:
        super().__init__(data, **values)
        self.entry = entry
        self.fields["written"].label = "Viết tắt"
        self.fields["written"].help_text = "Đúng như khi viết: TTPVHCC, BCĐ 389…"
        self.order_fields(self.field_order)
        if entry:
            self.initial = {
                "whose": whose_value(entry.agency_id), "written": entry.written, "spoken": entry.spoken,
                "valid_from": entry.valid_from, "valid_to": entry.valid_to, "source": entry.source,
            }  # fmt: skip

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        first, last = given.get("valid_from"), given.get("valid_to")
        if first and last and first > last:
            self.add_error("valid_to", "Ngày cuối phải từ ngày đầu trở đi.")
        if not self.errors and (same := self._same_words(first, last)):
            self.add_error("spoken", f"Nghĩa này đã có trong những ngày ấy ({same}); hãy sửa dòng đã có.")
        return given

    def _same_words(self, first: date | None, last: date | None) -> LexiconEntry | None:
        values = self.values()
        rows = LexiconEntry.objects.filter(agency=values["agency"], written=values["written"], spoken=values["spoken"])
        if self.entry:
            rows = rows.exclude(pk=self.entry.pk)
        if last:
            rows = rows.filter(Q(valid_from=None) | Q(valid_from__lte=last))
        if first:
            rows = rows.filter(Q(valid_to=None) | Q(valid_to__gte=first))
        return rows.first()

    def values(self) -> dict[str, Any]:
        given = self.cleaned_data
        dated = {name: given.get(name) for name in ("valid_from", "valid_to")}
        return {**super().values(), **dated, "source": given.get("source", "")}


class _WordFilter(forms.Form):
    """What both lists are narrowed by: words, owner, order."""

    tim = forms.CharField(label="Tìm", required=False, max_length=100)
    cua = forms.ChoiceField(label="Của", required=False)

    def __init__(self, data: Any, *, agencies: Sequence[Agency]) -> None:
        super().__init__(data)
        owners = [("", "Tất cả"), (_PROVINCE, "Toàn tỉnh"), *((str(one.pk), one.short_name) for one in agencies)]
        self.fields["cua"].choices = owners  # type: ignore[attr-defined]

    @property
    def given(self) -> dict[str, Any]:
        """Return what could be read of the filter; what could not filters nothing."""
        self.is_valid()
        return self.cleaned_data

    def _narrowed(self, rows: QuerySet[Any]) -> QuerySet[Any]:
        if words := self.given.get("tim"):
            rows = rows.filter(Q(written__icontains=to_nfc(words)) | Q(spoken__icontains=to_nfc(words)))
        if owner := self.given.get("cua"):
            rows = rows.filter(agency=None if owner == _PROVINCE else int(owner))
        return rows


class DecisionFilter(_WordFilter):
    """Narrow the list of decisions."""

    trang_thai = forms.ChoiceField(
        label="Tình trạng", required=False,
        choices=[("", "Đang dùng"), ("bo", "Đã bỏ"), ("tat-ca", "Đang dùng và đã bỏ")],
    )  # fmt: skip
    sap = forms.ChoiceField(label="Xếp theo", required=False, choices=[("", "Mới nhất trước"), ("chu", "Chữ viết")])

    def rows(self, rows: QuerySet[ReadingDecision]) -> QuerySet[ReadingDecision]:
        """Return the decisions that pass the filter, in its order."""
        rows = self._narrowed(rows)
        state = self.given.get("trang_thai")
        if state != "tat-ca":
            rows = rows.filter(revoked_at__isnull=state != "bo")
        return rows.order_by(*(["written", "-pk"] if self.given.get("sap") == "chu" else ["-decided_at", "-pk"]))


class EntryFilter(_WordFilter):
    """Narrow the list of abbreviations."""

    hieu_luc = forms.ChoiceField(
        label="Hiệu lực", required=False, choices=[("", "Bất kỳ"), ("con", "Đang dùng"), ("het", "Đã hết hạn")]
    )
    sap = forms.ChoiceField(
        label="Xếp theo", required=False,
        choices=[("", "Chữ viết tắt"), ("moi", "Mới nhất trước"), ("het", "Sắp hết hạn trước")],
    )  # fmt: skip

    def rows(self, rows: QuerySet[LexiconEntry], *, today: date) -> QuerySet[LexiconEntry]:
        """Return the abbreviations that pass the filter, in its order."""
        rows, over = self._narrowed(rows), Q(valid_to__lt=today)
        match self.given.get("hieu_luc"):
            case "con":
                rows = rows.exclude(over).filter(Q(valid_from=None) | Q(valid_from__lte=today))
            case "het":
                rows = rows.filter(over)
        orders: dict[str, list[Any]] = {"moi": ["-pk"], "het": [F("valid_to").asc(nulls_last=True), "pk"]}
        return rows.order_by(*orders.get(self.given.get("sap") or "", ["written", "valid_from", "pk"]))


class StyleForm(forms.ModelForm[HouseStyle]):
    """The style of an agency or the province: each choice with an example of how it is heard."""

    class Meta:
        model = HouseStyle
        fields = (
            "thousand", "zero_tens", "billion", "four", "early_day", "documents", "quotation", "greeting", "sign_off",
        )  # fmt: skip
        widgets = {
            **dict.fromkeys(EXAMPLES, forms.RadioSelect),
            "greeting": forms.Textarea(attrs={"rows": 3}),
            "sign_off": forms.Textarea(attrs={"rows": 3}),
        }
        help_texts = {
            "greeting": "Có sẵn khi lập bản tin mới; sửa được trong từng bản tin.",
            "sign_off": "Có sẵn khi lập bản tin mới; sửa được trong từng bản tin.",
        }

    sample = forms.CharField(
        label="Câu nghe thử", max_length=500, required=False, widget=forms.Textarea(attrs={"rows": 2}),
        help_text="Gõ câu của bạn rồi bấm “Xem thử”: chưa lưu gì.",
    )  # fmt: skip

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["sample"].initial = SAMPLE
        for name, example in EXAMPLES.items():
            field: Any = self.fields[name]
            choices = [(value, words) for value, words in field.choices if value or name == "early_day"]
            field.choices = [(value, _choice(name, value, words, example)) for value, words in choices]

    def style(self) -> Style:
        """Return the style as chosen on the page, or as stored before anything was chosen."""
        chosen: Any = {**{name: self.initial.get(name) for name in EXAMPLES}, **getattr(self, "cleaned_data", {})}
        return Style(**{name: chosen[name] for name in EXAMPLES if chosen.get(name) is not None})

    def heard(self) -> str:
        """Return the sample as it is said in the style."""
        given = getattr(self, "cleaned_data", {}).get("sample") or SAMPLE
        return speak(given, style=self.style()).text

    def values(self) -> dict[str, Any]:
        """Return what the action takes."""
        return {name: to_nfc(value) for name, value in self.cleaned_data.items() if name != "sample"}


def _choice(name: str, value: Any, words: str, example: str) -> str:
    style = replace(Style(), **{name: value})
    return f"{words}: “{example}” đọc là “{speak(example, style=style).text}”"
