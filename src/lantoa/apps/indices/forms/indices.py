"""Checks of what is said of an index, a scale version, a component, an annotation; saving is the actions'."""

from typing import Any

from django import forms
from django.utils.text import slugify

from lantoa.apps.indices.forms.inputs import NamesField, PublishedNumberField, count_field
from lantoa.apps.indices.models import Annotation, Component, Edition, Index, ScaleVersion
from lantoa.core.viettext import fold

_ASK_NAME = {"required": "Hãy ghi tên."}


class PartForm(forms.ModelForm[Any]):
    """The form of a row that belongs to another: the owner takes part in the checks of the database's constraints."""

    owner = ""

    def __init__(self, *args: Any, owner: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        if self.instance.pk is None:
            setattr(self.instance, self.owner, owner)
        for field in self.fields.values():
            if isinstance(field, forms.ModelChoiceField) and field.empty_label:
                field.empty_label = "chưa chọn"
        self.owned_by = owner

    def _get_validation_exclusions(self) -> set[str]:
        excluded: set[str] = super()._get_validation_exclusions()  # type: ignore[misc]
        return excluded - {self.owner}

    @property
    def values(self) -> dict[str, Any]:
        """Return the fields of the row as typed."""
        return {name: self.cleaned_data[name] for name in self._meta.fields or ()}


def slug_of(text: str, *, length: int = 40) -> str:
    """Return an address made from a name.

    >>> slug_of("Chỉ số PCI (thử)")
    'chi-so-pci-thu'
    """
    return slugify(fold(text))[:length].strip("-")


class IndexForm(forms.ModelForm[Index]):
    """What an index is, and how it is explained to readers."""

    other_names = NamesField(label="Tên gọi khác", help_text="Mỗi tên một dòng; ví dụ văn bản ghi “IPA” cho SIPAS.")

    class Meta:
        model = Index
        fields = (
            "short_name", "name", "slug", "other_names", "kind", "publisher", "higher_is_better", "position",
            "who_measures", "how_measured", "what_it_means", "explainer_sources",
        )  # fmt: skip
        help_texts = {
            "slug": "Phần cuối của địa chỉ công khai, không dấu; để trống thì lấy theo tên ngắn.",
            "what_it_means": "Viết cho người dân: điểm cao thấp thì họ được gì, mất gì.",
            "explainer_sources": "Giữ Ctrl để chọn nhiều nguồn.",
        }
        error_messages = {
            "short_name": {**_ASK_NAME, "unique": "Đã có chỉ số mang tên ngắn này."},
            "name": _ASK_NAME,
            "slug": {"unique": "Địa chỉ này đã thuộc chỉ số khác."},
            "publisher": {"required": "Hãy ghi nơi công bố."},
        }
        widgets = {
            "who_measures": forms.Textarea(attrs={"rows": 4}),
            "how_measured": forms.Textarea(attrs={"rows": 5}),
            "what_it_means": forms.Textarea(attrs={"rows": 4}),
        }

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["slug"].required = False
        if self.instance.pk and self.instance.editions.exclude(opened_at=None).exists():
            self.fields["slug"].disabled = True
            self.fields["slug"].help_text = "Không đổi được nữa: đã có kỳ công khai, liên kết đến đó phải còn đúng."

    def clean(self) -> dict[str, Any]:
        given: dict[str, Any] = super().clean() or self.cleaned_data
        if not given.get("slug") and given.get("short_name"):
            given["slug"] = slug_of(given["short_name"])
            if Index.objects.filter(slug=given["slug"]).exclude(pk=self.instance.pk).exists():
                self.add_error("slug", "Địa chỉ lấy theo tên ngắn đã thuộc chỉ số khác; hãy ghi một địa chỉ.")
        return given

    @property
    def values(self) -> dict[str, Any]:
        """Return the fields of the row; the sources of the explanation aside."""
        return {name: value for name, value in self.cleaned_data.items() if name != "explainer_sources"}


class ScaleForm(PartForm):
    """A scale version; its years may not run into another's, and take in the years of its editions."""

    owner = "index"
    year_from = count_field("Đo từ năm", least=1990, most=2100)
    year_to = count_field("Đến năm", least=1990, most=2100, help_text="Để trống khi thang còn dùng.")
    lowest = PublishedNumberField(label="Thấp nhất")
    highest = PublishedNumberField(label="Cao nhất")
    decimals = count_field("Số chữ số thập phân", least=0, most=5, required=True)

    class Meta:
        model = ScaleVersion
        fields = (
            "name", "slug", "year_from", "year_to", "lowest", "highest", "unit", "decimals", "rule", "source",
            "unverified", "note",
        )  # fmt: skip
        help_texts = {
            "name": "Ví dụ: 10 chỉ số thành phần (từ 2013).",
            "slug": "Không dấu; để trống thì lấy theo tên.",
        }
        error_messages = {"name": _ASK_NAME, "unit": {"required": "Hãy ghi đơn vị tính, ví dụ điểm hoặc %."}}
        widgets = {"note": forms.Textarea(attrs={"rows": 2})}

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["slug"].required = False
        self.initial.setdefault("decimals", 2)

    def clean_slug(self) -> str:
        return self.cleaned_data["slug"] or slug_of(self.cleaned_data.get("name", ""))

    def clean(self) -> dict[str, Any]:
        given: dict[str, Any] = super().clean() or self.cleaned_data
        if not self.errors:
            self._check_years(given["year_from"], given["year_to"])
        return given

    def _check_years(self, first: int | None, last: int | None) -> None:
        others = ScaleVersion.objects.filter(index=self.owned_by).exclude(pk=self.instance.pk)
        for other in others:
            if _overlap(first, last, other.year_from, other.year_to):
                self.add_error(
                    "year_from",
                    f"Những năm này chạm vào “{other.name}” ({years_words(other)}). Mỗi năm chỉ đo theo một thang: hãy "
                    "ghi năm cuối của thang cũ trước.",
                )
        if self.instance.pk:
            outside = [
                str(edition.year_measured)
                for edition in Edition.objects.filter(scale=self.instance).order_by("year_measured")
                if not within(edition.year_measured, first, last)
            ]
            if outside:
                self.add_error(
                    "year_to", f"Kỳ {', '.join(outside)} đang dùng thang này nhưng nằm ngoài những năm vừa ghi."
                )


def within(year: int, first: int | None, last: int | None) -> bool:
    """Return whether the year lies between the two; a bound that is not stated is open.

    >>> within(2018, None, 2017), within(2018, 2018, None)
    (False, True)
    """
    return (first is None or first <= year) and (last is None or year <= last)


def _overlap(first: int | None, last: int | None, other_first: int | None, other_last: int | None) -> bool:
    """Say whether two spans share a year; spans of which nothing is stated are not compared."""
    if (first is None and last is None) or (other_first is None and other_last is None):
        return False
    return (first or 0) <= (other_last or 9999) and (other_first or 0) <= (last or 9999)


def years_words(scale: ScaleVersion) -> str:
    """Return the years of a scale version in words.

    >>> years_words(ScaleVersion(year_from=2018)), years_words(ScaleVersion())
    ('từ 2018', 'chưa ghi năm')
    """
    first, last = scale.year_from, scale.year_to
    if first is None and last is None:
        return "chưa ghi năm"
    if first is None or last is None:
        return f"từ {first}" if last is None else f"đến {last}"
    return str(first) if first == last else f"{first}–{last}"


class ComponentForm(PartForm):
    """A component: where it belongs, how it is called, what it weighs."""

    owner = "scale"
    weight = PublishedNumberField(
        label="Trọng số", help_text="Phần của nó trong thành phần trên, khi tổng là trung bình có trọng số."
    )
    highest = PublishedNumberField(label="Điểm tối đa", help_text="Để trống khi nguồn không ghi.")

    class Meta:
        model = Component
        fields = (
            "parent", "code", "name", "short_name", "weight", "highest", "plain_words", "source", "unverified",
        )  # fmt: skip
        help_texts = {
            "code": "Chữ thường không dấu, số, gạch nối; bảng nhập và liên kết dùng mã này.",
            "plain_words": "Một câu để người dân hiểu thành phần này đo cái gì.",
        }
        error_messages = {"name": _ASK_NAME, "short_name": _ASK_NAME, "code": {"required": "Hãy ghi mã."}}
        widgets = {"plain_words": forms.Textarea(attrs={"rows": 2})}

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        parent = self.fields["parent"]
        if self.instance.pk and self.instance.is_total:
            del self.fields["parent"]
            return
        parent.queryset = Component.objects.filter(scale=self.owned_by).exclude(pk=self.instance.pk)  # type: ignore[attr-defined]
        parent.required, parent.empty_label = True, None  # type: ignore[attr-defined]
        parent.error_messages["required"] = "Hãy chọn thành phần này thuộc đâu."

    def clean_code(self) -> str:
        code: str = self.cleaned_data["code"]
        if Component.objects.filter(scale=self.owned_by, code=code).exclude(pk=self.instance.pk).exists():
            raise forms.ValidationError("Thang này đã có thành phần mang mã ấy.")
        return code

    @property
    def values(self) -> dict[str, Any]:
        return dict(self.cleaned_data)


class AnnotationForm(PartForm):
    """A remark for readers of an index: on all of it, one edition, one component."""

    owner = "index"
    position = count_field("Thứ tự", least=0, most=999, required=True)

    class Meta:
        model = Annotation
        fields = ("text", "edition", "component", "source", "position")
        help_texts = {"text": "Điều người đọc số liệu cần biết; chỉ nêu điều có nguồn."}
        error_messages = {"text": {"required": "Hãy ghi nội dung chú thích."}}
        widgets = {"text": forms.Textarea(attrs={"rows": 3})}

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.initial.setdefault("position", 0)
        edition, component = self.fields["edition"], self.fields["component"]
        edition.queryset = Edition.objects.filter(index=self.owned_by).select_related("index")  # type: ignore[attr-defined]
        edition.empty_label = "cả chỉ số, mọi kỳ"  # type: ignore[attr-defined]
        component.queryset = Component.objects.filter(scale__index=self.owned_by).select_related("scale")  # type: ignore[attr-defined]
        component.label_from_instance = lambda row: f"{row.name} ({row.scale.name})"  # type: ignore[attr-defined]
        component.empty_label = "mọi thành phần"  # type: ignore[attr-defined]
