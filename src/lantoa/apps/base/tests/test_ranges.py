"""Files in parts: what a player asks for when somebody moves its slider."""

from pathlib import Path
from typing import Any

import pytest
from django.http.response import HttpResponseBase
from django.test import RequestFactory

from lantoa.apps.base.ranges import ranged_file

CONTENT = bytes(range(256)) * 1000
SHA256 = "a" * 64


@pytest.fixture
def path(tmp_path: Path) -> Path:
    file = tmp_path / "sound"
    file.write_bytes(CONTENT)
    return file


def ask(path: Path, method: str = "get", *, name: str = "", **headers: str) -> HttpResponseBase:
    request = getattr(RequestFactory(), method)("/", headers=headers)
    return ranged_file(request, path, "audio/mpeg", sha256=SHA256, download_name=name)


def body(answer: Any) -> bytes:
    return b"".join(answer.streaming_content) if answer.streaming else answer.content


class TestWhole:
    def test_is_the_file_with_its_length_and_tag(self, path: Path) -> None:
        answer = ask(path)
        assert (answer.status_code, body(answer)) == (200, CONTENT)
        assert answer.headers["Content-Length"] == str(len(CONTENT))
        assert answer.headers["Accept-Ranges"] == "bytes"
        assert answer.headers["ETag"] == f'"{SHA256}"'
        assert answer.headers["Content-Type"] == "audio/mpeg"

    def test_is_not_sent_again_to_who_has_it(self, path: Path) -> None:
        for tags in (f'"{SHA256}"', f'W/"{SHA256}", "b"', "*"):
            answer = ask(path, **{"If-None-Match": tags})
            assert (answer.status_code, body(answer)) == (304, b"")
        assert ask(path, **{"If-None-Match": '"b"'}).status_code == 200

    def test_of_head_has_headers_only(self, path: Path) -> None:
        answer = ask(path, "head", Range="bytes=0-9")
        assert (answer.status_code, body(answer)) == (200, b"")
        assert answer.headers["Content-Length"] == str(len(CONTENT))

    @pytest.mark.parametrize("asked", ["bytes=0-1,4-5", "bytes=9-3", "items=0-4", "bytes=-", "bytes=a-b", "0-4"])
    def test_is_the_answer_to_what_is_no_single_part(self, path: Path, asked: str) -> None:
        answer = ask(path, Range=asked)
        assert (answer.status_code, body(answer)) == (200, CONTENT)

    def test_is_saved_under_a_name_with_marks(self, path: Path) -> None:
        assert "filename*=utf-8''b%E1%BA%A3n" in ask(path, name="bản tin.mp3").headers["Content-Disposition"]


class TestPart:
    @pytest.mark.parametrize(
        ("asked", "start", "end"),
        [("bytes=0-0", 0, 0), ("bytes=100-199", 100, 199), ("bytes=255990-", 255_990, 255_999),
         ("bytes=-10", 255_990, 255_999), ("bytes=0-999999999", 0, 255_999), ("bytes=-999999999", 0, 255_999),
         ("Bytes= 1 - 70000 ", 1, 70_000)],
    )  # fmt: skip
    def test_is_exactly_what_was_asked_for(self, path: Path, asked: str, start: int, end: int) -> None:
        answer = ask(path, Range=asked)
        assert answer.status_code == 206
        assert body(answer) == CONTENT[start : end + 1]
        assert answer.headers["Content-Range"] == f"bytes {start}-{end}/{len(CONTENT)}"
        assert answer.headers["Content-Length"] == str(end - start + 1)

    @pytest.mark.parametrize("asked", ["bytes=256000-", "bytes=999999999-999999999", "bytes=-0"])
    def test_behind_the_end_is_refused_with_the_length(self, path: Path, asked: str) -> None:
        answer = ask(path, Range=asked)
        assert answer.status_code == 416
        assert answer.headers["Content-Range"] == f"bytes */{len(CONTENT)}"

    def test_is_given_only_of_the_version_that_the_player_began_with(self, path: Path) -> None:
        same = ask(path, Range="bytes=1-2", **{"If-Range": f'"{SHA256}"'})
        assert (same.status_code, body(same)) == (206, CONTENT[1:3])
        for other in ('"b"', f'W/"{SHA256}"', "Fri, 27 Nov 2026 00:00:00 GMT"):
            assert ask(path, Range="bytes=1-2", **{"If-Range": other}).status_code == 200

    def test_of_an_empty_file_is_refused(self, tmp_path: Path) -> None:
        empty = tmp_path / "empty"
        empty.write_bytes(b"")
        assert ask(empty, Range="bytes=0-").status_code == 416
        assert body(ask(empty)) == b""
