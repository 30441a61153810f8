"""Programs in a limited child process: what they may not, they cannot."""

import sys
import time
from pathlib import Path

import pytest

from lantoa.apps.base.limited import OutOfTime, run_limited


def python(code: str, folder: Path, **limits: int) -> tuple[int, str]:
    ended = run_limited([sys.executable, "-I", "-c", code], folder, **{"seconds": 20, **limits})
    return ended.status, ended.said


class TestRunLimited:
    def test_gives_status_and_words(self, tmp_path: Path) -> None:
        assert python("print('xin chào'); raise SystemExit(3)", tmp_path) == (3, "xin chào\n")

    def test_tells_the_program_nothing_of_the_service(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setenv("LANTOA_SECRET_KEY", "bí mật")
        status, said = python("import os; print(sorted(os.environ)); print(os.environ['HOME'])", tmp_path)
        assert status == 0
        assert "LANTOA" not in said
        assert str(tmp_path) in said

    def test_holds_memory_and_files_to_their_limits(self, tmp_path: Path) -> None:
        assert python("bytearray(900 * 1024 * 1024)", tmp_path, memory_mib=512)[0] != 0
        assert python("open('big', 'wb').write(bytes(8 * 1024 * 1024))", tmp_path, output_mib=2)[0] != 0
        assert (tmp_path / "big").stat().st_size <= 4 * 1024 * 1024

    def test_ends_what_takes_too_long_with_all_it_started(self, tmp_path: Path) -> None:
        code = "import subprocess, time; subprocess.Popen(['sleep', '60']); time.sleep(60)"
        before = time.monotonic()
        with pytest.raises(OutOfTime):
            python(code, tmp_path, seconds=1)
        assert time.monotonic() - before < 15

    def test_gives_a_file_to_read(self, tmp_path: Path) -> None:
        given = tmp_path / "given"
        given.write_bytes(b"abc")
        assert run_limited(["cat"], tmp_path, seconds=5, stdin=given).said == "abc"
