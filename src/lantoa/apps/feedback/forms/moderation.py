"""Checks of what moderators type."""

from typing import Any

from django import forms

from lantoa.apps.feedback.models import Attachment, Feedback
from lantoa.apps.feedback.queries.moderation import QUEUES, waiting_answers
from lantoa.apps.services.models import Sector
from lantoa.core.viettext import to_nfc


class ModerationFilter(forms.Form):
    """Filter what waits for a moderator by queue, sector and words."""

    tim = forms.CharField(label="Mã hoặc chữ có trong phản ánh", required=False, max_length=100)
    hang = forms.ChoiceField(
        label="Xem", required=False, choices=[(name, words) for name, (words, _) in QUEUES.items()]
    )
    linh_vuc = forms.ModelChoiceField(
        label="Lĩnh vực", required=False, queryset=Sector.objects.filter(for_feedback=True), empty_label="Mọi lĩnh vực"
    )

    @property
    def asks(self) -> bool:
        """Return whether something is filtered."""
        return any(self.data.get(name) for name in self.fields)

    def rows(self) -> Any:
        """Return the pieces asked for, the oldest first where they wait, else the newest; an unreadable choice filters
        nothing.
        """
        self.is_valid()
        given = self.cleaned_data
        return waiting_answers(
            queue=given.get("hang") or "", sector=given.get("linh_vuc"), words=given.get("tim") or ""
        )


class ListingForm(forms.Form):
    """The wording that the public reads, and which photos with it."""

    title = forms.CharField(
        label="Tiêu đề", max_length=160, help_text="Một câu, nói việc gì, ở đâu; không nêu tên người."
    )
    words = forms.CharField(label="Nội dung đăng", max_length=4000, widget=forms.Textarea({"rows": 8}))
    answer = forms.CharField(
        label="Trả lời đăng", max_length=6000, required=False, widget=forms.Textarea({"rows": 6}),
        help_text="Để trống nếu chưa có trả lời.",
    )  # fmt: skip
    photos = forms.ModelMultipleChoiceField(
        label="Ảnh được đăng", required=False, queryset=Attachment.objects.none(), widget=forms.CheckboxSelectMultiple,
        help_text="Chỉ chọn ảnh không thấy mặt người, biển số xe, giấy tờ.",
    )  # fmt: skip
    seen = forms.BooleanField(
        label="Tôi đã đọc lại: không còn tên người, số điện thoại, địa chỉ nhà, số giấy tờ của ai",
        error_messages={"required": "Hãy đọc lại rồi đánh dấu xác nhận trước khi đăng."},
    )
    version = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, *given: Any, feedback: Feedback, **options: Any) -> None:
        super().__init__(*given, **options)
        photos = Attachment.objects.filter(
            feedback=feedback, kind=Attachment.Kind.PHOTO, state=Attachment.State.KEPT
        ).order_by("position")
        if photos:
            field: Any = self.fields["photos"]
            field.queryset = photos
            field.label_from_instance = lambda photo: f"Ảnh {photo.position}"
        else:
            del self.fields["photos"]

    def clean(self) -> dict[str, Any]:
        """Return what was typed, with every letter in its one composed form."""
        cleaned = super().clean() or {}
        return {name: to_nfc(value) if isinstance(value, str) else value for name, value in cleaned.items()}


class UnlistingForm(forms.Form):
    """Why the public does not read it."""

    reason = forms.CharField(label="Vì sao không đăng", max_length=500, widget=forms.Textarea({"rows": 2}))
    version = forms.IntegerField(widget=forms.HiddenInput)


class JoiningForm(forms.Form):
    """The code of the piece on the same matter."""

    code = forms.CharField(label="Mã phản ánh cùng một việc", max_length=16)
    version = forms.IntegerField(widget=forms.HiddenInput)

    def clean_code(self) -> Feedback:
        """Return the piece of the code, however it is typed."""
        code = self.cleaned_data["code"].strip().upper()
        found = Feedback.objects.filter(code__iexact=code).first()
        if found is None:
            raise forms.ValidationError(f"Không có phản ánh nào mang mã {code}; hãy kiểm tra lại mã.")
        return found
