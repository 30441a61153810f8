"""The component of an index that a question speaks to, as last published of the province: beside, never a cause."""

from collections.abc import Iterable
from dataclasses import dataclass

from lantoa.apps.indices.models import Component, Edition, Index
from lantoa.apps.indices.queries import Cell, home_entities, visible_editions
from lantoa.apps.indices.queries.cells import read_cells
from lantoa.apps.surveys.models import SurveyQuestion, SurveyRound


@dataclass(frozen=True, slots=True)
class BesideIndex:
    """A component with its newest open edition that says something of home; neither where none is open."""

    index: Index
    component: Component | None
    edition: Edition | None
    cell: Cell | None


def beside_indices(questions: Iterable[SurveyQuestion]) -> dict[int, BesideIndex]:
    """Return for each question with a component (by its key) what was last published of it. At most six queries.

    A question whose index is unknown here is left out; one without code of a component speaks to the total.
    """
    linked = [question for question in questions if question.index_slug]
    if not linked:
        return {}
    slugs = {question.index_slug for question in linked}
    indices = {index.slug: index for index in Index.objects.filter(slug__in=slugs)}
    editions = list(visible_editions(public=True).filter(index__slug__in=slugs))
    homes = home_entities()
    parts = list(Component.objects.filter(scale__in={edition.scale_id for edition in editions}))
    cells = read_cells(editions, homes, parts, public=True) if editions and homes else None
    found: dict[int, BesideIndex] = {}
    for question in linked:
        index = indices.get(question.index_slug)
        if index is None:
            continue
        found[question.pk] = BesideIndex(index, None, None, None)
        for edition in (one for one in reversed(editions) if one.index_id == index.pk):
            component = next((part for part in parts if _is(part, edition, question)), None)
            told = [cells.cell(edition, home, component) for home in reversed(homes)] if cells and component else []
            cell = next((one for one in told if one.value is not None), None)
            if cell is not None:
                found[question.pk] = BesideIndex(index, component, edition, cell)
                break
    return found


def _is(component: Component, edition: Edition, question: SurveyQuestion) -> bool:
    if component.scale_id != edition.scale_id:
        return False
    return component.code == question.component_code if question.component_code else component.is_total


def rounds_beside(index: Index) -> list[tuple[SurveyRound, list[SurveyQuestion]]]:
    """Return the published rounds with questions on components of the index, the newest first. Two queries."""
    rounds = list(
        SurveyRound.objects.filter(
            state=SurveyRound.State.PUBLISHED, questionnaire__questions__index_slug=index.slug
        ).distinct()
    )
    questions = SurveyQuestion.objects.filter(
        questionnaire__in={one.questionnaire_id for one in rounds}, index_slug=index.slug
    )
    by_questionnaire: dict[int, list[SurveyQuestion]] = {}
    for question in questions:
        by_questionnaire.setdefault(question.questionnaire_id, []).append(question)
    return [(one, by_questionnaire[one.questionnaire_id]) for one in rounds]
