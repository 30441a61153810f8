import pytest
from hypothesis import given
from hypothesis import strategies as st

from lantoa.core.viettext import is_syllable, typed_by_keys


class TestTypedByKeys:
    @pytest.mark.parametrize(
        ("keys", "meant"),
        [
            ("giaays", "giấy"), ("giasya", "giấy"), ("ddangw", "đăng"), ("truwowngf", "trường"), ("dduwowcj", "được"),
            ("hoon", "hôn"), ("lamf", "làm"), ("nhaapj", "nhập"), ("khaaur", "khẩu"), ("vowj", "vợ"), ("kys", "ký"),
            ("la2m", "làm"), ("gia61y", "giấy"), ("d9a8ng", "đăng"), ("d9o3", "đỏ"),
        ],
    )  # fmt: skip
    def test_reads_telex_and_vni(self, keys: str, meant: str) -> None:
        assert typed_by_keys(keys) == meant

    @pytest.mark.parametrize(
        "word", ["khai", "online", "vneid", "ct07", "zalo", "passport", "", "giấy", "219", "s", "w"]
    )
    def test_leaves_every_other_word(self, word: str) -> None:
        assert typed_by_keys(word) is None

    @given(st.text(alphabet="abcdđeghiklmnopqrstuvwxy123456789", max_size=12))
    def test_gives_only_syllables(self, word: str) -> None:
        read = typed_by_keys(word)
        assert read is None or is_syllable(read)
