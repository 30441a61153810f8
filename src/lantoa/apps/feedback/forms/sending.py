"""The form by which a citizen sends feedback: short, what was typed stays, nothing is asked that is not needed."""

from datetime import date, datetime
from decimal import Decimal, InvalidOperation
from typing import Any

from django import forms
from django.utils import timezone

from lantoa.apps.agencies.models import Agency
from lantoa.apps.base.honeypot import HoneypotMixin
from lantoa.apps.base.sms import sms_is_on
from lantoa.apps.feedback.actions.sending import Point
from lantoa.apps.feedback.checks import holds_address, why_refused
from lantoa.apps.feedback.queries.places import agencies_on, named, place_labels, places_on
from lantoa.apps.feedback.queries.sectors import feedback_sectors
from lantoa.apps.privacy.contacts import NotAContact, read_contact
from lantoa.apps.services.models import Procedure, Sector
from lantoa.core.viettext import without_hidden_signs

LEAVE_TO_OFFICER = "Để cán bộ chọn giúp"
# Around Việt Nam, its sea included; a point elsewhere was not meant.
_LATITUDES, _LONGITUDES = (Decimal(6), Decimal(24)), (Decimal(102), Decimal(118))
_LONGEST_KEY = 80
_KEY_SIGNS = frozenset("0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ-_")


def plain_key(words: str) -> str:
    """Return a key or slug that came from outside as one may be looked for; "" for what can be none.

    >>> plain_key("dang-ky-khai-sinh"), plain_key("a\\0b")
    ('dang-ky-khai-sinh', '')
    """
    return words if set(words) <= _KEY_SIGNS and len(words) <= _LONGEST_KEY else ""


