"""Contests on the public pages: the list, the block of the first page, one contest, the frame for other sites."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.core.paginator import Page
from django.http import QueryDict
from django.utils import timezone

from lantoa.apps.contests.models import Contest, Round
from lantoa.apps.contests.queries.states import ContestState
from lantoa.apps.contests.rules_text import RulesSection, rules_text
from lantoa.apps.contests.tokens import PREFIX
from lantoa.portal.presenters import addresses, site
from lantoa.portal.presenters.meta import SCHEMA
from lantoa.portal.presenters.parts import Card, Empty, Fact, Head, Link, Meta, Notice, Pages, Tag, fact, pages_of
from lantoa.portal.presenters.words import moment_words
from lantoa.portal.queries.contests import PublicContest

_ILLUSTRATIVE = Tag("Minh họa", "illustrative")
_MADE_UP = Notice(
    "illustrative",
    "Cuộc thi, câu hỏi, người thi và kết quả ở đây được viết riêng để trình diễn phần mềm.",
    title="Cuộc thi minh họa",
    slim=True,
)
# How one takes part, in four steps.
STEPS = (
    ("Đăng ký", "Ghi họ tên, đơn vị hoặc nơi ở, và một số điện thoại hay địa chỉ thư điện tử để nhận mã xác nhận."),
    (
        "Làm bài",
        "Bấm bắt đầu khi sẵn sàng. Câu trả lời được lưu dần; mất mạng thì mở lại và làm tiếp, đồng hồ vẫn chạy.",
    ),
    ("Nộp bài", "Nhận phiếu nộp bài có mã. Giữ phiếu để đối chiếu sau này."),
    ("Xem kết quả", "Kết quả công bố sau khi vòng đóng, kèm tệp để ai cũng tính lại được."),
)


@dataclass(frozen=True, slots=True)
class ContestsPage:
    head: Head
    now: tuple[Card, ...] = ()
    coming: tuple[Card, ...] = ()
    past: tuple[Card, ...] = ()
    pages: Pages | None = None
    empty: Empty | None = None


@dataclass(frozen=True, slots=True)
class RoundRow:
    """A round in the time table; `state` is open, coming or over."""

    title: str
    opens: str
    closes: str
    state: str
    words: str


@dataclass(frozen=True, slots=True)
class Entry:
    """What one may do now: a way in while a round is open, or a sentence that says when."""

    sentence: str
    href: str = ""


@dataclass(frozen=True, slots=True)
class ContestPage:
    head: Head
    notice: Notice | None
    introduction: str
    entry: Entry
    facts: tuple[Fact, ...]
    rounds: tuple[RoundRow, ...]
    prizes: RulesSection
    contact: str
    steps: tuple[tuple[str, str], ...]
    rules_href: str
    results_href: str
    state: str


def contests_page(
    *, now: Iterable[Any], coming: Iterable[Any], past: Page[Any], query: QueryDict, at: datetime
) -> ContestsPage:
    """Return the contests that run, that are to come, that are over."""
    head = Head(
        "Cuộc thi",
        lead="Cuộc thi trực tuyến tìm hiểu cải cách hành chính: thể lệ, thời gian, kết quả ai cũng kiểm tra lại được.",
        crumbs=site.trail(Link("Cuộc thi")),
    )
    running, soon = contest_cards(now, at=at), contest_cards(coming, at=at)
    nothing = not (running or soon or past.paginator.count)
    return ContestsPage(
        head,
        now=running,
        coming=soon,
        past=contest_cards(past.object_list, at=at),
        pages=pages_of(past, query=query, noun="cuộc thi đã qua"),
        empty=_nothing() if nothing else None,
    )


def contest_cards(contests: Iterable[Any], *, at: datetime) -> tuple[Card, ...]:
    """Return a card for each contest; needs state, agency and rounds at hand."""
    return tuple(
        Card(
            contest.title,
            addresses.of_contest(contest.slug),
            kicker=f"{ContestState(contest.state).label} · {contest.agency.name}",
            text=entry_of(contest, contest.rounds.all(), at=at).sentence,
            tags=(_ILLUSTRATIVE,) if contest.illustrative else (),
        )
        for contest in contests
    )


def _nothing() -> Empty:
    return Empty(
        "Chưa có cuộc thi nào",
        "Khi Ban tổ chức công bố, thể lệ, thời gian và nút vào thi sẽ nằm ở đây.",
        (Link("Về trang chủ", addresses.home()),),
    )


def entry_of(contest: Contest, rounds: Iterable[Round], *, at: datetime) -> Entry:
    """Return what one may do now, by the clock alone."""
    if contest.called_off_at:
        return Entry("Cuộc thi đã bị hủy.")
    ordered = sorted(rounds, key=lambda round_: round_.opens_at)
    for round_ in ordered:
        if round_.is_open(at):
            return Entry(
                f"{round_.title} đang mở, đóng lúc {moment_words(round_.closes_at)}.", f"{PREFIX}{contest.slug}/"
            )
    coming = next((round_ for round_ in ordered if round_.opens_at > at), None)
    if coming:
        return Entry(f"{coming.title} mở lúc {moment_words(coming.opens_at)}.")
    if all(round_.published_at for round_ in ordered):
        return Entry("Cuộc thi đã kết thúc và đã có kết quả.")
    return Entry("Cuộc thi đã kết thúc, đang chờ công bố kết quả.")


def contest_page(found: PublicContest, *, at: datetime) -> ContestPage:
    """Return the page of a contest: what, who, when, what is won, how to take part."""
    contest, rules = found.contest, found.version.rules
    sections = {section.title: section for section in rules_text(rules)}
    who = sections["Ai được dự thi"].lines
    taking = sections["Làm bài và nộp bài"].lines
    return ContestPage(
        head=Head(
            contest.title,
            lead=f"{rules['organiser']} tổ chức.",
            crumbs=site.trail(Link("Cuộc thi", addresses.contests()), Link(contest.title)),
            tags=(Tag(found.state.label), *((_ILLUSTRATIVE,) if contest.illustrative else ())),
            meta=_meta(found),
        ),
        notice=notice_of(contest),
        introduction=contest.introduction,
        entry=entry_of(contest, found.rounds, at=at),
        facts=(
            fact("Ai được dự thi", " ".join(who[:-2])),
            fact("Làm bài", " ".join(taking[:2])),
            fact("Không được dự thi", who[-2]),
        ),
        rounds=tuple(_row(round_, at) for round_ in found.rounds),
        prizes=sections["Giải thưởng"],
        contact=contest.contact,
        steps=STEPS,
        rules_href=addresses.rules_of(contest.slug),
        results_href=addresses.results_of(contest.slug) if any(one.published_at for one in found.rounds) else "",
        state=found.state,
    )


def notice_of(contest: Contest) -> Notice | None:
    """Return what stands above everything: that it was called off, or that it is made up."""
    if contest.called_off_at:
        day = timezone.localtime(contest.called_off_at)
        return Notice("error", f"Lý do: {contest.called_off_reason}", title=f"Cuộc thi đã bị hủy ngày {day:%d/%m/%Y}")
    return _MADE_UP if contest.illustrative else None


def _row(round_: Round, at: datetime) -> RoundRow:
    if round_.is_open(at):
        state, words = "open", "đang mở"
    elif round_.opens_at > at:
        state, words = "coming", "chưa mở"
    else:
        state, words = "over", "đã có kết quả" if round_.published_at else "đã đóng, chờ kết quả"
    return RoundRow(round_.title, moment_words(round_.opens_at), moment_words(round_.closes_at), state, words)


def _meta(found: PublicContest) -> Meta:
    contest = found.contest
    starts, ends = (timezone.localtime(one) for one in (contest.first_opens_at, contest.last_closes_at))
    status = "EventCancelled" if contest.called_off_at else "EventScheduled"
    entry = {
        "@context": SCHEMA,
        "@type": "Event",
        "name": contest.title,
        "description": contest.introduction or contest.title,
        "startDate": starts.isoformat(timespec="minutes"),
        "endDate": ends.isoformat(timespec="minutes"),
        "eventAttendanceMode": f"{SCHEMA}/OnlineEventAttendanceMode",
        "eventStatus": f"{SCHEMA}/{status}",
        "isAccessibleForFree": True,
        "location": {"@type": "VirtualLocation", "url": addresses.of_contest(contest.slug)},
        "organizer": {"@type": "GovernmentOrganization", "name": contest.agency.name},
        "url": addresses.of_contest(contest.slug),
    }
    return Meta("article", published=timezone.localtime(contest.announced_at).isoformat(), data=(entry,))


@dataclass(frozen=True, slots=True)
class ContestFrame:
    """What other sites show of a contest inside a frame; the way in leads out of the frame."""

    title: str
    organiser: str
    href: str
    entry: Entry
    entry_href: str
    illustrative: bool


def contest_frame(found: PublicContest, *, root: str, at: datetime) -> ContestFrame:
    """Return the frame of a contest; `root` makes its addresses whole."""
    contest, entry = found.contest, entry_of(found.contest, found.rounds, at=at)
    return ContestFrame(
        title=contest.title,
        organiser=contest.agency.name,
        href=root + addresses.of_contest(contest.slug),
        entry=entry,
        entry_href=root + entry.href if entry.href else "",
        illustrative=contest.illustrative,
    )
