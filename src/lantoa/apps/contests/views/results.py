"""Results in the back office: the rounds of a contest, the places and units of a round, what one takes away."""

from typing import Any

from django.http import FileResponse, Http404, HttpRequest, HttpResponseBase
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone

from lantoa.apps.accounts.models import User
from lantoa.apps.accounts.rights import open_to
from lantoa.apps.accounts.roles import roles_of
from lantoa.apps.base.backoffice import Crumb, office_page, page_of
from lantoa.apps.contests.forms.results import PublishForm, RankingFilter
from lantoa.apps.contests.models import Contest, Round, RoundResult
from lantoa.apps.contests.presenters.result_rows import excluded_row, place_row, round_row, version_row
from lantoa.apps.contests.presenters.result_words import (
    audience_lines,
    change_words,
    tie_break_words,
    totals_of,
    unit_row,
)
from lantoa.apps.contests.queries.results import (
    excluded_of,
    open_irregularities,
    rounds_of,
    searched,
    standings_of,
    unit_groups,
    versions_of,
    winners_of,
)
from lantoa.apps.contests.queries.runners import RESULT_READERS, RUNNERS
from lantoa.apps.contests.result_files import list_path
from lantoa.apps.contests.winners_file import winners_workbook
from lantoa.apps.privacy.actions.access import note_accesses

_XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def trail_of(contest: Contest, round_: Round | None = None) -> list[Crumb]:
    """Return the steps above a page of results."""
    steps: list[Crumb] = [*_above(contest), ("Kết quả", reverse("contests:results", args=[contest.pk]))]
    return [*steps, (round_.title, reverse("contests:round_result", args=[round_.pk]))] if round_ else steps


def _above(contest: Contest) -> list[Crumb]:
    return [("Cuộc thi", reverse("contests:contests")), (contest.title, reverse("contests:contest", args=[contest.pk]))]


def may_run(user: Any) -> bool:
    """Return whether the user may change results and read names of people."""
    return bool(roles_of(user) & RUNNERS)


def found_round(pk: int) -> Round:
    """Return the round with its contest at hand; 404 for none."""
    return get_object_or_404(Round.objects.select_related("contest__agency"), pk=pk)


@open_to(RESULT_READERS)
def results(request: HttpRequest, pk: int) -> HttpResponseBase:
    """List the rounds of a contest: over or not, closed, published, in which version."""
    contest = get_object_or_404(Contest.objects.select_related("agency"), pk=pk)
    now = timezone.now()
    rows = [round_row(round_, at=now) for round_ in rounds_of(contest)]
    context = {"contest": contest, "rows": rows, "may_run": may_run(request.user)}
    return office_page(
        request, "contests/results.html", context, title="Kết quả", icon="list-ol", trail=_above(contest)
    )


@open_to(RESULT_READERS)
def round_result(request: HttpRequest, pk: int) -> HttpResponseBase:
    """Show the result of a round: totals, places, exclusions, versions; nothing but its state before it is closed."""
    round_ = found_round(pk)
    versions = versions_of(round_)
    runs = may_run(request.user)
    context: dict[str, Any] = {
        "round": round_,
        "contest": round_.contest,
        "row": round_row(round_, at=timezone.now(), versions=versions),
        "may_run": runs,
    }
    result = _asked_version(request, versions)
    if round_.closed_at and result:
        context |= _result_context(request, round_, result, versions, runs=runs)
    return office_page(
        request, "contests/round_result.html", context, title=f"Kết quả {round_.title}", icon="list-ol",
        trail=trail_of(round_.contest),
    )  # fmt: skip


def _asked_version(request: HttpRequest, versions: list[RoundResult]) -> RoundResult | None:
    asked = request.GET.get("v", "")
    return next((one for one in versions if str(one.version) == asked), versions[0] if versions else None)


def _result_context(
    request: HttpRequest, round_: Round, result: RoundResult, versions: list[RoundResult], *, runs: bool
) -> dict[str, Any]:
    form = RankingFilter(request.GET or None)
    asked = form.cleaned_data if form.is_valid() else {}
    places = standings_of(result, audience=asked.get("audience", ""))
    if asked.get("q"):
        places = searched(places, round_.contest, asked["q"], by_name=runs)
    if asked.get("sort"):
        places = places.order_by(asked["sort"], "pk")
    page = page_of(places, request)
    waiting = open_irregularities(round_)
    newest = versions[0]
    return {
        "result": result,
        "newest": newest,
        "is_newest": result.pk == newest.pk,
        "versions": [version_row(one, shown=one.pk == result.pk) for one in versions],
        "changes": change_words(result.changes),
        "totals": totals_of(result.figures),
        "audiences": audience_lines(result.figures),
        "tie_breaks": tie_break_words(round_.contest),
        "form": form,
        "filtered": bool(request.GET.get("q") or request.GET.get("audience")),
        "page": page,
        "places": [place_row(one, named=runs) for one in page.object_list],
        "excluded": [excluded_row(one, named=runs) for one in excluded_of(round_)[:200]],
        "waiting": waiting,
        "publish_form": PublishForm(initial={"version": newest.version, "open_irregularities": waiting}),
        "has_list": list_path(result) is not None,
        "winners": [place_row(one, named=runs) for one in winners_of(result)],
    }


@open_to(RESULT_READERS)
def result_units(request: HttpRequest, pk: int) -> HttpResponseBase:
    """Show the units of a round's newest result by kind, each share with its head-count."""
    round_ = found_round(pk)
    versions = versions_of(round_)
    groups = unit_groups(versions[0]) if round_.closed_at and versions else []
    context = {
        "round": round_,
        "contest": round_.contest,
        "groups": [(group.label, [unit_row(unit) for unit in group.units]) for group in groups],
        "no_unit": versions[0].figures.get("no_unit") if versions else None,
        "ranked_by": round_.contest.get_unit_ranking_display(),
    }
    return office_page(
        request, "contests/result_units.html", context, title="Thứ hạng đơn vị", icon="list-ol",
        trail=trail_of(round_.contest, round_),
    )  # fmt: skip


@open_to(RESULT_READERS)
def result_list(request: HttpRequest, pk: int) -> HttpResponseBase:
    """Answer with the list of one version, as it is or will be published."""
    result = get_object_or_404(RoundResult, pk=pk)
    place = list_path(result)
    if place is None:
        raise Http404("Kết quả này không có tệp danh sách.")
    return FileResponse(place.open("rb"), as_attachment=True, filename=place.name, content_type="application/json")


@open_to(RUNNERS)
def winners(request: HttpRequest, pk: int) -> HttpResponseBase:
    """Answer with whoever won a prize, names and contacts, as a workbook for the organisers."""
    round_ = found_round(pk)
    versions = versions_of(round_)
    if not round_.closed_at or not versions:
        raise Http404("Vòng này chưa có kết quả.")
    user: User = request.user  # type: ignore[assignment]
    found, at = winners_of(versions[0]), timezone.now()
    entrants = {winner.submission.attempt.entrant for winner in found}
    note_accesses(by=user, rows=entrants, reason="Tải danh sách người đoạt giải", at=at)
    file = winners_workbook(round_, versions[0], found, by=user, at=at)
    name = f"{round_.contest.slug}-vong-{round_.number}-nguoi-doat-giai.xlsx"
    answer = FileResponse(file, as_attachment=True, filename=name, content_type=_XLSX)
    answer["Cache-Control"] = "no-store"
    return answer
