"""Filters and forms of the office pages about personal data."""

from typing import Any

from django import forms
from django.apps import apps

from lantoa.apps.base.personal import declared
from lantoa.apps.privacy.models import DataRequest, WhomToAsk
from lantoa.apps.privacy.queries.table_words import table_words
from lantoa.apps.privacy.wording import without_persons


class RequestFilter(forms.Form):
    """Which requests: by state and kind, or only those whose day has passed."""

    state = forms.ChoiceField(
        label="Trạng thái", required=False, choices=[("", "mọi trạng thái"), *DataRequest.State.choices]
    )
    kind = forms.ChoiceField(label="Loại", required=False, choices=[("", "mọi loại"), *DataRequest.Kind.choices])
    late = forms.BooleanField(label="Chỉ yêu cầu quá hạn", required=False)


class AccessFilter(forms.Form):
    """Who looked: by name, table, days."""

    who = forms.CharField(label="Người xem", required=False, max_length=100)
    table = forms.ChoiceField(label="Bảng", required=False)
    since = forms.DateField(label="Từ ngày", required=False, widget=forms.DateInput(attrs={"type": "date"}))
    until = forms.DateField(label="Đến ngày", required=False, widget=forms.DateInput(attrs={"type": "date"}))

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]
        self.fields["table"].choices = [("", "mọi bảng"), *table_names().items()]  # type: ignore[attr-defined]


def table_names() -> dict[str, str]:
    """Return the names on screen of the tables that hold something of persons, by label, in their order."""
    labels = dict.fromkeys(field.model for app in declared() for field in app.personal_fields())
    # Of a list whose rows would tell a number that is still a secret, or name nobody, the whole is noted.
    labels["surveys.SurveyRound"] = None
    named = {label: table_words(apps.get_model(label)) for label in labels}
    return dict(sorted(named.items(), key=lambda item: item[1]))


class WhomToAskForm(forms.ModelForm):  # type: ignore[type-arg]
    """Whom people write to; at least one way to reach them."""

    class Meta:
        model = WhomToAsk
        fields = ("keeper", "answers", "email", "phone", "address")

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        if not self.errors and not any(given.get(name) for name in ("email", "phone", "address")):
            raise forms.ValidationError("Hãy ghi ít nhất một cách liên hệ: thư điện tử, điện thoại hoặc nơi tiếp.")
        return given


class DecideForm(forms.Form):
    """Done or refused, and what the person is told."""

    done = forms.ChoiceField(
        label="Kết quả",
        choices=[("yes", "Đã sửa, đã giải quyết"), ("no", "Không giải quyết được")],
        widget=forms.RadioSelect,
        error_messages={"required": "Hãy chọn một kết quả."},
    )
    outcome = forms.CharField(
        label="Trả lời cho người yêu cầu",
        help_text="Nói đã làm gì, hoặc vì sao không làm được và theo quy định nào. Lời này được giữ lại: không ghi họ "
        "tên, liên hệ của ai.",
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 5}),
        error_messages={"required": "Hãy viết lời trả lời."},
    )

    def clean_outcome(self) -> str:
        return without_persons(self.cleaned_data["outcome"])
