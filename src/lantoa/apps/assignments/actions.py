"""Writes on assignments: give, receive, fulfil, reopen."""

from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from lantoa.apps.accounts.models import User
from lantoa.apps.agencies.models import Agency, AgencyKind
from lantoa.apps.agencies.queries import ResolvedRecipient, agencies_named
from lantoa.apps.assignments.models import Assignment
from lantoa.apps.base.actions import record_act
from lantoa.apps.directives.models import Duty, Programme
from lantoa.apps.directives.queries import resolved_recipients
from lantoa.core.officialdoc import Channel

# "Press" means paper and broadcaster alike; neither can do what only the other has the means for.
_NOT_THEIR_CHANNEL = {
    (AgencyKind.NEWSPAPER.value, Channel.BROADCAST.value),
    (AgencyKind.BROADCASTER.value, Channel.NEWSPAPER.value),
}


class CannotAssign(ValueError):
    """The duties cannot go out yet; the message, in Vietnamese, says why."""


class NotYourAssignment(PermissionError):
    """The assignment is another agency's."""


@dataclass(frozen=True, slots=True)
class Given:
    """What giving the duties did: how many assignments are new, and which recipients wait for a person's decision."""

    new: int
    unresolved: tuple[ResolvedRecipient, ...]


@transaction.atomic
def give_duties(*, programme: Programme, by: User, at: datetime) -> Given:
    """Return what was given: every duty of a confirmed programme to the agencies its recipient means; repeatable,
    nothing twice.

    CannotAssign while no person has confirmed the programme.
    """
    if programme.state != Programme.State.CONFIRMED:
        raise CannotAssign("Chương trình chưa được xác nhận; hãy xác nhận trước khi giao việc.")
    recipients = {resolved.words: resolved for resolved in resolved_recipients(programme)}
    issuers = _issuers(programme)
    before = Assignment.objects.of_programme(programme).count()
    Assignment.objects.bulk_create(
        (
            Assignment(duty=duty, agency=agency, sent_at=at)
            for duty in Duty.objects.filter(theme__programme=programme)
            for agency in recipients[duty.recipient].agencies
            if agency.pk not in issuers  # the issuer belongs to a class it addresses, but owes itself nothing
            and (agency.kind, duty.channel) not in _NOT_THEIR_CHANNEL
        ),
        ignore_conflicts=True,
        batch_size=500,
    )
    new = Assignment.objects.of_programme(programme).count() - before
    unresolved = tuple(resolved for resolved in recipients.values() if not resolved.agencies)
    if new:
        detail = {"new": new, "unresolved": [resolved.words for resolved in unresolved]}
        record_act("assignments.give_duties", subject=programme, by=by, at=at, detail=detail)
    return Given(new, unresolved)


def _issuers(programme: Programme) -> set[int]:
    """Return the keys of the agencies that go by the issuer's name, empty when the directive names none."""
    directive = programme.directive
    day = directive.date or directive.received_at.date()
    return {agency.pk for agency in agencies_named(directive.issuer, on=day)} if directive.issuer else set()


@transaction.atomic
def receive_assignment(*, assignment: Assignment, for_agency: Agency, by: User, at: datetime) -> Assignment:
    """Return the assignment, received by its agency; receiving twice changes nothing. NotYourAssignment for another
    agency.
    """
    assignment = Assignment.objects.select_for_update().get(pk=assignment.pk)
    if assignment.agency_id != for_agency.pk:
        raise NotYourAssignment("Việc này được giao cho cơ quan khác.")
    if assignment.state == Assignment.State.SENT:
        assignment.state, assignment.received_at = Assignment.State.RECEIVED, at
        assignment.save(update_fields=["state", "received_at"])
        record_act("assignments.receive_assignment", subject=assignment, by=by, at=at)
    return assignment


@transaction.atomic
def fulfil_assignment(*, assignment: Assignment, by: User, at: datetime) -> Assignment:
    """Return the assignment, fulfilled on a person's word; doing so twice changes nothing."""
    assignment = Assignment.objects.select_for_update().get(pk=assignment.pk)
    if assignment.state != Assignment.State.FULFILLED:
        assignment.state, assignment.fulfilled_at = Assignment.State.FULFILLED, at
        assignment.save(update_fields=["state", "fulfilled_at"])
        record_act("assignments.fulfil_assignment", subject=assignment, by=by, at=at)
    return assignment


@transaction.atomic
def reopen_assignment(*, assignment: Assignment, by: User, at: datetime) -> Assignment:
    """Return the assignment as it was before it was fulfilled; one that is not fulfilled stays as it is."""
    assignment = Assignment.objects.select_for_update().get(pk=assignment.pk)
    if assignment.state == Assignment.State.FULFILLED:
        received = assignment.received_at is not None
        assignment.state = Assignment.State.RECEIVED if received else Assignment.State.SENT
        assignment.fulfilled_at = None
        assignment.save(update_fields=["state", "fulfilled_at"])
        record_act("assignments.reopen_assignment", subject=assignment, by=by, at=at)
    return assignment
