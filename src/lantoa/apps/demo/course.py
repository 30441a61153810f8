"""An illustrative course of work, so that every screen has something to show: who received, proved, refused, asked.

Every act is the very action that an officer or an agency takes, at an invented moment. What was done in 2023 is
proved by the illustrative articles of that year; the rest went out two weeks before the demonstration is first run.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from lantoa.apps.accounts.models import User
from lantoa.apps.accounts.roles import Role
from lantoa.apps.agencies.models import Agency
from lantoa.apps.assignments import actions
from lantoa.apps.assignments.actions.answering import NewProof
from lantoa.apps.assignments.actions.editing import Edit
from lantoa.apps.assignments.models import Assignment, Extension
from lantoa.apps.assignments.queries import working_calendar
from lantoa.apps.assignments.states import State
from lantoa.apps.base.actions import Actor, record_act
from lantoa.apps.base.models import AuditEntry
from lantoa.apps.demo.accounts import ACCOUNTS
from lantoa.apps.demo.contacts import give_contacts
from lantoa.apps.demo.happenings import EARLIER, RECENT, Happening
from lantoa.apps.directives.models import Programme
from lantoa.apps.harvest.models import Article

# The directive states no due date; the illustrative officer sets some, in working days after sending, by theme.
DUE_WORKING_DAYS = {5: 7, 7: 4, 8: 15}
_EARLIER_DAY = date(2023, 4, 3)
_RECENT_WORKING_DAYS = 10
_SENDING_HOUR = time(8, 30)


@dataclass(frozen=True, slots=True)
class _Scene:
    """What the acts of one sending share: the programme, who decides, and the moment of sending."""

    programme: Programme
    officer: User
    sent_at: datetime

    def moment(self, happening: Happening, place: int) -> datetime:
        """Return when it happens: so many calendar days after sending, in office hours, never twice the same minute."""
        minutes = 15 + place * 7 % 400
        return self.sent_at + timedelta(days=happening.day, minutes=minutes)

    def assignments(self, happening: Happening) -> list[Assignment]:
        """Return what it is about: the agency's duties on the theme, on all themes where it names none."""
        rows = Assignment.objects.of_programme(self.programme).filter(agency__slug=happening.agency)
        rows = rows.filter(Q(sent_at=self.sent_at) | Q(delegated_from__sent_at=self.sent_at))
        if happening.theme is not None:
            rows = rows.filter(duty__theme__position=happening.theme)
        return list(rows.select_related("agency", "duty__theme__programme").order_by("duty__theme__position", "pk"))


def sending_moments(at: datetime) -> tuple[datetime, datetime]:
    """Return when the earlier duties and the recent ones are sent: in 2023, and ten working days before `at`."""
    today = timezone.localdate(at)
    return _moment(_EARLIER_DAY), _moment(working_calendar().shifted(today, -_RECENT_WORKING_DAYS))


def _moment(day: date) -> datetime:
    return datetime.combine(day, _SENDING_HOUR, timezone.get_default_timezone())


@transaction.atomic
def send_all(programme: Programme, *, officer: User, at: datetime) -> int:
    """Return how many drafts were sent: those of the earlier course in 2023, all others ten working days ago, some with
    a due date in working days. None the second time.
    """
    drafts = Assignment.objects.of_programme(programme).filter(state=State.DRAFTED)
    earlier_at, recent_at = sending_moments(at)
    sent = 0
    for happening in EARLIER:
        duty = {"agency__slug": happening.agency, "duty__theme__position": happening.theme or 0}
        first = drafts.filter(**duty).order_by("pk")[:1]
        keys = list(first.values_list("pk", flat=True)) if happening.does == "receive" else []
        sent += actions.send_assignments(assignments=keys, by=officer, at=earlier_at)
    for position, days in DUE_WORKING_DAYS.items():
        keys = list(drafts.filter(duty__theme__position=position, due_date=None).values_list("pk", flat=True))
        actions.edit_assignments(assignments=keys, edit=Edit(due_working_days=days), by=officer, at=recent_at)
    keys = list(drafts.values_list("pk", flat=True))
    return sent + actions.send_assignments(assignments=keys, by=officer, at=recent_at)


