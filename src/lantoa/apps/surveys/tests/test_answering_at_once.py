"""Twenty posts at the same moment for each of thirty people: thirty responses; on both databases."""

import threading

import pytest
from conftest import NOW
from django.db import connection

from lantoa.apps.agencies.factories import AgencyFactory
from lantoa.apps.surveys.actions.answering import NotTaken, answer
from lantoa.apps.surveys.factories import make_round
from lantoa.apps.surveys.models import ResponseValue, SurveyResponse
from lantoa.apps.surveys.tickets import make_tickets

PEOPLE, POSTS = 30, 20


@pytest.mark.django_db(transaction=True)
class TestAtOnce:
    def test_twenty_posts_of_thirty_people_are_thirty_responses(self) -> None:
        survey_round = make_round(AgencyFactory(), at=NOW)
        made = make_tickets(
            round=survey_round, stratum=survey_round.strata.get(), channel="link", count=PEOPLE, by=None, at=NOW
        )
        gate, given = threading.Barrier(POSTS), []

        def posts(place: int) -> None:
            """Half of the posts of a person are the same one sent again, the others a second try with a new key."""
            key = "same" if place % 2 else f"key-{place}"
            try:
                gate.wait(timeout=60)
                for _ticket, secret in made:
                    try:
                        answers = {"hai-long": str(place % 5 + 1), "tuoi": "tre", "vi-sao": "chậm"}
                        given.append(answer(token=secret, answers=answers, key=key, at=NOW))
                    except NotTaken as refused:
                        given.append(refused)
                    except Exception as error:
                        given.append(error)
            finally:
                connection.close()

        threads = [threading.Thread(target=posts, args=(place,)) for place in range(POSTS)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        assert len(given) == PEOPLE * POSTS
        assert [one for one in given if not isinstance(one, SurveyResponse | NotTaken)] == []
        assert SurveyResponse.objects.count() == PEOPLE
        assert {one.why for one in given if isinstance(one, NotTaken)} == {"used"}
        for response in SurveyResponse.objects.all():
            assert response.values.filter(question__code="hai-long").count() == 1
        assert ResponseValue.objects.count() <= PEOPLE * 3
