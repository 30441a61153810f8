"""Public feedback: what was moderated is read by everybody, and nothing else by anybody."""

from datetime import datetime, timedelta
from pathlib import Path

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from pytest_django import Settings

from lantoa.apps.agencies.factories import AgencyFactory
from lantoa.apps.agencies.models import AgencyKind
from lantoa.apps.base import capped
from lantoa.apps.feedback.factories import make_feedback, make_listed_feedback
from lantoa.apps.feedback.models import Attachment, Feedback, FeedbackStep
from lantoa.apps.feedback.searching import FEEDBACK
from lantoa.apps.feedback.store import store_photo
from lantoa.apps.feedback.tests.sending_stage import photo
from lantoa.apps.services.factories import SectorFactory
from lantoa.portal.public import mark_of
from lantoa.portal.queries import feedback as queries

LIST = "/phan-anh/"
SECRETS = (
    "Bà Trần Thị Kín ở thôn 9", "Nguyễn Văn Giấu", "kin@example.vn", "sau nhà ông Giấu", "16.12345", "Lời riêng",
    "ghi chú nội bộ kín", "/theo-doi/PA-",
)  # fmt: skip


@pytest.fixture(autouse=True)
def stage(db: None, settings: Settings, tmp_path: Path, search_folder: Path) -> None:
    settings.CITIZENS_DIR = tmp_path


def _secret(at: datetime, **values: object) -> Feedback:
    """Return a piece full of what nobody may read, with steps that say more of it."""
    made = make_listed_feedback if values.pop("listed", False) else make_feedback
    row: Feedback = made(
        AgencyFactory(name="Sở Thử", short_name="Sở Thử"), at=at, name="Nguyễn Văn Giấu", contact="kin@example.vn",
        words="Bà Trần Thị Kín ở thôn 9", place_words="sau nhà ông Giấu", latitude="16.12345", longitude="107.12345",
        folded="ba tran thi kin o thon 9", **values,
    )  # fmt: skip
    for kind, words, is_shown in (
        (FeedbackStep.Kind.ASKED_BACK, "Lời riêng cho bạn", True), (FeedbackStep.Kind.NOTE, "ghi chú nội bộ kín", False)
    ):  # fmt: skip
        FeedbackStep.objects.create(feedback=row, kind=kind, at=at, words=words, shown=is_shown)
    return row


def _text(client: Client, address: str) -> str:
    return client.get(address).content.decode()


