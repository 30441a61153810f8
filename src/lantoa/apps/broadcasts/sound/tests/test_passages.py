"""Spoken texts cut into sentences: nothing said is lost, nothing silent is given to a voice."""

import re

from hypothesis import given
from hypothesis import strategies as st

from lantoa.apps.broadcasts.sound.passages import passage, passages_of_text

_WORD = re.compile(r"\w+")


class TestPassage:
    def test_ends_a_sentence_at_its_mark_and_at_a_line(self) -> None:
        found = passage("item", "Xin chào! Bà con khỏe không?\nHọp lúc bảy giờ…\n\n \nHết")
        assert [one.text for one in found.sentences] == [
            "Xin chào!", "Bà con khỏe không?", "Họp lúc bảy giờ…", "Hết",
        ]  # fmt: skip
        assert [one.pause_seconds for one in found.sentences] == [0.6, 0.8, 0.8, 0.6]

    def test_keeps_what_is_quoted_with_its_mark(self) -> None:
        found = passage("item", "Ông nói: “Xong rồi.” Rồi ông về.")
        assert [one.text for one in found.sentences] == ["Ông nói: “Xong rồi.”", "Rồi ông về."]

    def test_gives_a_voice_no_orders_of_its_own_notation(self) -> None:
        (one,) = passage("item", "xin [[h@l'oU]] chào <break time='9s'/> bà con").sentences
        assert not set("<>|") & set(one.text)
        assert "[[" not in one.text

    def test_is_empty_where_nothing_is_said(self) -> None:
        assert passage("item", " …\n\n. !\n").sentences == ()

    @given(st.text(alphabet="aăâ bđêô.,!?…\n“”;: 1", max_size=200))
    def test_loses_no_word(self, text: str) -> None:
        said = " ".join(one.text for one in passage("item", text).sentences)
        assert _WORD.findall(said) == _WORD.findall(text)


class TestPassagesOfText:
    def test_knows_the_greeting_and_the_sign_off(self) -> None:
        found = passages_of_text("Chào.\n\nMột.\n\nHai.\n\nHết.", greeting=True, sign_off=True)
        assert [one.kind for one in found] == ["greeting", "item", "item", "sign_off"]

    def test_takes_a_single_piece_as_an_item(self) -> None:
        assert [one.kind for one in passages_of_text("Một.", greeting=True, sign_off=True)] == ["item"]
