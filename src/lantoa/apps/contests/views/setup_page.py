"""The set-up page: each part with its form, its rows and its checks."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.forms import BaseForm

from lantoa.apps.accounts.models import User
from lantoa.apps.contests.forms.drafting import BasicsForm, PrivacyForm, TakingForm, TiesForm, WhoForm
from lantoa.apps.contests.forms.parts import BarredForm, PrizeForm, QuotaForm, RoundForm, WeeksForm
from lantoa.apps.contests.models import Contest, Quota, Round
from lantoa.apps.contests.presenters.check_list import Step, check_list
from lantoa.apps.contests.queries.proposals import proposed_barred
from lantoa.apps.contests.queries.readiness import PaperPlan, checks_of, fitting, paper_plans, pool_sizes


@dataclass(frozen=True, slots=True)
class Bound:
    """The form of one act that is not right yet, with the row it is of."""

    act: str
    row: str
    form: BaseForm


@dataclass(frozen=True, slots=True)
class QuotaLine:
    quota: Quota
    fitting: int


@dataclass(frozen=True, slots=True)
class RoundPart:
    """A round with its forms, its quotas and its papers."""

    round: Round
    form: BaseForm
    quota_form: BaseForm
    quotas: tuple[QuotaLine, ...]
    plans: tuple[PaperPlan, ...]


@dataclass(frozen=True, slots=True)
class SetupPage:
    steps: tuple[Step, ...]
    ready: bool
    forms: dict[str, BaseForm]
    rounds: tuple[RoundPart, ...]
    prizes: tuple[Any, ...]
    barred: tuple[Any, ...]
    proposed: tuple[User, ...]
    headcounts: int


def setup_page(contest: Contest, *, user: User, at: datetime, bound: Bound | None) -> SetupPage:
    """Return the page; `bound` takes the place of the fresh form of its act."""
    checks = checks_of(contest, at=at)
    rounds = list(contest.rounds.prefetch_related("quotas__bank"))
    plans = paper_plans(contest)
    return SetupPage(
        steps=tuple(check_list(checks)),
        ready=not any(check.problem for check in checks),
        forms=_forms(contest, rounds, user=user, at=at, bound=bound),
        rounds=tuple(_round_part(contest, round_, plans, bound) for round_ in rounds),
        prizes=tuple(contest.prizes.all()),
        barred=tuple(contest.barred.all()),
        proposed=tuple(proposed_barred(contest)),
        headcounts=contest.headcounts.count(),
    )


def _forms(
    contest: Contest, rounds: list[Round], *, user: User, at: datetime, bound: Bound | None
) -> dict[str, BaseForm]:
    after = rounds[-1].closes_at + timedelta(seconds=1) if rounds else at + timedelta(days=14)
    opens = after.replace(microsecond=0)
    following = {"opens_at": opens, "closes_at": opens + timedelta(days=7, seconds=-1)}
    forms: dict[str, BaseForm] = {
        "basics": BasicsForm(instance=contest, user=user),
        "who": WhoForm(instance=contest),
        "taking": TakingForm(instance=contest),
        "ties": TiesForm(initial=TiesForm.initial_of(contest)),
        "privacy": PrivacyForm(instance=contest),
        "add_round": RoundForm(prefix="round", initial={"title": f"Vòng {len(rounds) + 1}", **following}),
        "weeks": WeeksForm(prefix="weeks", initial={"rounds": 4, "days": 7, "title": "Tuần", "opens_at": opens}),
        "prize": PrizeForm(prefix="prize", contest=contest),
        "bar": BarredForm(prefix="bar"),
    }
    if bound and not bound.row:
        forms[bound.act] = bound.form
    return forms


def _round_part(contest: Contest, round_: Round, plans: list[PaperPlan], bound: Bound | None) -> RoundPart:
    values = {"title": round_.title, "opens_at": round_.opens_at, "closes_at": round_.closes_at}
    sizes = pool_sizes(round_)
    form: BaseForm = RoundForm(prefix=f"round{round_.pk}", initial=values)
    quota_form: BaseForm = QuotaForm(prefix=f"quota{round_.pk}", contest=contest)
    if bound and bound.row == str(round_.pk):
        if bound.act == "change_round":
            form = bound.form
        elif bound.act == "quota":
            quota_form = bound.form
    return RoundPart(
        round=round_,
        form=form,
        quota_form=quota_form,
        quotas=tuple(QuotaLine(quota, fitting(sizes, quota)) for quota in round_.quotas.all()),
        plans=tuple(plan for plan in plans if plan.round.pk == round_.pk),
    )
