"""Rows for the tests of the public pages: the apps' own, in the words and states that the pages show."""

from datetime import UTC, date, datetime
from typing import Any
from uuid import UUID

import factory
from django.conf import settings

from lantoa.apps.agencies.factories import AgencyFactory
from lantoa.apps.assignments import factories as assignments
from lantoa.apps.coverage import factories as coverage
from lantoa.apps.directives import factories as directives
from lantoa.apps.directives.models import Programme
from lantoa.apps.harvest.factories import ArticleFactory, EvidenceFactory, PageFactory, SourceFactory
from lantoa.apps.harvest.models import Article
from lantoa.core.archive import make_record, sha256_hex

__all__ = [
    "AT",
    "AgencyFactory",
    "ArticleFactory",
    "AssignmentFactory",
    "DirectiveFactory",
    "DutyFactory",
    "EvidenceFactory",
    "MatchFactory",
    "PageFactory",
    "ProgrammeFactory",
    "SourceFactory",
    "ThemeFactory",
    "kept_article",
]

AT = datetime(2023, 6, 1, 8, 0, tzinfo=UTC)


class DirectiveFactory(directives.DirectiveFactory):
    """Directive 300, whose numbers the pages show."""

    issuer = "SỞ THÔNG TIN VÀ TRUYỀN THÔNG"
    number = "300"
    symbol = "STTTT-TTBCXB"
    date = date(2023, 3, 29)
    subject = "tuyên truyền cải cách hành chính nhà nước năm 2023"
    recipients = factory.LazyFunction(lambda: ["Các Sở, ban, ngành cấp tỉnh", "Các cơ quan báo chí trên địa bàn tỉnh"])
    legal_bases = factory.LazyFunction(
        lambda: [{"text": "Thực hiện Kế hoạch số 219/KH-UBND", "symbol": "219/KH-UBND", "date": "2022-12-21"}]
    )
    signer = factory.LazyFunction(lambda: {"authority": "KT. GIÁM ĐỐC", "title": "PHÓ GIÁM ĐỐC", "name": "Nguyễn Hoàn"})


class ProgrammeFactory(directives.ProgrammeFactory):
    """Confirmed, as only those are shown, unless `draft`."""

    class Params:
        draft = factory.Trait(state=Programme.State.DRAFTED, confirmed_at=None)

    directive = factory.SubFactory(DirectiveFactory)
    state = Programme.State.CONFIRMED
    confirmed_at = AT


class ThemeFactory(directives.ThemeFactory):
    programme = factory.SubFactory(ProgrammeFactory)
    position = 1
    text = factory.LazyAttribute(lambda row: f"Tuyên truyền điều thứ {row.position} của văn bản.")


class DutyFactory(directives.DutyFactory):
    theme = factory.SubFactory(ThemeFactory)
    sentence = "Đề nghị các cơ quan triển khai tuyên truyền."


class AssignmentFactory(assignments.AssignmentFactory):
    duty = factory.SubFactory(DutyFactory)


class MatchFactory(coverage.ThemeMatchFactory):
    theme = factory.SubFactory(ThemeFactory)
    phrases = factory.LazyFunction(lambda: ["hồ sơ trực tuyến", "một cửa"])


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
