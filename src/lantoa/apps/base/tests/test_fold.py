"""The command that prints the search form of a text."""

import io

import pytest
from django.core.management import CommandError, call_command


def _printed(*words: str) -> str:
    out = io.StringIO()
    call_command("fold", *words, stdout=out)
    return out.getvalue()


class TestFoldCommand:
    def test_prints_the_search_form_on_one_line(self) -> None:
        assert _printed("Cải cách HÀNH CHÍNH") == "cai cach hanh chinh\n"

    def test_takes_several_words_as_one_text(self) -> None:
        assert _printed("Đề", " án\n", "06") == "de an 06\n"

    def test_treats_both_unicode_forms_alike(self) -> None:
        assert _printed("ho\N{LATIN SMALL LETTER A WITH GRAVE}") == _printed("hoa\N{COMBINING GRAVE ACCENT}") == "hoa\n"

    def test_refuses_to_run_without_a_text(self) -> None:
        with pytest.raises(CommandError, match="TEXT"):
            call_command("fold")
