"""Questions proposed from a directive's or a story's own sentences: choose the text, read, tick, keep as drafts."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from lantoa.apps.accounts.rights import open_to
from lantoa.apps.base.backoffice import office_page
from lantoa.apps.contests.actions.questions import BadQuestion, store_questions
from lantoa.apps.contests.forms.bank import DrawForm
from lantoa.apps.contests.models import QuestionBank
from lantoa.apps.contests.queries.bank import WRITERS
from lantoa.apps.contests.queries.near_questions import near_of_each
from lantoa.apps.contests.queries.question_sources import (
    DIRECTIVE,
    STORY,
    SourceText,
    directives_named,
    source_text,
    stories_named,
)
from lantoa.apps.contests.question_content import LETTERS, QuestionContent
from lantoa.apps.contests.question_files.records import KINDS, key_words
from lantoa.apps.contests.views.bank import ICON, trail
from lantoa.core.analysis.near_questions import Asked

_TITLE = "Rút câu hỏi từ bài, văn bản"
_MOST_LISTED = 30


@open_to(WRITERS)
def choose_text(request: HttpRequest) -> HttpResponseBase:
    """List the directives and public stories that questions may be drawn from; found by words of number and title."""
    words = request.GET.get("tim", "").strip()[:200]
    context = {
        "words": words,
        "directives": directives_named(words)[:_MOST_LISTED],
        "stories": stories_named(words)[:_MOST_LISTED],
        "directive": DIRECTIVE,
        "story": STORY,
        "most": _MOST_LISTED,
    }
    return office_page(request, "contests/bank/choose_text.html", context, title=_TITLE, icon=ICON, trail=trail())


@require_http_methods(["GET", "POST"])
@open_to(WRITERS)
def draw_questions(request: HttpRequest, kind: str, pk: int) -> HttpResponseBase:
    """Show the questions that a text bears, each with its sentence; keep the ticked ones as drafts."""
    text = source_text(kind, pk, at=timezone.now(), today=timezone.localdate())
    posted = request.method == "POST"
    form = DrawForm(request.POST if posted else None, initial={"source": text.source})
    chosen = [place for place in range(len(text.proposals)) if request.POST.get(f"take_{place}")]
    if posted and not chosen:
        form.add_error(None, "Chưa chọn câu nào; hãy đánh dấu các câu muốn giữ.")
    if posted and form.is_valid():
        try:
            kept = _kept(request, text, form.cleaned_data, chosen)
        except BadQuestion as error:
            form.add_error(None, str(error))
        else:
            messages.success(request, f"Đã lưu {len(kept)} bản nháp. Hãy xem lại từng câu, ghi căn cứ, rồi gửi duyệt.")
            return redirect(f"{reverse('contests:questions')}?nh={form.cleaned_data['bank'].pk}&trang_thai=drafted")
    context = {"text": text, "form": form, "rows": _rows(request, text), "has_banks": QuestionBank.objects.exists()}
    steps = [*trail(), (_TITLE, reverse("contests:draw-questions"))]
    title, status = text.title[:120], 422 if posted else 200
    return office_page(request, "contests/bank/draw.html", context, title=title, icon=ICON, trail=steps, status=status)


def _kept(request: HttpRequest, text: SourceText, given: dict[str, Any], chosen: list[int]) -> Any:
    contents, origins = [], []
    for place in chosen:
        proposal = text.proposals[place]
        contents.append(
            QuestionContent(
                kind=proposal.kind,
                text=request.POST.get(f"text_{place}", proposal.text),
                options=proposal.options,
                key=proposal.key,
                source=given["source"],
                source_address=text.address if given["source"] == text.source else "",
            )
        )
        origins.append(f"{text.title[:150]}: “{proposal.sentence}”")
    by: Any = request.user
    return store_questions(bank=given["bank"], contents=contents, by=by, at=timezone.now(), drawn_from=origins)


def _rows(request: HttpRequest, text: SourceText) -> list[dict[str, Any]]:
    near = near_of_each([Asked(proposal.text, proposal.options) for proposal in text.proposals])
    return [
        {
            "place": place,
            "proposal": proposal,
            "kind": KINDS[proposal.kind],
            "key": key_words(proposal.kind, proposal.key),
            "options": list(zip(LETTERS, proposal.options, strict=False)),
            "typed": request.POST.get(f"text_{place}", proposal.text),
            "taken": bool(request.POST.get(f"take_{place}")),
            "near": near[place],
        }
        for place, proposal in enumerate(text.proposals)
    ]
