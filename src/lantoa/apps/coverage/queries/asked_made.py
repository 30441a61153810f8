"""What became of what officers made of what citizens ask: a story planned, written, published; a question; words."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import Enum

from django.utils import timezone

from lantoa.apps.contests.models import Question
from lantoa.apps.coverage.models import AskedUse
from lantoa.apps.newsroom.models import PlannedStory, StoryPage
from lantoa.apps.search.tokens import folded_tokens
from lantoa.apps.services.models import Procedure

Kind = AskedUse.Kind


class Stage(Enum):
    """How far it is; GONE where it was dropped, deleted or taken back, so that it may be made anew."""

    GONE = "đã bỏ"
    PLANNED = "trong kế hoạch"
    WRITING = "đang viết"
    DRAFTED = "bản nháp"
    PUBLIC = "người dân đã đọc được"
    IGNORED = "đã bỏ qua"


@dataclass(frozen=True, slots=True)
class Made:
    """One use with its stage; `public_on` since people find it, `story` once it is begun, `due_on` while planned."""

    use: AskedUse
    stage: Stage
    public_on: date | None = None
    story: StoryPage | None = None
    due_on: date | None = None

    @property
    def kind(self) -> str:
        return self.use.kind

    @property
    def title(self) -> str:
        return self.use.title


def made_of(uses: Iterable[AskedUse]) -> list[Made]:
    """Return each use with how far it is. At most one query for each of the three kinds."""
    given = list(uses)
    targets = {kind: [use.target for use in given if use.kind == kind] for kind in Kind.values}
    plans = PlannedStory.objects.select_related("story").filter(pk__in=targets[Kind.STORY])
    questions = Question.objects.filter(pk__in=targets[Kind.QUESTION]).exclude(state=Question.State.RETIRED)
    known_plans = {plan.pk: plan for plan in plans} if targets[Kind.STORY] else {}
    known_questions = set(questions.values_list("pk", flat=True)) if targets[Kind.QUESTION] else set()
    known_procedures = Procedure.objects.in_bulk(targets[Kind.WORDS]) if targets[Kind.WORDS] else {}
    return [
        _story(use, known_plans.get(use.target))
        if use.kind == Kind.STORY
        else _words(use, known_procedures.get(use.target))
        if use.kind == Kind.WORDS
        else Made(use, Stage.IGNORED)
        if use.kind == Kind.IGNORED
        else Made(use, Stage.DRAFTED if use.target in known_questions else Stage.GONE)
        for use in given
    ]


def _story(use: AskedUse, plan: PlannedStory | None) -> Made:
    if plan is None or (plan.dropped_at is not None and plan.story is None):
        return Made(use, Stage.GONE)
    if plan.story is None:
        return Made(use, Stage.PLANNED, due_on=plan.due_on)
    if not plan.story.live:
        return Made(use, Stage.WRITING, story=plan.story)
    since = plan.story.first_published_at or use.at
    return Made(use, Stage.PUBLIC, public_on=timezone.localdate(since), story=plan.story)


def _words(use: AskedUse, procedure: Procedure | None) -> Made:
    asked = use.subject.removeprefix("words:")
    if procedure is None or asked not in [" ".join(folded_tokens(words)) for words in procedure.everyday_words]:
        return Made(use, Stage.GONE)
    return Made(use, Stage.PUBLIC, public_on=timezone.localdate(use.at))


def is_under_way(use: AskedUse, *, target: int | None = None) -> bool:
    """Return whether what was made of it still stands and is not with the people yet, or is just what is wanted
    (`target`): nobody need make it again.
    """
    stage = made_of([use])[0].stage
    return stage in (Stage.PLANNED, Stage.WRITING, Stage.DRAFTED, Stage.IGNORED) or (
        stage == Stage.PUBLIC and target == use.target
    )


def answered_on(made: Iterable[Made]) -> date | None:
    """Return the day since which people find something, the newest; None where they do not."""
    return max((one.public_on for one in made if one.public_on), default=None)
