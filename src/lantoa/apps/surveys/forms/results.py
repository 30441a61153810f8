"""Forms of the screens of results: filters, the reason for an exclusion, the words to be covered."""

from typing import Any

from django import forms

from lantoa.apps.privacy.wording import names_nobody
from lantoa.apps.surveys.models import SurveyQuestion, SurveyRound
from lantoa.apps.surveys.models.responses import Channel


class OpenAnswersFilter(forms.Form):
    """Which free answers: of a question, with some words."""

    question = forms.ChoiceField(label="Câu hỏi", required=False)
    q = forms.CharField(label="Có chữ", required=False, max_length=80)

    def __init__(self, *args: Any, survey_round: SurveyRound, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        asked = survey_round.questionnaire.questions.filter(kind=SurveyQuestion.Kind.TEXT).order_by("position")
        field: Any = self.fields["question"]
        field.choices = [("", "mọi câu"), *((one.code, one.text[:80]) for one in asked)]


class ResponsesFilter(forms.Form):
    """Which single responses: by channel, stratum, whether they count."""

    channel = forms.ChoiceField(label="Cách hỏi", required=False, choices=[("", "mọi cách"), *Channel.choices])
    stratum = forms.ChoiceField(label="Nhóm mẫu", required=False)
    state = forms.ChoiceField(
        label="Tính hay không", required=False, choices=[("", "tất cả"), ("tinh", "được tính"), ("loai", "đã loại")]
    )

    def __init__(self, *args: Any, survey_round: SurveyRound, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["stratum"]
        strata = survey_round.strata.select_related("agency", "procedure")
        field.choices = [("", "mọi nhóm"), *((str(one.pk), str(one)) for one in strata)]


class ExcludeForm(forms.Form):
    """Why a response does not count."""

    reason = forms.CharField(
        label="Lý do loại", max_length=300, validators=[names_nobody], widget=forms.Textarea(attrs={"rows": 3}),
        help_text="Ví dụ: trả lời thử; nhập trùng; phiếu không thuộc nhóm mẫu. Không ghi tên người trả lời.",
    )  # fmt: skip


class CoverForm(forms.Form):
    """Which words of a free answer are covered."""

    words = forms.CharField(
        label="Những chữ cần che", max_length=300,
        help_text="Chép đúng từng chữ, ví dụ tên người, số điện thoại. Chữ đã che không lấy lại được.",
    )  # fmt: skip
