"""Checks of what officers say of documents of law, sectors, rights and duties, step-by-step pages."""

from typing import Any

from django import forms
from django.db.models import QuerySet

from lantoa.apps.agencies.models import Agency
from lantoa.apps.services.models import HowTo, HowToStep, LegalDocument, Right, Sector
from lantoa.core.viettext import to_nfc

_DAY = {"invalid": "Ngày chưa đúng, ví dụ đúng: 01/07/2025."}
_MOST_WORDS = 60


class WordsField(forms.CharField):
    """Words, one a line."""

    def __init__(self, **options: Any) -> None:
        said: dict[str, Any] = {
            "label": "Cách gọi hằng ngày", "help_text": "Mỗi dòng một cách gọi, như người dân nói.",
            "widget": forms.Textarea(attrs={"rows": 4}), "required": False,
        }  # fmt: skip
        super().__init__(**said, **options)

    def prepare_value(self, value: Any) -> Any:
        return "\n".join(value) if isinstance(value, list) else value

    def clean(self, value: Any) -> Any:
        lines = [to_nfc(line).strip() for line in super().clean(value).splitlines()]
        kept = list(dict.fromkeys(line for line in lines if line))
        if len(kept) > _MOST_WORDS:
            raise forms.ValidationError(f"Nhiều nhất {_MOST_WORDS} cách gọi.")
        return kept


class _LawForm(forms.ModelForm):  # type: ignore[type-arg]
    """A form of one row: texts in the one Unicode form; the row itself is stored by an action."""

    version = forms.IntegerField(required=False, widget=forms.HiddenInput)

    def __init__(self, *given: Any, **options: Any) -> None:
        super().__init__(*given, **options)
        if hasattr(self.instance, "version"):
            self.fields["version"].initial = self.instance.version
        else:
            del self.fields["version"]
        for name, field in self.fields.items():
            column: Any = None if name == "version" else self.instance._meta.get_field(name)
            if isinstance(field, forms.CharField) and getattr(column, "max_length", None):
                field.max_length = column.max_length
                field.error_messages["max_length"] = f"Dài quá: nhiều nhất {column.max_length} chữ."

    def clean(self) -> dict[str, Any]:
        super().clean()
        for name, value in self.cleaned_data.items():
            if isinstance(value, str):
                self.cleaned_data[name] = to_nfc(value.replace("\r\n", "\n")).strip()
        return self.cleaned_data

    @property
    def values(self) -> dict[str, Any]:
        """Return the columns; call it after `is_valid`."""
        return {name: value for name, value in self.cleaned_data.items() if name != "version"}


class DocumentForm(_LawForm):
    """A document of law with the days on which it is in force."""

    class Meta:
        model = LegalDocument
        fields = (
            "number", "title", "issuer", "issued_on", "valid_from", "valid_to", "replaced_by", "amended_by", "address",
            "source", "unverified",
        )  # fmt: skip
        error_messages = dict.fromkeys(("issued_on", "valid_from", "valid_to"), _DAY)
        widgets = {name: forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
                   for name in ("issued_on", "valid_from", "valid_to")}  # fmt: skip
        help_texts = {
            "valid_to": "Để trống khi chưa có ngày. Văn bản thay thế chưa có hiệu lực thì ghi ngày ở đây.",
            "amended_by": "Văn bản sửa đổi gần nhất; văn bản này vẫn còn hiệu lực.",
            "unverified": "Đánh dấu khi chưa đọc được văn bản hoặc nguồn chưa chắc.",
        }

    def __init__(self, *given: Any, **options: Any) -> None:
        super().__init__(*given, **options)
        others = LegalDocument.objects.exclude(pk=self.instance.pk) if self.instance.pk else LegalDocument.objects.all()
        for name in ("replaced_by", "amended_by"):
            self.fields[name].queryset = others.order_by("number")  # type: ignore[attr-defined]
            self.fields[name].empty_label = "Chưa có"  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        given = super().clean()
        first, last = given.get("valid_from"), given.get("valid_to")
        if first and last and last < first:
            self.add_error("valid_to", "Ngày hết hiệu lực phải sau ngày có hiệu lực.")
        return given


class SectorForm(_LawForm):
    """A sector of public life."""

    everyday_words = WordsField()

    class Meta:
        model = Sector
        fields = ("name", "everyday_words", "position", "for_procedures", "for_feedback")


class RightForm(_LawForm):
    """A right or a duty with the article it stands in."""

    class Meta:
        model = Right
        fields = ("kind", "title", "text", "document", "article", "position", "public")
        widgets = {"text": forms.Textarea(attrs={"rows": 8})}
        help_texts = {"text": "Câu ngắn, lời thường. Để một dòng trống giữa hai đoạn."}

    def __init__(self, *given: Any, **options: Any) -> None:
        super().__init__(*given, **options)
        self.fields["document"].queryset = LegalDocument.objects.order_by("number")  # type: ignore[attr-defined]


class HowToForm(_LawForm):
    """A step-by-step page without its steps; for an officer of one agency the owner is that agency."""

    everyday_words = WordsField()

    class Meta:
        model = HowTo
        fields = ("title", "summary", "everyday_words", "source", "position", "owner", "public")
        widgets = {"summary": forms.Textarea(attrs={"rows": 2})}

    def __init__(self, *given: Any, owners: QuerySet[Agency], own: Agency | None, **options: Any) -> None:
        super().__init__(*given, **options)
        self._own = own
        if own:
            del self.fields["owner"]
        else:
            self.fields["owner"].queryset = owners  # type: ignore[attr-defined]
            self.fields["owner"].empty_label = "Chưa giao"  # type: ignore[attr-defined]

    @property
    def values(self) -> dict[str, Any]:
        """Return the columns; call it after `is_valid`."""
        return {**super().values, **({"owner": self._own} if self._own else {})}


def _text(name: str, *, rows: int = 0, required: bool = False) -> forms.CharField:
    column: Any = HowToStep._meta.get_field(name)
    label = column.verbose_name[:1].upper() + column.verbose_name[1:]
    words = {"max_length": f"Dài quá: nhiều nhất {column.max_length} chữ."}
    widget: dict[str, Any] = {"widget": forms.Textarea(attrs={"rows": rows})} if rows else {}
    return forms.CharField(label=label, max_length=column.max_length, required=required, error_messages=words, **widget)


class HowToStepForm(forms.Form):
    """One step: what to do, what one sees then, what to do else."""

    title = _text("title", required=True)
    text = _text("text", rows=4, required=True)
    success = _text("success", rows=2)
    trouble = _text("trouble", rows=3)

    def clean(self) -> dict[str, Any]:
        super().clean()
        return {name: to_nfc(value).strip() for name, value in self.cleaned_data.items()}
