"""Presses at the same moment: one piece of feedback of a key, and no circle of joined ones; on both databases."""

import threading
from collections.abc import Callable

import pytest
from conftest import NOW
from django.db import connection

from lantoa.apps.agencies.factories import AgencyFactory
from lantoa.apps.base.models import Message
from lantoa.apps.feedback.actions.moderation import CannotModerate, join_feedback
from lantoa.apps.feedback.actions.sending import send_feedback
from lantoa.apps.feedback.factories import make_feedback
from lantoa.apps.feedback.models import Feedback, FeedbackContact, FeedbackStep
from lantoa.apps.services.factories import SectorFactory

PEOPLE, POSTS, PAIRS = 30, 20, 15


def _at_once(many: int, work: Callable[[int], object]) -> list[object]:
    """Return what each press got, errors among them."""
    gate, given = threading.Barrier(many), []

    def one(place: int) -> None:
        try:
            gate.wait(timeout=60)
            given.append(work(place))
        except Exception as error:
            given.append(error)
        finally:
            connection.close()

    threads = [threading.Thread(target=one, args=(place,)) for place in range(many)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return given


@pytest.mark.django_db(transaction=True)
class TestAtOnce:
    def test_twenty_posts_of_thirty_people_are_thirty_pieces_and_thirty_messages(self) -> None:
        sector, agency = SectorFactory(), AgencyFactory()

        def posts(_place: int) -> list[int]:
            return [
                send_feedback(
                    sector=sector, words="Đèn đường trước trường tắt đã một tuần.", about_agency=agency,
                    contact=f"nguoi{person}@lantoa.example", site="https://lantoa.example", key=f"key-{person}", at=NOW,
                ).pk
                for person in range(PEOPLE)
            ]  # fmt: skip

        given = _at_once(POSTS, posts)

        assert [one for one in given if isinstance(one, Exception)] == []
        assert all(one == given[0] for one in given)
        assert Feedback.objects.count() == FeedbackContact.objects.count() == PEOPLE
        assert Message.objects.filter(key__startswith="feedback:sent:").count() == PEOPLE
        assert FeedbackStep.objects.filter(kind=FeedbackStep.Kind.ROUTED).count() == PEOPLE

    def test_two_joined_to_each_other_are_one_joined_to_the_other(self) -> None:
        agency = AgencyFactory()
        pairs = [(make_feedback(agency, at=NOW), make_feedback(agency, at=NOW)) for _ in range(PAIRS)]

        def joins(place: int) -> list[object]:
            given: list[object] = []
            for pair in pairs:
                feedback, to = pair[place], pair[1 - place]
                try:
                    given.append(join_feedback(feedback=feedback, to=to, version=feedback.version, by=None, at=NOW))
                except CannotModerate as refused:
                    given.append(refused)
            return given

        given = _at_once(2, joins)

        assert [one for one in given if isinstance(one, Exception)] == []
        assert Feedback.objects.exclude(joined_to=None).count() == PAIRS
        assert not Feedback.objects.filter(joined_to__joined_to__isnull=False).exists()
