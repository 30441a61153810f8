"""After the announcement: the rules change only by a new version with its reason, and a contest may be called off.

What may still change: a later closing time of a round that is not over, prizes until the first round is closed, how to
reach the organisers, the introduction, and a shorter time of keeping personal data. Questions, papers, attempts, ties
and who may enter stay as they were sealed: people prepare by them.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime

from django.db import transaction
from django.utils import timezone

from lantoa.apps.base.actions import Actor, note_public_change, record_act
from lantoa.apps.contests.actions.announcing import public_subject
from lantoa.apps.contests.actions.drafting import CannotChange
from lantoa.apps.contests.models import Contest, Prize, Question, Round, RoundPool, RulesVersion
from lantoa.apps.contests.queries.readiness import overlapping_rounds, prize_gaps
from lantoa.apps.contests.queries.rules import rules_of
from lantoa.core.scoring import canonical_json, sha256_of


@dataclass(frozen=True, slots=True)
class RulesChange:
    """What is to be otherwise; None or nothing leaves it as it is. `closes_at` by round number; `prizes` replace all
    there are.
    """

    introduction: str | None = None
    contact: str | None = None
    keeps_months: int | None = None
    closes_at: Mapping[int, datetime] = field(default_factory=dict)
    prizes: Iterable[Prize] | None = None


@transaction.atomic
def change_rules(*, contest: Contest, change: RulesChange, reason: str, by: Actor, at: datetime) -> RulesVersion:
    """Return the new version of the rules, which the public sees with its reason. CannotChange for what may not change
    any more, and where nothing would.
    """
    found = _announced(contest)
    if not reason.strip():
        raise CannotChange("Hãy ghi lý do thay đổi; lý do hiện trên trang thể lệ.")
    _change_words(found, change)
    _change_closing(found, change.closes_at, at)
    if change.prizes is not None:
        _change_prizes(found, list(change.prizes))
    rules = rules_of(found)
    before = found.rules_versions.order_by("-number")[0]
    if rules == before.rules:
        raise CannotChange("Chưa có gì thay đổi so với thể lệ hiện hành.")
    version = RulesVersion.objects.create(
        contest=found, number=before.number + 1, rules=rules, sha256=sha256_of(canonical_json(rules)),
        reason=reason.strip(), at=at,
    )  # fmt: skip
    detail = {"version": version.number, "rules_sha256": version.sha256, "reason": version.reason}
    record_act("contests.change_rules", subject=found, by=by, at=at, detail=detail)
    note_public_change(public_subject(found), "contests", at=at)
    return version


def _announced(contest: Contest) -> Contest:
    found = Contest.objects.select_for_update(of=("self",)).select_related("agency").get(pk=contest.pk)
    if not found.announced_at:
        raise CannotChange("Cuộc thi chưa công bố; hãy sửa thẳng ở trang “Soạn thể lệ”.")
    if found.called_off_at:
        raise CannotChange("Cuộc thi đã bị hủy nên thể lệ không thay đổi nữa.")
    return found


def _change_words(contest: Contest, change: RulesChange) -> None:
    if change.keeps_months is not None and change.keeps_months > contest.keeps_months:
        raise CannotChange("Chỉ được rút ngắn thời gian giữ dữ liệu cá nhân, không được kéo dài.")
    for name in ("introduction", "contact", "keeps_months"):
        value = getattr(change, name)
        if value is not None:
            setattr(contest, name, value)
    contest.save(update_fields=["introduction", "contact", "keeps_months"])


def _change_closing(contest: Contest, closes_at: Mapping[int, datetime], at: datetime) -> None:
    rounds = list(contest.rounds.select_for_update(of=("self",)))
    for round_ in rounds:
        moment = closes_at.get(round_.number)
        if moment is None or moment == round_.closes_at:
            continue
        if round_.closed_at or round_.closes_at <= at:
            raise CannotChange(f"{round_.title} đã hết giờ nên không kéo dài được nữa.")
        if moment < round_.closes_at:
            raise CannotChange(f"{round_.title}: giờ đóng chỉ được lùi lại, không được sớm hơn giờ đã công bố.")
        _check_still_right(round_, moment)
        round_.closes_at = moment
        round_.save(update_fields=["closes_at"])
    for check in overlapping_rounds(rounds):
        raise CannotChange(check.words)


def _check_still_right(round_: Round, moment: datetime) -> None:
    """Refuse a time at which an answer of the sealed questions is no longer the law."""
    numbers = [question["number"] for question in RoundPool.objects.get(round=round_).pool]
    day = timezone.localdate(moment)
    expired = Question.objects.filter(pk__in=numbers, valid_to__lt=day).count()
    if expired:
        raise CannotChange(
            f"{round_.title}: {expired} câu hỏi đã niêm phong chỉ đúng đến trước ngày {day:%d/%m/%Y}, nên vòng "
            "không kéo dài đến ngày đó được."
        )


def _change_prizes(contest: Contest, prizes: list[Prize]) -> None:
    old = [_prize_values(prize) for prize in contest.prizes.all()]
    if sorted(map(repr, old)) == sorted(repr(_prize_values(prize)) for prize in prizes):
        return
    if contest.rounds.exclude(closed_at=None).exists():
        raise CannotChange("Đã có vòng khóa sổ nên giải thưởng không thay đổi được nữa.")
    for check in prize_gaps(contest, prizes):
        if check.problem:
            raise CannotChange(check.words)
    contest.prizes.all().delete()
    for prize in prizes:
        prize.pk, prize.contest = None, contest
        prize.save(force_insert=True)


def _prize_values(prize: Prize) -> tuple[object, ...]:
    names = ("winner", "audience", "unit_kind", "name", "first_rank", "last_rank", "amount_dong", "note")
    return tuple(getattr(prize, name) for name in names)


@transaction.atomic
def call_off_contest(*, contest: Contest, reason: str, by: Actor, at: datetime) -> Contest:
    """Return the contest, called off with a reason that everybody reads. CannotChange when all results are out."""
    found = _announced(contest)
    if not reason.strip():
        raise CannotChange("Hãy ghi lý do hủy; lý do hiện trên trang công khai.")
    if not found.rounds.filter(published_at=None).exists():
        raise CannotChange("Mọi vòng đã có kết quả công bố nên cuộc thi không hủy được nữa.")
    found.called_off_at, found.called_off_reason = at, reason.strip()
    found.save(update_fields=["called_off_at", "called_off_reason"])
    record_act("contests.call_off_contest", subject=found, by=by, at=at, detail={"reason": found.called_off_reason})
    note_public_change(public_subject(found), "contests", at=at)
    return found
