"""The invented contacts of the demonstration."""

from datetime import datetime

import pytest

from lantoa.apps.agencies.factories import AgencyFactory
from lantoa.apps.agencies.models import Contact
from lantoa.apps.assignments.factories import AssignmentFactory
from lantoa.apps.base.models import AuditEntry
from lantoa.apps.demo.contacts import DOMAIN, contacts_of_programme, give_contacts


@pytest.mark.django_db
class TestContactsOfProgramme:
    def test_names_one_for_each_agency_with_duties_and_the_one_above(self, now: datetime) -> None:
        above, stranger = AgencyFactory(), AgencyFactory()
        assignment = AssignmentFactory(agency=AgencyFactory(parent=above))
        assert contacts_of_programme(assignment.duty.theme.programme, at=now) == 2
        assert set(Contact.objects.values_list("agency", flat=True)) == {above.pk, assignment.agency.pk}
        assert not stranger.contacts.exists()


@pytest.mark.django_db
class TestGiveContacts:
    def test_invents_people_whom_nobody_takes_for_real(self, now: datetime) -> None:
        give_contacts([AgencyFactory() for _ in range(20)], at=now)
        for contact in Contact.objects.all():
            assert contact.name.endswith("Minh Họa")
            assert contact.email.endswith(f"@{DOMAIN}")
            assert contact.illustrative and contact.active and not contact.phone

    def test_writes_to_the_officer_who_has_an_account_there(self, now: datetime) -> None:
        give_contacts([AgencyFactory(slug="hai-lang")], at=now)
        assert Contact.objects.get().email == "daumoi.hailang@lantoa.example"

    def test_leaves_an_agency_that_has_a_contact_alone(self, now: datetime) -> None:
        agency = AgencyFactory()
        assert give_contacts([agency], at=now) == 1
        before = list(Contact.objects.values())
        assert give_contacts([agency], at=now) == 0
        assert list(Contact.objects.values()) == before
        assert AuditEntry.objects.filter(act="demo.give_contact").count() == 1
