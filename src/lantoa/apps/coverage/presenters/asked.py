"""What was made of what citizens ask, in words with where it leads; and what the searches say to it since."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.urls import reverse

from lantoa.apps.base.templatetags.vietnamese import number
from lantoa.apps.coverage.models import AskedUse
from lantoa.apps.coverage.queries.asked import Answered, Asked, AskedWords, Reported
from lantoa.apps.coverage.queries.asked_made import Made, Stage

Kind = AskedUse.Kind


@dataclass(frozen=True, slots=True)
class MadeLine:
    """One thing made: how far it is, what it is called, where it is worked on."""

    mark: str
    title: str
    href: str


@dataclass(frozen=True, slots=True)
class AskedLine:
    """What waits: `may_story` and `may_question` where none is under way; `again` where what was done did not help."""

    about: AskedWords | Reported
    words: str
    made: tuple[MadeLine, ...]
    may_story: bool
    may_question: bool
    again: str


@dataclass(frozen=True, slots=True)
class AnsweredLine:
    """Words that are answered; `question_of` the procedure found by them now, while no question is drafted on it."""

    subject: str
    words: str
    question_of: AskedUse | None
    made: tuple[MadeLine, ...]
    before: str
    since: str


def waiting_lines(asked: Asked) -> list[AskedLine]:
    """Return the words that wait, with what is under way."""
    return [
        _line(
            one,
            one.words,
            one.made,
            f"Đã làm ngày {one.answered_on:%d/%m/%Y} nhưng từ đó vẫn hụt {number(one.since.in_vain)} lượt."
            if one.since and one.answered_on
            else "",
        )
        for one in asked.waiting
    ]


def reported_lines(reported: Iterable[Reported]) -> list[AskedLine]:
    """Return the sectors or procedures; once a story on it is out, with how much came since."""
    return [_line(one, one.name, one.made, _after(one)) for one in reported]


def _after(one: Reported) -> str:
    if not any(made.public_on for made in one.made.values()):
        return ""
    return f"Từ khi đăng bài: {number(one.after)} phản ánh." if one.after else "Từ khi đăng bài chưa có phản ánh mới."


def _line(about: AskedWords | Reported, words: str, made: dict[str, Made], again: str) -> AskedLine:
    stages = {kind: one.stage for kind, one in made.items()}
    fresh = isinstance(about, Reported) and about.after == 0
    return AskedLine(
        about,
        words,
        made_lines(made.values()),
        may_story=stages.get(Kind.STORY) not in (Stage.PLANNED, Stage.WRITING)
        and not (fresh and stages.get(Kind.STORY) == Stage.PUBLIC),
        may_question=Kind.QUESTION not in stages,
        again=again,
    )


def answered_lines(answered: Iterable[Answered]) -> list[AnsweredLine]:
    """Return the words people find something for now, the newest first, with the searches before and since."""
    rows = sorted(answered, key=lambda one: (one.answered_on, one.subject), reverse=True)
    return [
        AnsweredLine(
            one.subject,
            one.since.words,
            _question_of(one.made),
            made_lines(one.made),
            f"{number(one.since.before)} lượt",
            _since_words(one),
        )
        for one in rows
    ]


def _question_of(made: Iterable[Made]) -> AskedUse | None:
    uses = {one.kind: one.use for one in made}
    return None if Kind.QUESTION in uses else uses.get(Kind.WORDS)


def _since_words(one: Answered) -> str:
    if not one.since.found and not one.since.in_vain:
        return "chưa ai tìm lại"
    return f"tìm lại thấy {number(one.since.found)} lượt, hụt {number(one.since.in_vain)} lượt"


def made_lines(made: Iterable[Made]) -> tuple[MadeLine, ...]:
    """Return each thing made, in the order story, question, words."""
    order = {kind: place for place, kind in enumerate(Kind.values)}
    return tuple(_made_line(one) for one in sorted(made, key=lambda one: order[one.kind]))


def _made_line(one: Made) -> MadeLine:
    if one.kind == Kind.WORDS:
        href = reverse("services:procedure", args=[one.use.target])
        return MadeLine(f"cách gọi đã thêm {one.use.at:%d/%m/%Y}", one.title, href)
    if one.kind == Kind.QUESTION:
        return MadeLine("câu hỏi nháp", one.title, reverse("contests:question", args=[one.use.target]))
    if one.story is not None and one.public_on:
        return MadeLine(f"bài đã đăng {one.public_on:%d/%m/%Y}", one.story.title, one.story.get_url() or "")
    if one.story is not None:
        return MadeLine("bài đang viết", one.story.title, reverse("wagtailadmin_pages:edit", args=[one.story.pk]))
    if one.due_on:
        href = reverse("newsroom:edit_plan", args=[one.use.target])
        return MadeLine(f"bài trong kế hoạch, đăng trước {one.due_on:%d/%m/%Y}", one.title, href)
    return MadeLine(one.stage.value, one.title, "")
