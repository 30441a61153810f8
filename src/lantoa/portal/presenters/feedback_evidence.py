"""The page behind a figure of citizens taking part: what counts to it, piece by piece, where that may be read."""

from dataclasses import dataclass
from datetime import date
from urllib.parse import urlencode

from django.core.paginator import Page
from django.http import QueryDict
from django.urls import reverse

from lantoa.apps.base.templatetags.vietnamese import number
from lantoa.apps.feedback.addresses import PUBLIC_FEEDBACK
from lantoa.apps.feedback.models import Feedback
from lantoa.core.workdays import Window, day_words
from lantoa.portal.presenters import addresses, site
from lantoa.portal.presenters.feedback import FEEDBACK, feedback_card
from lantoa.portal.presenters.parts import Card, Head, Link, Pages, pages_of
from lantoa.portal.queries.feedback_evidence import FIGURES, FigureEvidence

_WORDS = {
    "received": "phản ánh, kiến nghị đã nhận",
    "due": "phản ánh đã trả lời hoặc đã quá hạn",
    "on_time": "phản ánh trả lời đúng hạn",
    "solved": "phản ánh mà người dân nói đã giải quyết được",
    "responses": "phiếu khảo sát",
}


@dataclass(frozen=True, slots=True)
class FeedbackEvidencePage:
    head: Head
    summary: str
    rest: str
    cards: tuple[Card, ...]
    pages: Pages | None
    rounds: tuple[Link, ...]


def figure_address(name: str, window: Window, *, agency: str = "", kind: str = "") -> str:
    """Return where the evidence of a figure is: of the agency with that slug, or of all of a kind."""
    asked = {"so": FIGURES[name], "tu": window.start.isoformat(), "den": window.end.isoformat()}
    asked |= {"co_quan": agency} if agency else {"loai": kind} if kind else {}
    return f"{reverse('portal:feedback_evidence')}?{urlencode(asked)}"


def feedback_evidence_page(
    found: FigureEvidence, page: Page[Feedback], query: QueryDict, *, on: date
) -> FeedbackEvidencePage:
    """Return the page; needs sector, place and agency of the pieces at hand."""
    asked = found.asked
    span = f"từ {day_words(asked.window.start)} đến hết {day_words(asked.window.end)}, tính đến {day_words(on)}"
    said = "Con số này không nêu, để không lần ra người gửi" if found.number is None else number(found.number)
    whose = asked.agency.name if asked.agency else "mọi cơ quan cùng loại" if asked.kind else "mọi cơ quan"
    words = "" if found.number is None else f" {_WORDS[asked.name]}"
    return FeedbackEvidencePage(
        head=Head(
            "Con số này từ đâu",
            lead=f"{_WORDS[asked.name][:1].upper()}{_WORDS[asked.name][1:]}: {whose}, {span}.",
            crumbs=site.trail(Link(FEEDBACK, PUBLIC_FEEDBACK), Link("Con số này từ đâu")),
        ),
        summary=f"{said}{words}.",
        rest=_rest(found),
        cards=tuple(feedback_card(row) for row in page.object_list),
        pages=pages_of(page, query=query, noun="phản ánh đã đăng") if page.paginator.count else None,
        rounds=tuple(
            Link(f"{one.title}{'' if n is None else f': {number(n)} phiếu'}", addresses.of_survey(one.slug))
            for one, n in found.rounds
        ),
    )


def _rest(found: FigureEvidence) -> str:
    if not found.number or found.asked.name == "responses":
        return ""
    listed = number(found.number - found.unlisted)
    if not found.unlisted:
        return f"Cả {listed} phản ánh đều đã đăng công khai, ở dưới."
    return (
        f"Trong đó {listed} phản ánh đã đăng công khai, ở dưới; {number(found.unlisted)} phản ánh không đăng hoặc đang "
        "chờ duyệt, để giữ kín người gửi."
    )
