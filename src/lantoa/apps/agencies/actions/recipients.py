"""Writes on what the words of directives mean."""

from collections.abc import Iterable
from datetime import datetime

from django.db import transaction

from lantoa.apps.accounts.models import User
from lantoa.apps.agencies.models import Agency, LearntRecipient, folded
from lantoa.apps.base.actions import record_act
from lantoa.core.viettext import fold, to_nfc

_MAX_ALIAS = 250


class CannotLearn(ValueError):
    """The decision is not complete; the message, in Vietnamese, says what to do."""


@transaction.atomic
def learn_recipient(*, words: str, agencies: Iterable[Agency], by: User, at: datetime) -> LearntRecipient:
    """Return the decision which agencies these words mean, from now on and for every directive; a later decision for
    the same words, accents aside, takes the place of the earlier one.

    For exactly one agency the words become one of its other names as well. CannotLearn without agencies.
    """
    chosen = list(agencies)
    if not chosen:
        raise CannotLearn(f"Hãy chọn ít nhất một cơ quan cho “{words}”.")
    learnt, new = LearntRecipient.objects.update_or_create(
        folded_words=fold(words), defaults={"words": to_nfc(words), "decided_by": by, "decided_at": at}
    )
    learnt.agencies.set(chosen)
    alias = len(chosen) == 1 and _add_alias(chosen[0], to_nfc(words).strip())
    detail = {"words": words, "agencies": sorted(agency.slug for agency in chosen), "new": new, "alias": alias}
    record_act("agencies.learn_recipient", subject=learnt, by=by, at=at, detail=detail)
    return learnt


def _add_alias(agency: Agency, words: str) -> bool:
    """Return whether the words are now one more name of the agency: not when it goes by them already."""
    stored = Agency.objects.select_for_update(of=("self",)).get(pk=agency.pk)
    if len(words) > _MAX_ALIAS or fold(words) in stored.folded_names.split("\n"):
        return False
    stored.aliases = [*stored.aliases, words]
    stored.folded_names = folded(stored.names)
    stored.save(update_fields=["aliases", "folded_names"])
    return True
