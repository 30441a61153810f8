"""Feedback for tests: in each state, with or without a contact."""

from datetime import date, datetime
from typing import Any

from lantoa.apps.agencies.models import Agency
from lantoa.apps.feedback.models import ClockRule, Feedback, FeedbackContact, FeedbackStep
from lantoa.apps.privacy.contacts import contact_sha256, read_contact
from lantoa.apps.services.factories import SectorFactory


def make_clock_rule(**values: Any) -> ClockRule:
    """Return the clock of every kind of agency: two working days to acknowledge, ten to answer, five more once."""
    given = {"acknowledge_days": 2, "answer_days": 10, "extension_days": 5, "valid_from": date(2020, 1, 1)}
    rule: ClockRule = ClockRule.objects.create(**(given | values))
    return rule


def make_feedback(
    agency: Agency | None = None, *, at: datetime, contact: str = "", name: str = "", **values: Any
) -> Feedback:
    """Return a piece of feedback as it came in, with the contact apart where one is given."""
    place = Feedback.objects.count() + 1
    given: dict[str, Any] = {
        "code": f"PA-{place:04}-TEST", "key": f"phan-anh-{place}", "words": "Bộ phận một cửa trả hồ sơ trễ ba ngày.",
        "agency": agency, "sent_at": at, "anonymous": not contact,
    }  # fmt: skip
    if "sector" not in values:
        given["sector"] = SectorFactory()
    feedback: Feedback = Feedback.objects.create(**(given | values))
    FeedbackStep.objects.create(feedback=feedback, kind=FeedbackStep.Kind.SENT, at=at)
    if contact:
        kind, plain = read_contact(contact)
        FeedbackContact.objects.create(
            feedback=feedback, name=name, kind=kind, contact=plain, contact_sha256=contact_sha256(plain),
            consent_version="1", consented_at=at,
        )  # fmt: skip
    return feedback


def make_listed_feedback(agency: Agency | None = None, *, at: datetime, **values: Any) -> Feedback:
    """Return a piece of feedback that was answered and stands in the public list."""
    given = {
        "state": Feedback.State.ANSWERED, "answered_at": at, "listing": Feedback.Listing.LISTED, "listed_at": at,
        "public_title": "Trả hồ sơ trễ", "public_words": "Hồ sơ trả trễ ba ngày.",
        "public_answer": "Đã trả và xin lỗi.",
    }  # fmt: skip
    return make_feedback(agency, at=at, **(given | values))
