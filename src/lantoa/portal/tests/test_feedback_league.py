"""The league in public: what it says with feedback and without, and that it names nobody who wrote."""

from datetime import timedelta

import pytest
from conftest import Cast
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from lantoa.apps.feedback.actions.handling import answer, receive
from lantoa.apps.feedback.factories import make_clock_rule, make_feedback
from lantoa.apps.feedback.models import Feedback, RoutingRule

pytestmark = pytest.mark.django_db


class TestPage:
    def test_says_what_to_do_where_there_is_nothing(self, client: Client) -> None:
        page = client.get(reverse("portal:feedback_league")).content.decode()
        assert "Chưa có phản ánh nào trong kỳ này" in page

    def test_ranks_agencies_with_enough_and_lists_the_others(self, client: Client, cast: Cast) -> None:
        make_clock_rule()
        sent = timezone.now() - timedelta(days=60)
        rule = RoutingRule.objects.create(target="agency", agency=cast.agency)
        for number in range(13):
            feedback = make_feedback(at=sent, words="Lời riêng", contact=f"dan{number}@lantoa.example", name="Lan")
            receive(feedback=feedback, at=sent)
            answer(feedback=feedback, by=None, at=sent + timedelta(days=1 if number < 9 else 40), words="Xong")
            if number == 11:
                RoutingRule.objects.filter(pk=rule.pk).update(agency=cast.other_agency)
        page = client.get(reverse("portal:feedback_league")).content.decode()
        assert "Xếp hạng" in page and "75%" in page
        assert "Thời gian xử lý thực tế" in page and "9/10 trong" in page
        assert "dưới 5" in page and "chưa đủ" in page
        assert "minh họa" not in page
        assert "Lời riêng" not in page and "lantoa.example" not in page
        Feedback.objects.update(illustrative=True)
        three = client.get(reverse("portal:feedback_league"), {"ky": "3-thang", "doc": "khi-do"}).content.decode()
        assert "Mọi phản ánh tính ở đây là minh họa" in three
        assert three.count('aria-current="true"') >= 2
