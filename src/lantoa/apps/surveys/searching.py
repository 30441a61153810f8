"""What the search finds of surveys: rounds whose results are published."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass

from django.utils import timezone

from lantoa.apps.directives.searching import theme_choice
from lantoa.apps.search.documents import Choice, SearchDocument
from lantoa.apps.surveys.models import SurveyRound

_CHUNK = 200


@dataclass(frozen=True, slots=True)
class _Surveys:
    """Published rounds, found by their title and by what they asked; free answers are in no index."""

    kind: str = "surveyround"
    label: str = "kết quả khảo sát"

    def documents(self, keys: Collection[str] | None) -> Iterator[SearchDocument]:
        rows = SurveyRound.objects.filter(state=SurveyRound.State.PUBLISHED).select_related("agency", "questionnaire")
        if keys is not None:
            rows = rows.filter(pk__in=keys)
        rows = rows.prefetch_related("questionnaire__questions", "themes__programme").order_by("pk")
        for survey_round in rows.iterator(chunk_size=_CHUNK):
            yield _document(survey_round)

    def touched_by(self, kind: str, key: str) -> Collection[str]:
        return ()


def _document(survey_round: SurveyRound) -> SearchDocument:
    agency = survey_round.agency
    return SearchDocument(
        kind="surveyround",
        key=str(survey_round.pk),
        title=survey_round.title,
        lead=survey_round.questionnaire.introduction,
        text="\n".join(question.text for question in survey_round.questionnaire.questions.all()),
        path=survey_round.public_address,
        published_on=timezone.localdate(survey_round.published_at) if survey_round.published_at else None,
        agency=Choice(agency.slug, agency.short_name) if agency else None,
        themes=tuple(theme_choice(theme, theme.programme) for theme in survey_round.themes.all()),
        illustrative=survey_round.illustrative,
    )


SURVEYS = _Surveys()
