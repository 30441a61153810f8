"""What a contest in preparation still lacks, and what its organisers should think about before they announce it."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from itertools import pairwise

from django.db.models import Count
from django.utils import timezone

from lantoa.apps.contests.models import Contest, Prize, Question, Round
from lantoa.apps.contests.models import Quota as QuotaRow
from lantoa.apps.contests.models.bank import Difficulty
from lantoa.apps.contests.models.contest import Audience
from lantoa.apps.contests.queries.rules import ordered_quotas
from lantoa.core.scoring import Quota, TieBreak
from lantoa.core.scoring.overlap import Sizes, shared_questions, unfillable
from lantoa.core.viettext import format_number

# From this share on, two people who compare their papers find the same questions often.
_MUCH_SHARED = 0.2


@dataclass(frozen=True, slots=True)
class Check:
    """Something that is missing (`problem`: it cannot be announced so) or to think about; `part` of the set-up page."""

    part: str
    words: str
    problem: bool = True


@dataclass(frozen=True, slots=True)
class PaperPlan:
    """The papers of a round for an audience: how many questions, from how many, and how many two papers share."""

    round: Round
    audience: Audience
    questions: int
    fitting: int
    shared: float


def problems_of(contest: Contest, *, at: datetime) -> list[Check]:
    """Return what keeps the contest from being announced, in the order of the set-up page."""
    return [check for check in checks_of(contest, at=at) if check.problem]


def checks_of(contest: Contest, *, at: datetime) -> list[Check]:
    """Return everything that is missing and everything to think about. Two queries a round, six for the rest."""
    rounds = list(contest.rounds.prefetch_related("quotas__bank"))
    return [
        *_basics(contest),
        *_times(contest, rounds, at),
        *_papers(contest, rounds),
        *_ties(contest),
        *prize_gaps(contest, contest.prizes.all()),
        *_people(contest),
    ]


def _basics(contest: Contest) -> Iterator[Check]:
    if not contest.introduction:
        yield Check("basics", "Chưa có lời giới thiệu; người đọc sẽ không biết cuộc thi để làm gì.", problem=False)
    if not contest.contact:
        yield Check("basics", "Thể lệ chưa nói hỏi Ban tổ chức ở đâu.", problem=False)


def _times(contest: Contest, rounds: list[Round], at: datetime) -> Iterator[Check]:
    if not rounds:
        yield Check("rounds", "Cuộc thi chưa có vòng thi nào; hãy thêm ít nhất một vòng.")
        return
    if min(round_.opens_at for round_ in rounds) <= at:
        yield Check("rounds", "Vòng đầu đã đến giờ mở; hãy lùi giờ mở rồi công bố.")
    yield from overlapping_rounds(rounds)
    for round_ in rounds:
        minutes = (round_.closes_at - round_.opens_at).total_seconds() / 60
        if contest.minutes_allowed and contest.minutes_allowed > minutes:
            yield Check(
                "rounds",
                f"{round_.title} chỉ mở {format_number(int(minutes))} phút, ngắn hơn thời gian làm bài "
                f"{contest.minutes_allowed} phút; hãy kéo dài vòng hoặc giảm thời gian làm bài.",
            )


def overlapping_rounds(rounds: Iterable[Round]) -> Iterator[Check]:
    """Give a check for each two rounds of which the later one opens before the earlier one has closed."""
    for before, after in pairwise(sorted(rounds, key=lambda round_: round_.number)):
        if after.opens_at < before.closes_at:
            yield Check(
                "rounds",
                f"{after.title} mở lúc {_moment(after.opens_at)} khi {before.title} chưa đóng "
                f"({_moment(before.closes_at)}); các vòng không được chồng lên nhau.",
            )


def _moment(moment: datetime) -> str:
    return f"{timezone.localtime(moment):%H:%M %d/%m/%Y}"


def pool_sizes(round_: Round) -> dict[tuple[str, str], int]:
    """Return how many approved questions, right from the first day of a round to its last, each bank of its quotas has
    of each difficulty. One query.
    """
    first, last = (timezone.localdate(moment) for moment in (round_.opens_at, round_.closes_at))
    banks = {quota.bank_id for quota in round_.quotas.all()}
    rows = (
        Question.objects.usable_on(first, last)
        .filter(bank__in=banks)
        .order_by()
        .values_list("bank__name", "difficulty")
        .annotate(Count("pk"))
    )
    return {(bank, difficulty): count for bank, difficulty, count in rows}


def fitting(sizes: Sizes, quota: QuotaRow) -> int:
    """Return how many questions of the sizes a quota may take."""
    return sum(
        size
        for (bank, difficulty), size in sizes.items()
        if bank == quota.bank.name and quota.difficulty in ("", difficulty)
    )


def paper_plans(contest: Contest) -> list[PaperPlan]:
    """Return the papers of each round and audience that has quotas. Two queries, and one a round."""
    plans = []
    for round_ in contest.rounds.prefetch_related("quotas__bank"):
        sizes = pool_sizes(round_)
        plans += [_plan(round_, audience, sizes) for audience in contest.audiences() if _quotas(round_, audience)]
    return plans


def _quotas(round_: Round, audience: Audience) -> list[Quota]:
    rows = (row for row in ordered_quotas(round_) if row.audience == audience)
    return [Quota(row.bank.name, row.difficulty, row.questions) for row in rows]


def _plan(round_: Round, audience: Audience, sizes: Sizes) -> PaperPlan:
    quotas = _quotas(round_, audience)
    kinds = {kind for kind in sizes for quota in quotas if kind[0] == quota.bank and quota.difficulty in ("", kind[1])}
    return PaperPlan(
        round=round_,
        audience=audience,
        questions=sum(quota.questions for quota in quotas),
        fitting=sum(sizes[kind] for kind in kinds),
        shared=shared_questions(sizes, quotas),
    )


def _papers(contest: Contest, rounds: list[Round]) -> Iterator[Check]:
    plans = []
    for round_ in rounds:
        sizes = pool_sizes(round_)
        for audience in contest.audiences():
            quotas = _quotas(round_, audience)
            if not quotas:
                yield Check("papers", f"{round_.title} chưa có cơ cấu đề cho {audience.label}.")
                continue
            short = unfillable(sizes, quotas)
            for quota, left in short:
                yield Check("papers", f"{round_.title}, đề cho {audience.label}: {_short(quota, left)}")
            if not short:
                plans.append(_plan(round_, audience, sizes))
    yield from _repeats(plans)


def _short(quota: Quota, left: int) -> str:
    kind = f" loại {Difficulty(quota.difficulty).label}" if quota.difficulty else ""
    return (
        f"Ngân hàng “{quota.bank}” chỉ còn {left} câu{kind} đã duyệt, còn đúng suốt vòng thi, đề cần "
        f"{quota.questions} câu; hãy duyệt thêm câu hỏi hoặc giảm số câu."
    )


def _repeats(plans: Iterable[PaperPlan]) -> Iterator[Check]:
    """Give one check for all rounds whose papers repeat in the same measure."""
    alike: dict[tuple[Audience, int, int, float], list[str]] = defaultdict(list)
    for plan in plans:
        if plan.shared >= _MUCH_SHARED * plan.questions:
            alike[plan.audience, plan.questions, plan.fitting, plan.shared].append(plan.round.title)
    for (audience, questions, fits, shared), titles in alike.items():
        yield Check(
            "papers",
            f"{', '.join(titles)}, đề cho {audience.label}: hai đề bất kỳ trùng nhau trung bình "
            f"{format_number(shared, 1)} trên {questions} câu, vì chỉ rút từ {format_number(fits)} câu; đáp án dễ lan "
            "truyền, nên duyệt thêm câu hỏi.",
            problem=False,
        )


def _ties(contest: Contest) -> Iterator[Check]:
    predicts, asked = TieBreak.PREDICTION in contest.tie_breaks, contest.prediction != Contest.Prediction.NONE
    if predicts and not asked:
        yield Check("ties", "Phân hạng bằng câu dự đoán nhưng cuộc thi không có câu dự đoán; hãy bỏ một trong hai.")
    if asked and not predicts:
        yield Check("ties", "Có câu dự đoán nhưng câu này không dùng để phân hạng.", problem=False)


def prize_gaps(contest: Contest, prizes: Iterable[Prize]) -> Iterator[Check]:
    """Give a check for prizes that leave out a rank, give one twice, or are for nobody."""
    groups: dict[tuple[str, str, str], list[Prize]] = defaultdict(list)
    for prize in prizes:
        groups[prize.winner, prize.audience, prize.unit_kind].append(prize)
    if not groups:
        yield Check("prizes", "Chưa có giải thưởng nào.", problem=False)
    audiences = set(contest.audiences())
    for (winner, audience, _), group in groups.items():
        if audience and audience not in audiences:
            yield Check("prizes", f"Có giải cho {Audience(audience).label} nhưng đối tượng này không được dự thi.")
        if winner == Prize.Winner.UNIT and contest.unit_ranking == Contest.UnitRanking.NONE:
            yield Check("prizes", "Có giải tập thể nhưng cuộc thi không xếp hạng đơn vị.")
        yield from _gaps(sorted(group, key=lambda prize: prize.first_rank))


def _gaps(group: list[Prize]) -> Iterator[Check]:
    expected = 1
    for prize in group:
        if prize.first_rank > expected:
            yield Check(
                "prizes", f"{prize.name} bắt đầu từ hạng {prize.first_rank}, hạng {expected} không có giải nào."
            )
        elif prize.first_rank < expected:
            yield Check("prizes", f"{prize.name}: hạng {prize.first_rank} đã có giải khác.")
        expected = max(expected, prize.last_rank + 1)


def _people(contest: Contest) -> Iterator[Check]:
    if not contest.barred.exists():
        yield Check("barred", "Chưa ghi ai không được dự thi (Ban tổ chức, tổ giúp việc).", problem=False)
    by_participation = (Contest.UnitRanking.PARTICIPATION, Contest.UnitRanking.BOTH)
    if contest.officials and contest.unit_ranking in by_participation and not contest.headcounts.exists():
        yield Check("headcounts", "Chưa có sĩ số đơn vị nào nên chưa tính được tỷ lệ tham gia.", problem=False)
