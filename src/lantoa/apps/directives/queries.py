"""Reads of directives and programmes."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date

from lantoa.apps.agencies.models import Agency
from lantoa.apps.agencies.queries import ResolvedRecipient, resolve_recipient, suggested_agencies
from lantoa.apps.directives.models import Directive, Duty, Programme, Theme

# A recipient is named by the same few sentences in every theme; these are enough to see what is meant.
_MOST_SENTENCES = 3


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


def day_of(directive: Directive) -> date:
    """Return the day on which a directive's words are understood: its date, without one the day it was received."""
    return directive.date or directive.received_at.date()


def resolved_recipients(programme: Programme) -> list[ResolvedRecipient]:
    """Return what each recipient named by the duties means on the directive's date, in the order of the duties.

    Without a date in the directive, the day it was received counts. At most three queries a recipient.
    """
    day = day_of(programme.directive)
    words = Duty.objects.filter(theme__programme=programme).order_by("id").values_list("recipient", flat=True)
    return [resolve_recipient(recipient, on=day) for recipient in dict.fromkeys(words)]


@dataclass(frozen=True, slots=True)
class WaitingRecipient:
    """A recipient that a person has to decide on, or has decided: its words, the sentences of the directive that name
    it, and the agencies that may be meant.
    """

    resolved: ResolvedRecipient
    sentences: tuple[str, ...]
    suggestions: tuple[Agency, ...]


def recipients_to_decide(programme: Programme) -> list[WaitingRecipient]:
    """Return the recipients of a programme that wait for a person, then those a person has decided on already.

    At most three queries a recipient, and two for all.
    """
    resolved = [row for row in resolved_recipients(programme) if row.learnt or not row.agencies]
    resolved.sort(key=lambda row: row.learnt)
    sentences: dict[str, dict[str, None]] = defaultdict(dict)
    duties = Duty.objects.filter(theme__programme=programme, recipient__in=[row.words for row in resolved])
    for words, sentence in duties.order_by("id").values_list("recipient", "sentence"):
        sentences[words][sentence] = None
    suggested = suggested_agencies((row.words for row in resolved), on=day_of(programme.directive))
    return [
        WaitingRecipient(
            row,
            tuple(sentences[row.words])[:_MOST_SENTENCES],
            tuple(dict.fromkeys([*row.agencies, *suggested[row.words]])),
        )
        for row in resolved
    ]
