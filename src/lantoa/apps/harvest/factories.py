"""Sources, pages and articles for tests; the evidence is a row only, its file is made by the tests that read it."""

import hashlib
from datetime import UTC, date, datetime, timedelta

import factory

from lantoa.apps.agencies.factories import AgencyFactory
from lantoa.apps.harvest.models import Article, Evidence, FetchRun, Page, Source
from lantoa.core.officialdoc import Channel
from lantoa.core.viettext import fold

AT = datetime(2023, 6, 1, 8, 0, tzinfo=UTC)


class SourceFactory(factory.django.DjangoModelFactory[Source]):
    """A source that was read and is due again at AT."""

    class Meta:
        model = Source

    class Params:
        unread = factory.Trait(state=Source.State.NEW, read_at=None)
        unreachable = factory.Trait(state=Source.State.UNREACHABLE, state_reason="Trang không trả lời.")
        leased = factory.Trait(lease_until=AT + timedelta(minutes=10))
        abandoned = factory.Trait(lease_until=AT - timedelta(seconds=1))
        in_print = factory.Trait(channel=Channel.NEWSPAPER.value)

    agency = factory.SubFactory(AgencyFactory)
    name = factory.LazyAttribute(lambda row: f"Trang của {row.agency.short_name}")
    url = factory.Sequence(lambda place: f"https://trang-{place}.example/")
    channel = Channel.WEB.value
    state = Source.State.REACHABLE
    due_at = AT
    read_at = AT - timedelta(hours=6)


class FetchRunFactory(factory.django.DjangoModelFactory[FetchRun]):
    class Meta:
        model = FetchRun

    source = factory.SubFactory(SourceFactory)
    started_at = AT


class PageFactory(factory.django.DjangoModelFactory[Page]):
    class Meta:
        model = Page

    class Params:
        quarantined = factory.Trait(state=Page.State.QUARANTINED, reason="Trang không có chữ nào.")

    source = factory.SubFactory(SourceFactory)
    url = factory.Sequence(lambda place: f"https://trang.example/bai-{place}.html")
    state = Page.State.ARTICLE
    fetched_at = AT


class EvidenceFactory(factory.django.DjangoModelFactory[Evidence]):
    class Meta:
        model = Evidence

    page = factory.SubFactory(PageFactory)
    fetched_at = AT
    payload_sha256 = factory.LazyAttribute(lambda row: hashlib.sha256(row.page.url.encode()).hexdigest())
    record_sha256 = factory.LazyAttribute(lambda row: hashlib.sha256(f"WARC {row.page.url}".encode()).hexdigest())
    file = factory.LazyAttribute(lambda row: f"{row.record_sha256[:2]}/{row.record_sha256}.warc.gz")


class ArticleFactory(factory.django.DjangoModelFactory[Article]):
    """An article of its source's agency with its page and evidence, published on 10/5/2023."""

    class Meta:
        model = Article

    class Params:
        undated = factory.Trait(published_on=None, note="Trang không ghi ngày đăng.")
        repost = factory.Trait(original=factory.SubFactory("lantoa.apps.harvest.factories.ArticleFactory"))

    source = factory.SubFactory(SourceFactory)
    page = factory.SubFactory(PageFactory, source=factory.SelfAttribute("..source"))
    evidence = factory.SubFactory(EvidenceFactory, page=factory.SelfAttribute("..page"))
    title = factory.Sequence(lambda place: f"Bài thử số {place}")
    folded_title = factory.LazyAttribute(lambda row: fold(row.title))
    text = "Bộ phận một cửa của xã tiếp nhận hồ sơ của người dân và trả kết quả trước hạn."
    text_sha256 = factory.LazyAttribute(lambda row: hashlib.sha256(f"{row.title}\n{row.text}".encode()).hexdigest())
    published_on = date(2023, 5, 10)
    first_seen_at = AT
    changed_at = AT
