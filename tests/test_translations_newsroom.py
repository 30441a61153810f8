"""Nothing in English on the screens where stories are written, passed on, and kept with their pictures and files."""

import json
import re
from collections.abc import Iterator
from datetime import datetime
from typing import Any

import pytest
from conftest import NOW, Cast, make_cast
from django.core.files.base import ContentFile
from django.test import Client
from pytest_django import DjangoDbBlocker
from wagtail.documents.models import Document
from wagtail.images.models import Image
from wagtail.images.tests.utils import get_test_image_file
from wagtail.models import Collection, Comment, Workflow

from lantoa.apps.accounts.models import User
from lantoa.apps.directives.factories import ProgrammeFactory, ThemeFactory
from lantoa.apps.newsroom.factories import make_column, make_event, make_info, make_portal, make_story
from lantoa.apps.newsroom.models import ReviewStep
from rights.stage import undone
from wording import english_of

_PAGES = [
    "pages/",
    "pages/{portal}/",
    "pages/{portal}/edit/",
    "pages/{portal}/add_subpage/",
    "pages/{column}/",
    "pages/{column}/?q=bai",
    "pages/{column}/edit/",
    "pages/{column}/add_subpage/",
    "pages/add/newsroom/storypage/{column}/",
    "pages/add/newsroom/eventpage/{portal}/",
    "pages/add/newsroom/infopage/{portal}/",
    "pages/add/newsroom/columnpage/{portal}/",
    "pages/{story}/edit/",
    "pages/{draft}/edit/",
    "pages/{event}/edit/",
    "pages/{info}/edit/",
    "pages/{story}/history/",
    "pages/{draft}/history/",
    "pages/{draft}/workflow_history/",
    "pages/{draft}/workflow_history/detail/{workflow_state}/",
    "pages/{story}/revisions/compare/earliest...latest/",
    "pages/{story}/revisions/{revision}/revert/",
    "pages/{story}/usage/",
    "pages/{story}/delete/",
    "pages/{story}/unpublish/",
    "pages/{story}/copy/",
    "pages/{story}/move/",
    "pages/search/?q=bai",
    "pages/usage/newsroom/storypage/",
    "workflows/list/",
    "workflows/add/",
    "workflows/edit/{workflow}/",
    "workflows/usage/{workflow}/",
    "workflows/disable/{workflow}/",
    "workflows/tasks/index/",
    "workflows/tasks/select_type/",
    "workflows/tasks/edit/{task}/",
    "workflows/tasks/disable/{task}/",
    "workflows/tasks/add/newsroom/reviewstep/",
    "reports/locked/",
    "reports/workflow/",
    "reports/workflow_tasks/",
    "reports/site-history/",
    "reports/aging-pages/",
    "reports/page-types-usage/",
    "images/",
    "images/?q=anh",
    "images/add/",
    "images/multiple/add/",
    "images/{image}/",
    "images/{image}/delete/",
    "images/usage/{image}/",
    "documents/",
    "documents/add/",
    "documents/multiple/add/",
    "documents/edit/{document}/",
    "documents/delete/{document}/",
    "documents/usage/{document}/",
    "collections/",
    "collections/add/",
    "collections/{collection}/",
    "collections/{collection}/delete/",
    "sites/",
    "sites/new/",
    "groups/",
    "users/new/",
]
# Small windows that open over a screen: parts of a page, some of them JSON that a script shows.
_WINDOWS = [
    "choose-page/",
    "choose-page/{portal}/",
    "choose-external-link/",
    "choose-email-link/",
    "choose-phone-link/",
    "choose-anchor-link/",
    "images/chooser/",
    "documents/chooser/",
    "pages/{story}/privacy/",
    "collections/{collection}/privacy/",
    "workflows/task_chooser/",
    "pages/workflow/confirm_cancellation/{draft}/",
    "pages/workflow/action/{draft}/approve/{task_state}/",
    "pages/workflow/action/{draft}/reject/{task_state}/",
]

# Wagtail's name of a button that only readers of screens meet, written in a template that leaves no place to change it.
_HARD_CODED = {"Search"}
# Wagtail leaves the file of a new rendition to the collector of rubbish.
pytestmark = [
    pytest.mark.django_db,
    pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning"),
]


@pytest.fixture(scope="module")
def places(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[dict[str, Any]]:
    """The keys of a portal with a story in print, one at its first step, a picture, a file, a comment: set up once."""
    with django_db_blocker.unblock(), undone():
        yield _set_up(make_cast(), NOW)


@pytest.fixture
def office(client: Client, places: dict[str, Any]) -> Client:
    """The back office as the administrator sees it."""
    client.force_login(User.objects.get(pk=places["administrator"]))
    return client


def _set_up(cast: Cast, now: datetime) -> dict[str, Any]:
    ThemeFactory(programme=ProgrammeFactory(confirmed=True))
    portal = make_portal(agency=cast.agency, at=now)
    column = make_column(portal)
    story = make_story(column, at=now)
    story.title = "Bài đã sửa tiêu đề"
    revision = story.save_revision(user=cast.administrator)
    Comment.objects.create(page=story, user=cast.administrator, text="Nói rõ hơn.", contentpath="lead")
    draft = make_story(column, live=False, slug="dang-lam", title="Bài đang làm")
    state = portal.get_workflow().start(draft, cast.administrator)
    image = Image.objects.create(title="Ảnh thử", file=get_test_image_file())
    document = Document.objects.create(title="Tệp thử", file=ContentFile(b"chu", name="tep.txt"))
    return {
        "administrator": cast.administrator.pk,
        "portal": portal.pk,
        "column": column.pk,
        "story": story.pk,
        "revision": revision.pk,
        "draft": draft.pk,
        "workflow_state": state.pk,
        "task_state": state.current_task_state.pk,
        "event": make_event(portal, starts_at=now).pk,
        "info": make_info(portal, slug="tro-giup").pk,
        "workflow": Workflow.objects.get(name__contains=portal.title).pk,
        "task": ReviewStep.objects.order_by("pk")[0].pk,
        "image": image.pk,
        "document": document.pk,
        "collection": Collection.objects.get(name__contains=portal.slug).pk,
    }


class TestScreens:
    @pytest.mark.parametrize("page", _PAGES)
    def test_hold_no_english(self, page: str, office: Client, places: dict[str, Any]) -> None:
        answer = office.get("/quan-tri/" + page.format(**places))
        assert answer.status_code == 200, answer
        assert english_of(answer.content.decode()) == []

    @pytest.mark.parametrize("page", _WINDOWS)
    def test_open_windows_without_english(self, page: str, office: Client, places: dict[str, Any]) -> None:
        answer = office.get("/quan-tri/" + page.format(**places))
        assert answer.status_code == 200, answer
        text = answer.content.decode()
        shown = json.loads(text).get("html") or "" if text.startswith("{") else text
        found = english_of(f"<div>Đ {re.sub('<!--.*?-->', '', shown)}</div>")
        assert [words for words in found if words not in _HARD_CODED] == []