@transaction.atomic
def take_course(programme: Programme, *, officer: User) -> int:
    """Return how many acts were taken on the duties as they were sent; none the second time."""
    moments = Assignment.objects.of_programme(programme).values_list("sent_at", flat=True).distinct().order_by()
    sendings = sorted(moment for moment in moments if moment)[:2]
    if AuditEntry.objects.filter(act="demo.take_course", subject_id=str(programme.pk)).exists() or len(sendings) < 2:
        return 0
    taken = 0
    for sent_at, happenings in zip(sendings, (EARLIER, RECENT), strict=True):
        scene = _Scene(programme, officer, sent_at)
        for place, happening in enumerate(happenings):
            rows = scene.assignments(happening)
            for row in rows:
                _DOES[happening.does](scene, happening, row, scene.moment(happening, place))
            taken += len(rows)
    record_act("demo.take_course", subject=programme, by=None, at=sendings[-1], detail={"acts": taken})
    return taken


def _speaker(agency: Agency) -> Actor:
    """Return who acts for an agency: its officer with an account, else whoever holds its receipt link."""
    found = next((one for one in ACCOUNTS if one.agency == agency.slug and one.role is Role.FOCAL_OFFICER), None)
    return User.objects.get(username=found.username) if found else f"liên kết của {agency.short_name}"


def _receive(scene: _Scene, happening: Happening, row: Assignment, at: datetime) -> None:
    actions.receive_assignment(assignment=row, for_agency=row.agency, by=_speaker(row.agency), at=at)


def _refuse(scene: _Scene, happening: Happening, row: Assignment, at: datetime) -> None:
    speaker = _speaker(row.agency)
    actions.refuse_assignment(assignment=row, for_agency=row.agency, reason=happening.words, by=speaker, at=at)


def _prove(scene: _Scene, happening: Happening, row: Assignment, at: datetime) -> None:
    url = _article_of(row)
    if url:
        proof = NewProof(key=f"minh-hoa-{row.pk}-{happening.day}", url=url, note=happening.words)
        speaker = _speaker(row.agency)
        actions.prove_assignment(assignment=row, for_agency=row.agency, proof=proof, by=speaker, at=at)


def _article_of(row: Assignment) -> str | None:
    """Return the address of an illustrative article of the agency, or of the one above it: on the theme, else any."""
    agencies = [row.agency_id, row.agency.parent_id] if row.delegated_from_id else [row.agency_id]
    articles = Article.objects.filter(source__agency__in=agencies, source__illustrative=True).select_related("page")
    on_theme = articles.filter(matches__theme=row.duty.theme).order_by("-matches__score", "pk").first()
    article = on_theme or articles.order_by("pk").first()
    return article.page.url if article else None


def _delegate(scene: _Scene, happening: Happening, row: Assignment, at: datetime) -> None:
    below = Agency.objects.filter(slug=happening.to).first()
    if below is not None:
        give_contacts([below], at=at)
        speaker = _speaker(row.agency)
        actions.delegate_assignment(
            assignment=row, for_agency=row.agency, to=below, note=happening.words, by=speaker, at=at
        )


def _extend(scene: _Scene, happening: Happening, row: Assignment, at: datetime) -> None:
    wanted = (row.due_date or timezone.localdate(at)) + timedelta(days=happening.days)
    actions.ask_extension(
        assignment=row,
        for_agency=row.agency,
        wanted_date=wanted,
        reason=happening.words,
        by=_speaker(row.agency),
        at=at,
    )


def _answer(scene: _Scene, happening: Happening, row: Assignment, at: datetime) -> None:
    asked = row.extensions.filter(decision=Extension.Decision.WAITING).first()
    if asked is not None:
        granted = asked.wanted_date if happening.does == "grant" else None
        actions.decide_extension(extension=asked, granted_date=granted, reason=happening.words, by=scene.officer, at=at)


def _confirm(scene: _Scene, happening: Happening, row: Assignment, at: datetime) -> None:
    if row.state == State.FULFILLED:
        actions.confirm_assignment(assignment=row, by=scene.officer, at=at)


def _return(scene: _Scene, happening: Happening, row: Assignment, at: datetime) -> None:
    if row.state == State.FULFILLED:
        actions.return_assignment(assignment=row, reason=happening.words, by=scene.officer, at=at)


def _cancel(scene: _Scene, happening: Happening, row: Assignment, at: datetime) -> None:
    actions.cancel_assignment(assignment=row, reason=happening.words, by=scene.officer, at=at)


_DOES: dict[str, Callable[[_Scene, Happening, Assignment, datetime], None]] = {
    "receive": _receive,
    "refuse": _refuse,
    "prove": _prove,
    "delegate": _delegate,
    "extend": _extend,
    "grant": _answer,
    "decline": _answer,
    "confirm": _confirm,
    "return": _return,
    "cancel": _cancel,
}
