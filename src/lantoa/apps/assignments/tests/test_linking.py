"""Of two browsers that open a link at the same moment one gets it, on both databases."""

import threading
from collections.abc import Callable

import pytest
from conftest import NOW
from django.db import connection

from lantoa.apps.agencies.models import Contact
from lantoa.apps.assignments.actions.linking import CannotSendAnew, open_link, send_link_anew
from lantoa.apps.assignments.factories import ReceiptLinkFactory
from lantoa.apps.assignments.models import ReceiptLink
from lantoa.apps.assignments.queries.links import holds_link
from lantoa.apps.base.models import AuditEntry, Message


def _at_once(works: list[Callable[[], object]]) -> list[object]:
    """Return what each gave, in their order; all start together, each with a connection of its own."""
    gate = threading.Barrier(len(works))
    given: list[object] = [None] * len(works)

    def run(place: int) -> None:
        try:
            gate.wait(timeout=30)
            given[place] = works[place]()
        except CannotSendAnew as error:
            given[place] = error
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=[place]) for place in range(len(works))]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return given


@pytest.mark.django_db(transaction=True)
class TestAtOnce:
    def test_one_browser_opens_it(self) -> None:
        link = ReceiptLinkFactory(made_at=NOW)
        secrets = [f"secret-{place}" for place in range(4)]
        won = _at_once([lambda secret=secret: open_link(link=link, secret=secret, at=NOW) for secret in secrets])
        assert sorted(won, key=bool) == [False, False, False, True]
        stored = ReceiptLink.objects.get()
        assert [holds_link(stored, secret) for secret in secrets] == won
        assert AuditEntry.objects.filter(act="assignments.open_link").count() == 1

    def test_one_mail_carries_a_new_link(self) -> None:
        link = ReceiptLinkFactory(made_at=NOW)
        Contact.objects.create(agency=link.agency, name="Trần Thị Thử", email=link.sent_to)
        link = ReceiptLink.objects.select_related("programme__directive", "agency").get()
        sent = _at_once([lambda: send_link_anew(link=link, by="liên kết", at=NOW)] * 3)
        assert sorted(type(given).__name__ for given in sent) == ["CannotSendAnew", "CannotSendAnew", "ReceiptLink"]
        assert Message.objects.count() == 1
