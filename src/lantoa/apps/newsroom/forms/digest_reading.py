"""Checks of what an official fills in under a digest: who, and three answers."""

from collections.abc import Sequence
from typing import Any

from django import forms

from lantoa.apps.newsroom.models import DigestQuestion


class ReadingForm(forms.Form):
    """Say that one has read: name, unit, an answer to each question. `website` is a trap that people do not see."""

    name = forms.CharField(label="Họ và tên", max_length=160, widget=forms.TextInput(attrs={"autocomplete": "name"}))
    unit = forms.CharField(
        label="Phòng, đơn vị",
        max_length=160,
        required=False,
        help_text="Trùng họ tên với người khác trong phòng thì ghi thêm chức danh ở đây.",
    )
    website = forms.CharField(
        label="Trang web", required=False, widget=forms.TextInput(attrs={"autocomplete": "off", "tabindex": "-1"})
    )

    def __init__(self, data: object = None, *, questions: Sequence[DigestQuestion], **options: Any) -> None:
        super().__init__(data, **options)  # type: ignore[arg-type]
        self._names = [f"question_{question.position}" for question in questions]
        for name, question in zip(self._names, questions, strict=True):
            self.fields[name] = forms.TypedChoiceField(
                label=f"Câu {question.position}. {question.text}",
                choices=[(str(place), words) for place, words in enumerate(question.choices)],
                coerce=int,
                widget=forms.RadioSelect,
                error_messages={"required": "Hãy chọn một câu trả lời."},
            )

    def clean_website(self) -> str:
        if self.cleaned_data["website"]:
            raise forms.ValidationError("Hãy để trống ô “Trang web”: ô này chỉ để chặn chương trình tự động.")
        return ""

    @property
    def question_fields(self) -> list[forms.BoundField]:
        """Return the fields of the questions, in order."""
        return [self[name] for name in self._names]

    @property
    def answers(self) -> list[int]:
        """Return the places of the choices made, in the order of the questions; of a valid form."""
        return [self.cleaned_data[name] for name in self._names]