class ReportForm(forms.Form):
    """What was seen and where: what a citizen and an officer who writes for one fill in alike."""

    words = forms.CharField(
        label="Chuyện gì đang xảy ra?",
        help_text="Kể điều bạn thấy, từ khi nào, cần giải quyết gì. Đừng ghi họ tên, số điện thoại của ai trong ô này.",
        max_length=4000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 6}),
        error_messages={"max_length": "Nội dung dài hơn 4.000 chữ cái; hãy kể ngắn hơn."},
    )
    place_typed = forms.CharField(
        label="Ở xã, phường nào?",
        help_text="Gõ vài chữ trong tên rồi chọn, không cần dấu. Không rõ thì để trống.",
        max_length=100,
        required=False,
        widget=forms.TextInput(attrs={"list": "dia-ban", "autocomplete": "off"}),
    )
    place = forms.CharField(max_length=20, required=False)
    place_words = forms.CharField(
        label="Chỗ nào, gần đâu?",
        help_text="Ví dụ: trước cổng trường tiểu học, thôn 3.",
        max_length=300,
        required=False,
    )
    latitude = forms.CharField(label="Vĩ độ", max_length=20, required=False)
    longitude = forms.CharField(label="Kinh độ", max_length=20, required=False)
    sector = forms.ChoiceField(label="Thuộc lĩnh vực nào?", required=False)
    about_typed = forms.CharField(
        label="Về cơ quan nào?",
        help_text="Nếu phản ánh về cách làm việc của một cơ quan: gõ vài chữ trong tên.",
        max_length=150,
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    about = forms.CharField(max_length=20, required=False)
    procedure = forms.CharField(max_length=80, required=False, widget=forms.HiddenInput)
    about_procedure = forms.BooleanField(label="Phản ánh này về thủ tục đó", required=False)
    key = forms.CharField(
        max_length=64, widget=forms.HiddenInput, error_messages={"required": "Trang cũ; hãy tải lại trang."}
    )

    def __init__(self, *args: Any, day: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.day = day
        self._sectors = {sector.slug: sector for sector in feedback_sectors()}
        choices = [("", LEAVE_TO_OFFICER), *((slug, sector.name) for slug, sector in self._sectors.items())]
        self.fields["sector"].choices = choices  # type: ignore[attr-defined]
        self.places: tuple[Agency, ...] = ()
        self.agencies: tuple[Agency, ...] = ()

    @property
    def place_labels(self) -> list[str]:
        """The places of the day, for the browser to suggest while one types. One query."""
        return place_labels(self.day)

    def chosen_procedure(self) -> Procedure | None:
        """Return the procedure that the page was opened for, None for none."""
        slug = plain_key(str((self.data if self.is_bound else self.initial).get("procedure", "")))
        return Procedure.objects.filter(slug=slug, state=Procedure.State.PUBLISHED).first() if slug else None

    def clean_key(self) -> str:
        key = str(self.cleaned_data["key"])
        if len(key) < 16 or plain_key(key) != key:
            raise forms.ValidationError("Trang cũ; hãy tải lại trang.")
        return key

    def clean_words(self) -> str:
        words = str(self.cleaned_data["words"])
        if refused := why_refused(without_hidden_signs(words)):
            raise forms.ValidationError(refused)
        return words

    def clean_place_words(self) -> str:
        words = str(self.cleaned_data["place_words"])
        if refused := why_refused(without_hidden_signs(words)):
            raise forms.ValidationError(refused)
        return words

    def clean_sector(self) -> Sector | None:
        return self._sectors.get(self.cleaned_data["sector"])

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        cleaned["place"], self.places = self._resolved("place", "địa bàn", places_on(self.day))
        cleaned["about"], self.agencies = self._resolved("about", "cơ quan", agencies_on(self.day))
        cleaned["point"] = self._point(cleaned)
        wants = cleaned.get("about_procedure")
        cleaned["procedure"] = self.chosen_procedure() if wants else None
        return cleaned

    def _resolved(self, name: str, what: str, among: Any) -> tuple[Agency | None, tuple[Agency, ...]]:
        """Return what was typed as one agency, or those to choose from; a chosen one counts where it is among them."""
        typed = str(self.cleaned_data.get(f"{name}_typed", "")).strip()
        if not typed:
            return None, ()
        means = named(typed, among)
        if means.one is not None:
            return means.one, ()
        chosen = str(self.cleaned_data.get(name, ""))
        one = next((row for row in means.several if str(row.pk) == chosen), None)
        if one is not None:
            return one, means.several
        if means.several:
            more = " Còn nữa: hãy gõ thêm chữ." if means.more else ""
            self.add_error(f"{name}_typed", f"Có nhiều {what} khớp; hãy chọn một bên dưới.{more}")
        else:
            self.add_error(f"{name}_typed", f"Không có {what} nào tên như vậy. Gõ ít chữ hơn, hoặc để trống.")
        return None, means.several

    def _point(self, cleaned: dict[str, Any]) -> Point | None:
        latitude, longitude = (str(cleaned.get(name, "")).strip() for name in ("latitude", "longitude"))
        if not latitude and not longitude:
            return None
        try:
            point = Point(*(Decimal(value).quantize(Decimal("0.00001")) for value in (latitude, longitude)))
        except InvalidOperation:
            point = Point(Decimal(0), Decimal(0))
        if not (point.latitude.is_finite() and point.longitude.is_finite()) or not (
            _LATITUDES[0] <= point.latitude <= _LATITUDES[1] and _LONGITUDES[0] <= point.longitude <= _LONGITUDES[1]
        ):
            self.add_error("latitude", "Vị trí này không ở Việt Nam; hãy bỏ vị trí và mô tả bằng lời.")
            return None
        return point


class ContactPart(forms.Form):
    """Who sends it, if anybody wants to say: the fewest fields, each free to stay empty."""

    name = forms.CharField(
        label="Họ và tên", max_length=120, required=False, widget=forms.TextInput(attrs={"autocomplete": "name"})
    )
    contact = forms.CharField(
        label="Thư điện tử hoặc số điện thoại di động",
        max_length=254,
        required=False,
        widget=forms.TextInput(attrs={"autocapitalize": "none", "spellcheck": "false", "autocomplete": "email"}),
    )
    consents = forms.BooleanField(label="Tôi đã đọc và đồng ý", required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["contact"].help_text = (
            "Để nhận địa chỉ theo dõi và kết quả."
            if sms_is_on()
            else "Để nhận địa chỉ theo dõi và kết quả qua thư điện tử; qua điện thoại thì cán bộ chỉ gọi khi cần hỏi."
        )

    def clean_name(self) -> str:
        name = without_hidden_signs(" ".join(str(self.cleaned_data["name"]).split()))
        if holds_address(name):
            raise forms.ValidationError("Ô này chỉ ghi họ tên; hãy bỏ đường dẫn.")
        return name

    def clean_contact(self) -> str:
        words = str(self.cleaned_data["contact"]).strip()
        if not words:
            return ""
        try:
            return read_contact(words)[1]
        except NotAContact as error:
            raise forms.ValidationError(str(error)) from error

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        if (cleaned.get("name") or cleaned.get("contact")) and not cleaned.get("consents"):
            self.add_error(
                "consents", "Cần bạn đồng ý thì mới được giữ họ tên, liên hệ. Không đồng ý thì để trống hai ô trên."
            )
        return cleaned


class SendForm(HoneypotMixin, ContactPart, ReportForm):
    """The whole form of the citizen. Files are read apart (forms/files.py)."""

    def __init__(self, *args: Any, at: datetime, **kwargs: Any) -> None:
        super().__init__(*args, at=at, day=timezone.localdate(at), **kwargs)
