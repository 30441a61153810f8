"""What has happened in the illustrative newsroom: stories in other forms, an invited approver, digests read."""

import tomllib
from datetime import datetime, time, timedelta
from typing import Any

from django.db import transaction
from django.utils import timezone

from lantoa.apps.accounts.models import User
from lantoa.apps.agencies.models import Agency
from lantoa.apps.demo.newsroom import STORIES, themes_of
from lantoa.apps.directives.models import Programme, Theme
from lantoa.apps.newsroom.actions.adaptations import approve_form, make_form
from lantoa.apps.newsroom.actions.digest_receipts import read_digest
from lantoa.apps.newsroom.actions.digests import Content, Item, Question, save_digest, send_digest, start_digest
from lantoa.apps.newsroom.actions.review import invite_reviewer
from lantoa.apps.newsroom.models import Adaptation, InternalDigest, PortalPage, PortalStaff, ReviewLink, StoryPage
from lantoa.apps.newsroom.queries.adaptations import FORMS_BY_KEY

# Which stories stand in which other forms.
_FORMS = {
    "khai-sinh-qua-mang": ("print-300", "message", "loudspeaker", "digest"),
    "pci-61-26-diem-noi-gi": ("print-150", "card"),
}
_UNITS = ("Văn phòng", "Phòng Nghiệp vụ", "Thanh tra")
_SENT_ON_DAY = 26
_MORNING = time(8, 0)


def adapt_stories(*, by: User, at: datetime) -> int:
    """Return how many forms of stories were made now; all but the first of each story approved."""
    made = 0
    for slug, keys in _FORMS.items():
        story = StoryPage.objects.filter(slug=slug, illustrative=True).first()
        if story is None or Adaptation.objects.filter(story=story).exists():
            continue
        with transaction.atomic():
            for place, key in enumerate(keys):
                adaptation = make_form(story=story, form=FORMS_BY_KEY[key], by=by, at=at)
                if place:
                    approve_form(adaptation=adaptation, by=by, at=at)
                made += 1
    return made


def invite_approver(*, at: datetime) -> ReviewLink | None:
    """Return the link by which an invented leader without an account approves the story that waits for approval."""
    known = ReviewLink.objects.filter(purpose=ReviewLink.Purpose.APPROVE).order_by("pk").first()
    story = StoryPage.objects.filter(slug="tra-le-phi-qua-mang", illustrative=True).first()
    if known or story is None:
        return known
    portal: PortalPage = story.portal()
    approvers = portal.staff.filter(function=PortalStaff.Function.APPROVER).select_related("user").order_by("-pk")
    approver = approvers.first()
    if approver is None:
        return None
    return invite_reviewer(
        story=story,
        purpose=ReviewLink.Purpose.APPROVE,
        name="Đặng Thị Minh Họa",
        position="Phó Giám đốc Sở (nhân vật minh họa)",
        email="dang.minhhoa@lantoa.example",
        by=approver.user,
        at=at,
    )


def fill_digests(programme: Programme, *, by: User, at: datetime) -> int:
    """Return how many internal digests of the demonstration were made now."""
    themes = themes_of(programme)
    made = 0
    for given in tomllib.loads((STORIES / "digests.toml").read_text(encoding="utf-8"))["digest"]:
        agency = Agency.objects.get(slug=given["agency"])
        if InternalDigest.objects.filter(agency=agency, month=given["month"]).exists():
            continue
        with transaction.atomic():
            _make(agency, given, themes, by=by)
        made += 1
    return made


def _make(agency: Agency, given: dict[str, Any], themes: dict[int, Theme], *, by: User) -> None:
    """Write the digest as it was written in its month; send and read it unless it is a draft."""
    day = given["month"].replace(day=_SENT_ON_DAY)
    moment = timezone.make_aware(datetime.combine(day, _MORNING))
    digest = start_digest(agency=agency, month=given["month"], by=by, at=moment, illustrative=True)
    content = Content(
        title=digest.title,
        introduction=given["introduction"],
        officials=given.get("officials"),
        items=[_item(row, themes) for row in given["item"]],
        questions=[
            Question(row["text"], tuple(row["choices"]), row["right"], row["explanation"])
            for row in given.get("question", [])
        ],
    )
    digest = save_digest(digest=digest, content=content, by=by, at=moment)
    if given.get("draft"):
        return
    digest = send_digest(digest=digest, by=by, at=moment)
    for place, name in enumerate(given["readers"]):
        read_digest(
            digest=digest,
            name=f"{name} Minh Họa",
            unit=_UNITS[place % len(_UNITS)],
            answers=given["answers"][place % len(given["answers"])],
            at=moment + timedelta(hours=1 + place),
        )


def _item(row: dict[str, Any], themes: dict[int, Theme]) -> Item:
    story = StoryPage.objects.filter(slug=row["story"], illustrative=True).first()
    theme = themes.get(row["theme"])
    return Item(row["title"], row["text"], story.pk if story else None, theme.pk if theme else None)
