"""Assignments for tests: sent, unless a trait says how far they have come."""

from datetime import UTC, datetime, timedelta
from typing import Any

import factory

from lantoa.apps.agencies.factories import AgencyFactory
from lantoa.apps.assignments.models import Assignment, ReceiptLink
from lantoa.apps.directives.factories import DutyFactory, ProgrammeFactory

AT = datetime(2023, 4, 10, 2, 0, tzinfo=UTC)


class AssignmentFactory(factory.django.DjangoModelFactory[Assignment]):
    class Meta:
        model = Assignment

    class Params:
        received = factory.Trait(state=Assignment.State.RECEIVED, received_at=AT)
        drafted = factory.Trait(state=Assignment.State.DRAFTED, sent_at=None)
        fulfilled = factory.Trait(state=Assignment.State.FULFILLED, received_at=AT, fulfilled_at=AT)
        confirmed = factory.Trait(state=Assignment.State.CONFIRMED, received_at=AT, confirmed_at=AT)

    duty = factory.SubFactory(DutyFactory)
    agency = factory.SubFactory(AgencyFactory)
    state = Assignment.State.SENT
    sent_at = AT


# The moments that the database asks for in each state.
_MOMENTS = {
    Assignment.State.DRAFTED: {"sent_at": None},
    Assignment.State.SENT: {},
    Assignment.State.RECEIVED: {"received_at": AT},
    Assignment.State.EXTENSION_ASKED: {"received_at": AT},
    Assignment.State.DELEGATED: {"received_at": AT},
    Assignment.State.FULFILLED: {"received_at": AT, "fulfilled_at": AT},
    Assignment.State.RETURNED: {"received_at": AT, "reason": "Thiếu liên kết."},
    Assignment.State.REFUSED: {"received_at": AT, "reason": "Không thuộc chức năng."},
    Assignment.State.CONFIRMED: {"received_at": AT, "fulfilled_at": AT, "confirmed_at": AT},
    Assignment.State.CANCELLED: {"reason": "Giao nhầm."},
}


def assignment_in(state: str, **values: Any) -> Assignment:
    """Return an assignment in the state, with the moments and the reason that go with it."""
    found: Assignment = AssignmentFactory(state=state, **{**_MOMENTS[Assignment.State(state)], **values})
    return found


class ReceiptLinkFactory(factory.django.DjangoModelFactory[ReceiptLink]):
    """A link made at AT that lives for two weeks and that nobody has opened."""

    class Meta:
        model = ReceiptLink

    class Params:
        revoked = factory.Trait(revoked_at=AT)

    agency = factory.SubFactory(AgencyFactory)
    programme = factory.SubFactory(ProgrammeFactory, confirmed=True)
    sent_to = "daumoi@hailang.example"
    made_at = AT
    expires_at = factory.LazyAttribute(lambda row: row.made_at + timedelta(days=14))
