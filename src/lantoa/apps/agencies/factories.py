"""Agencies for tests: a department of the province unless a trait says otherwise; and the register that ships."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime

import factory
from django.db import transaction

from lantoa.apps.accounts.factories import UserFactory
from lantoa.apps.agencies.actions import load_register
from lantoa.apps.agencies.models import Agency, AgencyKind, Channel, Invitation, Membership, Succession, folded
from lantoa.apps.agencies.queries import DATA
from lantoa.core.officialdoc import Channel as ChannelKind


class AgencyFactory(factory.django.DjangoModelFactory[Agency]):
    class Meta:
        model = Agency

    class Params:
        newspaper = factory.Trait(kind=AgencyKind.NEWSPAPER, name=factory.Sequence(lambda place: f"Báo thử số {place}"))
        broadcaster = factory.Trait(
            kind=AgencyKind.BROADCASTER, name=factory.Sequence(lambda place: f"Đài Phát thanh - Truyền hình số {place}")
        )
        district = factory.Trait(
            kind=AgencyKind.DISTRICT_COMMITTEE, name=factory.Sequence(lambda place: f"UBND huyện thử số {place}")
        )
        portal = factory.Trait(kind=AgencyKind.PORTAL, name="Cổng thông tin điện tử tỉnh")
        ended = factory.Trait(valid_to=date(2023, 2, 28))
        later = factory.Trait(valid_from=date(2025, 7, 1))

    slug = factory.Sequence(lambda place: f"co-quan-{place}")
    name = factory.Sequence(lambda place: f"Sở thử số {place} tỉnh Quảng Trị")
    short_name = factory.LazyAttribute(lambda row: row.name.removesuffix(" tỉnh Quảng Trị"))
    aliases = factory.LazyFunction(list)
    kind = AgencyKind.PROVINCIAL_DEPARTMENT
    folded_names = factory.LazyAttribute(lambda row: folded([row.name, row.short_name, *row.aliases]))


class ChannelFactory(factory.django.DjangoModelFactory[Channel]):
    class Meta:
        model = Channel

    agency = factory.SubFactory(AgencyFactory)
    kind = ChannelKind.WEB.value
    name = factory.Sequence(lambda place: f"Trang thông tin điện tử {place}")


class SuccessionFactory(factory.django.DjangoModelFactory[Succession]):
    class Meta:
        model = Succession

    class Params:
        without_successor = factory.Trait(successor=None, kind=Succession.Kind.LEVEL_ENDED)

    predecessor = factory.SubFactory(AgencyFactory, ended=True)
    successor = factory.SubFactory(AgencyFactory)
    kind = Succession.Kind.MERGED
    on = date(2023, 3, 1)


class MembershipFactory(factory.django.DjangoModelFactory[Membership]):
    class Meta:
        model = Membership

    user = factory.SubFactory(UserFactory)
    agency = factory.SubFactory(AgencyFactory)


class InvitationFactory(factory.django.DjangoModelFactory[Invitation]):
    """An open invitation of a leader to be an editor."""

    class Meta:
        model = Invitation

    email = factory.Sequence(lambda place: f"duoc.moi.{place}@lantoa.example")
    full_name = factory.Sequence(lambda place: f"Người Được Mời {place}")
    role = "editor"
    invited_by = factory.SubFactory(UserFactory)
    invited_at = datetime(2023, 6, 1, 8, tzinfo=UTC)
    expires_at = datetime(2023, 6, 8, 8, tzinfo=UTC)


@contextmanager
def shipped_register() -> Iterator[None]:
    """Hold the register of Quảng Trị in the database for as long as the `with` block runs; for a fixture of a class.

    It takes a second to load, so tests that only read it share one load; what they write is undone test by test.
    """
    with transaction.atomic():
        load_register(DATA / "quang-tri-agencies.toml", by=None, at=datetime(2023, 1, 2, tzinfo=UTC))
        yield
        transaction.set_rollback(True)
