"""Directives and programmes for tests, made without the reader; a test of the reading gives a text of its own."""

import hashlib
from datetime import UTC, date, datetime

import factory

from lantoa.apps.accounts.factories import UserFactory
from lantoa.apps.directives.models import Directive, Duty, Programme, Theme
from lantoa.core.officialdoc import Channel

AT = datetime(2023, 4, 3, 1, 30, tzinfo=UTC)


class DirectiveFactory(factory.django.DjangoModelFactory[Directive]):
    class Meta:
        model = Directive

    class Params:
        bare = factory.Trait(
            number=None, symbol=None, date=None, issuer=None, subject=None, signer=None, distribution=[], doc_type=None
        )

    file_name = "van-ban.txt"
    text = factory.Sequence(lambda place: f"Toàn văn của văn bản thử số {place}.")
    text_sha256 = factory.LazyAttribute(lambda row: hashlib.sha256(row.text.encode()).hexdigest())
    received_at = AT
    issuer_parent = "UBND TỈNH QUẢNG TRỊ"
    issuer = "SỞ THỬ NGHIỆM"
    number = factory.Sequence(lambda place: str(place + 1))
    symbol = "STN-TH"
    place = "Quảng Trị"
    date = date(2023, 3, 29)
    doc_type = "công văn"
    subject = "tuyên truyền thử nghiệm năm 2023"
    recipients = factory.LazyFunction(lambda: ["Các Sở, ban, ngành cấp tỉnh"])
    signer = factory.LazyFunction(lambda: {"authority": "KT. GIÁM ĐỐC", "title": "PHÓ GIÁM ĐỐC", "name": "Trần Thử"})
    distribution = factory.LazyFunction(lambda: ["Như trên", "UBND tỉnh (b/c)", "Lưu: VT"])
    missing = factory.LazyFunction(lambda: ["deadline", "quantity", "reporting"])


class ProgrammeFactory(factory.django.DjangoModelFactory[Programme]):
    """A draft unless `confirmed`."""

    class Meta:
        model = Programme

    class Params:
        confirmed = factory.Trait(
            state=Programme.State.CONFIRMED, confirmed_at=AT, confirmed_by=factory.SubFactory(UserFactory)
        )

    directive = factory.SubFactory(DirectiveFactory)
    name = factory.LazyAttribute(lambda row: f"Chương trình {row.directive.subject}")
    year = 2023


class ThemeFactory(factory.django.DjangoModelFactory[Theme]):
    class Meta:
        model = Theme

    programme = factory.SubFactory(ProgrammeFactory, confirmed=True)
    position = factory.Sequence(lambda place: place + 1)
    title = factory.LazyAttribute(lambda row: f"Nội dung thứ {row.position}")
    text = factory.LazyAttribute(lambda row: f"Tuyên truyền nội dung thứ {row.position} của văn bản.")


class DutyFactory(factory.django.DjangoModelFactory[Duty]):
    class Meta:
        model = Duty

    class Params:
        on_air = factory.Trait(channel=Channel.BROADCAST.value)
        in_print = factory.Trait(channel=Channel.NEWSPAPER.value)

    theme = factory.SubFactory(ThemeFactory)
    recipient = "Các Sở, ban, ngành cấp tỉnh"
    channel = Channel.WEB.value
    sentence = factory.LazyAttribute(lambda row: row.theme.text)
