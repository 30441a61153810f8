"""Logs of stations' machines: what their lines say, which airings they speak of, what a person decides on the rest."""

from datetime import date, datetime, timedelta
from pathlib import Path

import pytest
from conftest import NOW, Cast
from django.conf import LazySettings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from lantoa.apps.broadcasts.actions import play_logs
from lantoa.apps.broadcasts.actions.play_logs import CannotImport, drop_play_log, import_play_log, take_play_log
from lantoa.apps.broadcasts.factories import make_airing, make_bulletin, make_station
from lantoa.apps.broadcasts.models import Airing, PlayLogUpload, PlayReport, Station
from lantoa.apps.broadcasts.play_log_lines import Columns, columns_of, lines_of, read_length, read_moment

DAY = date(2023, 6, 1)  # NOW is 15:00 of that day in Việt Nam
HEAD = "Ngày,Giờ phát,Tên tệp,Cụm loa,Thời lượng\n"


@pytest.fixture(autouse=True)
def _children_find_the_code(monkeypatch: pytest.MonkeyPatch, settings: LazySettings) -> None:
    monkeypatch.setenv("PYTHONPATH", str(Path(settings.ROOT) / "src"))


class TestReadMoment:
    @pytest.mark.parametrize(
        ("text", "hour", "minute", "second"),
        [
            ("01/06/2023 05:00", 5, 0, 0),
            ("1-6-2023 5h", 5, 0, 0),
            ("01.06.23 17:05:09", 17, 5, 9),
            ("17h05 ngày 1/6/2023", 17, 5, 0),
            ("17 giờ 05 phút, ngày 1 tháng 6 năm 2023", 17, 5, 0),
            ("2023-06-01T05:00:09.123", 5, 0, 9),
            ("2023-06-01 05:00:09", 5, 0, 9),
            ("5:30 CH 01/06/2023", 17, 30, 0),
            ("12:15 SA 01/06/2023", 0, 15, 0),
            ("05:00", 5, 0, 0),
        ],
    )
    def test_understands_how_days_and_times_are_written_here(
        self, text: str, hour: int, minute: int, second: int
    ) -> None:
        assert read_moment(text, on=DAY) == datetime(2023, 6, 1, hour, minute, second)

    @pytest.mark.parametrize("text", ["", "lúc sáng", "25:00 01/06/2023", "05:00 32/06/2023", "01/06/2023"])
    def test_guesses_nothing(self, text: str) -> None:
        assert read_moment(text) is None

    @pytest.mark.parametrize(
        ("text", "seconds"), [("3:12", 192), ("01:00:00", 3600), ("192 giây", 192), ("192.0", 192), ("dài", None)]
    )
    def test_of_lengths_too(self, text: str, seconds: int | None) -> None:
        assert read_length(text) == seconds


class TestColumns:
    def test_are_known_by_their_heads_wherever_they_stand(self) -> None:
        rows = [["Nhật ký tháng 6", "", ""], ["Cụm loa", "Tên chương trình phát (file)", "Bắt đầu (giờ)"]]
        assert columns_of(rows) is None
        rows[1][1] = "TÊN TỆP"
        assert columns_of(rows) == Columns(clock=2, title=1, cluster=0, first=2)

    def test_leave_out_empty_lines_and_keep_those_without_a_time(self) -> None:
        rows = [["", ""], ["05:00", "a.mp3"], ["?", "b.mp3"]]
        lines = lines_of(rows, Columns(clock=0, title=1), on=DAY)
        assert [(line.number, line.moment is None) for line in lines] == [(2, False), (3, True)]


@pytest.fixture
def station(cast: Cast) -> Station:
    return make_station(cast.agency)


@pytest.fixture
def airing(station: Station) -> Airing:
    bulletin = make_bulletin(at=NOW, approved=True, title="Trả kết quả đúng hẹn", slug="tra-ket-qua-dung-hen-1")
    return make_airing(bulletin, station, planned_at=NOW)


