"""Many devices at the same moment: one entrant of a contact, five tries of a code; on both databases."""

import re
import threading
from collections.abc import Callable

import pytest
from conftest import NOW
from django.db import connection

from lantoa.apps.agencies.factories import AgencyFactory
from lantoa.apps.base.models import Message
from lantoa.apps.contests.actions.entering import Entry, enter_by_code
from lantoa.apps.contests.actions.entry_codes import MAX_TRIES, send_entry_code, try_entry_code
from lantoa.apps.contests.factories import make_contest
from lantoa.apps.contests.models import Contest, Entrant, EntryCode
from lantoa.apps.contests.models.contest import Audience
from lantoa.apps.privacy.contacts import contact_sha256
from lantoa.apps.privacy.models import ContactKind

DEVICES = 12
MAIL = "lan@lantoa.example"


def _at_once(work: Callable[[int], object]) -> list[object]:
    """Return what each device got, errors among them."""
    gate, given = threading.Barrier(DEVICES), []

    def one(place: int) -> None:
        try:
            gate.wait(timeout=30)
            given.append(work(place))
        except Exception as error:
            given.append(error)
        finally:
            connection.close()

    threads = [threading.Thread(target=one, args=(place,)) for place in range(DEVICES)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return given


def _proved(contest: Contest) -> EntryCode:
    return EntryCode.objects.create(
        contest=contest, contact_kind=ContactKind.EMAIL, contact=MAIL, contact_sha256=contact_sha256(MAIL),
        code_sha256="x", made_at=NOW, expires_at=NOW, used_at=NOW,
    )  # fmt: skip


@pytest.mark.django_db(transaction=True)
class TestAtOnce:
    def test_twelve_devices_of_one_contact_are_one_entrant(self) -> None:
        contest, agency = make_contest(at=NOW), AgencyFactory()
        codes = [_proved(contest) for _ in range(DEVICES)]

        def enters(place: int) -> Entrant:
            entry = Entry(Audience.OFFICIALS, f"Máy {place}", agency, None, True)
            return enter_by_code(code=codes[place], entry=entry, at=NOW)

        given = _at_once(enters)
        assert given == [Entrant.objects.get()] * DEVICES

    def test_tries_sent_at_once_are_no_more_than_five(self) -> None:
        contest = make_contest(at=NOW)
        code = send_entry_code(contest=contest, kind=ContactKind.EMAIL, contact=MAIL, address="", at=NOW)
        found = re.search(r"\d{6}", Message.objects.get().text)
        assert found
        wrong = f"{(int(found.group()) + 1) % 1_000_000:06}"
        _at_once(lambda _place: try_entry_code(code=EntryCode.objects.get(pk=code.pk), given=wrong, at=NOW))
        code.refresh_from_db()
        assert (code.tries, code.used_at) == (MAX_TRIES, None)

    def test_the_right_code_sent_at_once_is_used_once(self) -> None:
        contest = make_contest(at=NOW)
        code = send_entry_code(contest=contest, kind=ContactKind.EMAIL, contact=MAIL, address="", at=NOW)
        found = re.search(r"\d{6}", Message.objects.get().text)
        assert found
        digits = found.group()
        given = _at_once(lambda _place: try_entry_code(code=EntryCode.objects.get(pk=code.pk), given=digits, at=NOW))
        assert sum(isinstance(one, EntryCode) for one in given) == 1
