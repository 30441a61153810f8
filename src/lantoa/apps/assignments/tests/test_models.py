"""What the database itself refuses of assignments."""

import pytest
from django.db import IntegrityError, transaction

from lantoa.apps.agencies.factories import AgencyFactory
from lantoa.apps.assignments.factories import AssignmentFactory
from lantoa.apps.assignments.models import Assignment
from lantoa.apps.directives.factories import DutyFactory, ThemeFactory


@pytest.mark.django_db
class TestRules:
    def test_a_duty_is_given_to_an_agency_once(self) -> None:
        assignment = AssignmentFactory()
        AssignmentFactory(duty=assignment.duty)
        with pytest.raises(IntegrityError), transaction.atomic():
            AssignmentFactory(duty=assignment.duty, agency=assignment.agency)

    @pytest.mark.parametrize("state", ["received", "fulfilled"])
    def test_a_state_has_its_time(self, state: str) -> None:
        with pytest.raises(IntegrityError), transaction.atomic():
            AssignmentFactory(state=state)


@pytest.mark.django_db
class TestOfAgency:
    def test_gives_nothing_at_all_for_no_agency(self) -> None:
        assignment = AssignmentFactory()
        assert not Assignment.objects.of_agency(None).exists()
        assert list(Assignment.objects.of_agency(assignment.agency)) == [assignment]


@pytest.mark.django_db
class TestWords:
    def test_name_agency_and_duty(self) -> None:
        duty = DutyFactory(theme=ThemeFactory(position=2), recipient="Các Sở")
        assignment = AssignmentFactory(duty=duty, agency=AgencyFactory(short_name="Sở Thử"))
        assert str(assignment) == "Sở Thử: T2 · Các Sở · Cổng, trang thông tin điện tử"
