"""Who sees which assignments, and how far they have come."""

import pytest
from conftest import Cast
from pytest_django import DjangoAssertNumQueries

from lantoa.apps.accounts.factories import UserFactory, user_in
from lantoa.apps.accounts.roles import WHOLE_PROVINCE, Role
from lantoa.apps.assignments.factories import AssignmentFactory
from lantoa.apps.assignments.queries import AssignmentCounts, assignment_counts, assignments_seen_by
from lantoa.apps.directives.factories import DutyFactory, ProgrammeFactory


@pytest.mark.django_db
class TestAssignmentsSeenBy:
    @pytest.mark.parametrize("role", sorted(WHOLE_PROVINCE))
    def test_are_all_for_the_roles_of_the_province(self, cast: Cast, role: Role) -> None:
        AssignmentFactory(agency=cast.agency)
        AssignmentFactory(agency=cast.other_agency)
        assert assignments_seen_by(cast.of(role)).count() == 2

    def test_are_those_of_the_own_agency_for_a_focal_officer(self, cast: Cast) -> None:
        own, _ = AssignmentFactory(agency=cast.agency), AssignmentFactory()
        assert list(assignments_seen_by(cast.focal_officer)) == [own]
        assert list(assignments_seen_by(cast.stranger)) == []

    def test_are_none_for_who_has_no_role_or_no_agency(self, cast: Cast) -> None:
        AssignmentFactory(agency=cast.agency)
        assert list(assignments_seen_by(UserFactory())) == []
        assert list(assignments_seen_by(user_in(Role.FOCAL_OFFICER))) == []


@pytest.mark.django_db
class TestAssignmentCounts:
    def test_add_up_to_the_total_in_one_query(self, django_assert_num_queries: DjangoAssertNumQueries) -> None:
        duty = DutyFactory()
        first = AssignmentFactory(duty=duty)
        for trait in ({}, {"received": True}, {"received": True}, {"fulfilled": True}):
            AssignmentFactory(duty=duty, **trait)
        AssignmentFactory(duty=DutyFactory(theme=duty.theme, on_air=True), agency=first.agency)
        AssignmentFactory()
        with django_assert_num_queries(1):
            counts = assignment_counts(duty.theme.programme)
        assert counts == AssignmentCounts(total=6, sent=3, received=2, refused=0, fulfilled=1, confirmed=0, agencies=5)
        assert counts.total == counts.sent + counts.received + counts.fulfilled

    def test_are_zero_before_anything_was_given(self) -> None:
        assert assignment_counts(ProgrammeFactory()) == AssignmentCounts(0, 0, 0, 0, 0, 0, 0)
