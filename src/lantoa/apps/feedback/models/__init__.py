"""Feedback and supervision: what citizens report, who answers for it by when, and how it went."""

from lantoa.apps.feedback.models.feedback import Attachment, Feedback, FeedbackContact
from lantoa.apps.feedback.models.kept import AgencyMonth, KeptMonth, TouchedMonth
from lantoa.apps.feedback.models.routing import ClockRule, RoutingRule
from lantoa.apps.feedback.models.steps import FeedbackStep, Handover

__all__ = [
    "AgencyMonth", "Attachment", "ClockRule", "Feedback", "FeedbackContact", "FeedbackStep", "Handover", "KeptMonth",
    "RoutingRule", "TouchedMonth",
]  # fmt: skip
