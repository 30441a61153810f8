"""Evidence on disk: whole, named by its own hash, and told apart from a record that was touched."""

import os
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from pytest_django import Settings

from lantoa.apps.base.outbound import Response
from lantoa.apps.harvest.evidence import keep_record, read_kept
from lantoa.core.archive import read_record, sha256_hex, verify_record

HEADERS = (("Content-Type", "text/html"), ("ETag", '"1"'))
PAGE = Response("https://so-thu.example/bai-1.html", 200, HEADERS, b"<p>xin</p>")


@pytest.fixture(autouse=True)
def folder(settings: Settings, tmp_path: Path) -> Path:
    settings.EVIDENCE_DIR = tmp_path
    return tmp_path


def _files(folder: Path) -> list[str]:
    return sorted(str(file.relative_to(folder)) for file in folder.rglob("*") if file.is_file())


class TestKeepRecord:
    def test_writes_one_file_named_by_its_own_hash(self, folder: Path, now: datetime) -> None:
        kept = keep_record(PAGE, fetched_at=now)
        assert _files(folder) == [kept.file] == [f"{kept.record_sha256[:2]}/{kept.record_sha256}.warc.gz"]
        content = read_kept(kept.file)
        assert sha256_hex(content) == kept.record_sha256
        assert kept.payload_sha256 == sha256_hex(PAGE.body)
        assert verify_record(content, kept.record_sha256).ok

    def test_holds_the_answer_as_it_was(self, now: datetime) -> None:
        exchange = read_record(read_kept(keep_record(PAGE, fetched_at=now).file))
        assert (exchange.url, exchange.status, exchange.body, exchange.fetched_at) == (PAGE.url, 200, PAGE.body, now)
        assert exchange.headers == PAGE.headers

    def test_writes_the_same_answer_of_the_same_time_once(self, folder: Path, now: datetime) -> None:
        assert keep_record(PAGE, fetched_at=now) == keep_record(PAGE, fetched_at=now)
        assert len(_files(folder)) == 1

    def test_keeps_an_answer_of_another_time_beside_it(self, folder: Path, now: datetime) -> None:
        first = keep_record(PAGE, fetched_at=now)
        second = keep_record(PAGE, fetched_at=now + timedelta(hours=6))
        assert first.payload_sha256 == second.payload_sha256
        assert _files(folder) == sorted([first.file, second.file])

    def test_leaves_no_half_file_under_the_name_of_a_whole_one(
        self, folder: Path, now: datetime, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        def fails(descriptor: int) -> None:
            raise OSError("the disk is full")

        with monkeypatch.context() as full:
            full.setattr(os, "fsync", fails)
            with pytest.raises(OSError, match="disk is full"):
                keep_record(PAGE, fetched_at=now)
        assert [name for name in _files(folder) if name.endswith(".warc.gz")] == []
        kept = keep_record(PAGE, fetched_at=now)
        assert verify_record(read_kept(kept.file), kept.record_sha256).ok


class TestReadKept:
    def test_says_when_the_file_was_lost(self) -> None:
        with pytest.raises(FileNotFoundError):
            read_kept("ab/khong-co.warc.gz")

    def test_gives_what_shows_that_a_record_was_touched(self, folder: Path, now: datetime) -> None:
        kept = keep_record(PAGE, fetched_at=now)
        content = bytearray(read_kept(kept.file))
        content[len(content) // 2] ^= 1
        (folder / kept.file).write_bytes(content)
        verification = verify_record(read_kept(kept.file), kept.record_sha256)
        assert (verification.ok, "đã bị thay đổi" in verification.reason) == (False, True)
