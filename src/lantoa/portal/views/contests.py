"""Contests: their list, one contest, its rules, and the frame for other sites. Nothing here tells how many entered."""

import json
from datetime import datetime

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.clickjacking import xframe_options_exempt

from lantoa.apps.accounts.rights import open_to_all
from lantoa.apps.contests.actions import public_subject
from lantoa.apps.contests.models import RulesVersion
from lantoa.apps.contests.queries.states import ContestState
from lantoa.portal import queries
from lantoa.portal.presenters.contest_rules import contest_rules_page, rules_data
from lantoa.portal.presenters.contests import contest_frame, contest_page, contests_page
from lantoa.portal.public import NothingThere, changes_at, depends_on, public_page
from lantoa.portal.queries.contests import PublicContest, contests_in, next_edge, public_contest, public_contests
from lantoa.portal.views.frame import page_of, shown

_MOST = 50
_NONE = "Không có cuộc thi nào ở địa chỉ này; có thể địa chỉ bị gõ sai, hoặc cuộc thi chưa được công bố."


@open_to_all
@public_page(depends=("contests",))
def contests(request: HttpRequest) -> HttpResponse:
    """Answer with the contests that run, that are to come, that are over."""
    at = timezone.now()
    known = public_contests(queries.asked_portal(request), at=at)
    changes_at(request, next_edge(known.order_by().values("pk"), at=at), now=at)
    past = contests_in(known, ContestState.WAITING, ContestState.DONE, ContestState.CALLED_OFF)
    page = contests_page(
        now=contests_in(known, ContestState.RUNNING)[:_MOST],
        coming=contests_in(known, ContestState.COMING)[:_MOST],
        past=page_of(request, past),
        query=request.GET,
        at=at,
    )
    return shown(request, "contests", page, "contests")


def known_contest(request: HttpRequest, slug: str, *, at: datetime) -> PublicContest:
    """Return the contest, and let the page change with it and with its rounds; NothingThere without any."""
    found = public_contest(queries.asked_portal(request), slug, at=at)
    if found is None:
        raise NothingThere(_NONE)
    depends_on(request, public_subject(found.contest))
    edges = [edge for round_ in found.rounds for edge in (round_.opens_at, round_.closes_at) if edge > at]
    changes_at(request, min(edges, default=None), now=at)
    return found


@open_to_all
@public_page(depends=("contests",))
def contest(request: HttpRequest, slug: str) -> HttpResponse:
    """Answer with a contest: what, who, when, what is won, and the way in while a round is open."""
    at = timezone.now()
    return shown(request, "contest", contest_page(known_contest(request, slug, at=at), at=at), "contests")


@open_to_all
@public_page(depends=("contests",))
def rules(request: HttpRequest, slug: str, number: int | None = None) -> HttpResponse:
    """Answer with the rules in force, or an older version of them."""
    found = known_contest(request, slug, at=timezone.now())
    return shown(request, "contest_rules", contest_rules_page(found, _version(found, number)), "contests")


@open_to_all
@public_page(depends=("contests",))
def rules_json(request: HttpRequest, slug: str) -> HttpResponse:
    """Answer with the rules in force as data, with the commitments of the rounds."""
    found = known_contest(request, slug, at=timezone.now())
    text = json.dumps(rules_data(found, found.version), ensure_ascii=False, indent=2)
    return HttpResponse(text, content_type="application/json; charset=utf-8")


def _version(found: PublicContest, number: int | None) -> RulesVersion:
    if number is None:
        return found.version
    version = next((version for version in found.versions if version.number == number), None)
    if version is None:
        raise NothingThere(f"Thể lệ này không có phiên bản {number}.")
    return version


@open_to_all
@xframe_options_exempt
@public_page(depends=("contests",))
def contest_widget(request: HttpRequest, slug: str) -> HttpResponse:
    """Answer with the frame that any site may show: title, what is open until when, the way in."""
    at = timezone.now()
    found = known_contest(request, slug, at=at)
    root = f"{request.scheme}://{request.get_host()}"
    return render(request, "portal/contest_widget.html", {"page": contest_frame(found, root=root, at=at)})
