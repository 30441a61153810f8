"""Checks of one value that somebody types: a number, rank or group, or why there is none."""

from typing import Any

from django import forms

from lantoa.apps.indices.forms.inputs import PublishedNumberField, count_field
from lantoa.apps.indices.models import Absence, Component, Edition, Entity, IndexSource, Value
from lantoa.apps.indices.queries.new_values import NewValue, value_faults
from lantoa.core.viettext import sort_key

_FIELDS = (
    "number", "rank", "ranked_count", "group", "absence", "absence_note", "derived", "derived_note", "unverified",
    "source",
)  # fmt: skip


class ValueForm(forms.Form):
    """What a source says; the checks of `value_faults` (scale, ranks, dates of the entity) are told here already."""

    number = PublishedNumberField(label="Giá trị", help_text="Ghi như nguồn in, ví dụ 61,26.")
    rank = count_field("Thứ hạng")
    ranked_count = count_field(
        "Xếp hạng trên bao nhiêu", help_text="Chỉ ghi khi khác với số của kỳ; ví dụ DDCI xếp riêng sở và huyện."
    )
    group = count_field("Nhóm", most=20, help_text="Nhóm 1 tốt nhất; chỉ ghi khi nguồn chia nhóm.")
    absence = forms.ChoiceField(
        label="Hoặc: vì sao không có", choices=[("", "có giá trị, ghi ở trên"), *Absence.choices], required=False
    )
    absence_note = forms.CharField(label="Giải thích thêm", max_length=300, required=False)
    derived = forms.BooleanField(label="Suy ra từ các số đã công bố khác", required=False)
    derived_note = forms.CharField(label="Suy ra thế nào", max_length=300, required=False)
    unverified = forms.BooleanField(label="Chưa kiểm chứng", required=False)
    source = forms.ModelChoiceField(
        label="Nguồn",
        queryset=IndexSource.objects.order_by("title", "pk"),
        empty_label="chọn nguồn",
        error_messages={"required": "Hãy chọn nguồn của số liệu; chưa có thì thêm nguồn trước."},
    )
    # One page is one entry, however often its button is pressed.
    key = forms.CharField(widget=forms.HiddenInput, max_length=64)

    def __init__(self, *args: Any, edition: Edition, **options: Any) -> None:
        super().__init__(*args, **options)
        self._edition = edition

    def _check(self, entity: Entity, component: Component) -> None:
        """Put at the top of the form what the scale and the edition forbid; fields that are wrong are said first."""
        faults = value_faults(self._edition, self.row(entity, component)) if not self.errors else []
        for fault in faults:
            self.add_error(None, fault)

    def row(self, entity: Entity, component: Component) -> NewValue:
        """Return what was typed as a row to store."""
        return NewValue(entity=entity, component=component, **self.values)

    @property
    def values(self) -> dict[str, Any]:
        """Return what was typed of the value itself."""
        return {name: self.cleaned_data[name] for name in _FIELDS}


class CorrectForm(ValueForm):
    """Another value in the place of a wrong one, and why."""

    reason = forms.CharField(
        label="Lý do đính chính",
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text="Hiện ở lịch sử của giá trị; người đọc thấy dấu “đã sửa”.",
        error_messages={"required": "Hãy ghi lý do đính chính."},
    )

    def __init__(self, *args: Any, value: Value, **options: Any) -> None:
        super().__init__(*args, edition=value.edition, **options)
        self._value = value

    def clean(self) -> dict[str, Any]:
        given: dict[str, Any] = super().clean() or self.cleaned_data
        self._check(self._value.entity, self._value.component)
        return given

    @staticmethod
    def initial_of(value: Value) -> dict[str, Any]:
        """Return the fields as the stored value has them."""
        return {name: getattr(value, name) for name in _FIELDS}


class EnterForm(ValueForm):
    """A value, or an absence, of an entity in a component that one chooses."""

    entity = forms.ModelChoiceField(
        label="Đối tượng",
        queryset=Entity.objects.all(),
        empty_label="chọn đối tượng",
        error_messages={"required": "Hãy chọn đối tượng."},
    )
    component = forms.ModelChoiceField(
        label="Thành phần", queryset=Component.objects.none(), empty_label=None,
        error_messages={"required": "Hãy chọn thành phần."},
    )  # fmt: skip

    field_order = ("entity", "component")

    def __init__(self, *args: Any, edition: Edition, **options: Any) -> None:
        super().__init__(*args, edition=edition, **options)
        # Those of another time too: "merged" is said of one that is no more.
        rows = sorted(Entity.objects.all(), key=lambda row: (row.kind, sort_key(row.name)))
        self.fields["entity"].choices = [("", "chọn đối tượng"), *((row.pk, _entity_words(row)) for row in rows)]  # type: ignore[attr-defined]
        self.fields["component"].queryset = Component.objects.filter(scale=edition.scale_id)  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        given: dict[str, Any] = super().clean() or self.cleaned_data
        if not self.errors:
            self._check(given["entity"], given["component"])
        return given


def _entity_words(entity: Entity) -> str:
    return f"{entity.name} ({entity.get_kind_display()})"
