"""The acts of the set-up page by their names: each checks its form and does one action.

An act gives back what was done, in words, or the form that is not right yet.
"""

from collections.abc import Callable
from typing import Any

from django.forms import BaseForm
from django.http import HttpRequest
from django.shortcuts import get_object_or_404
from django.utils import timezone

from lantoa.apps.contests.actions import drafting, papers
from lantoa.apps.contests.forms.drafting import BasicsForm, PrivacyForm, TakingForm, TiesForm, WhoForm
from lantoa.apps.contests.forms.parts import BarredForm, PrizeForm, QuotaForm, RoundForm, WeeksForm
from lantoa.apps.contests.models import Barred, Contest, Prize, Quota, Round
from lantoa.apps.contests.queries.proposals import proposed_barred
from lantoa.apps.privacy.contacts import read_contact

Act = Callable[[HttpRequest, Contest, int], BaseForm | str]

PARTS_OF_ACTS = {
    "basics": "basics", "who": "who", "taking": "taking", "ties": "ties", "privacy": "privacy",
    "add_round": "rounds", "weeks": "rounds", "change_round": "rounds", "remove_round": "rounds",
    "quota": "papers", "remove_quota": "papers", "copy_quotas": "papers",
    "prize": "prizes", "remove_prize": "prizes",
    "bar": "barred", "bar_proposed": "barred", "unbar": "barred",
}  # fmt: skip


def _who(request: HttpRequest) -> dict[str, Any]:
    return {"by": request.user, "at": timezone.now()}


def _fields(make: Callable[[HttpRequest, Contest], Any]) -> Act:
    """Return the act that changes fields of the contest as its form says."""

    def act(request: HttpRequest, contest: Contest, row: int) -> BaseForm | str:
        form = make(request, contest)
        if not form.is_valid():
            return form  # type: ignore[no-any-return]
        drafting.change_draft(contest=contest, values=form.values, **_who(request))
        return "Đã lưu."

    return act


def _add_round(request: HttpRequest, contest: Contest, row: int) -> BaseForm | str:
    form = RoundForm(request.POST, prefix="round")
    if not form.is_valid():
        return form
    asked = form.cleaned_data
    made = drafting.add_rounds(
        contest=contest, rounds=1, days=1, title=asked["title"], opens_at=asked["opens_at"], **_who(request)
    )
    drafting.change_round(round_=made[0], **asked, **_who(request))
    return f"Đã thêm {asked['title']}."


def _weeks(request: HttpRequest, contest: Contest, row: int) -> BaseForm | str:
    form = WeeksForm(request.POST, prefix="weeks")
    if not form.is_valid():
        return form
    drafting.add_rounds(contest=contest, **form.cleaned_data, **_who(request))
    return f"Đã thêm {form.cleaned_data['rounds']} vòng."


def _change_round(request: HttpRequest, contest: Contest, row: int) -> BaseForm | str:
    round_ = get_object_or_404(Round, contest=contest, pk=row)
    form = RoundForm(request.POST, prefix=f"round{row}")
    if not form.is_valid():
        return form
    drafting.change_round(round_=round_, **form.cleaned_data, **_who(request))
    return f"Đã lưu {round_.title}."


def _remove_round(request: HttpRequest, contest: Contest, row: int) -> BaseForm | str:
    round_ = get_object_or_404(Round, contest=contest, pk=row)
    drafting.remove_round(round_=round_, **_who(request))
    return f"Đã bỏ {round_.title}."


def _quota(request: HttpRequest, contest: Contest, row: int) -> BaseForm | str:
    round_ = get_object_or_404(Round, contest=contest, pk=row)
    form = QuotaForm(request.POST, prefix=f"quota{row}", contest=contest)
    if not form.is_valid():
        return form
    papers.set_quota(round_=round_, **form.cleaned_data, **_who(request))
    return f"Đã lưu cơ cấu đề của {round_.title}."


def _remove_quota(request: HttpRequest, contest: Contest, row: int) -> BaseForm | str:
    quota = get_object_or_404(Quota.objects.select_related("round__contest"), round__contest=contest, pk=row)
    papers.remove_quota(quota=quota, **_who(request))
    return "Đã bỏ một dòng cơ cấu đề."


def _copy_quotas(request: HttpRequest, contest: Contest, row: int) -> BaseForm | str:
    round_ = get_object_or_404(Round, contest=contest, pk=row)
    copied = papers.copy_quotas(round_=round_, **_who(request))
    return f"Đã chép cơ cấu đề của {round_.title} sang {copied} vòng khác."


def _prize(request: HttpRequest, contest: Contest, row: int) -> BaseForm | str:
    form = PrizeForm(request.POST, prefix="prize", contest=contest)
    if not form.is_valid():
        return form
    papers.add_prize(contest=contest, prize=Prize(**form.cleaned_data), **_who(request))
    return f"Đã thêm {form.cleaned_data['name']}."


def _remove_prize(request: HttpRequest, contest: Contest, row: int) -> BaseForm | str:
    prize = get_object_or_404(Prize.objects.select_related("contest"), contest=contest, pk=row)
    papers.remove_prize(prize=prize, **_who(request))
    return f"Đã bỏ {prize.name}."


def _bar(request: HttpRequest, contest: Contest, row: int) -> BaseForm | str:
    form = BarredForm(request.POST, prefix="bar")
    if not form.is_valid():
        return form
    added = papers.bar_people(contest=contest, people=form.rows, **_who(request))
    return f"Đã thêm {added} người không được dự thi."


def _bar_proposed(request: HttpRequest, contest: Contest, row: int) -> BaseForm | str:
    chosen = set(request.POST.getlist("person"))
    people = [
        (str(person), read_contact(person.email)[1], "Ban tổ chức hoặc người soạn, duyệt câu hỏi")
        for person in proposed_barred(contest)
        if str(person.pk) in chosen
    ]
    added = papers.bar_people(contest=contest, people=people, **_who(request))
    return f"Đã thêm {added} người không được dự thi."


def _unbar(request: HttpRequest, contest: Contest, row: int) -> BaseForm | str:
    barred = get_object_or_404(Barred.objects.select_related("contest"), contest=contest, pk=row)
    papers.unbar(barred=barred, **_who(request))
    return f"{barred.name} lại được dự thi."


ACTS: dict[str, Act] = {
    "basics": _fields(lambda request, contest: BasicsForm(request.POST, instance=contest, user=request.user)),  # type: ignore[arg-type]
    "who": _fields(lambda request, contest: WhoForm(request.POST, instance=contest)),
    "taking": _fields(lambda request, contest: TakingForm(request.POST, instance=contest)),
    "ties": _fields(lambda request, contest: TiesForm(request.POST)),
    "privacy": _fields(lambda request, contest: PrivacyForm(request.POST, instance=contest)),
    "add_round": _add_round,
    "weeks": _weeks,
    "change_round": _change_round,
    "remove_round": _remove_round,
    "quota": _quota,
    "remove_quota": _remove_quota,
    "copy_quotas": _copy_quotas,
    "prize": _prize,
    "remove_prize": _remove_prize,
    "bar": _bar,
    "bar_proposed": _bar_proposed,
    "unbar": _unbar,
}
