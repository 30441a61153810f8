"""One story in many forms: a tab for each, beside the story; what has grown stale; the forms as files."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods
from wagtail import hooks

from lantoa.apps.accounts.rights import open_to
from lantoa.apps.accounts.roles import STAFF
from lantoa.apps.base.backoffice import office_page, page_of
from lantoa.apps.base.convert import ConversionFailed
from lantoa.apps.newsroom.actions.adaptations import (
    CannotAdapt,
    approve_form,
    change_form,
    keep_form,
    make_form,
    remove_form,
)
from lantoa.apps.newsroom.forms.adaptations import AdaptationForm, StaleFilterForm
from lantoa.apps.newsroom.models import Adaptation, StoryFigure, StoryPage
from lantoa.apps.newsroom.presenters.adaptations import (
    FILES,
    SHAPES,
    as_docx,
    as_text,
    card_png,
    card_svg,
    file_name,
    left_to_decide,
    length_words,
    message_texts,
    state_words,
)
from lantoa.apps.newsroom.queries import portals_seen_by
from lantoa.apps.newsroom.queries.adaptations import (
    FORMS,
    FORMS_BY_KEY,
    Form,
    FormState,
    forms_of,
    stale_forms,
    versions_of,
)
from lantoa.apps.newsroom.queries.stories import stories_seen_by
from lantoa.apps.newsroom.queries.story_text import story_text
from lantoa.core.charts import ChartError

ICON = "copy"
TITLE = "Các dạng của bài"
_DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
_TYPES = {"txt": "text/plain; charset=utf-8", "docx": _DOCX, "svg": "image/svg+xml", "png": "image/png"}


def _readable(request: HttpRequest, pk: int) -> StoryPage:
    """Return a story that the user may look at: of a portal seen, or one that Wagtail lets the user edit."""
    story: StoryPage = get_object_or_404(StoryPage, pk=pk)
    seen = stories_seen_by(request.user).filter(pk=pk).exists()
    if not seen and not story.permissions_for_user(request.user).can_edit():
        raise Http404
    return story


def _chosen(word: str | None) -> Form:
    return FORMS_BY_KEY.get(word or "", FORMS[0])


@require_http_methods(["GET", "POST"])
@open_to(STAFF)
def story_forms(request: HttpRequest, pk: int) -> HttpResponseBase:
    """Show the forms of a story beside its text; whoever edits the story makes and changes them here.

    Other screens add their ways by the hook `lantoa_story_links` (request, story) -> [(words, address)].
    """
    if request.method == "POST":
        story: StoryPage = get_object_or_404(StoryPage, pk=pk)
        if not story.permissions_for_user(request.user).can_edit():
            raise PermissionDenied("Chỉ người sửa được bài mới soạn được các dạng của bài.")
        return _acted(request, story)
    return _page(request, _readable(request, pk), _chosen(request.GET.get("dang")), None)


def _page(request: HttpRequest, story: StoryPage, form: Form, filled: AdaptationForm | None) -> HttpResponseBase:
    versions, now = versions_of(story), timezone.now()
    states = forms_of(story, versions)
    state = next(one for one in states if one.form == form)
    made, portal = state.adaptation, story.portal()
    permissions = story.permissions_for_user(request.user)
    figures = _figures(story, form)
    context: dict[str, Any] = {
        "story": story,
        "portal": portal,
        "links": [link for hook in hooks.get_hooks("lantoa_story_links") for link in hook(request, story)],
        "tabs": [(one, state_words(one)) for one in states],
        "state": state,
        "made": made,
        "versions": versions,
        "said": story_text(versions.approved, at=now),
        "may_edit": permissions.can_edit(),
        "may_approve": permissions.can_publish(),
        "figures": figures,
        "form": filled or AdaptationForm(adaptation=made, kind=form.kind, figures=figures),
    }
    if made:
        context |= _about(made, state)
    trail = [("Bài cần xem lại các dạng", reverse("newsroom:stale-forms"))]
    status = 422 if filled else 200
    title = f"{TITLE}: {story.title}"
    return office_page(
        request, "newsroom/story_forms.html", context, title=title, icon=ICON, trail=trail, status=status
    )


def _about(made: Adaptation, state: FormState) -> dict[str, Any]:
    found: dict[str, Any] = {
        "length": length_words(made),
        "status": state_words(state),
        "files": FILES[Adaptation.Kind(made.kind)],
    }
    if made.kind == Adaptation.Kind.MESSAGE:
        found["texts"] = message_texts(made)
    if made.kind == Adaptation.Kind.LOUDSPEAKER:
        found["undecided"] = left_to_decide(made)
    return found


def _figures(story: StoryPage, form: Form) -> list[StoryFigure]:
    if form.kind != Adaptation.Kind.CARD:
        return []
    return list(StoryFigure.objects.filter(portal=story.portal()).order_by("title", "pk"))


def _acted(request: HttpRequest, story: StoryPage) -> HttpResponseBase:
    """Do what was asked, say what came of it, and lead back to the tab."""
    form = _chosen(request.POST.get("dang"))
    made = story.adaptations.filter(kind=form.kind, words=form.words).first()
    filled: AdaptationForm | None = None
    if request.POST.get("act") == "save" and made:
        filled = AdaptationForm(request.POST, adaptation=made, kind=form.kind, figures=_figures(story, form))
        if not filled.is_valid():
            return _page(request, story, form, filled)
    try:
        messages.success(request, _done(request, story, form, made, filled))
    except CannotAdapt as problem:
        messages.error(request, str(problem))
    return redirect(f"{reverse('newsroom:story-forms', args=[story.pk])}?dang={form.key}")


def _done(
    request: HttpRequest, story: StoryPage, form: Form, made: Adaptation | None, filled: AdaptationForm | None
) -> str:
    who: dict[str, Any] = {"by": request.user, "at": timezone.now()}
    act = request.POST.get("act", "")
    if act in {"make", "make-draft"}:
        figure = next((one for one in _figures(story, form) if str(one.pk) == request.POST.get("figure")), None)
        make_form(story=story, form=form, from_draft=act == "make-draft", figure=figure, **who)
        return "Đã soạn bản nháp từ bài; hãy đọc lại trước khi dùng."
    if made is None:
        raise CannotAdapt("Dạng này chưa được soạn.")
    if act == "save" and filled:
        change_form(adaptation=made, **filled.values(), **who)
        return "Đã lưu."
    if act == "keep":
        keep_form(adaptation=made, **who)
        return "Đã ghi: dạng này vẫn đúng với bài hiện nay."
    if act == "approve":
        if not story.permissions_for_user(request.user).can_publish():
            raise CannotAdapt("Chỉ người được đăng bài mới duyệt được.")
        approve_form(adaptation=made, **who)
        return "Đã duyệt dạng này."
    if act == "remove":
        remove_form(adaptation=made, **who)
        return "Đã bỏ dạng này."
    raise CannotAdapt("Không rõ việc cần làm; hãy bấm lại nút trên trang.")


@open_to(STAFF)
def story_form_file(request: HttpRequest, pk: int, key: str, ending: str) -> HttpResponseBase:
    """Hand out one form as a file; a card in the shape that ?co= names."""
    story, form = _readable(request, pk), FORMS_BY_KEY.get(key)
    if form is None or ending not in FILES[Adaptation.Kind(form.kind)]:
        raise Http404
    made = get_object_or_404(story.adaptations.select_related("figure"), kind=form.kind, words=form.words)
    made.story = story
    shape = request.GET.get("co", "vuong") if form.kind == Adaptation.Kind.CARD else ""
    if shape and shape not in SHAPES:
        raise Http404
    try:
        content = _content(made, ending, shape)
    except (ChartError, ConversionFailed) as problem:
        messages.error(request, str(problem))
        return redirect(f"{reverse('newsroom:story-forms', args=[pk])}?dang={key}")
    answer = HttpResponse(content, content_type=_TYPES[ending])
    way = "inline" if "xem" in request.GET else "attachment"
    answer["Content-Disposition"] = f'{way}; filename="{file_name(made, ending, shape=shape)}"'
    answer["Content-Security-Policy"] = "default-src 'none'; style-src 'unsafe-inline'"
    return answer


def _content(made: Adaptation, ending: str, shape: str) -> bytes | str:
    if shape:
        svg = card_svg(made, made.story.portal(), shape=shape, at=timezone.now())
        return card_png(svg, shape=shape) if ending == "png" else svg
    return as_docx(made) if ending == "docx" else as_text(made)


@open_to(STAFF)
def stale(request: HttpRequest) -> HttpResponseBase:
    """List the forms whose story has changed since they were made or compared."""
    form = StaleFilterForm(request.GET, portals=list(portals_seen_by(request.user)))
    rows = form.narrowed(stale_forms(request.user, form.portal()))
    context = {"form": form, "page": page_of(rows, request)}
    return office_page(request, "newsroom/stale_forms.html", context, title="Các dạng cần xem lại", icon=ICON)
