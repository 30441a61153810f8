"""Checks of what is asked of the list of agencies, and of what is said of a contact."""

from datetime import date

from django import forms
from django.db.models import QuerySet

from lantoa.apps.agencies.checks import phone_number
from lantoa.apps.agencies.models import Agency, AgencyKind, Contact

AS_NOW = "hien-nay"
_READINGS = [("", "Theo cơ quan khi đó"), (AS_NOW, "Theo cơ quan hiện nay")]
_SORTS = [("", "Loại, rồi tên"), ("name", "Tên"), ("from", "Mới có trước")]


class RegisterFilter(forms.Form):
    """Filter the register: words of a name or a code, kind, day of validity, unverified ones; order and reading."""

    tim = forms.CharField(label="Tên, mã", required=False, max_length=100)
    loai = forms.ChoiceField(label="Loại", choices=[("", "Mọi loại"), *AgencyKind.choices], required=False)
    ngay = forms.DateField(
        label="Có hiệu lực ngày",
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        error_messages={"invalid": "Ngày này chưa đúng; hãy gõ ngày/tháng/năm."},
    )
    chua = forms.BooleanField(label="Chỉ dòng chưa kiểm chứng", required=False)
    doc = forms.ChoiceField(label="Đọc danh bạ", choices=_READINGS, required=False)
    sap = forms.ChoiceField(label="Xếp theo", choices=_SORTS, required=False)

    def rows(self) -> QuerySet[Agency]:
        """Return the agencies that pass the filter; what a field cannot read filters nothing."""
        self.is_valid()
        given = self.cleaned_data
        rows = Agency.objects.select_related("parent")
        if words := given.get("tim"):
            rows = rows.named_like(words) | rows.filter(code__iexact=words.strip()) | rows.filter(slug=words.strip())
        if kind := given.get("loai"):
            rows = rows.filter(kind=kind)
        if day := given.get("ngay"):
            rows = rows.valid_on(day)
        if given.get("chua"):
            rows = rows.filter(unverified=True)
        return rows

    @property
    def day(self) -> date | None:
        day: date | None = self.cleaned_data.get("ngay")
        return day

    @property
    def as_now(self) -> bool:
        return self.cleaned_data.get("doc") == AS_NOW

    @property
    def sort(self) -> str:
        return self.cleaned_data.get("sap") or "kind"


class ContactForm(forms.ModelForm[Contact]):
    """A contact of one agency; saving is the action's."""

    class Meta:
        model = Contact
        fields = ("name", "position", "email", "phone", "zalo", "active")
        help_texts = {
            "name": "Họ tên, hoặc tên bộ phận như “Văn thư”.",
            "email": "Việc được giao và lời nhắc gửi đến địa chỉ này.",
            "zalo": "Tên nhóm Zalo để dán lời nhắc.",
            "active": "Bỏ chọn khi người này thôi nhận việc; thông tin vẫn được giữ.",
        }
        error_messages = {
            "name": {"required": "Hãy điền họ tên hoặc tên bộ phận."},
            "email": {"invalid": "Địa chỉ thư điện tử chưa đúng; ví dụ vanthu@donvi.gov.vn."},
        }

    def __init__(self, *args: object, agency: Agency, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]
        self._agency = agency

    def clean_phone(self) -> str:
        phone: str = self.cleaned_data["phone"]
        if not phone:
            return ""
        try:
            return phone_number(phone)
        except ValueError as error:
            raise forms.ValidationError(str(error)) from error

    def clean_email(self) -> str:
        email: str = self.cleaned_data["email"]
        others = Contact.objects.filter(agency=self._agency, email=email).exclude(pk=self.instance.pk)
        if email and others.exists():
            raise forms.ValidationError("Cơ quan đã có người liên hệ dùng địa chỉ này; hãy sửa dòng đó.")
        return email