def take(station: Station, cast: Cast, text: str | bytes, name: str = "nhat-ky.csv") -> PlayLogUpload:
    data = text.encode() if isinstance(text, str) else text
    upload, _ = take_play_log(
        station=station, data=data, file_name=name, by=cast.radio_officer, at=NOW + timedelta(hours=1)
    )
    return upload


@pytest.mark.django_db
class TestTakePlayLog:
    def test_is_one_where_the_same_press_comes_while_the_file_is_read(
        self, station: Station, cast: Cast, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        read = play_logs._rows

        def read_slowly(data: bytes, file_name: str) -> list[list[str]]:
            monkeypatch.setattr(play_logs, "_rows", read)
            take(station, cast, HEAD)
            return read(data, file_name)

        monkeypatch.setattr(play_logs, "_rows", read_slowly)
        assert take(station, cast, HEAD) == PlayLogUpload.objects.get()

    def test_makes_airings_played_and_keeps_the_rest_with_its_reason(
        self, station: Station, cast: Cast, airing: Airing
    ) -> None:
        upload = take(
            station, cast,
            f"{HEAD}01/06/2023,15:04:10,D:\\phat\\Tra_ket_qua-dung hen.mp3,Cụm 1,00:01:05\n"
            "01/06/2023,15:06:00,Quốc ca.mp3,,60\n"
            "01/06/2023,09:00:00,Tra ket qua dung hen.mp3,,60\n"
            "01/06/2023,15:07,Trả kết quả đúng hẹn,Cụm 9,\n"
            "hôm nọ,,c.mp3,,\n",
        )  # fmt: skip

        assert {name: upload.counts[name] for name in ("lines", "matched", "unmatched", "known", "bad")} == {
            "lines": 5, "matched": 1, "unmatched": 3, "known": 0, "bad": 1,
        }  # fmt: skip
        airing.refresh_from_db()
        report = airing.reports.get()
        assert (airing.state, report.how, report.seconds) == (Airing.State.PLAYED, PlayReport.How.LOG, 65)
        assert [cluster.name for cluster in report.clusters.all()] == ["Cụm 1"]
        problems = list(PlayReport.objects.open().order_by("played_at").values_list("problem", flat=True))
        assert "không có lượt phát nào" in problems[0]
        assert "tên trong tệp khác" in problems[1]
        assert "không có cụm loa" in problems[2]

    def test_of_the_same_file_or_the_same_lines_adds_nothing(
        self, station: Station, cast: Cast, airing: Airing
    ) -> None:
        text = f"{HEAD}01/06/2023,15:00,{airing.bulletin.slug}.mp3,,\n"
        first = take(station, cast, text)
        assert take(station, cast, text) == first
        longer = take(station, cast, f"{text}01/06/2023,15:30,khac.mp3,,\n")
        assert (longer.counts["known"], longer.counts["unmatched"]) == (1, 1)
        assert airing.reports.count() == 1

    @pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "cp1258"])
    def test_reads_other_encodings_and_bars_between_columns(
        self, station: Station, cast: Cast, airing: Airing, encoding: str
    ) -> None:
        head = "Gio | Ten tep" if encoding == "cp1258" else "Giờ phát | Tên tệp"
        text = f"{head}\n01/06/2023 15:00 | {'Tr' if encoding == 'cp1258' else ''}tra ket qua dung hen\n"
        text = text.replace("Trtra", "tra")
        if encoding == "utf-16":
            text = text.replace(" | ", "\t")
        upload = take(station, cast, text.encode(encoding), "nhat-ky.txt")
        assert upload.counts["matched"] == 1

    def test_waits_for_a_person_where_the_heads_say_nothing(self, station: Station, cast: Cast, airing: Airing) -> None:
        upload = take(station, cast, "a,b\n15:00,tra ket qua dung hen\n")
        assert upload.counts["waiting"]
        import_play_log(
            upload=upload, columns=Columns(clock=0, title=1, first=1), by=cast.radio_officer,
            at=NOW + timedelta(hours=1), on=DAY,
        )  # fmt: skip
        assert upload.counts["matched"] == 1
        with pytest.raises(CannotImport, match="đã được khớp"):
            import_play_log(upload=upload, columns=Columns(0, 1), by=cast.radio_officer, at=NOW)
        with pytest.raises(CannotImport, match="không bỏ được"):
            drop_play_log(upload=upload, by=cast.radio_officer, at=NOW)

    def test_takes_two_lines_of_one_bulletin_for_its_two_airings(
        self, station: Station, cast: Cast, airing: Airing
    ) -> None:
        second = make_airing(airing.bulletin, station, planned_at=NOW + timedelta(minutes=20))
        name = airing.bulletin.title
        take(station, cast, f"{HEAD}01/06/2023,15:01,{name},,\n01/06/2023,15:21,{name},,\n")
        assert (airing.reports.count(), second.reports.count()) == (1, 1)

    def test_takes_a_cancelled_airing_only_where_nothing_else_fits(
        self, station: Station, cast: Cast, airing: Airing
    ) -> None:
        cancelled = make_airing(
            airing.bulletin, station, planned_at=NOW + timedelta(minutes=20), state=Airing.State.CANCELLED,
            state_reason="Chuyển giờ",
        )  # fmt: skip
        take(station, cast, f"{HEAD}01/06/2023,15:19,{airing.bulletin.title},,\n")
        assert (airing.reports.count(), cancelled.reports.count()) == (1, 0)


