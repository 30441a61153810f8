"""One page for a leader: what is done, what is late, who has done nothing, what to press today."""

from django.http import HttpRequest, HttpResponseBase
from django.utils.safestring import mark_safe

from lantoa.apps.accounts.rights import open_to
from lantoa.apps.assignments.presenters.acts import LEADER_READERS
from lantoa.apps.assignments.presenters.board import LEADER_HEADS, agency_lines
from lantoa.apps.assignments.presenters.leader import AGENCIES_ON_PAGE, IDLE_NAMED, sentences, weeks_figure
from lantoa.apps.assignments.queries import leader_view, pressing
from lantoa.apps.assignments.views.board import asked_of
from lantoa.apps.base.backoffice import office_page


@open_to(LEADER_READERS)
def leader(request: HttpRequest) -> HttpResponseBase:
    """Show one programme on one page, to be read on a phone or printed."""
    asked = asked_of(request.GET)
    context: dict[str, object] = {"programme": asked.programme, "today": asked.today, "as_now": asked.form.as_now}
    if asked.programme is not None:
        view = leader_view(asked.programme, today=asked.today, as_now=asked.form.as_now)
        figure = weeks_figure(view.weeks)
        context |= {
            "view": view,
            "tally": view.tally,
            "lines": agency_lines(view.agencies[:AGENCIES_ON_PAGE], request.GET, for_leader=True),
            "more_agencies": max(0, len(view.agencies) - AGENCIES_ON_PAGE),
            "idle_named": view.idle[:IDLE_NAMED],
            "heads": LEADER_HEADS,
            "figure": figure,
            "picture": mark_safe(figure.svg),  # made by core/charts, which escapes every label
            "sentences": sentences(pressing(asked.programme, today=asked.today), idle=view.idle, query=request.GET),
        }
    return office_page(request, "assignments/leader.html", context, title="Một trang lãnh đạo", icon="view")
