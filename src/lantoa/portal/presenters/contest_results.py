"""Results of contests in public: totals with their wholes, winners, places by code, units, and how to check it all."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.core.paginator import Page
from django.http import QueryDict
from django.urls import reverse

from lantoa.apps.base.templatetags.vietnamese import number
from lantoa.apps.contests.models import Contest, Round, RoundResult, Standing, Submission
from lantoa.apps.contests.presenters.result_words import (
    DECIDED_BY,
    Changes,
    audience_lines,
    audience_words,
    change_words,
    tie_break_words,
    time_words,
    totals_of,
)
from lantoa.apps.contests.queries.public_results import ContestUnit
from lantoa.portal.presenters import site
from lantoa.portal.presenters.contest_units import UnitsOfKind, units_of_contest
from lantoa.portal.presenters.parts import Empty, Fact, Head, Link, Notice, Pages, Stat, fact, pages_of
from lantoa.portal.presenters.words import moment_words

_NAME_ERASED = "(họ tên đã xóa)"


@dataclass(frozen=True, slots=True)
class PlaceLine:
    """One place as everybody reads it."""

    rank: str
    code: str
    score: str
    distance: str
    time: str
    received: str
    decided_by: str
    prize: str
    own: bool = False


@dataclass(frozen=True, slots=True)
class WinnerLine:
    """A winner: the name that the rules promise to publish, unit or commune, and where the certificate is checked."""

    prize: str
    name: str
    of: str
    code: str
    score: str
    audience: str
    check_href: str


@dataclass(frozen=True, slots=True)
class VersionLine:
    """One published version: why it was made, its hash, its files, what it changed."""

    version: int
    published: str
    reason: str
    sha256: str
    files: tuple[Link, ...]
    changes: Changes | None


@dataclass(frozen=True, slots=True)
class RoundCard:
    """A round on the page of all results."""

    title: str
    state: str
    href: str
    stats: tuple[Stat, ...] = ()


@dataclass(frozen=True, slots=True)
class ContestResultsPage:
    head: Head
    notice: Notice | None
    empty: Empty | None
    rounds: tuple[RoundCard, ...]
    units: tuple[UnitsOfKind, ...]
    unit_words: str
    contest_href: str


@dataclass(frozen=True, slots=True)
class RoundPage:
    head: Head
    notice: Notice | None
    empty: Empty | None = None
    facts: tuple[Fact, ...] = ()
    stats: tuple[Stat, ...] = ()
    audiences: tuple[tuple[str, str], ...] = ()
    tie_breaks: str = ""
    winners: tuple[WinnerLine, ...] = ()
    ways: tuple[Link, ...] = ()
    asked: str = ""
    kept: tuple[tuple[str, str], ...] = ()
    found: Notice | None = None
    places: tuple[PlaceLine, ...] = ()
    pages: Pages | None = None
    ranking_title: str = ""
    units: tuple[UnitsOfKind, ...] = ()
    excluded: tuple[tuple[str, str], ...] = ()
    excluded_more: int = 0
    versions: tuple[VersionLine, ...] = ()
    list_href: str = ""
    list_name: str = ""
    verifier_href: str = ""
    rules: tuple[Link, ...] = ()
    action: str = ""


def results_address(contest: Contest) -> str:
    """Return where all results of a contest are."""
    return reverse("portal:contest_results", args=[contest.slug])


def round_address(round_: Round) -> str:
    """Return where the result of a round is. Needs its contest at hand."""
    return reverse("portal:contest_round", args=[round_.contest.slug, round_.number])


def _notice(contest: Contest) -> Notice | None:
    if not contest.illustrative:
        return None
    text = "Cuộc thi, người thi và kết quả ở đây được viết riêng để trình diễn phần mềm, không phải cuộc thi thật."
    return Notice("illustrative", text, title="Số liệu minh họa", slim=True)


def contest_results_page(
    contest: Contest, rounds: Sequence[tuple[Round, RoundResult | None]], units: Sequence[ContestUnit]
) -> ContestResultsPage:
    """Return the page of all rounds, and of the units over the contest when every round is published."""
    empty = None
    if contest.called_off_at:
        text = f"Lý do: {contest.called_off_reason or 'ban tổ chức không nêu'}. Vòng chưa khóa sổ không có kết quả."
        empty = Empty(f"Cuộc thi đã hủy lúc {moment_words(contest.called_off_at)}", text)
    elif not rounds:
        empty = Empty("Cuộc thi chưa có vòng nào", "Kết quả hiện ở đây sau khi có vòng thi khóa sổ và công bố.")
    whole = len(rounds)
    unit_words = (
        f"Cộng {number(whole)} vòng: người thi và sĩ số của mỗi vòng được cộng lại, nên tỷ lệ là của cả cuộc thi."
        if whole > 1
        else ""
    )
    return ContestResultsPage(
        head=Head(
            "Kết quả cuộc thi",
            lead=contest.title,
            crumbs=site.trail(Link(contest.title, contest.public_address), Link("Kết quả")),
        ),
        notice=_notice(contest),
        empty=empty,
        rounds=tuple(_round_card(round_, result) for round_, result in rounds),
        units=units_of_contest(units),
        unit_words=unit_words,
        contest_href=contest.public_address,
    )


def _round_card(round_: Round, result: RoundResult | None) -> RoundCard:
    if result is None:
        return RoundCard(round_.title, _waiting(round_), round_address(round_))
    stats = tuple(Stat(total.value, total.label, total.note) for total in totals_of(result.figures)[:3])
    state = f"Công bố lúc {moment_words(round_.published_at)}" if round_.published_at else ""
    if result.version > 1:
        state += f"; đang xem phiên bản {result.version}"
    return RoundCard(round_.title, state + ".", round_address(round_), stats)


def _waiting(round_: Round) -> str:
    if round_.closed_at:
        return f"Đã khóa sổ lúc {moment_words(round_.closed_at)}; ban tổ chức đang xem xét trước khi công bố."
    if round_.contest.called_off_at:
        return "Không có kết quả vì cuộc thi đã hủy."
    return (
        f"Thi từ {moment_words(round_.opens_at)} đến {moment_words(round_.closes_at)}. "
        "Kết quả được công bố sau khi khóa sổ."
    )


def _head(round_: Round) -> Head:
    contest = round_.contest
    return Head(
        f"Kết quả {round_.title}",
        lead=contest.title,
        crumbs=site.trail(
            Link(contest.title, contest.public_address),
            Link("Kết quả", results_address(contest)),
            Link(round_.title),
        ),
    )


def waiting_page(round_: Round) -> RoundPage:
    """Return the page of a round without a public result: what was promised, what is being done; never a number."""
    facts = [fact("Mã cam kết của số gốc (SHA-256)", round_.seed_sha256, code=True)]
    if round_.closed_at:
        facts.append(fact("Mã khóa sổ (SHA-256)", round_.closing_sha256, code=True))
        empty = Empty(
            "Đã khóa sổ, chưa công bố",
            f"Vòng thi khóa sổ lúc {moment_words(round_.closed_at)}. Ban tổ chức đang xem các dấu hiệu bất thường "
            "trước khi công bố. Mã khóa sổ dưới đây cố định mọi bài đã nộp: từ nay không ai thêm, bớt hay sửa bài được "
            "mà không lộ.",
        )
    elif round_.contest.called_off_at:
        reason = round_.contest.called_off_reason or "ban tổ chức không nêu"
        empty = Empty("Vòng này không có kết quả", f"Cuộc thi đã hủy. Lý do: {reason}.")
    else:
        empty = Empty(
            "Chưa có kết quả",
            f"{_waiting(round_)} Trước khi khóa sổ, không ai xem được số người thi, kể cả ban tổ chức.",
            (Link("Về trang cuộc thi", round_.contest.public_address),),
        )
    return RoundPage(_head(round_), _notice(round_.contest), empty=empty, facts=tuple(facts))


@dataclass(frozen=True, slots=True)
class AskedRanking:
    """What a reader asks of a ranking: of which audience, and an own code (with the place found, if any)."""

    audience: str
    code: str
    place: Standing | None
    query: QueryDict


def round_page(
    round_: Round,
    result: RoundResult,
    *,
    versions: Sequence[RoundResult],
    winners: Sequence[Standing],
    page: Page[Standing],
    asked: AskedRanking,
    units: tuple[UnitsOfKind, ...],
    excluded: Sequence[Submission],
    rules: Sequence[int],
    pool_sha256: str,
) -> RoundPage:
    """Return the page of a published result."""
    contest = round_.contest
    figures = result.figures
    return RoundPage(
        head=_head(round_),
        notice=_notice(contest),
        empty=None if result.standings.exists() else _nobody(),
        facts=_sealed_facts(round_, result, pool_sha256),
        stats=tuple(Stat(total.value, total.label, total.note) for total in totals_of(figures)),
        audiences=tuple((name[:1].upper() + name[1:], words) for name, words in audience_lines(figures)),
        tie_breaks=tie_break_words(contest),
        winners=tuple(_winner(winner) for winner in winners),
        ways=_audience_ways(contest, asked),
        asked=asked.code,
        kept=(("doi_tuong", asked.audience),) if asked.audience else (),
        found=_found(asked),
        places=tuple(_place(standing, asked) for standing in page.object_list),
        pages=pages_of(page, query=asked.query, noun="người thi"),
        ranking_title=audience_words(asked.audience),
        units=units,
        excluded=tuple((one.attempt.entrant.code, one.excluded_reason) for one in excluded[:100]),
        excluded_more=max(0, figures.get("excluded", 0) - 100),
        versions=tuple(_version(round_, one) for one in versions),
        list_href=_file_address(round_, result, "contest_list") if result.file else "",
        list_name=result.file,
        verifier_href=reverse("portal:contest_verifier"),
        rules=tuple(
            Link(
                f"Thể lệ dạng dữ liệu, phiên bản {version}",
                reverse("portal:contest_rules", args=[contest.slug, version]),
            )
            for version in rules
        ),
        action=round_address(round_),
    )


def _nobody() -> Empty:
    return Empty(
        "Vòng này không có bài nộp nào được tính",
        "Vòng thi đã diễn ra và khóa sổ, nhưng không có ai nộp bài, hoặc mọi bài đều bị loại; lý do nếu có ghi ở dưới.",
    )


def _sealed_facts(round_: Round, result: RoundResult, pool_sha256: str) -> tuple[Fact, ...]:
    closed = moment_words(round_.closed_at) if round_.closed_at else None
    published = moment_words(round_.published_at) if round_.published_at else None
    return (
        fact("Khóa sổ lúc", closed),
        fact("Công bố lúc", published),
        fact("Số gốc, mở sau khi công bố", round_.seed, code=True),
        fact("Mã cam kết của số gốc, có trước vòng thi", round_.seed_sha256, code=True),
        fact("Mã cam kết của câu hỏi và đáp án, có trước vòng thi", pool_sha256, code=True),
        fact("Mã khóa sổ", round_.closing_sha256, code=True),
        fact(f"SHA-256 của danh sách, phiên bản {result.version}", result.sha256, code=True),
    )


def _winner(standing: Standing) -> WinnerLine:
    entrant = standing.submission.attempt.entrant
    code = standing.certificate_code
    return WinnerLine(
        prize=standing.prize,
        name=entrant.full_name or _NAME_ERASED,
        of=entrant.agency.name if entrant.agency else "",
        code=entrant.code,
        score=str(standing.score),
        audience=audience_words(standing.audience),
        check_href=reverse("portal:contest_certificate", args=[code]) if code else "",
    )


def _place(standing: Standing, asked: AskedRanking) -> PlaceLine:
    distance = standing.prediction_distance
    return PlaceLine(
        rank=number(standing.rank),
        code=standing.submission.attempt.entrant.code,
        score=str(standing.score),
        distance="không dự đoán" if distance is None else number(distance),
        time=time_words(standing.seconds_used),
        received=moment_words(standing.submission.received_at),
        decided_by=DECIDED_BY.get(standing.decided_by, standing.decided_by),
        prize=standing.prize,
        own=asked.place is not None and asked.place.pk == standing.pk,
    )


def _audience_ways(contest: Contest, asked: AskedRanking) -> tuple[Link, ...]:
    audiences = contest.audiences()
    if len(audiences) < 2:
        return ()
    return tuple(
        Link(str(one.label), f"?doi_tuong={one}#thu-hang", current=str(one) == asked.audience) for one in audiences
    )


def _found(asked: AskedRanking) -> Notice | None:
    if not asked.code:
        return None
    if asked.place is None:
        text = (
            "Không có mã này trong kết quả. Mã người thi và mã phiếu gồm 12 ký tự, không có I, L, O, U, 0, 1; "
            "bài bị loại không có hạng, xem danh sách ở dưới."
        )
        return Notice("unknown", text, title=f"Không thấy mã {asked.code}")
    place = asked.place
    text = (
        f"Hạng {number(place.rank)}, {audience_words(place.audience)}: {place.score} điểm, "
        f"làm bài trong {time_words(place.seconds_used)}. "
        + (f"Đạt {place.prize}. " if place.prize else "")
        + f"Trang dưới đây có dòng của mã này. Xếp sau người liền trước vì: {DECIDED_BY.get(place.decided_by, '')}."
    )
    return Notice("good", text, title=f"Mã {place.submission.attempt.entrant.code}")


def _version(round_: Round, result: RoundResult) -> VersionLine:
    files = []
    if result.file:
        files.append(Link("Danh sách (JSON)", _file_address(round_, result, "contest_list")))
    files.append(Link("Bảng thứ hạng (CSV)", _file_address(round_, result, "contest_places_csv")))
    return VersionLine(
        version=result.version,
        published=moment_words(result.published_at) if result.published_at else "",
        reason=result.reason or "Kết quả đầu tiên, tính lúc khóa sổ.",
        sha256=result.sha256,
        files=tuple(files),
        changes=change_words(result.changes),
    )


def _file_address(round_: Round, result: RoundResult, name: str) -> str:
    return reverse(f"portal:{name}", args=[round_.contest.slug, round_.number, result.version])


CSV_HEADER = ("doi_tuong", "hang", "ma_nguoi_thi", "luot", "diem", "lech_du_doan", "so_giay", "nop_luc_utc",
              "xep_sau_vi", "giai")  # fmt: skip


def csv_line(row: tuple[Any, ...]) -> list[str]:
    """Return one place as cells of the table to take away."""
    audience, rank, code, attempt, score, distance, seconds, received, decided_by, prize = row
    return [
        audience_words(audience), str(rank), code, str(attempt), str(score), "" if distance is None else str(distance),
        str(seconds), received.isoformat(timespec="milliseconds"), DECIDED_BY.get(decided_by, decided_by), prize,
    ]  # fmt: skip