@pytest.mark.django_db
class TestPages:
    def test_take_a_file_and_let_a_person_decide_on_the_rest(
        self, client: Client, cast: Cast, station: Station, airing: Airing
    ) -> None:
        client.force_login(cast.radio_officer)
        text = f"{HEAD}01/06/2023,15:00,ten khac han.mp3,,\n01/06/2023,15:01,quoc ca.mp3,,\n"
        file = SimpleUploadedFile("nhat-ky.csv", text.encode())
        answer = client.post(reverse("broadcasts:take_play_log"), {"station": station.pk, "file": file})
        upload = PlayLogUpload.objects.get()
        assert answer.headers["Location"] == reverse("broadcasts:play_log_upload", args=[upload.pk])
        page = client.get(answer.headers["Location"])
        first, second = page.context["lines"]
        assert first.airings == (airing,)

        client.post(reverse("broadcasts:match_line", args=[first.report.pk]), {"airing": airing.pk})
        client.post(reverse("broadcasts:foreign_rest", args=[upload.pk]))

        airing.refresh_from_db()
        assert airing.state == Airing.State.PLAYED
        assert second.report.correction.get_kind_display() == "không phải bản tin ở đây"
        assert not PlayReport.objects.open().exists()

    def test_ask_for_the_columns(self, client: Client, cast: Cast, station: Station, airing: Airing) -> None:
        client.force_login(cast.radio_officer)
        upload = take(station, cast, "a,b\n15:00,tra ket qua dung hen\n")
        address = reverse("broadcasts:name_columns", args=[upload.pk])
        assert (
            "Chưa rõ cột nào là gì"
            in client.get(reverse("broadcasts:play_log_upload", args=[upload.pk])).content.decode()
        )
        assert client.post(address, {"clock": "0"}).status_code == 422
        client.post(address, {"clock": "0", "title": "1", "first": "1", "on": "2023-06-01"})
        assert airing.reports.count() == 1

    def test_say_why_a_file_is_not_taken(self, client: Client, cast: Cast, station: Station) -> None:
        client.force_login(cast.radio_officer)
        file = SimpleUploadedFile("anh.png", b"\x89PNG\x00\x00\x00")
        answer = client.post(reverse("broadcasts:take_play_log"), {"station": station.pk, "file": file})
        assert answer.status_code == 422
        assert "error-message" in answer.content.decode()
