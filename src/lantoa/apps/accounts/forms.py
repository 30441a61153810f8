"""allauth's forms whose labels no catalogue can reach, and the filters of the mails and of the second factors."""

from typing import Any

from allauth.mfa.webauthn.forms import AddWebAuthnForm, EditWebAuthnForm
from django import forms
from django.db.models import F, Q, QuerySet

from lantoa.apps.accounts.models import User
from lantoa.apps.base.models import Message


class AddKeyForm(AddWebAuthnForm):  # type: ignore[misc]  # allauth has no types
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["name"].label = "Tên khóa"


class RenameKeyForm(EditWebAuthnForm):  # type: ignore[misc]
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["name"].label = "Tên khóa"


class MessageFilter(forms.Form):
    """Filter the mails of the outbox by state and by words of address and subject; put them in order."""

    words = forms.CharField(label="Người nhận, tiêu đề", required=False, max_length=100)
    state = forms.ChoiceField(label="Trạng thái", choices=[("", "Tất cả"), *Message.State.choices], required=False)
    order = forms.ChoiceField(
        label="Xếp theo",
        choices=[("", "Mới nhất trước"), ("due_at", "Đến hạn gửi trước"), ("-attempts", "Thử nhiều lần trước")],
        required=False,
    )

    def apply(self, rows: QuerySet[Message]) -> QuerySet[Message]:
        """Return the rows that pass the filter; all of them where the form is not filled or not valid."""
        if not self.is_valid():
            return rows
        if words := self.cleaned_data["words"]:
            rows = rows.filter(Q(to__icontains=words) | Q(subject__icontains=words))
        if state := self.cleaned_data["state"]:
            rows = rows.filter(state=state)
        order = self.cleaned_data["order"]
        return rows.order_by(order, "-id") if order else rows


class FactorFilter(forms.Form):
    """Words of the name, whether a second factor is there, and the order of the list of accounts."""

    words = forms.CharField(label="Tên", required=False, max_length=100)
    state = forms.ChoiceField(
        label="Bước thứ hai", choices=[("", "Tất cả"), ("with", "đã có"), ("without", "chưa có")], required=False
    )
    sort = forms.ChoiceField(
        label="Sắp xếp",
        choices=[("", "Tên đăng nhập"), ("last_name", "Họ tên"), ("-used_at", "Dùng gần đây")],
        required=False,
    )

    def apply(self, rows: QuerySet[User]) -> QuerySet[User]:
        """Return the rows that pass the filter, in the order asked for; all of them where the form is not valid."""
        if not self.is_valid():
            return rows
        if words := self.cleaned_data["words"]:
            named = Q(username__icontains=words) | Q(last_name__icontains=words) | Q(first_name__icontains=words)
            rows = rows.filter(named)
        has_one = Q(applications__gt=0) | Q(keys__gt=0)
        if state := self.cleaned_data["state"]:
            rows = rows.filter(has_one if state == "with" else ~has_one)
        if sort := self.cleaned_data["sort"]:
            order = F("used_at").desc(nulls_last=True) if sort == "-used_at" else F(sort).asc()
            rows = rows.order_by(order, "username")
        return rows
