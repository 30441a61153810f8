"""Workers killed at random lose no package and put none twice: real processes, a real database, SIGKILL."""

import random
import signal
import subprocess
import time
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest
from django.conf import LazySettings
from django.utils import timezone

from lantoa.apps.base.models import AuditEntry
from lantoa.apps.base.tests.worker_process import worker_process
from lantoa.apps.broadcasts.actions.deliveries import cancel_deliveries, offer_to_stations
from lantoa.apps.broadcasts.factories import make_bulletin, make_station, vietnamese
from lantoa.apps.broadcasts.models import Bulletin, Delivery, DeliveryRoute, Language, Priority, Station
from lantoa.apps.broadcasts.package_reading import check_package

BULLETINS, KILLS = 12, 2
# A worker that does not come this far in that time has another fault than the one looked for.
PATIENCE_SECONDS = 120.0


@pytest.fixture
def station(transactional_db: None) -> Station:
    Language.objects.get_or_create(code="vi", defaults={"name": "Tiếng Việt", "spoken_by_program": True})
    assert vietnamese()
    station = make_station(slug="dai-hai-phu")
    DeliveryRoute.objects.create(station=station, kind="folder")
    return station


def offered(station: Station, *, slug: str, priority: Priority = Priority.ROUTINE) -> Bulletin:
    at = timezone.now()
    bulletin = make_bulletin(at=at, approved=True, stations=(station,), slug=slug, priority=priority)
    offer_to_stations(bulletin=bulletin, at=at)
    return bulletin


def _until(reached: Callable[[], bool], process: "subprocess.Popen[str]") -> None:
    deadline = time.monotonic() + PATIENCE_SECONDS
    while not reached() and process.poll() is None:
        assert time.monotonic() < deadline
        time.sleep(0.002)


def _kill(process: "subprocess.Popen[str]") -> None:
    process.kill()
    process.communicate()
    assert process.returncode == -signal.SIGKILL, "the worker ended before it could be killed"


def _let_the_holds_run_out() -> None:
    """Nobody else may take what the dead held before; here the time passes at once."""
    past = timezone.now() - timedelta(seconds=1)
    Delivery.objects.filter(leased_until__gte=past).update(leased_until=past)


def _end_the_work(data: Path) -> None:
    last = worker_process(data, "--once")
    out, error = last.communicate(timeout=PATIENCE_SECONDS)
    assert last.returncode == 0, out + error


class TestKilledWorker:
    def test_loses_no_package_and_puts_none_twice(self, station: Station, tmp_path: Path) -> None:
        for number in range(BULLETINS):
            offered(station, slug=f"ban-tin-{number}")
        folder = tmp_path / "deliveries" / "dai-hai-phu"

        def there() -> list[Path]:
            return list(folder.glob("*.zip"))

        moments = random.Random(300)
        for _ in range(KILLS):
            goal = len(there()) + moments.randrange(2, 6)
            process = worker_process(tmp_path, "--every", "0.1")
            _until(lambda goal=goal: len(there()) >= goal, process)  # type: ignore[misc]
            _kill(process)
            _let_the_holds_run_out()
        _end_the_work(tmp_path)
        carried = Delivery.objects.filter(route_kind="folder")
        assert set(carried.values_list("state", "leased_until")) == {("sent", None)}
        assert {path.name for path in there()} == {f"2-ban-tin-{number}.zip" for number in range(BULLETINS)}
        assert [path for path in there() if check_package(path).problems] == []
        # Written down once each, and at most the one in hand of each kill was put again, with the same bytes.
        assert AuditEntry.objects.filter(act="broadcasts.deliver_package").count() == BULLETINS

    def test_takes_back_what_it_had_put_without_writing_it_down(
        self, station: Station, tmp_path: Path, settings: LazySettings
    ) -> None:
        bulletin = offered(station, slug="ban-tin")
        folder = tmp_path / "deliveries" / "dai-hai-phu"
        process = worker_process(tmp_path, "--every", "0.1")
        _until(lambda: (folder / "2-ban-tin.zip").exists(), process)
        _kill(process)
        _let_the_holds_run_out()
        at = timezone.now()
        Bulletin.objects.update(state="withdrawn", withdrawn_at=at, withdrawn_reason="Sai giờ")
        cancel_deliveries(bulletin=bulletin, by=None, at=at)
        _end_the_work(tmp_path)
        assert [path.name for path in folder.iterdir() if not path.name.startswith(".")] == ["rut-ban-tin.json"]


class TestWorker:
    def test_puts_an_emergency_into_the_folder_within_a_minute_while_others_wait(
        self, station: Station, tmp_path: Path
    ) -> None:
        for number in range(BULLETINS):
            offered(station, slug=f"ban-tin-{number}")
        folder = tmp_path / "deliveries" / "dai-hai-phu"
        process = worker_process(tmp_path)
        try:
            _until(lambda: any(folder.glob("2-*.zip")), process)  # the worker is there, and busy
            begun = time.monotonic()
            offered(station, slug="lu-ve", priority=Priority.EMERGENCY)
            # As if the process in which it was approved had been killed right after.
            Delivery.objects.filter(bulletin__slug="lu-ve", route_kind="folder").update(
                state="due", due_at=timezone.now(), manifest_sha256=""
            )
            _until((folder / "0-lu-ve.zip").exists, process)
            assert time.monotonic() - begun < 60
        finally:
            process.terminate()
            process.communicate(timeout=PATIENCE_SECONDS)
