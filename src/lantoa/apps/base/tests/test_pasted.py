"""Addresses as people paste them."""

import pytest

from lantoa.apps.base.pasted import NoLink, pasted_link


class TestPastedLink:
    @pytest.mark.parametrize(
        ("text", "address"),
        [
            ("https://baoquangtri.vn/tin-1.html", "https://baoquangtri.vn/tin-1.html"),
            (
                "  HTTP://Soyte.QuangTri.gov.vn/tin?id=5&trang=2#binh-luan  ",
                "HTTP://Soyte.QuangTri.gov.vn/tin?id=5&trang=2#binh-luan",
            ),
            ("soyte.quangtri.gov.vn/tin/1", "https://soyte.quangtri.gov.vn/tin/1"),
            ("www.quangtri.gov.vn", "https://www.quangtri.gov.vn"),
            (
                "Cải cách hành chính ở Hải Lăng\nhttps://hailang.quangtri.gov.vn/bai/9\nChia sẻ từ Zalo",
                "https://hailang.quangtri.gov.vn/bai/9",
            ),
            ("Bài đăng (https://quangtri.gov.vn/a_(b)).", "https://quangtri.gov.vn/a_(b)"),
            ("“https://quangtri.gov.vn/a”, ngày 5/6", "https://quangtri.gov.vn/a"),
            (
                "https://www.facebook.com/story.php?story_fbid=1&id=2",
                "https://www.facebook.com/story.php?story_fbid=1&id=2",
            ),
            ("https://tiếngviệt.vn/bài-viết", "https://tiếngviệt.vn/bài-viết"),
            ("https://8.8.8.8/tin", "https://8.8.8.8/tin"),
            ("https://quangtri.gov.vn:8443/tin", "https://quangtri.gov.vn:8443/tin"),
        ],
    )
    def test_finds_the_address(self, text: str, address: str) -> None:
        assert pasted_link(text) == address

    @pytest.mark.parametrize(
        "text",
        [
            "",
            "đã đăng trên trang của huyện",
            "javascript:alert(document.domain)",
            "ftp://quangtri.gov.vn/tin",
            "data:text/html;base64,PGI+",
            "mailto:so@quangtri.gov.vn",
            "so@quangtri.gov.vn",
            "5.6",
            "https://",
            "file:///etc/passwd",
        ],
    )
    def test_refuses_what_is_none(self, text: str) -> None:
        with pytest.raises(NoLink, match="hãy"):
            pasted_link(text)

    @pytest.mark.parametrize(
        "host",
        [
            "localhost",
            "may-chu",
            "127.0.0.1",
            "127.1",
            "2130706433",
            "0x7f.1",
            "10.1.2.3",
            "192.168.1.1",
            "169.254.169.254",
            "[::1]",
            "[::ffff:10.0.0.1]",
            "[64:ff9b::7f00:1]",
            "so.local",
            "mang.internal",
            "a.localhost.",
            "0.0.0.0",
            "localhost:8000",
        ],
    )
    def test_refuses_a_private_host(self, host: str) -> None:
        with pytest.raises(NoLink, match="mạng nội bộ"):
            pasted_link(f"http://{host}/tin")

    def test_refuses_a_name_and_password_in_the_address(self) -> None:
        with pytest.raises(NoLink, match="tên đăng nhập"):
            pasted_link("https://quangtri.gov.vn@la.example/tin")

    @pytest.mark.parametrize(
        "text", ["http://[dinh/tin", "https://quangtri.gov.vn:cong/tin", "https://" + "a." * 300 + "vn"]
    )
    def test_refuses_a_broken_address(self, text: str) -> None:
        with pytest.raises(NoLink, match="hãy"):
            pasted_link(text)
