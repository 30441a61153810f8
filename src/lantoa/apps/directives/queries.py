"""Reads of directives and programmes."""

from dataclasses import dataclass

from lantoa.apps.agencies.queries import ResolvedRecipient, resolve_recipient
from lantoa.apps.directives.models import Directive, Duty, Programme, Theme


@dataclass(frozen=True, slots=True)
class ThemeWithDuties:
    """One theme with its duties in the order of the directive."""

    theme: Theme
    duties: tuple[Duty, ...]


def current_programme() -> Programme | None:
    """Return the newest programme, None before the first directive came. One query."""
    return Programme.objects.select_related("directive").order_by("-year", "-id").first()


def themes_with_duties(programme: Programme) -> list[ThemeWithDuties]:
    """Return the themes of a programme in order, each with its duties. Two queries whatever their number."""
    themes = programme.themes.prefetch_related("duties")
    return [ThemeWithDuties(theme, tuple(theme.duties.all())) for theme in themes]


def resolved_recipients(programme: Programme) -> list[ResolvedRecipient]:
    """Return what each recipient named by the duties means on the directive's date, in the order of the duties.

    Without a date in the directive, the day it was received counts. At most two queries a recipient.
    """
    directive: Directive = programme.directive
    day = directive.date or directive.received_at.date()
    words = Duty.objects.filter(theme__programme=programme).order_by("id").values_list("recipient", flat=True)
    return [resolve_recipient(recipient, on=day) for recipient in dict.fromkeys(words)]