class TestList:
    def test_is_empty_with_a_way_on(self, client: Client) -> None:
        assert "/gui-phan-anh/" in _text(client, LIST)

    def test_shows_what_was_moderated_and_narrows_it(self, client: Client, now: datetime) -> None:
        light = SectorFactory(slug="do-thi", name="Hạ tầng đô thị")
        place = AgencyFactory(
            kind=AgencyKind.COMMUNE_COMMITTEE, name="UBND xã Thử", short_name="UBND xã Thử", slug="xa-thu"
        )
        office = AgencyFactory(slug="so-thu", name="Sở Thử")
        make_listed_feedback(
            office, at=now, sector=light, place=place, public_title="Đèn hỏng", solved=Feedback.Solved.SOLVED
        )
        make_listed_feedback(at=now - timedelta(days=400), public_title="Hồ sơ trễ", state="new", answered_at=None)
        assert "Đèn hỏng" in _text(client, LIST) and "Hồ sơ trễ" in _text(client, LIST)
        for asked in (
            "linh_vuc=do-thi", "dia_ban=xa-thu", "co_quan=so-thu", "tinh_trang=da-xong", f"nam={now.year}", "q=đèn",
            "tinh_trang=da-tra-loi",
        ):  # fmt: skip
            text = _text(client, f"{LIST}?{asked}")
            assert "Đèn hỏng" in text, asked
            assert "Hồ sơ trễ" not in text, asked
        assert "Đèn hỏng" not in _text(client, f"{LIST}?tinh_trang=dang-giai-quyet")
        oldest = _text(client, f"{LIST}?xep=cu")
        assert oldest.index("Hồ sơ trễ") < oldest.index("Đèn hỏng")

    @pytest.mark.parametrize(
        "asked", ["linh_vuc=x", "nam=abc", "trang=-1", "trang=zz", "tinh_trang=%00", "q=" + "a" * 300]
    )
    def test_a_senseless_choice_is_no_fault(self, client: Client, asked: str) -> None:
        assert client.get(f"{LIST}?{asked}").status_code == 200

    def test_counts_and_pages_to_a_limit(self, client: Client, now: datetime, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(capped, "MOST_COUNTED", 4)
        monkeypatch.setattr(queries, "PAGE_SIZE", 2)
        sector = SectorFactory()
        for place in range(6):
            make_listed_feedback(at=now - timedelta(hours=place), sector=sector, public_title=f"Việc số {place}")
        text = _text(client, f"{LIST}?trang=2")
        assert "Việc số 2" in text and "Việc số 4" not in text
        assert "Danh sách dừng ở" in text

    def test_asks_no_more_of_the_database_for_more_rows(self, client: Client, now: datetime) -> None:
        def cost() -> int:
            with CaptureQueriesContext(connection) as asked:
                client.get(LIST)
            return len(asked)

        first = make_listed_feedback(AgencyFactory(), at=now, place=AgencyFactory())
        cost()
        few = cost()
        for _ in range(6):
            row = make_listed_feedback(AgencyFactory(), at=now, place=AgencyFactory())
            make_feedback(at=now, joined_to=row)
            make_feedback(at=now, joined_to=first)
        assert cost() == few


class TestPiece:
    def test_shows_wording_course_clock_and_judgement(self, client: Client, now: datetime) -> None:
        row = make_listed_feedback(
            AgencyFactory(name="Sở Thử"), at=now, public_words="Đèn hỏng hai tuần.", solved=Feedback.Solved.PARTLY,
            answer_by=now.date(), clock_words="Trả lời: 10 ngày làm việc.",
        )  # fmt: skip
        make_feedback(at=now, joined_to=row)
        text = _text(client, f"{LIST}{row.code}/")
        for words in (
            "Đèn hỏng hai tuần.",
            "Đã trả và xin lỗi.",
            "10 ngày làm việc",
            "mới được một phần",
            "1 phản ánh khác",
        ):
            assert words in text

    def test_is_kept_until_it_changes(self, client: Client, now: datetime) -> None:
        row = make_listed_feedback(at=now)
        answer = client.get(f"{LIST}{row.code}/")
        mark = mark_of(answer.wsgi_request.META)
        assert mark is not None and f"feedback:{row.pk}" in mark.subjects


class TestSecrecy:
    def test_what_was_not_listed_is_nowhere(self, client: Client, now: datetime) -> None:
        row = _secret(now)
        joined = _secret(now, listed=True, joined_to=make_listed_feedback(at=now))
        for one in (row, joined):
            assert client.get(f"{LIST}{one.code}/").status_code == 404
        everything = _text(client, LIST) + _text(client, f"{LIST}?q=Kín") + _text(client, f"{LIST}{row.code}/")
        everything += str(list(FEEDBACK.documents(None))) + _text(client, "/sitemap.xml")
        assert [words for words in SECRETS if words in everything] == []
        assert row.code not in _text(client, LIST)

    def test_what_was_listed_shows_the_moderated_wording_only(self, client: Client, now: datetime) -> None:
        row = _secret(now, listed=True)
        everything = _text(client, LIST) + _text(client, f"{LIST}{row.code}/") + str(list(FEEDBACK.documents(None)))
        assert row.public_title in everything
        assert [words for words in SECRETS if words in everything] == []

    def test_words_of_the_citizen_find_nothing(self, client: Client, now: datetime) -> None:
        row = _secret(now, listed=True)
        assert row.public_title not in _text(client, f"{LIST}?q=Kín")

    def test_a_photo_is_public_only_while_it_is_listed(self, client: Client, now: datetime) -> None:
        row = make_listed_feedback(at=now)
        kept = store_photo(photo().read())
        file = Attachment.objects.create(
            feedback=row, kind=kept.kind, position=1, sha256=kept.sha256, media_type=kept.media_type, added_at=now
        )
        address = f"{LIST}anh/{kept.sha256}.jpg"
        assert client.get(address).status_code == 404
        assert kept.sha256 not in _text(client, f"{LIST}{row.code}/")
        Attachment.objects.filter(pk=file.pk).update(listed=True)
        answer = client.get(address)
        assert answer.status_code == 200 and answer["X-Content-Type-Options"] == "nosniff"
        assert b"".join(answer).startswith(b"\xff\xd8\xff")  # type: ignore[arg-type]
        assert address in _text(client, f"{LIST}{row.code}/")
        Feedback.objects.filter(pk=row.pk).update(listing=Feedback.Listing.UNLISTED)
        assert client.get(address).status_code == 404

    def test_a_voice_note_is_never_public(self, client: Client, now: datetime) -> None:
        row = make_listed_feedback(at=now)
        Attachment.objects.create(
            feedback=row, kind="voice", position=1, sha256="a" * 64, media_type="audio/flac", added_at=now, listed=True
        )
        assert client.get(f"{LIST}anh/{'a' * 64}.jpg").status_code == 404
