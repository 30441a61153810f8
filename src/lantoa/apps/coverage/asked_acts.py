"""What an officer makes of what citizens ask: a planned story, a draft question, everyday words; or nothing."""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta

from django.db import transaction
from django.utils import timezone

from lantoa.apps.accounts.models import User
from lantoa.apps.base.actions import record_act
from lantoa.apps.contests.actions.questions import make_bank, write_question
from lantoa.apps.contests.models import Question, QuestionBank
from lantoa.apps.contests.question_content import QuestionContent
from lantoa.apps.coverage.models import AskedUse
from lantoa.apps.coverage.queries.asked_made import is_under_way
from lantoa.apps.directives.models import Theme
from lantoa.apps.newsroom.actions.planning import plan_story
from lantoa.apps.newsroom.models import PortalPage
from lantoa.apps.services.actions.procedures import change_procedure
from lantoa.apps.services.models import Procedure
from lantoa.apps.services.models.procedures import Level
from lantoa.apps.services.queries.procedure_values import given_of, with_parts

BANK = "Từ điều người dân hỏi"
_DAYS = 14
Kind = AskedUse.Kind


@transaction.atomic
def _once(
    subject: str,
    kind: Kind,
    make: Callable[[], tuple[int, str]],
    *,
    by: User,
    at: datetime,
    target: int | None = None,
) -> AskedUse:
    """Return what was made of the subject, made now where none is under way: two presses make one, and what was dropped
    or did not help is made anew.
    """
    use, new = AskedUse.objects.get_or_create(subject=subject[:120], kind=kind, defaults={"at": at})
    held = AskedUse.objects.select_for_update().get(pk=use.pk)
    if new or not is_under_way(held, target=target):
        held.target, title = make()
        held.title, held.at = title[:255], at
        held.save(update_fields=["target", "title", "at"])
        record_act("coverage.use_asked", subject=held, by=by, at=at, detail={"kind": kind.value, "target": held.target})
    return held


def ignore_asked(*, subject: str, by: User, at: datetime) -> AskedUse:
    """Return that nothing need be made of it: it leaves the list until somebody takes it up again."""
    return _once(subject, Kind.IGNORED, lambda: (0, ""), by=by, at=at)


@transaction.atomic
def take_up_asked(*, subject: str, by: User, at: datetime) -> bool:
    """Return whether the subject was ignored; it is back on the list."""
    found = AskedUse.objects.filter(subject=subject[:120], kind=Kind.IGNORED).first()
    if found is None:
        return False
    record_act("coverage.take_up_asked", subject=found, by=by, at=at)
    found.delete()
    return True


def plan_asked_story(
    *, subject: str, title: str, note: str, theme: Theme | None, portal: PortalPage, by: User, at: datetime
) -> AskedUse:
    """Return the story planned about it, due in two weeks."""

    def make() -> tuple[int, str]:
        due = timezone.localdate(at) + timedelta(days=_DAYS)
        plan = plan_story(portal=portal, title=title[:255], due_on=due, theme=theme, note=note[:1000], by=by, at=at)
        return plan.pk, plan.title

    return _once(subject, Kind.STORY, make, by=by, at=at)


def add_asked_words(*, subject: str, words: str, procedure: Procedure, by: User, at: datetime) -> AskedUse:
    """Return that the procedure is found by these words from now on."""

    def make() -> tuple[int, str]:
        found = with_parts(Procedure.objects.all()).get(pk=procedure.pk)
        given = given_of(found)
        if words not in given.everyday_words:
            change_procedure(
                procedure=found, given=replace(given, everyday_words=(*given.everyday_words, words)), by=by, at=at
            )
        return found.pk, found.plain_title

    return _once(subject, Kind.WORDS, make, by=by, at=at, target=procedure.pk)


def draft_asked_question(
    *, subject: str, procedure: Procedure, theme: Theme | None, by: User, at: datetime
) -> AskedUse:
    """Return the question drafted about the procedure, in a bank of its own, for a person to finish and review;
    BadQuestion where it cannot be kept so.
    """

    def make() -> tuple[int, str]:
        bank = QuestionBank.objects.filter(name=BANK).first() or make_bank(
            name=BANK, description="Câu hỏi gợi ý từ điều người dân tìm, phản ánh; cần người xem lại.", by=by, at=at
        )
        content = question_about(procedure, theme)
        question = write_question(bank=bank, content=content, by=by, at=at, drawn_from=procedure.summary)
        return question.pk, question.text

    return _once(subject, Kind.QUESTION, make, by=by, at=at)


def question_about(procedure: Procedure, theme: Theme | None) -> QuestionContent:
    """Return a question whose answer stands in the guide: how many working days or, unsaid, at which level."""
    basis = procedure.bases.select_related("document").first()
    source = (f"{basis.article} {basis.document.number}".strip() if basis else procedure.source)[:400]
    if procedure.working_days:
        return QuestionContent(
            Question.Kind.NUMBER.value,
            f"Thủ tục “{procedure.plain_title}” được giải quyết nhiều nhất trong bao nhiêu ngày làm việc?",
            (),
            str(procedure.working_days),
            source,
            explanation=procedure.time_words,
            theme=theme,
        )
    levels = [Level.COMMUNE, Level.PROVINCE, Level.CENTRAL]
    if procedure.level not in levels:
        levels.append(Level(procedure.level))
    return QuestionContent(
        Question.Kind.SINGLE.value,
        f"Thủ tục “{procedure.plain_title}” được thực hiện ở đâu?",
        [str(level.label) for level in levels],
        [levels.index(Level(procedure.level))],
        source,
        explanation=procedure.where[:1500],
        theme=theme,
    )
