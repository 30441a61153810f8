"""Photos of proofs: stored once, swept when nothing names them, shown to whoever may see the assignment only."""

import io
import os
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from conftest import Cast
from django.conf import LazySettings
from django.test import Client
from PIL import Image

from lantoa.apps.assignments.actions.handing_in import HandedIn, hand_in_proof
from lantoa.apps.assignments.actions.photos import photo_path, store_photo, sweep_photos
from lantoa.apps.assignments.factories import AssignmentFactory
from lantoa.apps.assignments.models import Assignment, Proof
from lantoa.apps.base.guard import UnreadableFile


def photo(colour: str = "red") -> bytes:
    """Return the bytes of a small photo."""
    out = io.BytesIO()
    Image.new("RGB", (30, 20), colour).save(out, "PNG")
    return out.getvalue()


@pytest.fixture(autouse=True)
def _folder(settings: LazySettings, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A folder of the test's own; and the guard's child finds the code as under `lantoa`."""
    settings.PROOFS_DIR = tmp_path / "proofs"
    monkeypatch.setenv("PYTHONPATH", str(Path(settings.ROOT) / "src"))


def _aged(file: str, now: datetime, days: float) -> None:
    then = (now - timedelta(days=days)).timestamp()
    os.utime(photo_path(file), (then, then))


class TestStorePhoto:
    def test_keeps_it_under_the_hash_of_its_bytes(self) -> None:
        stored = store_photo(photo())
        assert stored.file == f"{stored.sha256[:2]}/{stored.sha256}.jpg"
        assert photo_path(stored.file).read_bytes().startswith(b"\xff\xd8\xff")

    def test_keeps_the_same_photo_once(self, tmp_path: Path) -> None:
        assert store_photo(photo()) == store_photo(photo())
        assert [path.suffix for path in tmp_path.rglob("*") if path.is_file()] == [".jpg"]

    def test_keeps_nothing_of_what_is_no_photo(self, tmp_path: Path) -> None:
        with pytest.raises(UnreadableFile):
            store_photo(b"khong phai anh")
        assert [path for path in tmp_path.rglob("*") if path.is_file()] == []


@pytest.mark.django_db
class TestSweepPhotos:
    def test_takes_what_no_proof_names_after_a_day(self, now: datetime, cast: Cast) -> None:
        given = AssignmentFactory(agency=cast.agency)
        kept = HandedIn(key="k" * 20, photo=photo("red"))
        hand_in_proof(assignment=given, for_agency=cast.agency, handed_in=kept, by="liên kết", at=now)
        orphan = store_photo(photo("blue"))
        named = Proof.objects.get()
        for file in (orphan.file, named.file):
            _aged(file, now, days=2)
        assert sweep_photos(at=now) == 1
        assert not photo_path(orphan.file).exists()
        assert photo_path(named.file).exists()

    def test_leaves_a_young_one(self, now: datetime) -> None:
        orphan = store_photo(photo())
        _aged(orphan.file, now, days=0.9)
        assert sweep_photos(at=now) == 0

    def test_leaves_one_that_was_handed_in_again(self, now: datetime) -> None:
        orphan = store_photo(photo())
        _aged(orphan.file, now, days=2)
        store_photo(photo())
        assert sweep_photos(at=now) == 0

    def test_looks_once_an_hour(self, now: datetime) -> None:
        assert sweep_photos(at=now) == 0, "there is no folder yet"
        orphans = [store_photo(photo(colour)) for colour in ("red", "blue")]
        _aged(orphans[0].file, now, days=2)
        assert sweep_photos(at=now) == 1
        _aged(orphans[1].file, now, days=2)
        assert sweep_photos(at=now + timedelta(minutes=59)) == 0
        assert sweep_photos(at=now + timedelta(minutes=60)) == 1

    def test_finds_nothing_where_nothing_was_handed_in(self, now: datetime) -> None:
        assert sweep_photos(at=now) == 0


@pytest.mark.django_db
class TestHandInProof:
    def test_stores_a_photo_and_shows_it_as_proof(self, now: datetime, cast: Cast) -> None:
        given = AssignmentFactory(agency=cast.agency)
        handed_in = HandedIn(key="k" * 20, photo=photo(), note="Bảng tin của xã")
        done = hand_in_proof(assignment=given, for_agency=cast.agency, handed_in=handed_in, by="liên kết", at=now)
        proof = Proof.objects.get()
        assert (done.state, proof.kind, proof.note) == (Assignment.State.FULFILLED, "photo", "Bảng tin của xã")
        assert photo_path(proof.file).exists()

    def test_counts_a_form_sent_twice_once(self, now: datetime, cast: Cast) -> None:
        given = AssignmentFactory(agency=cast.agency)
        for _ in range(2):
            handed_in = HandedIn(key="k" * 20, url="https://hailang.example/1")
            hand_in_proof(assignment=given, for_agency=cast.agency, handed_in=handed_in, by="liên kết", at=now)
        assert Proof.objects.count() == 1

    def test_tells_the_same_key_of_another_assignment_apart(self, now: datetime, cast: Cast) -> None:
        handed_in = HandedIn(key="k" * 20, url="https://hailang.example/1")
        for given in AssignmentFactory.create_batch(2, agency=cast.agency):
            hand_in_proof(assignment=given, for_agency=cast.agency, handed_in=handed_in, by="liên kết", at=now)
        assert Proof.objects.values("assignment").distinct().count() == 2


@pytest.mark.django_db
class TestProofPhoto:
    @pytest.fixture
    def proof(self, now: datetime, cast: Cast) -> Proof:
        given = AssignmentFactory(agency=cast.agency)
        handed_in = HandedIn(key="k" * 20, photo=photo())
        hand_in_proof(assignment=given, for_agency=cast.agency, handed_in=handed_in, by="liên kết", at=now)
        return Proof.objects.get()

    def _get(self, client: Client, user: object, pk: int) -> tuple[int, dict[str, str]]:
        client.force_login(user)  # type: ignore[arg-type]
        response = client.get(f"/quan-tri/viec/minh-chung/{pk}/")
        body = b"".join(response.streaming_content) if response.streaming else b""  # type: ignore[attr-defined]
        assert (response.status_code == 200) == body.startswith(b"\xff\xd8\xff")
        return response.status_code, dict(response.headers)

    def test_is_shown_to_the_province_and_the_own_agency(self, client: Client, cast: Cast, proof: Proof) -> None:
        for user in (cast.programme_officer, cast.verifier, cast.leader, cast.focal_officer):
            status, headers = self._get(client, user, proof.pk)
            assert status == 200
            assert headers["Content-Type"] == "image/jpeg"
            assert headers["X-Content-Type-Options"] == "nosniff"
            assert "private" in headers["Cache-Control"]

    def test_is_not_there_for_a_stranger(self, client: Client, cast: Cast, proof: Proof) -> None:
        assert self._get(client, cast.stranger, proof.pk)[0] == 404

    def test_is_not_there_when_the_proof_is_a_link(self, client: Client, cast: Cast, now: datetime) -> None:
        given = AssignmentFactory(agency=cast.agency)
        handed_in = HandedIn(key="l" * 20, url="https://hailang.example/1")
        hand_in_proof(assignment=given, for_agency=cast.agency, handed_in=handed_in, by="liên kết", at=now)
        assert self._get(client, cast.programme_officer, Proof.objects.get().pk)[0] == 404

    def test_is_not_there_when_the_file_is_lost(self, client: Client, cast: Cast, proof: Proof) -> None:
        photo_path(proof.file).unlink()
        assert self._get(client, cast.programme_officer, proof.pk)[0] == 404
