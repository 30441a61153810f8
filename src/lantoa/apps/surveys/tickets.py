"""Tickets: the right to answer once. The secret stands in the address alone; stored is its keyed hash."""

import secrets
from datetime import datetime
from operator import itemgetter

from django.db import transaction
from django.db.models import Max
from django.urls import reverse
from django.utils.crypto import salted_hmac

from lantoa.apps.base.actions import Actor, record_act
from lantoa.apps.surveys.models import Stratum, SurveyRound, Ticket
from lantoa.apps.surveys.models.responses import Channel

# 192 bits: nobody guesses one, and none can be counted up from another.
_BYTES = 24
_LONGEST = 64
_SALT = "lantoa.surveys.ticket"
MOST_AT_ONCE = 5_000
# What is handed out or kept on paper carries a number that people can say to each other.
_NUMBERED = frozenset({Channel.PAPER, Channel.PHONE})


class CannotMakeTickets(ValueError):
    """No tickets can be made so; the message, in Vietnamese, says why."""


def token_sha256(secret: str) -> str:
    """Return the keyed hash of a secret: without the installation's own key nothing can be tried against it."""
    return salted_hmac(_SALT, secret, algorithm="sha256").hexdigest()


def ticket_at(token: str) -> Ticket | None:
    """Return the ticket with this secret, its round, stratum and response at hand; None for one that was never made."""
    if not token or len(token) > _LONGEST:
        return None
    rows = Ticket.objects.select_related(
        "round__questionnaire", "round__agency", "stratum__agency", "stratum__procedure", "response"
    )
    return rows.filter(token_sha256=token_sha256(token)).first()


def ticket_path(secret: str) -> str:
    """Return where the ticket is answered, without the host."""
    return reverse("answering:answer", args=[secret])


@transaction.atomic
def make_tickets(
    *,
    round: SurveyRound,
    stratum: Stratum | None,
    channel: str,
    count: int,
    by: Actor,
    at: datetime,
    numbered: bool = False,
    opened: bool = False,
) -> list[tuple[Ticket, str]]:
    """Return so many new tickets, each with its secret, which is never to be had again. Paper forms, calls and slips
    (`numbered`) get a number, counted on in the round. CannotMakeTickets for a round that is closed.
    """
    held = SurveyRound.objects.select_for_update().get(pk=round.pk)
    _check(held, stratum, count)
    with_serial = numbered or channel in _NUMBERED
    last = (held.tickets.aggregate(last=Max("serial"))["last"] or 0) if with_serial else 0
    # Sorted by chance: the key in the database, which pages of single responses need, follows neither the numbers nor
    # the order in which tickets are handed out, so that whoever handed them out cannot tell whose a response is.
    drawn = [secrets.token_urlsafe(_BYTES) for _place in range(count)]
    places = sorted(range(1, count + 1), key=lambda _place: secrets.randbits(64))
    rows = [
        Ticket(
            round=held, stratum=stratum, channel=channel, token_sha256=token_sha256(secret), made_at=at,
            serial=last + place if with_serial else None, opened_at=at if opened else None,
        )
        for place, secret in zip(places, drawn, strict=True)
    ]  # fmt: skip
    made = Ticket.objects.bulk_create(rows, batch_size=500)
    if by is not None:  # what citizens take for themselves at the desk or on the open page is no act of an officer
        detail = {"stratum": stratum.pk if stratum else None, "channel": str(channel), "count": count}
        record_act("surveys.make_tickets", subject=held, by=by, at=at, detail=detail)
    return [pair for _, pair in sorted(zip(places, zip(made, drawn, strict=True), strict=True), key=itemgetter(0))]


def _check(held: SurveyRound, stratum: Stratum | None, count: int) -> None:
    if held.state not in {SurveyRound.State.DRAFT, SurveyRound.State.OPEN}:
        raise CannotMakeTickets("Đợt khảo sát đã khóa nên không phát thêm phiếu mời được.")
    if stratum is not None and stratum.round_id != held.pk:
        raise CannotMakeTickets("Nhóm mẫu này thuộc đợt khảo sát khác.")
    if not 1 <= count <= MOST_AT_ONCE:
        raise CannotMakeTickets(f"Mỗi lần phát từ 1 đến {MOST_AT_ONCE} phiếu.")
