"""The package of a bulletin for one station."""

import io
import json
import shutil
import subprocess
import zipfile
from pathlib import Path
from typing import Any

import pytest
from conftest import NOW
from django.conf import LazySettings

from lantoa.apps.accounts.factories import user_in
from lantoa.apps.accounts.roles import Role
from lantoa.apps.broadcasts.factories import make_airing, make_bulletin, make_sound, make_station
from lantoa.apps.broadcasts.factories_sounded import MP3, make_heard_sound
from lantoa.apps.broadcasts.manifest_schema import KNOWN_WORDS, manifest_problems, package_schema
from lantoa.apps.broadcasts.models import Airing, Bulletin, Priority, Station
from lantoa.apps.broadcasts.packages import NAMES, PackageBroken, package_bytes
from lantoa.apps.broadcasts.queries.packages import NotToBePlayed, package_for

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def sounds(settings: LazySettings, tmp_path: Path) -> Path:
    settings.BROADCASTS_DIR = tmp_path / "broadcasts"
    return tmp_path


def approved(**values: Any) -> tuple[Bulletin, Station]:
    station = make_station()
    return make_bulletin(at=NOW, approved=True, stations=(station,), **values), station


def opened(bulletin: Bulletin, station: Station) -> zipfile.ZipFile:
    return zipfile.ZipFile(io.BytesIO(package_bytes(package_for(bulletin, station))))


