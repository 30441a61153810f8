"""A package from outside, and what may be wrong with it."""

import hashlib
import io
import json
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
from conftest import NOW
from django.conf import LazySettings
from django.core.management import call_command
from hypothesis import given
from hypothesis import strategies as st

from lantoa.apps.broadcasts.factories import make_airing, make_bulletin, make_station
from lantoa.apps.broadcasts.factories_sounded import make_heard_sound
from lantoa.apps.broadcasts.package_reading import check_package
from lantoa.apps.broadcasts.packages import package_bytes
from lantoa.apps.broadcasts.queries.packages import package_for

Files = dict[str, bytes]


@pytest.fixture
def package(db: None, settings: LazySettings, tmp_path: Path) -> Files:
    settings.BROADCASTS_DIR = tmp_path / "broadcasts"
    station = make_station()
    bulletin = make_bulletin(at=NOW, approved=True, stations=(station,), title="Trả hồ sơ đúng hẹn")
    make_heard_sound(bulletin, at=NOW)
    make_airing(bulletin, station, planned_at=NOW)
    with zipfile.ZipFile(io.BytesIO(package_bytes(package_for(bulletin, station)))) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def packed(folder: Path, files: Files, *, compression: int = zipfile.ZIP_STORED) -> Path:
    path = folder / "goi.zip"
    with zipfile.ZipFile(path, "w", compression) as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return path


def resummed(files: Files) -> Files:
    """Return the files with sums that fit, as somebody who changes a package would write them."""
    sums = [
        f"{hashlib.sha256(content).hexdigest()}  {name}\n" for name, content in files.items() if name != "SHA256SUMS"
    ]
    return {**files, "SHA256SUMS": "".join(sums).encode()}


def _with_manifest(files: Files, change: Callable[[dict[str, object]], object]) -> Files:
    manifest = json.loads(files["manifest.json"])
    change(manifest)
    return resummed({**files, "manifest.json": json.dumps(manifest).encode()})


