"""Writes on directives and programmes: receive, draft, confirm."""

import hashlib
from datetime import datetime
from textwrap import shorten
from typing import Any

from django.db import transaction
from django.db.models import CharField

from lantoa.apps.accounts.models import User
from lantoa.apps.base.actions import note_public_change, record_act
from lantoa.apps.directives.models import Directive, Duty, Programme, Theme
from lantoa.core import officialdoc
from lantoa.core.viettext import to_nfc

_RECIPIENT_LETTERS = 300


class CannotConfirm(ValueError):
    """The programme is not ready to be confirmed; the message, in Vietnamese, says what is missing."""


@transaction.atomic
def receive_directive(*, text: str, file_name: str, by: User | None, at: datetime) -> Directive:
    """Return the directive read from the text; the one already stored when the same text comes again.

    officialdoc.NotADirective, with a message for the user, when the text is no official document; nothing is stored
    then.
    """
    clean = to_nfc(text).replace("\0", "")  # PostgreSQL stores no NUL, and no document means one
    sha256 = hashlib.sha256(clean.encode()).hexdigest()
    read = officialdoc.read_directive(clean)
    values = {**read.as_dict(), "date": read.date, "file_name": file_name[:250], "text": clean, "received_at": at}
    del values["items"]  # the programme's themes hold them
    _leave_out_overlong(values)
    directive, received = Directive.objects.get_or_create(text_sha256=sha256, defaults=values)
    if received:
        detail = {"identifier": directive.identifier, "items": len(read.items), "missing": directive.missing}
        record_act("directives.receive_directive", subject=directive, by=by, at=at, detail=detail)
    return directive


def _leave_out_overlong(values: dict[str, Any]) -> None:
    """Leave a field out, and name it as missing, when it is longer than any such field can be: it was misread."""
    for field in Directive._meta.get_fields():
        text = values.get(field.name)
        if isinstance(field, CharField) and isinstance(text, str) and field.max_length and len(text) > field.max_length:
            values[field.name] = None
            values["missing"] = [*values["missing"], field.name]


@transaction.atomic
def draft_programme(*, directive: Directive, illustrative: bool, by: User | None, at: datetime) -> Programme:
    """Return the programme of the directive: a theme per content item and the duties its sentences give; made once."""
    existing = Programme.objects.filter(directive=directive).first()
    if existing:
        return existing
    read = officialdoc.read_directive(directive.text)
    year = _programme_year(read)
    programme = Programme.objects.create(
        directive=directive,
        name=f"Chương trình {directive.subject or directive.file_name}"[:300],
        year=year if year else at.year,
        illustrative=illustrative,
    )
    themes = Theme.objects.bulk_create(
        Theme(
            programme=programme,
            position=item.number,
            title=officialdoc.short_title(item.text),
            text=item.text,
        )
        for item in read.items
    )
    by_number = {theme.position: theme for theme in themes}
    duties = Duty.objects.bulk_create(
        Duty(
            theme=by_number[draft.item_number],
            recipient=shorten(draft.recipient, _RECIPIENT_LETTERS, placeholder=" …"),
            channel=draft.channel.value,
            product=draft.product,
            quantity=draft.quantity,
            due_date=draft.due_date,
            due_working_days=draft.due_working_days,
            sentence=draft.sentence,
        )
        for draft in officialdoc.read_duties(read)
    )
    detail = {"themes": len(themes), "duties": len(duties)}
    record_act("directives.draft_programme", subject=programme, by=by, at=at, detail=detail)
    return programme


def _programme_year(read: officialdoc.Directive) -> int | None:
    """Return the year the subject names ("… năm 2023"), else that of the document's date."""
    return officialdoc.year_in(read.subject) or (read.date.year if read.date else None)


@transaction.atomic
def confirm_programme(*, programme: Programme, by: User, at: datetime) -> Programme:
    """Return the programme, confirmed by a person so that its duties may go out; confirming twice changes nothing.

    CannotConfirm when it has no duty to give.
    """
    programme = Programme.objects.select_for_update().get(pk=programme.pk)
    if programme.state == Programme.State.CONFIRMED:
        return programme
    if not Duty.objects.filter(theme__programme=programme).exists():
        raise CannotConfirm("Chương trình chưa có nhiệm vụ nào; hãy thêm nhiệm vụ rồi xác nhận.")
    programme.state = Programme.State.CONFIRMED
    programme.confirmed_by, programme.confirmed_at = by, at
    programme.save(update_fields=["state", "confirmed_by", "confirmed_at"])
    record_act("directives.confirm_programme", subject=programme, by=by, at=at)
    note_public_change(f"directive:{programme.directive_id}", "programme", at=at)
    return programme
