"""The feedback of the demonstration."""

from datetime import datetime

import pytest
from django.utils import timezone
from pytest_django import Settings

from lantoa.apps.accounts.models import User
from lantoa.apps.demo import steps
from lantoa.apps.demo.citizens import fill_asked
from lantoa.apps.demo.feedback import PIECES, fill_feedback
from lantoa.apps.feedback.models import Feedback, FeedbackContact, FeedbackStep, Handover
from lantoa.apps.privacy.models import DataRequest
from lantoa.apps.services.actions.loading import load_shipped


def _filled(settings: Settings, tmp_path: object) -> tuple[User, datetime]:
    settings.CITIZENS_DIR = tmp_path
    now = timezone.now()
    officer = steps.prepare_database(at=now)
    steps.fill_register(at=now)
    load_shipped(by=officer, at=now)
    fill_feedback(officer=officer, at=now)
    return officer, now


@pytest.mark.usefixtures("small_demo")
class TestFeedback:
    def test_is_in_every_state_once_marked_as_illustrative(self, settings: Settings, tmp_path: object) -> None:
        officer, now = _filled(settings, tmp_path)
        counts = [model.objects.count() for model in (Feedback, FeedbackStep, Handover)]

        again = fill_feedback(officer=officer, at=now)

        assert again.pieces == 0
        assert counts == [model.objects.count() for model in (Feedback, FeedbackStep, Handover)]
        assert Feedback.objects.filter(illustrative=True).count() == PIECES
        assert set(Feedback.objects.values_list("state", flat=True)) == set(Feedback.State.values)
        assert set(Feedback.objects.values_list("listing", flat=True)) == set(Feedback.Listing.values)
        assert set(Feedback.objects.exclude(solved="").values_list("solved", flat=True)) == set(Feedback.Solved.values)
        assert Feedback.objects.filter(joined_to__isnull=False).exists()
        assert Feedback.objects.filter(reopened__gt=0).exists()
        assert Feedback.objects.filter(extensions__gt=0).exists()

    def test_goes_with_searches_in_vain_and_requests_that_are_added_once(
        self, settings: Settings, tmp_path: object
    ) -> None:
        officer, now = _filled(settings, tmp_path)

        first, second = fill_asked(officer=officer, at=now), fill_asked(officer=officer, at=now)

        assert first > 0
        assert second == 0
        assert set(DataRequest.objects.values_list("state", flat=True)) == {"open", "done"}

    def test_keeps_contacts_apart_with_addresses_that_reach_nobody(self, settings: Settings, tmp_path: object) -> None:
        _filled(settings, tmp_path)

        contacts = FeedbackContact.objects.all()

        assert contacts
        assert all(one.contact.endswith("@vidu.example") for one in contacts)
        assert not Feedback.objects.filter(public_words__contains="vidu.example").exists()
