"""Checks of the script editor: words for one place, words for what is unknown, written words."""

from collections.abc import Sequence
from typing import Any

from django import forms

from lantoa.core.viettext import to_nfc

SPOKEN_AT_MOST = 250
WRITTEN_AT_MOST = 20_000
_NO_DIGITS = "Hãy gõ bằng chữ, đừng để chữ số: người đọc và máy đọc sẽ mỗi bên đọc một cách."


def spoken_words(text: str) -> str:
    """Return words typed for the ear, tidied; ValidationError where they hold figures."""
    words = to_nfc(" ".join(text.split()))
    if any(letter.isdigit() for letter in words):
        raise forms.ValidationError(_NO_DIGITS)
    return words


class PlaceForm(forms.Form):
    """What is to be said at one place; `act` says where: here, everywhere, or as the rules say again."""

    piece = forms.CharField(max_length=20)
    start = forms.IntegerField(min_value=0)
    written = forms.CharField(max_length=WRITTEN_AT_MOST, strip=False)
    spoken = forms.CharField(
        label="Chỗ này đọc là",
        max_length=SPOKEN_AT_MOST,
        required=False,
        error_messages={"max_length": f"Lời đọc dài quá {SPOKEN_AT_MOST} ký tự; hãy sửa lời viết thay cho lời đọc."},
    )
    act = forms.ChoiceField(choices=[(act, act) for act in ("here", "agency", "province", "keep", "restore")])

    def clean_written(self) -> str:
        return to_nfc(str(self.cleaned_data["written"]).replace("\r\n", "\n"))

    def clean_spoken(self) -> str:
        return spoken_words(self.cleaned_data["spoken"])

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        if given.get("act") in ("here", "agency", "province") and "spoken" in given and not given["spoken"]:
            self.add_error("spoken", "Hãy gõ lời đọc cho chỗ này.")
        return given

    @property
    def problem(self) -> str:
        """Return what is wrong, in one sentence."""
        return " ".join(str(error) for errors in self.errors.values() for error in errors)


class UnknownForm(forms.Form):
    """How each unknown word is read; what is left empty stays undecided."""

    scope = forms.ChoiceField(label="Ghi nhớ cho")

    def __init__(self, data: Any = None, *, words: Sequence[Any], scopes: Sequence[tuple[str, str]]) -> None:
        super().__init__(data)
        self.fields["scope"].choices = list(scopes)  # type: ignore[attr-defined]
        self.words = list(words)
        for place, word in enumerate(self.words):
            self.fields[f"written-{place}"] = forms.CharField(
                initial=word.written, required=False, widget=forms.HiddenInput
            )
            self.fields[f"spoken-{place}"] = forms.CharField(
                label=f"“{word.written}” đọc là", max_length=SPOKEN_AT_MOST, required=False,
                widget=forms.TextInput(attrs={"list": f"readings-{place}", "autocomplete": "off"}),
            )  # fmt: skip

    def rows(self) -> list[tuple[Any, Any, Any, str]]:
        """Return each word with its fields, and the name of its list of readings."""
        return [
            (word, self[f"written-{place}"], self[f"spoken-{place}"], f"readings-{place}")
            for place, word in enumerate(self.words)
        ]

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        for place in range(len(self.words)):
            try:
                given[f"spoken-{place}"] = spoken_words(given.get(f"spoken-{place}", ""))
            except forms.ValidationError as problem:
                self.add_error(f"spoken-{place}", problem)
        return given

    def decided(self) -> dict[str, str]:
        """Return the words by what they stand for, of the words that are still unknown."""
        known = {word.written for word in self.words}
        pairs = (
            (self.cleaned_data[f"written-{place}"], self.cleaned_data[f"spoken-{place}"])
            for place in range(len(self.words))
        )
        return {to_nfc(written): spoken for written, spoken in pairs if spoken and to_nfc(written) in known}


class WrittenForm(forms.Form):
    """The written words of one piece."""

    piece = forms.CharField(max_length=20)
    version = forms.CharField(max_length=64, required=False)
    written = forms.CharField(label="Lời viết", max_length=WRITTEN_AT_MOST, required=False)

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        if given.get("piece", "").isdecimal() and not given.get("written", "").strip():
            self.add_error("written", "Mục phải có lời; muốn bỏ mục thì bỏ ở trang bản tin.")
        return given

    @property
    def problem(self) -> str:
        """Return what is wrong, in one sentence."""
        return " ".join(str(error) for errors in self.errors.values() for error in errors)
