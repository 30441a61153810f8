"""Checks of a proof as handed in: a pasted link or a photo, the same fields by link and signed in."""

import secrets
from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile

from lantoa.apps.assignments.actions.handing_in import HandedIn
from lantoa.apps.base.guard import MAX_BYTES
from lantoa.apps.base.pasted import NoLink, pasted_link


class ProofForm(forms.Form):
    """One proof: paste an address, or take or choose a photo; a note if wanted. Show it with
    `assignments/_proof_form.html`; send it to hand_in_proof as `handed_in`.
    """

    # Made with the form: the second press of the button, or the way back, sends the same key.
    key = forms.RegexField(r"^[A-Za-z0-9_-]{16,40}$", widget=forms.HiddenInput)
    link = forms.CharField(
        label="Dán liên kết bài đã đăng",
        required=False,
        max_length=2000,
        widget=forms.TextInput(attrs={"inputmode": "url", "autocomplete": "off", "autocapitalize": "none"}),
    )
    camera = forms.FileField(
        label="Chụp ảnh",
        required=False,
        widget=forms.FileInput(attrs={"accept": "image/*", "capture": "environment"}),
    )
    photo = forms.FileField(
        label="Chọn ảnh có sẵn", required=False, widget=forms.FileInput(attrs={"accept": "image/*"})
    )
    note = forms.CharField(label="Ghi chú (không bắt buộc)", required=False, max_length=500)

    def __init__(self, *given: Any, **options: Any) -> None:
        super().__init__(*given, **options)
        self.initial.setdefault("key", secrets.token_urlsafe(16))

    def clean_link(self) -> str:
        text: str = self.cleaned_data["link"]
        if not text.strip():
            return ""
        try:
            return pasted_link(text)
        except NoLink as error:
            raise forms.ValidationError(str(error)) from error

    def clean(self) -> dict[str, Any]:
        """Take exactly one of link, camera and photo."""
        cleaned: dict[str, Any] = super().clean() or {}
        photos = [given for name in ("camera", "photo") if (given := cleaned.get(name))]
        if "link" in self.errors or "camera" in self.errors or "photo" in self.errors:
            return cleaned
        if len(photos) + bool(cleaned.get("link")) > 1:
            raise forms.ValidationError("Mỗi lần gửi một thứ: hãy gửi liên kết trước, rồi gửi từng ảnh.")
        if not photos and not cleaned.get("link"):
            raise forms.ValidationError("Hãy dán liên kết bài đã đăng, hoặc chụp hay chọn một ảnh, rồi bấm Gửi.")
        if photos and (photos[0].size or 0) > MAX_BYTES:
            raise forms.ValidationError(f"Ảnh lớn hơn {MAX_BYTES // 1024 // 1024} MB; hãy chụp lại ở cỡ nhỏ hơn.")
        return cleaned

    @property
    def handed_in(self) -> HandedIn:
        """Return what a valid form holds, for hand_in_proof; it reads the photo into memory."""
        cleaned = self.cleaned_data
        photo: UploadedFile[bytes] | None = cleaned["camera"] or cleaned["photo"]
        return HandedIn(
            key=cleaned["key"],
            url=cleaned["link"],
            photo=photo.read() if photo else b"",
            note=cleaned["note"].strip(),
        )
