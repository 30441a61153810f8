"""Portals with their columns, stories in many forms, the way of a story to the public, internal digests."""

from lantoa.apps.newsroom.models.adaptation import Adaptation
from lantoa.apps.newsroom.models.digest import DigestItem, DigestQuestion, DigestReceipt, InternalDigest
from lantoa.apps.newsroom.models.figure import StoryFigure
from lantoa.apps.newsroom.models.library import LibraryDocument
from lantoa.apps.newsroom.models.planning import PlannedStory
from lantoa.apps.newsroom.models.portal import Accent, ColumnPage, InfoPage, PortalPage, PortalStaff, PublicPage
from lantoa.apps.newsroom.models.review import ReviewLink, ReviewRemark, ReviewStep, ReviewStepState
from lantoa.apps.newsroom.models.story import EventPage, StoryPage

__all__ = [
    "Accent",
    "Adaptation",
    "ColumnPage",
    "DigestItem",
    "DigestQuestion",
    "DigestReceipt",
    "EventPage",
    "InfoPage",
    "InternalDigest",
    "LibraryDocument",
    "PlannedStory",
    "PortalPage",
    "PortalStaff",
    "PublicPage",
    "ReviewLink",
    "ReviewRemark",
    "ReviewStep",
    "ReviewStepState",
    "StoryFigure",
    "StoryPage",
]
