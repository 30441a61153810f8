"""Checks of an invitation to review, and of the answer."""

from typing import Any

from django import forms

from lantoa.apps.newsroom.models import ReviewLink

_DAYS = 7
_MAX_DAYS = 30


class InviteForm(forms.Form):
    """Somebody without an account who is asked to approve a story or to comment on it."""

    name = forms.CharField(label="Họ tên", max_length=160)
    position = forms.CharField(label="Chức vụ, nơi làm việc", max_length=160, required=False)
    email = forms.EmailField(label="Thư điện tử")
    purpose = forms.ChoiceField(
        label="Mời để",
        choices=[("comment", "góp ý, không quyết định"), ("approve", "đồng ý đăng hoặc trả lại")],
        help_text="Người duyệt bằng liên kết trả lời thay bạn ở bước mà bài đang đứng.",
    )
    days = forms.IntegerField(label="Liên kết dùng được (ngày)", min_value=1, max_value=_MAX_DAYS, initial=_DAYS)

    def clean_purpose(self) -> ReviewLink.Purpose:
        return ReviewLink.Purpose(self.cleaned_data["purpose"])


class AnswerForm(forms.Form):
    """What an approver says: yes, or back with a reason."""

    answer = forms.ChoiceField(required=False, choices=[("approved", ""), ("returned", ""), ("", "")])
    remark = forms.CharField(
        label="Lời nhắn, hoặc lý do trả lại",
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        if cleaned.get("answer") == "returned" and not cleaned.get("remark", "").strip():
            self.add_error("remark", "Hãy ghi lý do trả lại, để người viết biết phải sửa gì.")
        return cleaned
