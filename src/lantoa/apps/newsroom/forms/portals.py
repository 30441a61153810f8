"""Checks of a new portal, of whoever is named to one, and of the days of its steps."""

import re
from typing import Any

from django import forms
from django.conf import settings
from wagtail.models import Page, Site

from lantoa.apps.accounts.models import User
from lantoa.apps.agencies.models import Agency
from lantoa.apps.newsroom.models import Accent, PortalPage, PortalStaff, ReviewStep
from lantoa.apps.newsroom.queries.board import step_words

_HOST = re.compile(r"(?=.{1,253}\Z)[a-z0-9]([a-z0-9-]*[a-z0-9])?(\.[a-z0-9]([a-z0-9-]*[a-z0-9])?)*")
_MAX_DAYS = 30


class PortalForm(forms.Form):
    """A portal to be opened: whose it is, what it is called, where it answers, which colour it wears."""

    agency = forms.ModelChoiceField(label="Cơ quan phụ trách", queryset=Agency.objects.order_by("name"))
    title = forms.CharField(label="Tên chuyên trang", max_length=160)
    tagline = forms.CharField(label="Dòng giới thiệu", max_length=160, required=False)
    slug = forms.SlugField(
        label="Mã", max_length=50, help_text="Chữ thường không dấu, nối bằng dấu gạch; dùng để gọi tên trong hệ thống."
    )
    hostname = forms.CharField(
        label="Tên miền",
        max_length=253,
        help_text="Chỉ tên miền, không có http:// và dấu gạch chéo. Tên miền phải trỏ về máy chủ này và có trong "
        "thiết đặt LANTOA_HOSTS.",
    )
    port = forms.IntegerField(label="Cổng", min_value=1, max_value=65535, help_text="443 khi trang dùng https.")
    accent = forms.ChoiceField(label="Màu", choices=Accent.choices)
    is_default = forms.BooleanField(
        label="Trả lời cả ở những tên miền chưa có chuyên trang nào",
        required=False,
        help_text="Mỗi hệ thống có nhiều nhất một chuyên trang như vậy.",
    )
    illustrative = forms.BooleanField(label="Chuyên trang minh họa, để học và chạy thử", required=False)

    def __init__(self, *given: Any, **options: Any) -> None:
        super().__init__(*given, **options)
        secure = settings.WAGTAILADMIN_BASE_URL.startswith("https:")
        self.initial.setdefault("port", 443 if secure else 80)
        self.initial.setdefault("is_default", not PortalPage.objects.exists())

    def clean_hostname(self) -> str:
        host: str = self.cleaned_data["hostname"].lower()
        if not _HOST.fullmatch(host):
            raise forms.ValidationError("Hãy điền riêng tên miền, ví dụ cchc.quangtri.gov.vn.")
        return host

    def clean_slug(self) -> str:
        slug: str = self.cleaned_data["slug"]
        if Page.get_first_root_node().get_children().filter(slug=slug).exists():
            raise forms.ValidationError(f"Đã có chuyên trang mang mã “{slug}”; hãy chọn mã khác.")
        return slug

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        place = {"hostname": cleaned.get("hostname"), "port": cleaned.get("port")}
        taken = Site.objects.filter(**place).select_related("root_page").first()
        if taken and PortalPage.objects.filter(pk=taken.root_page_id).exists():
            self.add_error("hostname", f"Tên miền và cổng này là của chuyên trang “{taken.root_page.title}”.")
        default = Site.objects.filter(is_default_site=True).select_related("root_page").first()
        if cleaned.get("is_default") and default and PortalPage.objects.filter(pk=default.root_page_id).exists():
            self.add_error("is_default", f"Chuyên trang “{default.root_page.title}” đang trả lời ở các tên miền ấy.")
        return cleaned


class StaffForm(forms.Form):
    """Somebody to be named to a portal."""

    user = forms.ModelChoiceField(
        label="Người", queryset=User.objects.none(), help_text="Người của cơ quan phụ trách, hoặc người xem cả tỉnh."
    )
    function = forms.ChoiceField(label="Việc", choices=PortalStaff.Function.choices)

    def __init__(self, data: Any, *, users: Any) -> None:
        super().__init__(data)
        self.fields["user"].queryset = users  # type: ignore[attr-defined]


class StepDaysForm(forms.Form):
    """In how many working days each step is to be done."""

    def __init__(self, data: Any, *, steps: list[ReviewStep]) -> None:
        super().__init__(data)
        self.steps = steps
        for step in steps:
            self.fields[f"step_{step.pk}"] = forms.IntegerField(
                label=step_words(step.name), min_value=0, max_value=_MAX_DAYS, initial=step.due_working_days,
                help_text="Số ngày làm việc; 0 là ngay trong ngày.",
            )  # fmt: skip

    def given(self) -> list[tuple[ReviewStep, int]]:
        """Return each step with its days, of a valid form."""
        return [(step, self.cleaned_data[f"step_{step.pk}"]) for step in self.steps]
