"""What the database itself refuses in the register."""

from datetime import date

import pytest
from django.db import IntegrityError, transaction

from lantoa.apps.agencies.factories import AgencyFactory, ChannelFactory, MembershipFactory, SuccessionFactory


@pytest.mark.django_db
class TestRegisterRules:
    def test_an_agency_cannot_end_before_it_begins(self) -> None:
        AgencyFactory(valid_from=date(2023, 1, 1), valid_to=date(2023, 1, 1))
        with pytest.raises(IntegrityError), transaction.atomic():
            AgencyFactory(valid_from=date(2023, 1, 2), valid_to=date(2023, 1, 1))

    def test_a_channel_is_there_once(self) -> None:
        channel = ChannelFactory()
        ChannelFactory(agency=channel.agency, kind="broadcast", name=channel.name)
        with pytest.raises(IntegrityError), transaction.atomic():
            ChannelFactory(agency=channel.agency, kind=channel.kind, name=channel.name)

    def test_a_succession_is_there_once_with_or_without_a_successor(self) -> None:
        merged, ended = SuccessionFactory(), SuccessionFactory(without_successor=True)
        with pytest.raises(IntegrityError), transaction.atomic():
            SuccessionFactory(predecessor=merged.predecessor, successor=merged.successor)
        with pytest.raises(IntegrityError), transaction.atomic():
            SuccessionFactory(predecessor=ended.predecessor, without_successor=True)

    def test_an_agency_may_be_split_into_several(self) -> None:
        first = SuccessionFactory(kind="split")
        second = SuccessionFactory(kind="split", predecessor=first.predecessor)
        assert first.successor != second.successor

    def test_a_user_speaks_for_one_agency_at_a_time(self) -> None:
        membership = MembershipFactory()
        with pytest.raises(IntegrityError), transaction.atomic():
            MembershipFactory(user=membership.user)


@pytest.mark.django_db
class TestWords:
    def test_tell_what_a_row_is(self) -> None:
        succession = SuccessionFactory(
            predecessor=AgencyFactory(name="Sở Cũ"), successor=AgencyFactory(name="Sở Mới"), kind="merged"
        )
        assert str(succession) == "Sở Cũ → Sở Mới (hợp nhất)"
        ended = SuccessionFactory(predecessor=AgencyFactory(name="Huyện Cũ"), without_successor=True)
        assert str(ended) == "Huyện Cũ → — (kết thúc cấp huyện)"
        assert str(ChannelFactory(name="Trang Sở Mới")) == "Trang Sở Mới (Cổng, trang thông tin điện tử)"
        assert str(MembershipFactory(agency=succession.successor)).endswith(" · Sở Mới")
