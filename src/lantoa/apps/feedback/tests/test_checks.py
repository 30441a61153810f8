"""The checks of words: emergencies told from everyday trouble, adverts from reports about them."""

import time

import pytest

from lantoa.apps.feedback.checks import Flag, emergencies, flags_of, sounds_like_denunciation, why_refused


class TestEmergencies:
    @pytest.mark.parametrize(
        ("words", "numbers"),
        [
            ("Cháy nhà ở tổ 3, cứu với", ["114"]),
            ("Có tai nạn ở ngã tư, người bất tỉnh", ["115"]),
            ("Hai nhóm thanh niên đánh nhau trước cổng chợ", ["113"]),
            ("Có em bé đuối nước ở sông", ["114"]),
            ("dang chay nha hang xom", ["114"]),
            ("Đường dây điện bị đứt dây điện nằm giữa đường", ["114"]),
        ],
    )
    def test_say_whom_to_call(self, words: str, numbers: list[str]) -> None:
        assert [found.number for found in emergencies(words)] == numbers

    @pytest.mark.parametrize(
        "words",
        [
            "Bộ phận một cửa trả hồ sơ trễ ba ngày.",
            "Nước chảy yếu cả tuần nay.",
            "Xe tải chạy ẩu qua khu dân cư.",
            "Cán bộ giải thích không rõ, phải đi lại nhiều lần.",
            "Ghế ngồi chờ ở trạm y tế bị hỏng.",
        ],
    )
    def test_are_not_heard_in_everyday_trouble(self, words: str) -> None:
        assert emergencies(words) == ()


class TestWhyRefused:
    @pytest.mark.parametrize(
        "words",
        [
            "Gần trường có tiệm cầm đồ cho vay nóng, đá gà mỗi chiều.",
            "Trang 33win lừa đảo người già trong xã, mong công an xem xét.",
            "Xem ảnh ở https://drive.example/abc",
            "Hồ sơ trễ. Hồ sơ trễ. Hồ sơ trễ.",
        ],
    )
    def test_lets_reports_through(self, words: str) -> None:
        assert why_refused(words) == ""

    @pytest.mark.parametrize(
        "words",
        [
            "Vay tiền nhanh 24/7 tại https://abc.example",
            "Chơi ngay http://33win.example nhận thưởng",
            "Vao ngay vaytien.vip",
            " ".join(f"https://trang{place}.example" for place in range(4)),
            "a" * 40,
            "mua ngay " * 30,
        ],
    )
    def test_says_what_to_change(self, words: str) -> None:
        assert why_refused(words)


class TestFlagsOf:
    def test_mark_what_to_look_at_first(self) -> None:
        assert flags_of("Có sòng bạc gần chợ, cán bộ nhận hối lộ") == [Flag.DENUNCIATION]
        assert flags_of("Vay nhanh không thế chấp, zalo 0900000001") == [Flag.ADVERT]
        assert flags_of("vay\u200btiền nhanh trong ngày, lh 0900000001") == [Flag.ADVERT, Flag.HIDDEN]
        assert flags_of("tệp \u202egpj.exe") == [Flag.HIDDEN]
        assert flags_of("Đèn đường hỏng") == []

    def test_a_denunciation_is_known(self) -> None:
        assert sounds_like_denunciation("Tôi tố cáo ông A")
        assert not sounds_like_denunciation("Tôi góp ý về giờ làm việc")


class TestTime:
    @pytest.mark.parametrize("piece", ["a-", "a.", "ab.cd-", "www.", "$@", "vay ", "z\u0301"])
    def test_takes_time_in_proportion_to_the_length(self, piece: str) -> None:
        """Four times the text takes four times as long; sixteen times would be an attack."""

        def seconds(length: int) -> float:
            text, best = piece * (length // len(piece)), float("inf")
            for _ in range(3):
                begun = time.process_time()
                why_refused(text)
                best = min(best, time.process_time() - begun)
            return best

        assert seconds(8000) < 10 * seconds(2000) + 0.01
