"""What the citizen does on the page behind the secret address: supplies, reopens, judges, withdraws the contact."""

from datetime import datetime

from django.db import transaction
from django.http import HttpRequest, HttpResponseBase
from django.utils import timezone

from lantoa.apps.accounts.rights import open_to_all
from lantoa.apps.base.limits import take
from lantoa.apps.feedback.actions.citizen import judge, reopen, supply
from lantoa.apps.feedback.actions.erasing import withdraw_contact
from lantoa.apps.feedback.actions.moderation import CannotModerate, part_feedback
from lantoa.apps.feedback.actions.sending import add_files
from lantoa.apps.feedback.actions.stepping import CITIZEN, CannotHandle
from lantoa.apps.feedback.forms.files import GivenFiles, given_files
from lantoa.apps.feedback.links import following_path
from lantoa.apps.feedback.models import Attachment, Feedback
from lantoa.apps.feedback.states import Act
from lantoa.apps.feedback.views.citizen_pages import citizen_page, to_page
from lantoa.apps.feedback.views.following import DAY, feedback_page, followed, words_form

_ACTS_A_DAY = 30
_MOST_FILES = 20
_BUSY = "Phản ánh này đã được bổ sung, đánh giá rất nhiều lần trong hôm nay; hãy quay lại vào ngày mai."


def _may_act(feedback: Feedback, at: datetime) -> bool:
    return take("feedback-acts", feedback.code, most=_ACTS_A_DAY, seconds=DAY, at=at)


@open_to_all
@followed("POST", "GET", "HEAD")
def supply_more(request: HttpRequest, feedback: Feedback) -> HttpResponseBase:
    """Take what was asked for: words, photos, or both."""
    if request.method != "POST":
        return to_page(following_path(feedback))
    at, form = timezone.now(), words_form(Act.SUPPLY, request.POST)
    if not _may_act(feedback, at):
        return feedback_page(request, feedback, wrong=form, act=Act.SUPPLY, refused=_BUSY, status=429)
    files = given_files(request, voice=False)
    if not form.is_valid() or files.problems:
        return feedback_page(request, feedback, wrong=form, act=Act.SUPPLY, files=files, status=422)
    words = form.cleaned_data["words"]
    if not words and files.photos:
        words = f"Gửi thêm {len(files.photos)} ảnh."
    try:
        _supply(feedback, words, files, key=form.cleaned_data["key"], at=at)
    except CannotHandle as error:
        refused = str(error)
        return feedback_page(request, feedback, wrong=form, act=Act.SUPPLY, files=files, refused=refused, status=422)
    return to_page(f"{following_path(feedback)}?da=bo-sung")


@transaction.atomic
def _supply(feedback: Feedback, words: str, files: GivenFiles, *, key: str, at: datetime) -> None:
    step = supply(feedback=feedback, words=words, key=key, at=at)
    room = _MOST_FILES - Attachment.objects.filter(feedback=feedback).count()
    if step.at == at:  # not the step of an earlier press, which had its files
        add_files(feedback, files.photos[: max(room, 0)], at=at)


@open_to_all
@followed("POST", "GET", "HEAD")
def open_again(request: HttpRequest, feedback: Feedback) -> HttpResponseBase:
    """Open it again, with what is not solved."""
    if request.method != "POST":
        return to_page(following_path(feedback))
    at, form = timezone.now(), words_form(Act.REOPEN, request.POST)
    if not _may_act(feedback, at):
        return feedback_page(request, feedback, wrong=form, act=Act.REOPEN, refused=_BUSY, status=429)
    if not form.is_valid():
        return feedback_page(request, feedback, wrong=form, act=Act.REOPEN, status=422)
    try:
        reopen(feedback=feedback, words=form.cleaned_data["words"], key=form.cleaned_data["key"], at=at)
    except CannotHandle as error:
        return feedback_page(request, feedback, wrong=form, act=Act.REOPEN, refused=str(error), status=422)
    return to_page(f"{following_path(feedback)}?da=mo-lai")


@open_to_all
@followed("POST", "GET", "HEAD")
def say_solved(request: HttpRequest, feedback: Feedback) -> HttpResponseBase:
    """Take whether it is solved; said again, the last word counts."""
    if request.method != "POST":
        return to_page(following_path(feedback))
    at, form = timezone.now(), words_form(Act.JUDGE, request.POST)
    if not _may_act(feedback, at):
        return feedback_page(request, feedback, wrong=form, act=Act.JUDGE, refused=_BUSY, status=429)
    if not form.is_valid():
        return feedback_page(request, feedback, wrong=form, act=Act.JUDGE, status=422)
    given = form.cleaned_data
    try:
        judge(feedback=feedback, solved=given["solved"], words=given["words"], key=given["key"], at=at)
    except CannotHandle as error:
        return feedback_page(request, feedback, wrong=form, act=Act.JUDGE, refused=str(error), status=422)
    return to_page(f"{following_path(feedback)}?da=danh-gia")


@open_to_all
@followed("POST", "GET", "HEAD")
def part_again(request: HttpRequest, feedback: Feedback) -> HttpResponseBase:
    """Let a joined piece go its own way: its citizen says that it is another matter."""
    if request.method == "POST":
        try:
            part_feedback(feedback=feedback, version=feedback.version, by=CITIZEN, at=timezone.now())
        except CannotModerate as error:
            return feedback_page(request, feedback, refused=str(error), status=422)
    return to_page(following_path(feedback))


@open_to_all
@followed("GET", "HEAD", "POST")
def erase_contact(request: HttpRequest, feedback: Feedback) -> HttpResponseBase:
    """Ask once, then erase name and contact; a second press finds nothing left and says the same."""
    if request.method != "POST":
        return citizen_page(request, "feedback/erase_contact.html", {"path": following_path(feedback)})
    withdraw_contact(feedback=feedback, by=CITIZEN, at=timezone.now())
    return to_page(f"{following_path(feedback)}?da=xoa-lien-he")
