"""Calls of a stratum that have no answers yet and may be taken up again."""

from lantoa.apps.surveys.models import Stratum, Ticket
from lantoa.apps.surveys.models.responses import Channel
from lantoa.apps.surveys.outcomes import LATER, UNREACHED

_WORDS = {LATER: "Hẹn gọi lại", "": "Đang dở", UNREACHED: "Không liên lạc được, có thể gọi lại"}
MOST = 200


def open_calls(stratum: Stratum) -> list[tuple[str, list[Ticket]]]:
    """Return the calls by what is to be done about them, each with its words; refused ones are over. One query."""
    rows = stratum.tickets.filter(channel=Channel.PHONE, response=None, void=False, outcome__in=_WORDS)
    found = list(rows.order_by("serial")[:MOST])
    groups = [(words, [one for one in found if one.outcome == outcome]) for outcome, words in _WORDS.items()]
    return [(words, tickets) for words, tickets in groups if tickets]
