"""Single responses in words: what each question was answered, without serial and without time."""

from dataclasses import dataclass

from lantoa.apps.surveys.models import ResponseValue, SurveyQuestion, SurveyResponse
from lantoa.apps.surveys.models.responses import Channel
from lantoa.core.analysis.personal_words import without_personal_words


@dataclass(frozen=True, slots=True)
class ResponseRow:
    """One response: of which stratum, by which channel, what was said, why it does not count."""

    pk: str
    stratum: str
    channel: str
    answers: tuple[tuple[str, str], ...]
    excluded_reason: str
    excluded: bool


def response_row(response: SurveyResponse) -> ResponseRow:
    """Return a response's row. Needs stratum, values and their questions at hand."""
    found: dict[str, list[str]] = {}
    for value in response.values.all():
        found.setdefault(value.question.text, []).append(answer_words(value))
    return ResponseRow(
        pk=str(response.pk),
        stratum=str(response.stratum) if response.stratum else "không thuộc nhóm mẫu nào",
        channel=str(Channel(response.channel).label),
        answers=tuple((question, ", ".join(words)) for question, words in found.items()),
        excluded_reason=response.excluded_reason,
        excluded=response.excluded_at is not None,
    )


def answer_words(value: ResponseValue) -> str:
    """Return an answer in words: the option's, or the free text without what looks like a person's data."""
    if value.question.kind == SurveyQuestion.Kind.TEXT:
        return without_personal_words(value.text)
    return next((str(one["words"]) for one in value.question.options if str(one["value"]) == value.value), value.value)
