"""Checks of what is typed about tickets: how many, to whom, and what a paper form says."""

import json
from typing import Any

from django import forms

from lantoa.apps.privacy.contacts import NotAContact, read_contact
from lantoa.apps.privacy.models import ContactKind
from lantoa.apps.surveys.models import SurveyQuestion
from lantoa.apps.surveys.outcomes import OUTCOMES

_COUNT = {
    "required": "Hãy ghi số phiếu.", "invalid": "Hãy ghi một số nguyên.", "min_value": "Ít nhất một phiếu.",
    "max_value": "Nhiều quá; hãy chia thành nhiều lần.",
}  # fmt: skip
MOST_CONTACTS = 500
_SEVERAL, _APART = " (chọn nhiều thì gõ liền, ví dụ 13)", " (chọn nhiều thì cách nhau bằng dấu phẩy)"


def _count(most: int, initial: int) -> forms.IntegerField:
    return forms.IntegerField(
        label="Số phiếu", min_value=1, max_value=most, initial=initial, error_messages=_COUNT,
        widget=forms.NumberInput(attrs={"inputmode": "numeric"}),
    )  # fmt: skip


class LinksForm(forms.Form):
    """A list of personal links to take away."""

    count = _count(5000, 50)
    form = forms.ChoiceField(label="Tệp", choices=[("xlsx", "Excel (.xlsx)"), ("csv", "CSV")])


class SlipsForm(forms.Form):
    """Slips for the desk, so many on a sheet."""

    count = _count(240, 40)
    on_sheet = forms.TypedChoiceField(
        label="Mỗi tờ A4", coerce=int, choices=[(8, "8 phiếu"), (15, "15 phiếu")], initial=8
    )


class PaperForm(forms.Form):
    """Paper forms, each with its number and code."""

    count = _count(100, 10)


class ContactsForm(forms.Form):
    """Contacts to invite, one a line; they are stored nowhere but in the outbox, for two days."""

    contacts = forms.CharField(
        label="Thư điện tử hoặc số di động, mỗi dòng một người", max_length=60_000,
        widget=forms.Textarea(attrs={"rows": 8, "spellcheck": "false", "autocomplete": "off"}),
        error_messages={"required": "Hãy dán ít nhất một liên hệ.", "max_length": "Nhiều quá; hãy dán từng phần."},
    )  # fmt: skip
    key = forms.CharField(widget=forms.HiddenInput, max_length=64)

    def clean_contacts(self) -> list[tuple[ContactKind, str]]:
        """Return each contact once, written one way."""
        found: dict[str, ContactKind] = {}
        wrong: list[str] = []
        for number, line in enumerate(self.cleaned_data["contacts"].splitlines(), start=1):
            if not line.strip():
                continue
            try:
                kind, contact = read_contact(line)
            except NotAContact:
                wrong.append(str(number))
            else:
                found[contact] = kind
        if wrong:
            raise forms.ValidationError(f"Dòng {', '.join(wrong[:20])} không phải thư điện tử hay số di động.")
        if len(found) > MOST_CONTACTS:
            raise forms.ValidationError(f"Mỗi lần nhiều nhất {MOST_CONTACTS} người; hãy dán từng phần.")
        return [(kind, contact) for contact, kind in found.items()]


class OutcomeForm(forms.Form):
    """How a call ended without answers."""

    outcome = forms.ChoiceField(choices=list(OUTCOMES.items()))


class PaperEntryForm(forms.Form):
    """A paper form typed in: its number, and of each question the digits that are ticked, or the words."""

    serial = forms.IntegerField(
        label="Số phiếu", min_value=1, widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off"}),
        error_messages={"required": "Hãy ghi số phiếu in trên giấy.", "invalid": "Số phiếu là một số."},
    )  # fmt: skip

    def __init__(self, *args: Any, questions: list[SurveyQuestion], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.questions = questions
        for number, question in enumerate(questions, start=1):
            self.fields[f"c-{question.code}"] = self._field(number, question)

    def _digits(self, code: str, values: list[str]) -> list[Any]:
        """The field that a condition names and the digits that fulfil it, for the script that skips questions."""
        named = next((one for one in self.questions if one.code == code), None)
        options = named.options if named else []
        return [f"c-{code}", [place for place, one in enumerate(options, start=1) if str(one["value"]) in values]]

    def _field(self, number: int, question: SurveyQuestion) -> forms.CharField:
        if question.kind == SurveyQuestion.Kind.TEXT:
            told = {"data-if": json.dumps([self._digits(*one) for one in question.only_if])} if question.only_if else {}
            widget: forms.Widget = forms.Textarea(attrs={"rows": 2, **told})
            return forms.CharField(label=f"{number}. {question.text}", required=False, max_length=2000, widget=widget)
        many = question.kind == SurveyQuestion.Kind.MULTIPLE
        legend = "; ".join(f"{place} {option['words']}" for place, option in enumerate(question.options, start=1))
        attrs = {
            "inputmode": "numeric",
            "autocomplete": "off",
            "class": "survey-digit",
            "maxlength": "40" if many else "2",
        }
        if not many and len(question.options) < 10:
            attrs["data-digit"] = ""
        if question.only_if:
            attrs["data-if"] = json.dumps([self._digits(code, values) for code, values in question.only_if])
        return forms.CharField(
            label=f"{number}. {question.text}", required=False, max_length=40, widget=forms.TextInput(attrs=attrs),
            help_text=legend + (_SEVERAL if many and len(question.options) < 10 else _APART if many else ""),
        )  # fmt: skip

    def clean(self) -> dict[str, Any]:
        """Turn digits into values."""
        given: dict[str, Any] = super().clean() or {}
        self.answers: dict[str, list[str]] = {}
        for question in self.questions:
            name = f"c-{question.code}"
            words = given.get(name, "").strip()
            if not words:
                continue
            if question.kind == SurveyQuestion.Kind.TEXT:
                self.answers[question.code] = [words]
                continue
            digits = words.replace(",", " ").replace(".", " ").split()
            if question.kind == SurveyQuestion.Kind.MULTIPLE and len(question.options) < 10:
                digits = list("".join(digits))
            places = [int(one) for one in digits if one.isascii() and one.isdecimal()]
            if len(places) != len(digits) or not all(1 <= place <= len(question.options) for place in places):
                self.add_error(name, f"Ghi số từ 1 đến {len(question.options)}.")
            else:
                self.answers[question.code] = [str(question.options[place - 1]["value"]) for place in places]
        return given
