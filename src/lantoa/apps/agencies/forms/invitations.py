"""Checks of invitations: whom to invite, what the list shows, and what the invited person chooses."""

from datetime import datetime
from typing import Any

from django import forms
from django.contrib.auth.password_validation import password_validators_help_text_html, validate_password
from django.contrib.auth.validators import UnicodeUsernameValidator
from django.core.exceptions import ValidationError
from django.db.models import Q, QuerySet

from lantoa.apps.accounts.models import User
from lantoa.apps.accounts.roles import OWN_AGENCY, Role
from lantoa.apps.agencies.models import Agency, Invitation
from lantoa.core.viettext import to_nfc

_SORTS = {"": "Mới nhất trước", "full_name": "Theo họ tên", "expires_at": "Sắp hết hạn trước"}
_STATES = {"": "Tất cả", **dict(Invitation.State.choices)}


class AgencyChoice(forms.ModelChoiceField[Agency]):
    """One agency of the register; one that has ended says so."""

    def label_from_instance(self, obj: Agency) -> str:
        return f"{obj.short_name} (đến {obj.valid_to:%d/%m/%Y})" if obj.valid_to else obj.short_name


class InvitationForm(forms.Form):
    """Whom to invite, as what, for which agency."""

    full_name = forms.CharField(label="Họ và tên", max_length=200)
    email = forms.EmailField(label="Thư điện tử", help_text="Lời mời được gửi đến đây; nên là thư công vụ.")
    role = forms.ChoiceField(label="Vai trò")
    agency = AgencyChoice(
        label="Cơ quan",
        queryset=Agency.objects.order_by("short_name"),
        required=False,
        empty_label="– Không gắn với cơ quan nào –",
        help_text=f"Bắt buộc với: {', '.join(sorted(role.label for role in OWN_AGENCY))}.",
    )

    def __init__(self, *args: Any, roles: frozenset[Role], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = [(role.value, role.label) for role in Role if role in roles]
        self.fields["role"].choices = [("", "– Chọn vai trò –"), *choices]  # type: ignore[attr-defined]

    def clean_full_name(self) -> str:
        return to_nfc(" ".join(self.cleaned_data["full_name"].split()))

    def clean_role(self) -> Role:
        return Role(self.cleaned_data["role"])


class InvitationFilter(forms.Form):
    """Words of the name or address, the role, the state, and the order of the list."""

    words = forms.CharField(label="Tên hoặc địa chỉ", required=False, max_length=100)
    role = forms.ChoiceField(
        label="Vai trò", choices=[("", "Tất cả"), *((role.value, role.label) for role in Role)], required=False
    )
    state = forms.ChoiceField(label="Trạng thái", choices=list(_STATES.items()), required=False)
    sort = forms.ChoiceField(label="Sắp xếp", choices=list(_SORTS.items()), required=False)

    def apply(self, rows: QuerySet[Invitation], *, at: datetime) -> QuerySet[Invitation]:
        """Return the rows that pass the filter, in the order asked for; all of them where the form is not valid."""
        if not self.is_valid():
            return rows
        if words := self.cleaned_data["words"]:
            rows = rows.filter(Q(full_name__icontains=words) | Q(email__icontains=words))
        if role := self.cleaned_data["role"]:
            rows = rows.filter(role=role)
        if state := self.cleaned_data["state"]:
            rows = rows.filter(Invitation.in_state(state, at))
        return rows.order_by(self.cleaned_data["sort"], "-pk") if self.cleaned_data["sort"] else rows


class AcceptForm(forms.Form):
    """The user name and password that the invited person chooses."""

    username = forms.CharField(
        label="Tên đăng nhập",
        max_length=150,
        validators=[UnicodeUsernameValidator()],
        help_text="Chữ, số và các dấu . _ - không có khoảng trắng, ví dụ lan.tran.",
        widget=forms.TextInput(attrs={"autocomplete": "username", "autocapitalize": "none"}),
    )
    password1 = forms.CharField(
        label="Mật khẩu",
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )
    password2 = forms.CharField(
        label="Mật khẩu (nhập lại)",
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )

    def __init__(self, *args: Any, invitation: Invitation, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._invitation = invitation
        self.fields["password1"].help_text = password_validators_help_text_html()

    def clean_username(self) -> str:
        username: str = self.cleaned_data["username"]
        if User.objects.filter(username__iexact=username).exists():
            raise ValidationError("Tên này đã có người dùng; hãy chọn tên khác.")
        return username

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        first, second = given.get("password1"), given.get("password2")
        if first and second and first != second:
            self.add_error("password2", "Hai lần nhập mật khẩu chưa giống nhau; hãy nhập lại.")
        if first:
            person = User(username=given.get("username", ""), email=self._invitation.email)
            person.last_name = self._invitation.full_name
            try:
                validate_password(first, person)
            except ValidationError as error:
                self.add_error("password1", error)
        return given
