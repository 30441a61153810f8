"""One piece of feedback for officers: what was said, files, clock, history, and every step as a short form."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from lantoa.apps.accounts.rights import open_to
from lantoa.apps.accounts.roles import roles_of
from lantoa.apps.agencies.queries import agency_of
from lantoa.apps.feedback.actions.contacts import open_contact
from lantoa.apps.feedback.actions.handling import (
    CannotHandle,
    acknowledge,
    answer,
    ask_back,
    close,
    extend,
    forward,
    note,
    refuse,
)
from lantoa.apps.feedback.actions.handovers import see_handovers
from lantoa.apps.feedback.actions.transcripts import write_transcript
from lantoa.apps.feedback.forms.acts import TITLES, ActForm, ContactForm, TranscriptForm
from lantoa.apps.feedback.models import Attachment, Feedback
from lantoa.apps.feedback.presenters.work import (
    acts_now,
    due_words,
    flag_words,
    history_lines,
    is_late,
)
from lantoa.apps.feedback.queries.keepers import (
    FEEDBACK_KEEPERS,
    FEEDBACK_READERS,
    MODERATORS,
    feedback_seen_by,
    may_handle,
)
from lantoa.apps.feedback.queries.work import handovers_of, steps_of
from lantoa.apps.feedback.states import Act
from lantoa.apps.feedback.store import attachment_answer
from lantoa.apps.feedback.views.desk import may_print
from lantoa.apps.feedback.views.found import feedback_page, feedback_trail, own_feedback, seen_feedback, who

_ACTIONS: dict[Act, Callable[..., Any]] = {
    Act.ACKNOWLEDGE: acknowledge,
    Act.ANSWER: answer,
    Act.ASK_BACK: ask_back,
    Act.FORWARD: forward,
    Act.EXTEND: extend,
    Act.CLOSE: close,
    Act.REFUSE: refuse,
    Act.NOTE: note,
}


@require_safe
@open_to(FEEDBACK_READERS)
def one(request: HttpRequest, pk: int) -> HttpResponseBase:
    """Show one piece of feedback; that an officer of its agency opened it, shows on the hand-over."""
    found = seen_feedback(request, pk)
    see_handovers(feedback=found, agency=agency_of(request.user), at=timezone.now())
    return page_of_one(request, found)


def act_view(act: Act) -> Callable[..., HttpResponseBase]:
    """Return the view that takes one kind of step."""

    @require_POST
    @open_to(FEEDBACK_KEEPERS)
    def take(request: HttpRequest, pk: int) -> HttpResponseBase:
        found = own_feedback(request, pk)
        form = ActForm(act, request.POST, version=found.version, on=timezone.localdate())
        if form.is_valid():
            try:
                _ACTIONS[act](feedback=found, **form.values, **who(request))
            except CannotHandle as error:
                form.add_error(None, str(error))
            else:
                messages.success(request, f"{found.code}: đã ghi “{TITLES[act].lower()}”.")
                return redirect("feedback:one", pk) if may_handle(request.user, found) else redirect("feedback:board")
        return page_of_one(request, seen_feedback(request, pk), typed=form, status=422)

    take.__name__ = act.value
    return take


@require_POST
@open_to(FEEDBACK_KEEPERS)
def contact(request: HttpRequest, pk: int) -> HttpResponseBase:
    """Show who sent it, once a reason is given; every look is noted and none is kept by a cache."""
    found = own_feedback(request, pk)
    if not hasattr(found, "contact"):
        raise Http404("Phản ánh này không có liên hệ.")
    form = ContactForm(request.POST)
    opened = None
    if form.is_valid():
        opened = open_contact(feedback=found, reason=form.cleaned_data["reason"], **who(request))
    shown = page_of_one(request, found, contact_form=form, opened=opened, status=200 if opened else 422)
    shown["Cache-Control"] = "no-store"
    return shown


@require_safe
@open_to(FEEDBACK_READERS)
def attachment(request: HttpRequest, pk: int) -> HttpResponseBase:
    """Give a photo or a voice note to whoever sees the feedback; nothing in it runs."""
    found = get_object_or_404(
        Attachment.objects.exclude(sha256="").filter(feedback__in=feedback_seen_by(request.user).order_by()), pk=pk
    )
    try:
        shown = attachment_answer(found)
    except FileNotFoundError as error:
        raise Http404("Tệp không còn trên máy chủ.") from error
    shown["Cache-Control"] = "private, no-store"
    return shown


@require_POST
@open_to(FEEDBACK_KEEPERS)
def transcript(request: HttpRequest, pk: int) -> HttpResponseBase:
    """Keep what somebody heard in a voice note."""
    file = get_object_or_404(Attachment, pk=pk, kind=Attachment.Kind.VOICE)
    found = own_feedback(request, file.feedback_id)
    form = TranscriptForm(request.POST)
    if not form.is_valid():
        return page_of_one(request, found, status=422)
    write_transcript(attachment=file, transcript=form.cleaned_data["transcript"], **who(request))
    messages.success(request, "Đã lưu nội dung ghi âm.")
    return redirect("feedback:one", found.pk)


def page_of_one(
    request: HttpRequest, feedback: Feedback, *, typed: ActForm | None = None, contact_form: ContactForm | None = None,
    opened: Any = None, status: int = 200,
) -> HttpResponseBase:  # fmt: skip
    """Return the page of one piece of feedback, with the form that was typed where it was not taken."""
    today, may = timezone.localdate(), may_handle(request.user, feedback)
    acts = acts_now(feedback) if may else []
    context = {
        "feedback": feedback, "may_handle": may, "due": due_words(feedback, on=today),
        "late": is_late(feedback, on=today), "flags": flag_words(feedback),
        "history": history_lines(steps_of(feedback)),
        "handovers": handovers_of(feedback), "files": _files(feedback), "opened": opened,
        "forms": [_form(act, feedback, typed, today) for act in acts], "typed": typed,
        "contact_form": contact_form or ContactForm(), "has_contact": hasattr(feedback, "contact"),
        "may_print": may_print(request, feedback),
        "may_moderate": bool(roles_of(request.user) & MODERATORS),
    }  # fmt: skip
    return feedback_page(
        request, "feedback/one.html", context, title=feedback.code, trail=feedback_trail(), status=status
    )


def _form(act: Act, feedback: Feedback, typed: ActForm | None, today: Any) -> ActForm:
    """Return the form of the act; what was typed stays, and is good for the feedback as it is now."""
    if typed is None or typed.act != act:
        return ActForm(act, version=feedback.version, on=today)
    typed.data = {**typed.data.dict(), "version": feedback.version}  # type: ignore[attr-defined]
    return typed


def _files(feedback: Feedback) -> list[tuple[Attachment, TranscriptForm | None]]:
    return [
        (
            file,
            TranscriptForm(initial={"transcript": file.transcript}, auto_id=f"tep{file.pk}_%s")
            if file.kind == Attachment.Kind.VOICE
            else None,
        )
        for file in feedback.attachments.all()
    ]
