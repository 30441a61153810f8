"""Rows for the tests of the public pages: a confirmed programme of two themes, agencies, sources, articles, matches."""

import hashlib
from datetime import UTC, date, datetime
from typing import Any
from uuid import UUID

import factory
from django.conf import settings

from lantoa.apps.agencies.actions import folded
from lantoa.apps.agencies.models import Agency, AgencyKind
from lantoa.apps.assignments.models import Assignment
from lantoa.apps.coverage.models import ThemeMatch
from lantoa.apps.directives.models import Directive, Duty, Programme, Theme
from lantoa.apps.harvest.models import Article, Evidence, Page, Source
from lantoa.core.archive import make_record, sha256_hex
from lantoa.core.officialdoc import Channel
from lantoa.core.viettext import fold

AT = datetime(2023, 6, 1, 8, 0, tzinfo=UTC)


class AgencyFactory(factory.django.DjangoModelFactory[Agency]):
    class Meta:
        model = Agency

    slug = factory.Sequence(lambda place: f"co-quan-{place}")
    name = factory.Sequence(lambda place: f"Sở số {place} tỉnh Quảng Trị")
    short_name = factory.LazyAttribute(lambda row: row.name.removesuffix(" tỉnh Quảng Trị"))
    kind = AgencyKind.PROVINCIAL_DEPARTMENT
    folded_names = factory.LazyAttribute(lambda row: folded([row.name, row.short_name]))


class DirectiveFactory(factory.django.DjangoModelFactory[Directive]):
    class Meta:
        model = Directive

    file_name = "van-ban.txt"
    text = factory.Sequence(lambda place: f"Toàn văn của văn bản {place}.")
    text_sha256 = factory.LazyAttribute(lambda row: hashlib.sha256(row.text.encode()).hexdigest())
    received_at = AT
    issuer_parent = "UBND TỈNH QUẢNG TRỊ"
    issuer = "SỞ THÔNG TIN VÀ TRUYỀN THÔNG"
    number = "300"
    symbol = "STTTT-TTBCXB"
    place = "Quảng Trị"
    date = date(2023, 3, 29)
    doc_type = "công văn"
    subject = "tuyên truyền cải cách hành chính nhà nước năm 2023"
    recipients = ["Các Sở, ban, ngành cấp tỉnh", "Các cơ quan báo chí trên địa bàn tỉnh"]
    legal_bases = [{"text": "Thực hiện Kế hoạch số 219/KH-UBND", "symbol": "219/KH-UBND", "date": "2022-12-21"}]
    signer = {"authority": "KT. GIÁM ĐỐC", "title": "PHÓ GIÁM ĐỐC", "name": "Nguyễn Hoàn"}
    distribution = ["Như trên"]
    missing = ["deadline", "quantity", "reporting"]


class ProgrammeFactory(factory.django.DjangoModelFactory[Programme]):
    class Meta:
        model = Programme

    class Params:
        draft = factory.Trait(state=Programme.State.DRAFTED, confirmed_at=None)

    directive = factory.SubFactory(DirectiveFactory)
    name = "Chương trình tuyên truyền"
    year = 2023
    state = Programme.State.CONFIRMED
    confirmed_at = AT


class ThemeFactory(factory.django.DjangoModelFactory[Theme]):
    class Meta:
        model = Theme

    programme = factory.SubFactory(ProgrammeFactory)
    position = 1
    title = factory.LazyAttribute(lambda row: f"Nội dung thứ {row.position}")
    text = factory.LazyAttribute(lambda row: f"Tuyên truyền điều thứ {row.position} của văn bản.")


class DutyFactory(factory.django.DjangoModelFactory[Duty]):
    class Meta:
        model = Duty

    theme = factory.SubFactory(ThemeFactory)
    recipient = "Các Sở, ban, ngành cấp tỉnh"
    channel = Channel.WEB.value
    sentence = "Đề nghị các cơ quan triển khai tuyên truyền."


class AssignmentFactory(factory.django.DjangoModelFactory[Assignment]):
    class Meta:
        model = Assignment

    duty = factory.SubFactory(DutyFactory)
    agency = factory.SubFactory(AgencyFactory)
    sent_at = AT


class SourceFactory(factory.django.DjangoModelFactory[Source]):
    class Meta:
        model = Source

    class Params:
        out_of_reach = factory.Trait(state=Source.State.UNREACHABLE, state_reason="lý do nội bộ")

    agency = factory.SubFactory(AgencyFactory)
    name = factory.LazyAttribute(lambda row: f"Trang của {row.agency.short_name}")
    url = factory.Sequence(lambda place: f"https://trang-{place}.example/")
    due_at = AT
    state = Source.State.REACHABLE
    read_at = AT


class PageFactory(factory.django.DjangoModelFactory[Page]):
    class Meta:
        model = Page

    source = factory.SubFactory(SourceFactory)
    url = factory.Sequence(lambda place: f"https://trang.example/bai-{place}.html")
    state = Page.State.ARTICLE
    fetched_at = AT


class EvidenceFactory(factory.django.DjangoModelFactory[Evidence]):
    class Meta:
        model = Evidence

    page = factory.SubFactory(PageFactory)
    fetched_at = AT
    payload_sha256 = factory.LazyAttribute(lambda row: sha256_hex(row.page.url.encode()))
    record_sha256 = factory.LazyAttribute(lambda row: sha256_hex(f"record {row.page.url}".encode()))
    file = factory.LazyAttribute(lambda row: f"{row.record_sha256[:2]}/{row.record_sha256}.warc.gz")


class ArticleFactory(factory.django.DjangoModelFactory[Article]):
    class Meta:
        model = Article

    source = factory.SubFactory(SourceFactory)
    page = factory.SubFactory(PageFactory, source=factory.SelfAttribute("..source"))
    evidence = factory.SubFactory(EvidenceFactory, page=factory.SelfAttribute("..page"))
    title = factory.Sequence(lambda place: f"Bài số {place}")
    folded_title = factory.LazyAttribute(lambda row: fold(row.title))
    text = "Người dân nộp hồ sơ trực tuyến tại nhà."
    text_sha256 = "0" * 64
    published_on = date(2023, 5, 10)
    first_seen_at = AT
    changed_at = AT


class MatchFactory(factory.django.DjangoModelFactory[ThemeMatch]):
    class Meta:
        model = ThemeMatch

    class Params:
        rejected = factory.Trait(decision="rejected", decided_at=AT)
        confirmed = factory.Trait(decision="confirmed", decided_at=AT)

    article = factory.SubFactory(ArticleFactory)
    theme = factory.SubFactory(ThemeFactory)
    score = 0.75
    phrases = ["hồ sơ trực tuyến", "một cửa"]


def kept_article(body: bytes = b"<html><p>Xin chao</p></html>", **fields: Any) -> Article:
    """Return an article whose evidence is really on disk, as the harvester leaves it."""
    article: Article = ArticleFactory(**fields)
    evidence = article.evidence
    record = make_record(article.page.url, AT, 200, [], body, record_id=UUID(int=article.pk))
    evidence.payload_sha256, evidence.record_sha256 = sha256_hex(body), sha256_hex(record)
    evidence.file = f"{evidence.record_sha256[:2]}/{evidence.record_sha256}.warc.gz"
    evidence.save(update_fields=["payload_sha256", "record_sha256", "file"])
    target = settings.EVIDENCE_DIR / evidence.file
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_bytes(record)
    return article
