"""The league of responsiveness, as officers see it."""

from django.http import HttpRequest, HttpResponseBase
from django.utils import timezone
from django.utils.safestring import mark_safe
from django.views.decorators.http import require_safe

from lantoa.apps.accounts.rights import open_to
from lantoa.apps.feedback.forms.league import LeagueForm
from lantoa.apps.feedback.presenters.league import league_page
from lantoa.apps.feedback.queries import league as queries
from lantoa.apps.feedback.queries.keepers import FEEDBACK_READERS
from lantoa.apps.feedback.views.found import feedback_page, feedback_trail


@require_safe
@open_to(FEEDBACK_READERS)
def league(request: HttpRequest) -> HttpResponseBase:
    """Show how the agencies answer over a period; the same that everybody may read."""
    today = timezone.localdate()
    form = LeagueForm(request.GET, today=today)
    form.is_valid()
    page = league_page(queries.league(first=form.first, last=form.last, on=today, as_now=form.as_now))
    picture = mark_safe(page.figure.svg) if page.figure else None
    context = {"form": form, "page": page, "picture": picture, "first": form.first, "last": form.last}
    return feedback_page(request, "feedback/league.html", context, title="Các cơ quan", trail=feedback_trail())
