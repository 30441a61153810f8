from datetime import UTC, datetime, timedelta

import pytest

from lantoa.apps.base.actions import note_public_change, trim_public_changes
from lantoa.apps.base.models import PublicChange

NOW = datetime(2023, 6, 1, 8, 0, tzinfo=UTC)
pytestmark = pytest.mark.django_db


class TestTrimPublicChanges:
    def test_clears_what_is_older_than_a_week(self) -> None:
        note_public_change("old", at=NOW - timedelta(days=8))
        note_public_change("young", at=NOW - timedelta(days=6))
        note_public_change(*(f"page:{number}" for number in range(1_000)), at=NOW)
        assert trim_public_changes(at=NOW) == 1
        assert PublicChange.objects.order_by("pk").first().subject == "young"  # type: ignore[union-attr]

    def test_leaves_the_newest_whatever_their_age(self) -> None:
        note_public_change("one", "two", at=NOW - timedelta(days=400))
        assert trim_public_changes(at=NOW) == 0
