"""A bulletin whose time comes is noted as a public change once."""

from datetime import datetime, timedelta

import pytest

from lantoa.apps.base.models import PublicChange
from lantoa.apps.broadcasts.actions.changes import note_bulletin_change, public_subject
from lantoa.apps.broadcasts.factories import make_bulletin
from lantoa.apps.broadcasts.public_sweep import sweep_begun_bulletins

pytestmark = pytest.mark.django_db
HOUR = timedelta(hours=1)


class TestSweepBegunBulletins:
    def test_notes_a_bulletin_once_when_its_time_has_come(self, now: datetime) -> None:
        bulletin = make_bulletin(at=now + HOUR, approved=True)
        note_bulletin_change(bulletin, at=now)
        assert sweep_begun_bulletins(at=now) == 0
        assert sweep_begun_bulletins(at=now + 2 * HOUR) == 1
        assert sweep_begun_bulletins(at=now + 3 * HOUR) == 0
        assert PublicChange.objects.filter(subject=public_subject(bulletin), at__gt=now).count() == 1

    def test_leaves_alone_what_was_noted_after_it_began(self, now: datetime) -> None:
        note_bulletin_change(make_bulletin(at=now - HOUR, approved=True), at=now)
        assert sweep_begun_bulletins(at=now) == 0

    def test_says_nothing_of_what_is_not_public(self, now: datetime) -> None:
        make_bulletin(at=now - HOUR)
        make_bulletin(at=now - HOUR, approved=True, listed=False)
        assert sweep_begun_bulletins(at=now) == 0