class TestCheckPackage:
    def test_finds_nothing_wrong_with_a_package_of_ours(self, package: Files, tmp_path: Path) -> None:
        checked = check_package(packed(tmp_path, package))
        assert checked.problems == []
        assert checked.manifest
        assert checked.manifest["bulletin"]["title"] == "Trả hồ sơ đúng hẹn"

    @pytest.mark.parametrize("name", ["script.txt", "sound.mp3", "sound.opus", "DOC-TOI.txt", "manifest.json"])
    def test_names_the_file_that_was_changed(self, package: Files, tmp_path: Path, name: str) -> None:
        package[name] = package[name] + b" "
        assert f"Tệp {name} đã bị thay đổi" in check_package(packed(tmp_path, package)).problems[0]

    def test_finds_a_script_changed_together_with_the_sums(self, package: Files, tmp_path: Path) -> None:
        package["script.txt"] = "Lời khác.".encode()
        problems = check_package(packed(tmp_path, resummed(package))).problems
        assert "Lời đọc (script.txt) không phải lời đã duyệt." in problems

    @pytest.mark.parametrize("name", ["script.txt", "manifest.json", "SHA256SUMS"])
    def test_names_the_file_that_is_missing(self, package: Files, tmp_path: Path, name: str) -> None:
        del package[name]
        assert f"Thiếu tệp {name}." in check_package(packed(tmp_path, package)).problems

    def test_finds_sound_that_is_missing(self, package: Files, tmp_path: Path) -> None:
        del package["sound.mp3"], package["sound.opus"]
        problems = check_package(packed(tmp_path, resummed(package))).problems
        assert "manifest.json nói có âm thanh nhưng gói không có." in problems

    @pytest.mark.parametrize("name", ["../../etc/passwd", "/tmp/a", "virus.exe", "a/manifest.json"])
    def test_opens_no_other_file(self, package: Files, tmp_path: Path, name: str) -> None:
        del package["sound.opus"]
        problems = check_package(packed(tmp_path, {**package, name: b"x"})).problems
        assert problems == [f"Trong gói có tệp lạ “{name}”."]

    def test_unpacks_nothing_that_is_compressed(self, package: Files, tmp_path: Path) -> None:
        bomb = packed(tmp_path, {**package, "sound.mp3": b"\0" * 30_000_000}, compression=zipfile.ZIP_DEFLATED)
        problems = check_package(bomb).problems
        assert "Tệp sound.mp3 được nén; các tệp trong gói phát không nén." in problems

    def test_refuses_many_entries(self, package: Files, tmp_path: Path) -> None:
        many = {**package, **{f"{number}": b"" for number in range(5000)}}
        assert len(check_package(packed(tmp_path, many)).problems) == 1

    @pytest.mark.filterwarnings("ignore:Duplicate name")
    def test_refuses_a_name_that_comes_twice(self, package: Files, tmp_path: Path) -> None:
        del package["sound.opus"]
        path = packed(tmp_path, package)
        with zipfile.ZipFile(path, "a") as archive:
            archive.writestr("script.txt", "lời khác")
        assert "Tệp script.txt có hơn một bản trong gói." in check_package(path).problems

    def test_refuses_a_link(self, package: Files, tmp_path: Path) -> None:
        content = package.pop("script.txt")
        path = packed(tmp_path, package)
        entry = zipfile.ZipInfo("script.txt")
        entry.external_attr = 0o120777 << 16
        with zipfile.ZipFile(path, "a") as archive:
            archive.writestr(entry, content)
        assert "“script.txt” không phải tệp thường." in check_package(path).problems

    def test_refuses_sound_that_is_none(self, package: Files, tmp_path: Path) -> None:
        package["sound.mp3"] = b"MZ" + b"x" * 50
        row = {"bytes": 52, "sha256": hashlib.sha256(package["sound.mp3"]).hexdigest()}
        changed = _with_manifest(
            package,
            lambda said: [one.update(row) for one in said["files"] if one["name"] == "sound.mp3"],  # type: ignore[attr-defined]
        )
        assert check_package(packed(tmp_path, changed)).problems == ["Tệp sound.mp3 không phải âm thanh MP3."]

    def test_knows_other_formats_and_later_versions(self, package: Files, tmp_path: Path) -> None:
        other = _with_manifest(package, lambda said: said.update(format="khac"))
        assert "không nói đây là gói phát" in check_package(packed(tmp_path, other)).problems[0]
        later = _with_manifest(package, lambda said: said.update(version=2))
        assert "“version”: phải là 1" in check_package(packed(tmp_path, later)).problems[0]

    @pytest.mark.parametrize("manifest", [b"[" * 50_000, b"\xff", b"[]", b"null", b'{"format": "lantoa.goi-phat"}'])
    def test_survives_any_manifest(self, package: Files, tmp_path: Path, manifest: bytes) -> None:
        package["manifest.json"] = manifest
        assert check_package(packed(tmp_path, resummed(package))).problems

    @pytest.mark.parametrize("content", [b"", b"not a zip", b"PK\x03\x04" + b"\0" * 100])
    def test_survives_what_is_no_archive(self, tmp_path: Path, content: bytes) -> None:
        path = tmp_path / "goi.zip"
        path.write_bytes(content)
        assert "không phải ZIP" in check_package(path).problems[0]

    def test_tells_of_a_file_that_is_not_there(self, tmp_path: Path) -> None:
        assert "Không mở được tệp" in check_package(tmp_path / "khong-co.zip").problems[0]

    def test_finds_any_byte_that_was_changed(self, package: Files, tmp_path: Path) -> None:
        path = packed(tmp_path, package)
        whole = path.read_bytes()

        @given(st.integers(0, len(whole) - 1), st.integers(1, 255))
        def changed(place: int, by: int) -> None:
            path.write_bytes(whole[:place] + bytes([whole[place] ^ by]) + whole[place + 1 :])
            checked = check_package(path)
            # Dates and attributes of the archive itself say nothing of the content.
            assert checked.problems or checked.manifest == json.loads(package["manifest.json"])

        changed()


class TestCommand:
    def test_says_that_a_package_is_whole(
        self, package: Files, tmp_path: Path, capsys: pytest.CaptureFixture[str]
    ) -> None:
        call_command("check_package", str(packed(tmp_path, package)))
        said = capsys.readouterr().out
        assert "nguyên vẹn" in said
        assert "Trả hồ sơ đúng hẹn" in said

    def test_names_every_problem_and_ends_with_one(
        self, package: Files, tmp_path: Path, capsys: pytest.CaptureFixture[str]
    ) -> None:
        package["script.txt"] += b"x"
        package["sound.mp3"] += b"x"
        with pytest.raises(SystemExit) as ended:
            call_command("check_package", str(packed(tmp_path, package)))
        assert ended.value.code == 1
        said = capsys.readouterr().out
        assert "KHÔNG DÙNG ĐƯỢC" in said
        assert said.count("đã bị thay đổi") == 2
