"""Public feedback: the list, and one piece with its course, clock and answer, in the moderated wording only."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from django.core.paginator import Page
from django.http import QueryDict
from django.urls import reverse
from django.utils import timezone

from lantoa.apps.base.capped import MOST_COUNTED, CappedPaginator
from lantoa.apps.base.templatetags.vietnamese import number
from lantoa.apps.feedback.addresses import PUBLIC_FEEDBACK, public_address
from lantoa.apps.feedback.models import Attachment, Feedback, FeedbackStep
from lantoa.apps.feedback.presenters.following import clock_lines
from lantoa.apps.feedback.queries.places import place_name
from lantoa.core.viettext import format_date
from lantoa.portal.presenters import addresses, site
from lantoa.portal.presenters.filters import Asked, Filter, FilterField
from lantoa.portal.presenters.parts import Card, Empty, Fact, Head, Link, Meta, Pages, Tag, fact, pages_of
from lantoa.portal.presenters.stories import ILLUSTRATIVE_TAG
from lantoa.portal.queries.feedback import AskedFeedback

FEEDBACK = "Phản ánh, kiến nghị"
SEND = "/gui-phan-anh/"
_STATE_TAGS = {
    Feedback.State.NEW: Tag("mới gửi"),
    Feedback.State.ACKNOWLEDGED: Tag("đang giải quyết"),
    Feedback.State.ASKED_BACK: Tag("chờ người dân bổ sung"),
    Feedback.State.ANSWERED: Tag("đã trả lời"),
    Feedback.State.CLOSED: Tag("đã kết thúc"),
    Feedback.State.REFUSED: Tag("không thuộc diện tiếp nhận"),
}


@dataclass(frozen=True, slots=True)
class FeedbackListPage:
    head: Head
    filter: Filter | None
    cards: tuple[Card, ...]
    pages: Pages | None
    more: str
    empty: Empty | None
    send: str
    feeds: tuple[Link, ...]


@dataclass(frozen=True, slots=True)
class StepWords:
    """One thing that happened: what, when, at which agency."""

    title: str
    at: str
    agency: str


@dataclass(frozen=True, slots=True)
class PhotoShown:
    src: str
    alt: str


@dataclass(frozen=True, slots=True)
class FeedbackPage:
    head: Head
    words: str
    photos: tuple[PhotoShown, ...]
    answer: str
    no_answer: str
    steps: tuple[StepWords, ...]
    glance: tuple[Fact, ...]
    clock_words: str
    send: str


def feedback_list_page(
    *, form: Asked, asked: AskedFeedback, page: Page[Feedback], query: QueryDict, joined: Mapping[int, int],
    feeds: tuple[Link, ...] = (),
) -> FeedbackListPage:  # fmt: skip
    """Return the list; every word of it was moderated."""
    nothing, narrowed = not page.paginator.count, asked.is_narrowing
    assert isinstance(page.paginator, CappedPaginator)
    return FeedbackListPage(
        head=Head(
            FEEDBACK,
            lead="Người dân phản ánh điều gì, cơ quan nào trả lời, đúng hạn không, và người dân nói đã xong chưa.",
            crumbs=site.trail(Link(FEEDBACK)),
            meta=Meta(feeds=feeds),
        ),
        feeds=feeds,
        filter=None
        if nothing and not narrowed
        else Filter(
            PUBLIC_FEEDBACK,
            "Tìm trong phản ánh",
            "Lọc",
            fields=tuple(FilterField(form[name]) for name in form.fields),
            reset=PUBLIC_FEEDBACK if narrowed else "",
        ),
        cards=tuple(feedback_card(row, joined.get(row.pk, 0)) for row in page.object_list),
        pages=pages_of(page, query=query, noun="phản ánh"),
        more=f"Danh sách dừng ở {number(MOST_COUNTED)} phản ánh; chọn năm, lĩnh vực hoặc địa bàn để xem phản ánh khác."
        if page.paginator.has_more
        else "",
        empty=_nothing(narrowed=narrowed) if nothing else None,
        send=SEND,
    )


def feedback_card(row: Feedback, joined: int = 0) -> Card:
    """Return a piece of feedback as it stands in a list; needs sector, place and agency at hand."""
    where = f" · {place_name(row.place)}" if row.place else ""
    tags = [_STATE_TAGS[Feedback.State(row.state)]]
    if row.solved:
        tags.append(Tag(f"người dân: {row.get_solved_display()}"))
    if row.illustrative:
        tags.append(ILLUSTRATIVE_TAG)
    same = f" Cùng {number(joined)} phản ánh khác về việc này." if joined else ""
    answers = f"Cơ quan giải quyết: {row.agency.short_name}." if row.agency else "Đang chờ phân công."
    return Card(
        row.public_title,
        public_address(row.code),
        kicker=f"{row.sector.name}{where} · {format_date(timezone.localdate(row.sent_at))}",
        text=f"{answers}{same}",
        tags=tuple(tags),
    )


def _nothing(*, narrowed: bool) -> Empty:
    if narrowed:
        return Empty(
            "Không có phản ánh nào như vậy",
            "Hãy thử ít chữ hơn, hoặc bỏ bớt lựa chọn.",
            (Link("Xem mọi phản ánh", PUBLIC_FEEDBACK), Link("Gửi phản ánh", SEND)),
        )
    return Empty(
        "Chưa có phản ánh nào được đăng",
        "Phản ánh được đăng ở đây sau khi có người đọc và bỏ mọi điều riêng tư. Gửi không cần tài khoản.",
        (Link("Gửi phản ánh", SEND), Link("Về trang chủ", addresses.home())),
    )


def feedback_page(
    row: Feedback,
    *,
    steps: Iterable[FeedbackStep],
    photos: Sequence[Attachment],
    joined: int,
    today: date,
) -> FeedbackPage:
    """Return one public piece: what, where, whose, both clocks, the course of things, the answer."""
    tags = (_STATE_TAGS[Feedback.State(row.state)], *((ILLUSTRATIVE_TAG,) if row.illustrative else ()))
    return FeedbackPage(
        head=Head(
            row.public_title,
            lead=f"{row.sector.name} · {row.code}",
            crumbs=site.trail(Link(FEEDBACK, PUBLIC_FEEDBACK), Link(row.code)),
            tags=tags,
        ),
        words=row.public_words,
        photos=tuple(
            PhotoShown(reverse("portal:feedback_photo", args=[photo.sha256]), f"Ảnh {place} của phản ánh {row.code}")
            for place, photo in enumerate(photos, start=1)
        ),
        answer=row.public_answer,
        no_answer="" if row.public_answer else _no_answer(row),
        steps=tuple(_step(step) for step in steps),
        glance=_glance(row, joined, today),
        clock_words=row.clock_words,
        send=SEND,
    )


def _no_answer(row: Feedback) -> str:
    if row.state in Feedback.OPEN_STATES:
        return "Cơ quan chưa trả lời."
    return "Cơ quan đã trả lời người gửi; phần trả lời chưa được đăng công khai."


def _glance(row: Feedback, joined: int, today: date) -> tuple[Fact, ...]:
    facts = [
        fact("Tình trạng", row.get_state_display()),
        fact("Cơ quan giải quyết", row.agency.name if row.agency else "đang chờ phân công"),
        fact("Gửi ngày", format_date(timezone.localdate(row.sent_at))),
    ]
    facts += [
        fact(f"Hạn {clock.title.lower()}", clock.due, note=clock.standing) for clock in clock_lines(row, on=today)
    ]
    if row.place:
        facts.append(fact("Địa bàn", place_name(row.place)))
    if row.procedure and row.procedure.state == "published":
        facts.append(fact("Thủ tục", row.procedure.plain_title, href=addresses.of_procedure(row.procedure.slug)))
    if joined:
        facts.append(fact("Cùng việc này", f"{number(joined)} phản ánh khác"))
    if row.reopened:
        facts.append(fact("Người dân mở lại", f"{number(row.reopened)} lần"))
    ended = row.state not in Feedback.OPEN_STATES
    facts.append(fact("Người dân đánh giá", row.get_solved_display() or ("chưa đánh giá" if ended else "chưa đến lúc")))
    return tuple(facts)


def _step(step: FeedbackStep) -> StepWords:
    label = FeedbackStep.Kind(step.kind).label
    citizens = step.kind in {"sent", "supplied", "reopened", "judged"}
    agency = step.agency.short_name if step.agency and not citizens else ""
    return StepWords(f"{label[:1].upper()}{label[1:]}", format_date(timezone.localdate(step.at)), agency)
