"""The command that reads directives from files: the JSON other programs rely on."""

import io
import json
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command

from lantoa.apps.directives.tests.directive_texts import EXAMPLE, NO_DIRECTIVE, OTHER

KEYS = [
    "file", "issuer_parent", "issuer", "number", "symbol", "year_in_symbol", "place", "date", "doc_type", "subject",
    "recipients", "legal_bases", "proposals", "signer", "distribution", "items", "missing",
]  # fmt: skip


def _run(*words: str) -> tuple[list[str], list[str], int]:
    """Return the lines of stdout and of stderr, and the exit status."""
    out, err = io.StringIO(), io.StringIO()
    try:
        call_command("read_directive", *words, stdout=out, stderr=err)
    except SystemExit as ended:
        return out.getvalue().splitlines(), err.getvalue().splitlines(), int(ended.code or 0)
    return out.getvalue().splitlines(), err.getvalue().splitlines(), 0


def _read(*words: str) -> list[dict[str, Any]]:
    out, err, status = _run(*words, "--json")
    assert (err, status) == ([], 0)
    return [json.loads(line) for line in out]


@pytest.fixture
def other(tmp_path: Path) -> Path:
    file = tmp_path / "45.txt"
    file.write_text(OTHER, encoding="utf-8")
    return file


class TestReadDirectiveCommand:
    def test_prints_one_object_a_file_with_the_promised_keys(self, other: Path) -> None:
        first, second = _read(str(EXAMPLE), str(other))
        assert [list(first), list(second)] == [KEYS, KEYS]
        assert (first["file"], second["file"]) == (str(EXAMPLE), str(other))
        assert (first["number"], second["number"]) == ("300", "45")

    def test_says_of_the_real_example_what_it_states(self) -> None:
        (found,) = _read(str(EXAMPLE))
        assert (found["number"], found["symbol"], found["date"]) == ("300", "STTTT-TTBCXB", "2023-03-29")
        assert found["legal_bases"] == [
            {"text": found["legal_bases"][0]["text"], "symbol": "219/KH-UBND", "date": "2022-12-21"}
        ]
        assert found["signer"] == {"authority": "KT. GIÁM ĐỐC", "title": "PHÓ GIÁM ĐỐC", "name": "Nguyễn Hoàn"}
        assert [list(item) for item in found["items"]] == [["number", "text"]] * 8
        assert [item["number"] for item in found["items"]] == list(range(1, 9))
        assert found["proposals"] == []
        assert found["missing"] == ["deadline", "quantity", "reporting"]

    def test_gives_null_and_empty_lists_for_what_is_not_stated(self, tmp_path: Path) -> None:
        file = tmp_path / "tro-tron.txt"
        file.write_text("Số: 12/STN-VP\n\nVề việc thử.\n", encoding="utf-8")
        (found,) = _read(str(file))
        nulls = {"issuer_parent", "issuer", "year_in_symbol", "place", "date", "signer"}
        assert {key for key in nulls if found[key] is not None} == set()
        assert [found[key] for key in ("recipients", "legal_bases", "proposals", "distribution", "items")] == [[]] * 5
        assert {"issuer", "place", "date", "signer"} <= set(found["missing"])

    def test_writes_vietnamese_letters_as_they_are(self) -> None:
        out, _, _ = _run(str(EXAMPLE), "--json")
        assert "SỞ THÔNG TIN VÀ TRUYỀN THÔNG" in out[0]

    def test_reads_the_other_files_and_ends_with_2_when_one_is_unusable(self, tmp_path: Path, other: Path) -> None:
        poem, lost = tmp_path / "tho.txt", tmp_path / "khong-co.txt"
        poem.write_text(NO_DIRECTIVE, encoding="utf-8")
        out, err, status = _run(str(poem), str(lost), str(other), "--json")
        assert [json.loads(line)["number"] for line in out] == ["45"]
        assert [line.startswith(f"{file}: ") for line, file in zip(err, (poem, lost), strict=True)] == [True, True]
        assert status == 2

    def test_shows_the_parts_to_a_person_without_the_option(self, other: Path) -> None:
        out, err, status = _run(str(other))
        assert (err, status) == ([], 0)
        assert "number: 45" in out
        assert "  - UBND các huyện, thị xã, thành phố" in out
        assert "proposals: —" in out
        assert "year_in_symbol: —" in out

    def test_refuses_to_run_without_a_file(self) -> None:
        with pytest.raises(CommandError, match="FILE"):
            call_command("read_directive", "--json")
