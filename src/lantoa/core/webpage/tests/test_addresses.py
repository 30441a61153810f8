"""Addresses in one canonical form."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lantoa.core.webpage.addresses import absolute_url, clean_url, host_of, registrable_host


class TestCleanUrl:
    CASES = (
        ("HTTP://Example.GOV.vn:80/A/b.HTML#x", "http://example.gov.vn/A/b.HTML"),
        ("https://x.vn:443", "https://x.vn/"),
        ("https://x.vn:8443/a", "https://x.vn:8443/a"),
        ("https://x.vn/a?utm_source=zalo&utm_medium=x&id=5&fbclid=IwAR", "https://x.vn/a?id=5"),
        ("https://x.vn/?cn=198&gd=7&sid=fa01", "https://x.vn/?cn=198&gd=7"),
        ("http://x.vn/a;jsessionid=0A1B?b=1", "http://x.vn/a?b=1"),
        ("https://x.vn/bài viết", "https://x.vn/bài%20viết"),
        ("https://x.vn/a?", "https://x.vn/a"),
        ("không phải địa chỉ", "không%20phải%20địa%20chỉ"),
        ("http://[::1", "http://[::1"),
        ("\x1b\x850", "0"),
    )

    @pytest.mark.parametrize(("address", "clean"), CASES)
    def test_gives(self, address: str, clean: str) -> None:
        assert clean_url(address) == clean

    @given(st.text(max_size=80))
    def test_is_stable_on_any_text(self, text: str) -> None:
        assert clean_url(clean_url(text)) == clean_url(text)


class TestAbsoluteUrl:
    CASES = (
        ("/a.html", "https://x.vn/a.html"),
        ("b.html", "https://x.vn/tin/b.html"),
        ("?id=2", "https://x.vn/tin/?id=2"),
        ("//y.vn/c", "https://y.vn/c"),
        ("#top", ""),
        ("javascript:void(0)", ""),
        ("JavaScript:history.back()", ""),
        ("mailto:a@x.vn", ""),
        ("tel:0233", ""),
        ("data:text/html,x", ""),
        ("", ""),
        ("http://[bad", ""),
    )

    @pytest.mark.parametrize(("href", "address"), CASES)
    def test_gives(self, href: str, address: str) -> None:
        assert absolute_url(href, "https://x.vn/tin/") == address


class TestHosts:
    def test_www_and_mobile_are_the_same_host(self) -> None:
        assert host_of("https://www.x.vn/") == host_of("http://m.x.vn/a") == host_of("x.vn") == "x.vn"

    @pytest.mark.parametrize(
        ("address", "host"),
        [
            ("https://a.b.quangtri.gov.vn/", "quangtri.gov.vn"),
            ("https://m.baoquangtri.vn", "baoquangtri.vn"),
            ("http://10.0.0.1/x", "10.0.0.1"),
            ("http://localhost:8000/", "localhost"),
            ("https://bbc.co.uk", "bbc.co.uk"),
            ("???", ""),
        ],
    )
    def test_registrable_part(self, address: str, host: str) -> None:
        assert registrable_host(address) == host
