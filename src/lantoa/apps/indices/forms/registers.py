"""Forms and filters of the registers of indices: sources, entities, what became of them."""

from datetime import date
from typing import Any

import django_filters  # type: ignore[import-untyped]
from django import forms
from django.db.models import Q, QuerySet
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.forms.models import WagtailAdminModelForm
from wagtail.admin.widgets import AdminDateInput

from lantoa.apps.indices.forms.inputs import NamesField, day_field
from lantoa.apps.indices.models import Entity, EntityKind, EntitySuccession, IndexSource


class SourceForm(WagtailAdminModelForm):  # type: ignore[misc]  # Wagtail has no types
    """A source: how it is cited and where it is read."""

    class Meta:
        model = IndexSource
        fields = ("title", "slug", "address", "publisher", "read_on", "note")
        help_texts = {
            "slug": "Ký hiệu ngắn, không dấu, ví dụ s62; bảng nhập dùng nó.",
            "address": "Để trống khi tài liệu không có trên mạng.",
        }


class EntityForm(WagtailAdminModelForm):  # type: ignore[misc]
    """An entity: names, kind, region, dates, and the agency it is for an index within the province."""

    aliases = NamesField(label="Tên gọi khác", help_text="Mỗi tên một dòng; bảng nhập tìm theo các tên này.")

    class Meta:
        model = Entity
        fields = (
            "name", "short_name", "slug", "aliases", "kind", "parent", "agency", "valid_from", "valid_to", "is_home",
            "source", "note",
        )  # fmt: skip
        help_texts = {
            "parent": "Vùng của tỉnh, thành phố.",
            "agency": "Cơ quan trong danh bạ, cho chỉ số trong tỉnh (DDCI).",
            "is_home": "Tỉnh của bản cài đặt này, trước và sau hợp nhất đều đánh dấu.",
        }

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        above = Entity.objects.filter(kind__in=[EntityKind.NATION, EntityKind.REGION])
        self.fields["parent"].queryset = above.exclude(pk=self.instance.pk)


class SuccessionForm(WagtailAdminModelForm):  # type: ignore[misc]
    """What an entity became; series of the two are never joined."""

    class Meta:
        model = EntitySuccession
        fields = ("predecessor", "successor", "on", "source")

    def clean(self) -> dict[str, Any]:
        given: dict[str, Any] = super().clean()
        if given.get("predecessor") and given.get("predecessor") == given.get("successor"):
            self.add_error("successor", "Đối tượng không thể kế thừa chính nó.")
        return given


class EntityFilter(WagtailFilterSet):  # type: ignore[misc]
    """Filter entities by kind, region, and the day on which they were there."""

    kind = django_filters.ChoiceFilter(label="Loại", choices=EntityKind.choices, empty_label="Mọi loại")
    parent = django_filters.ModelChoiceFilter(
        label="Vùng", queryset=Entity.objects.filter(kind=EntityKind.REGION), empty_label="Mọi vùng"
    )
    valid_on = django_filters.DateFilter(label="Có vào ngày", method="on_day", widget=AdminDateInput)

    class Meta:
        model = Entity
        fields = ["kind", "parent", "valid_on"]

    def on_day(self, rows: QuerySet[Entity], name: str, day: date) -> QuerySet[Entity]:
        """Return the entities that existed on that day; an unstated bound is open."""
        return rows.filter(Q(valid_from=None) | Q(valid_from__lte=day), Q(valid_to=None) | Q(valid_to__gte=day))


class TakeOverForm(forms.Form):
    """Which agencies of the register become entities: valid on which day, of which kinds."""

    FIRST = (EntityKind.DEPARTMENT, EntityKind.DISTRICT)

    day = day_field("Cơ quan có vào ngày", required=True)
    kinds = forms.MultipleChoiceField(
        label="Tạo đối tượng loại",
        choices=[(kind.value, kind.label) for kind in (*FIRST, EntityKind.COMMUNE)],
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": "Hãy chọn ít nhất một loại."},
    )

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["day"].error_messages["required"] = "Hãy chọn ngày."
