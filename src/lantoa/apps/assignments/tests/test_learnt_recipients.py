"""A recipient that a person has decided on is given its duties at the next drafting."""

from datetime import datetime

from conftest import Cast

from lantoa.apps.agencies.actions import learn_recipient
from lantoa.apps.assignments.actions import draft_assignments
from lantoa.apps.assignments.models import Assignment
from lantoa.apps.directives.factories import DutyFactory, ProgrammeFactory, ThemeFactory


class TestDraftAssignments:
    def test_picks_up_what_was_learnt(self, cast: Cast, now: datetime) -> None:
        programme = ProgrammeFactory(confirmed=True)
        DutyFactory(theme=ThemeFactory(programme=programme), recipient="Ngành Y tế tỉnh")
        drafted = draft_assignments(programme=programme, by=cast.programme_officer, at=now)
        assert (drafted.new, [row.words for row in drafted.unresolved]) == (0, ["Ngành Y tế tỉnh"])
        learn_recipient(
            words="Ngành Y tế tỉnh", agencies=[cast.other_agency, cast.agency], by=cast.programme_officer, at=now
        )
        drafted = draft_assignments(programme=programme, by=cast.programme_officer, at=now)
        assert (drafted.new, drafted.unresolved) == (2, ())
        assert {row.agency for row in Assignment.objects.all()} == {cast.other_agency, cast.agency}
