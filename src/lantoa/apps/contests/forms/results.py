"""Forms of results: narrowing a ranking, reasons, corrected keys, a second look before publishing."""

from collections.abc import Mapping, Sequence
from typing import Any

from django import forms

from lantoa.apps.contests.models.contest import Audience
from lantoa.apps.privacy.wording import names_nobody
from lantoa.core.scoring import EVERY_ANSWER
from lantoa.core.scoring.marking import LETTERS

_SORTS = [
    ("", "Thứ hạng"),
    ("-submission__received_at", "Nộp muộn nhất trước"),
    ("submission__received_at", "Nộp sớm nhất trước"),
    ("seconds_used", "Làm nhanh nhất trước"),
]


class RankingFilter(forms.Form):
    """Which places of a ranking to show."""

    q = forms.CharField(label="Mã người thi, mã phiếu hoặc họ tên", required=False, max_length=120)
    audience = forms.ChoiceField(label="Đối tượng", required=False, choices=[("", "Mọi đối tượng"), *Audience.choices])
    sort = forms.ChoiceField(label="Sắp xếp", required=False, choices=_SORTS)


class ReasonForm(forms.Form):
    """Why something is done; everybody reads it."""

    reason = forms.CharField(
        validators=[names_nobody],
        label="Lý do",
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="Lý do được công bố cùng kết quả; đừng ghi tên hay thông tin riêng của ai.",
        error_messages={"required": "Hãy ghi lý do.", "max_length": "Lý do dài tối đa 500 chữ."},
    )


class PublishForm(forms.Form):
    """Publishing with a second look: how many irregularities were open when the button was shown."""

    version = forms.IntegerField(widget=forms.HiddenInput)
    open_irregularities = forms.IntegerField(widget=forms.HiddenInput)
    seen = forms.BooleanField(
        label="Tôi đã xem các dấu hiệu còn chờ và vẫn công bố",
        required=False,
    )

    def clean(self) -> dict[str, Any]:
        values = super().clean() or {}
        if values.get("open_irregularities") and not values.get("seen"):
            self.add_error("seen", "Còn dấu hiệu bất thường chờ xem xét; hãy xem rồi đánh dấu vào ô này.")
        return values


class KeysForm(ReasonForm):
    """New keys for questions of the sealed pool; a field a question, named k_ and its number."""

    def __init__(self, data: Any, *, questions: Sequence[Mapping[str, Any]]) -> None:
        super().__init__(data)
        self._questions = questions
        for question in questions:
            self.fields[f"k_{question['number']}"] = _field_for(question)
        self.order_fields([*(f"k_{question['number']}" for question in questions), "reason"])

    @property
    def keys(self) -> dict[str, Any]:
        """Return the new keys by question number, as Question.key has them."""
        return {
            str(question["number"]): _key_of(question, self.cleaned_data[f"k_{question['number']}"])
            for question in self._questions
        }

    def clean(self) -> dict[str, Any]:
        values = super().clean() or {}
        for question in self._questions:
            name = f"k_{question['number']}"
            if name in values and _key_of(question, values[name]) is None:
                self.add_error(name, _WRONG[question["kind"]])
        return values


_EVERYBODY = (EVERY_ANSWER, "Câu hỏi hỏng: ai gặp câu này cũng được điểm")
_WRONG = {
    "single": "Hãy chọn một phương án.",
    "true_false": "Hãy chọn đúng hoặc sai.",
    "multiple": "Hãy ghi các chữ cái của phương án đúng, ví dụ: a, c; hoặc ghi: mọi người.",
    "order": "Hãy ghi đủ các chữ cái theo thứ tự đúng, ví dụ: c, a, b; hoặc ghi: mọi người.",
    "number": "Hãy ghi một số, ví dụ: 12,5; hoặc ghi: mọi người.",
}
_EVERYBODY_TYPED = "mọi người"


def _field_for(question: Mapping[str, Any]) -> forms.Field:
    label = f"Câu {question['number']}: {question['text']}"
    options = [f"{LETTERS[place]}. {words}" for place, words in enumerate(question["options"])]
    if question["kind"] in ("single", "true_false"):
        choices = (
            [("true", "Đúng"), ("false", "Sai")]
            if question["kind"] == "true_false"
            else [(str(place), words) for place, words in enumerate(options)]
        )
        return forms.ChoiceField(
            label=label, choices=[*choices, _EVERYBODY], widget=forms.RadioSelect,
            error_messages={"required": "Hãy chọn đáp án đúng của câu này."},
        )  # fmt: skip
    help_text = " · ".join([*options, _WRONG[question["kind"]]])
    return forms.CharField(
        label=label, max_length=60, help_text=help_text,
        error_messages={"required": "Hãy ghi đáp án đúng của câu này."},
    )  # fmt: skip


def _key_of(question: Mapping[str, Any], typed: str) -> Any:
    """Return the key that was chosen or typed; None where it cannot be read."""
    kind, words = question["kind"], typed.strip().lower()
    if words in (EVERY_ANSWER, _EVERYBODY_TYPED):
        return EVERY_ANSWER
    if kind == "single":
        return [int(words)]
    if kind == "true_false":
        return words == "true"
    if kind == "number":
        plain = words.replace(" ", "").replace(".", "").replace(",", ".", 1)
        return typed.strip() if plain.removeprefix("-").replace(".", "", 1).isdecimal() else None
    places = [LETTERS.find(letter) for letter in words.replace(";", ",").replace(" ", ",").split(",") if letter]
    known = all(0 <= place < len(question["options"]) for place in places) and len(set(places)) == len(places)
    whole = kind != "order" or len(places) == len(question["options"])
    return (places if kind == "order" else sorted(places)) if places and known and whole else None