class TestPackage:
    def test_holds_text_sound_manifest_and_sums(self) -> None:
        bulletin, station = approved()
        make_heard_sound(bulletin, at=NOW)
        archive = opened(bulletin, station)
        assert tuple(archive.namelist()) == NAMES
        assert archive.read("script.txt").decode() == bulletin.script
        assert archive.read("sound.mp3") == MP3

    def test_is_the_same_bytes_each_time(self) -> None:
        bulletin, station = approved()
        make_heard_sound(bulletin, at=NOW)
        make_airing(bulletin, station, planned_at=NOW)
        assert package_bytes(package_for(bulletin, station)) == package_bytes(package_for(bulletin, station))

    def test_says_in_its_manifest_what_the_schema_asks_for(self) -> None:
        bulletin, station = approved(priority=Priority.EMERGENCY)
        make_heard_sound(bulletin, at=NOW)
        make_airing(bulletin, station, planned_at=NOW)
        manifest = json.loads(opened(bulletin, station).read("manifest.json"))
        assert manifest_problems(manifest) == []
        assert manifest["script"]["sha256"] == bulletin.script_sha256
        assert len(manifest["airings"]) == 1
        assert (manifest["bulletin"]["priority"], manifest["sound"]["spoken_by_machine"]) == ("emergency", True)

    def test_is_checked_by_sha256sum(self, tmp_path: Path) -> None:
        bulletin, station = approved()
        make_heard_sound(bulletin, at=NOW)
        opened(bulletin, station).extractall(tmp_path / "goi")
        program = shutil.which("sha256sum")
        assert program
        done = subprocess.run([program, "-c", "SHA256SUMS"], cwd=tmp_path / "goi", capture_output=True, check=False)
        assert done.returncode == 0
        assert done.stdout.count(b": OK") == 5

    def test_without_sound_says_why(self) -> None:
        bulletin, station = approved()
        archive = opened(bulletin, station)
        manifest = json.loads(archive.read("manifest.json"))
        assert manifest["sound"] is None
        assert "chưa có bản âm thanh" in manifest["sound_missing_because"]
        assert "sound.mp3" not in archive.namelist()
        assert manifest_problems(manifest) == []

    def test_says_that_its_sound_is_still_being_made(self) -> None:
        bulletin, station = approved()
        make_sound(bulletin, at=NOW, made=False)
        assert "đang được làm" in package_for(bulletin, station).manifest["sound_missing_because"]

    def test_is_text_only_where_the_files_of_its_sound_are_lost(self, sounds: Path) -> None:
        bulletin, station = approved()
        make_heard_sound(bulletin, at=NOW)
        shutil.rmtree(sounds / "broadcasts")
        assert "không còn" in package_for(bulletin, station).manifest["sound_missing_because"]

    def test_is_not_made_of_a_sound_that_was_changed_on_disk(self, sounds: Path) -> None:
        bulletin, station = approved()
        sound = make_heard_sound(bulletin, at=NOW)
        (sounds / "broadcasts" / "sounds" / sound.mp3_sha256[:2] / sound.mp3_sha256).write_bytes(b"x" * len(MP3))
        with pytest.raises(PackageBroken, match=r"sound\.mp3"):
            package_bytes(package_for(bulletin, station))

    @pytest.mark.parametrize("state", ["draft", "submitted", "withdrawn"])
    def test_is_not_made_of_a_bulletin_that_is_not_approved(self, state: str) -> None:
        bulletin, station = approved()
        bulletin.state = state
        with pytest.raises(NotToBePlayed):
            package_for(bulletin, station)

    def test_does_not_change_because_it_was_played(self) -> None:
        bulletin, station = approved()
        airing = make_airing(bulletin, station, planned_at=NOW)
        before = package_for(bulletin, station).manifest_sha256
        Airing.objects.filter(pk=airing.pk).update(state=Airing.State.PLAYED)
        assert package_for(bulletin, station).manifest_sha256 == before

    def test_changes_with_its_times(self) -> None:
        bulletin, station = approved()
        airing = make_airing(bulletin, station, planned_at=NOW)
        before = package_for(bulletin, station).manifest_sha256
        Airing.objects.filter(pk=airing.pk).update(state=Airing.State.CANCELLED, state_reason="đài sửa loa")
        assert package_for(bulletin, station).manifest_sha256 != before

    def test_names_the_office_of_the_approver_and_no_person(self) -> None:
        bulletin, station = approved()
        person = user_in(Role.LEADER, first_name="Hoàng", last_name="Minh Kha")
        bulletin.approved_by = person
        archive = opened(bulletin, station)
        assert json.loads(archive.read("manifest.json"))["approval"]["role"] == "Lãnh đạo"
        text = b"".join(archive.read(name) for name in archive.namelist()).decode(errors="ignore")
        assert [word for word in (person.username, person.last_name, person.email) if word in text] == []

    def test_names_the_clusters_it_is_for(self) -> None:
        bulletin, station = approved()
        assert package_for(bulletin, station).manifest["clusters"]["all"] is True
        bulletin.clusters.add(station.clusters.all()[1])
        clusters = package_for(bulletin, station).manifest["clusters"]
        assert (clusters["all"], [one["name"] for one in clusters["named"]]) == (False, ["Cụm 2"])

    def test_tells_a_person_what_to_do(self) -> None:
        bulletin, station = approved(priority=Priority.EMERGENCY, illustrative=True)
        words = opened(bulletin, station).read("DOC-TOI.txt").decode()
        assert words.startswith("!!! BẢN TIN KHẨN CẤP")
        assert "MINH HỌA" in words
        assert station.name in words

    def test_sorts_emergencies_first_by_name(self) -> None:
        named = [package_for(*approved(priority=priority)).name[0] for priority in Priority]
        assert named == ["2", "1", "0"]


class TestSchema:
    def test_uses_only_words_that_are_checked(self) -> None:
        def words(rule: Any) -> set[str]:
            own = set(rule) - {"$schema", "title", "$defs"}
            inner = [
                *rule.get("properties", {}).values(),
                *rule.get("$defs", {}).values(),
                *filter(None, [rule.get("items")]),
            ]
            return own.union(*(words(one) for one in inner))

        assert words(package_schema()) <= KNOWN_WORDS

    @pytest.mark.parametrize(
        ("change", "problem"),
        [
            ({"version": 2}, "phải là 1"),
            ({"version": True}, "phải là 1"),
            ({"airings": None}, "phải là danh sách"),
            ({"sound": 3}, "nhóm khóa hoặc null"),
            ({"new": 1}, "khóa lạ"),
            ({"airings": [{"planned_at": "mai", "slot": None}]}, r"airings\[1\]\.planned_at"),
            ({"script": {"file": "script.txt", "sha256": "0" * 64, "characters": 0}}, "phải từ 1 trở lên"),
        ],
    )
    def test_refuses_what_it_does_not_allow(self, change: dict[str, Any], problem: str) -> None:
        bulletin, station = approved()
        manifest = {**package_for(bulletin, station).manifest, **change}
        with pytest.raises(AssertionError, match=problem):
            assert manifest_problems(manifest) == []
