import json
import os
from datetime import timedelta
from pathlib import Path

import pytest
from conftest import NOW
from django.core.management import call_command
from pytest_django import Settings

from lantoa.apps.base.actions import note_public_change, trim_public_changes
from lantoa.apps.base.models import PublicChange
from lantoa.apps.search import actions
from lantoa.apps.search.actions import rebuild_search, refresh_search
from lantoa.apps.search.queries import search
from lantoa.apps.search.storage import IndexBusy, NoIndex, left_since, read_state, search_folder, writing
from lantoa.apps.search.sweeping import sweep_search_index
from lantoa.apps.search.tests.shelf import Shelf, choice


def keys(text: str) -> set[str]:
    return {hit.document.key for hit in search(text, today=NOW.date()).hits}


@pytest.fixture
def built(shelf: Shelf) -> Shelf:
    shelf.put("1", "Một cửa")
    shelf.put("2", "Hai cửa", column=choice("7"))
    note_public_change("paper:1", at=NOW)
    rebuild_search()
    return shelf


class TestRefresh:
    def test_makes_the_index_when_there_is_none(self, shelf: Shelf) -> None:
        shelf.put("1", "Một cửa")
        assert refresh_search() == 1
        assert keys("cửa") == {"1"}

    def test_does_nothing_when_nothing_changed(self, built: Shelf) -> None:
        assert refresh_search() == 0

    def test_puts_in_what_is_new_and_changes_what_changed(self, built: Shelf) -> None:
        built.put("1", "Một sân")
        built.put("3", "Ba cửa")
        note_public_change("paper:1", "paper:3", at=NOW)
        assert refresh_search() == 2
        assert (keys("cửa"), keys("sân")) == ({"2", "3"}, {"1"})

    def test_takes_out_what_is_gone(self, built: Shelf) -> None:
        del built.papers["1"]
        note_public_change("paper:1", at=NOW)
        refresh_search()
        assert keys("cửa") == {"2"}

    def test_asks_only_for_what_changed(self, built: Shelf) -> None:
        built.put("1", "Một sân")
        built.put("2", "Hai sân")
        note_public_change("paper:2", "coverage", at=NOW)
        refresh_search()
        assert keys("sân") == {"2"}

    def test_follows_what_stands_under_another_subject(self, built: Shelf) -> None:
        built.put("2", "Hai sân", column=choice("7"))
        note_public_change("box:7", at=NOW)
        refresh_search()
        assert keys("sân") == {"2"}

    def test_reads_a_kind_alone_as_all_of_it(self, built: Shelf) -> None:
        built.papers.clear()
        built.put("9", "Chín cửa")
        note_public_change("paper", at=NOW)
        refresh_search()
        assert keys("cửa") == {"9"}

    def test_sees_a_row_that_appears_behind_others(self, built: Shelf) -> None:
        late, early = PublicChange.objects.create(subject="paper:2", at=NOW), "paper:1"
        PublicChange.objects.filter(pk=late.pk).delete()  # its transaction is still open
        note_public_change(early, at=NOW)
        refresh_search()
        built.put("2", "Hai sân")
        PublicChange.objects.create(pk=late.pk, subject="paper:2", at=NOW)
        assert refresh_search() == 1
        assert keys("sân") == {"2"}

    def test_goes_through_many_changes_at_once(self, built: Shelf) -> None:
        for number in range(10, 1_300):
            built.put(str(number), "Nghìn cửa")
        note_public_change(*(f"paper:{number}" for number in range(10, 1_300)), at=NOW)
        assert refresh_search() == 1_290
        assert search("nghìn", today=NOW.date()).total == 1_290


class TestRebuild:
    def test_happens_when_the_log_was_trimmed_past_the_index(self, built: Shelf) -> None:
        note_public_change(*(f"other:{number}" for number in range(1_100)), at=NOW)
        built.put("1", "Một sân")
        PublicChange.objects.create(subject="paper:1", at=NOW - timedelta(days=30))
        note_public_change(*(f"other:{number}" for number in range(1_100)), at=NOW)
        PublicChange.objects.filter(subject="paper:1").delete()
        assert trim_public_changes(at=NOW + timedelta(days=8)) > 1_000
        assert refresh_search() == 2
        assert keys("sân") == {"1"}

    def test_happens_when_the_database_is_another_one(self, built: Shelf) -> None:
        PublicChange.objects.all().delete()
        built.put("1", "Một sân")
        refresh_search()
        assert keys("sân") == {"1"}

    def test_happens_for_another_version_of_the_index(self, built: Shelf, search_folder: Path) -> None:
        state = json.loads((search_folder / "state.json").read_text())
        (search_folder / "state.json").write_text(json.dumps(state | {"schema": 0}))
        with pytest.raises(NoIndex):
            keys("cửa")
        assert refresh_search() == 2
        assert keys("cửa") == {"1", "2"}

    @pytest.mark.parametrize("harm", ["empty", "shorten", "remove"])
    def test_happens_when_a_file_is_broken(self, built: Shelf, search_folder: Path, harm: str) -> None:
        _harm(search_folder, harm)
        with pytest.raises(NoIndex):
            keys("cửa")
        assert refresh_search() == 2
        assert keys("cửa") == {"1", "2"}

    def test_leaves_one_generation(self, built: Shelf, search_folder: Path) -> None:
        rebuild_search()
        assert len(list(search_folder.glob("index-*"))) == 1

    def test_leaves_the_old_index_when_it_fails(self, built: Shelf, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(actions, "to_index", lambda *given: 1 / 0)
        with pytest.raises(ZeroDivisionError):
            rebuild_search()
        assert keys("cửa") == {"1", "2"}

    def test_tells_how_far_it_is(self, shelf: Shelf) -> None:
        for number in range(1_100):
            shelf.put(str(number), "Một cửa")
        told: list[int] = []
        assert rebuild_search(on_progress=told.append) == 1_100
        assert told == [500, 1_000, 1_100]

    def test_is_a_command(self, shelf: Shelf, capsys: pytest.CaptureFixture[str]) -> None:
        shelf.put("1", "Một cửa")
        call_command("rebuild_search")
        assert "1 mục" in capsys.readouterr().out


def _harm(folder: Path, harm: str) -> None:
    state = read_state()
    assert state
    for file in state.folder.iterdir():
        if harm == "remove":
            file.unlink()
        elif file.suffix or file.name == "meta.json":
            file.write_bytes(b"" if harm == "empty" else file.read_bytes()[: file.stat().st_size // 2])
    (folder / "state.json").touch()


class TestWriters:
    def test_write_one_at_a_time(self, built: Shelf) -> None:
        with writing(), pytest.raises(IndexBusy):
            rebuild_search()

    def test_wait_for_the_next_sweep(self, built: Shelf) -> None:
        note_public_change("paper:1", at=NOW)
        with writing():
            assert sweep_search_index(at=NOW) == 0
        assert sweep_search_index(at=NOW) == 1


class TestWhatCitizensWrote:
    """Of kinds in settings.SEARCHED_OF_CITIZENS nothing stays in the files of the index once it is taken out."""

    @pytest.fixture(autouse=True)
    def of_citizens(self, settings: Settings) -> None:
        settings.SEARCHED_OF_CITIZENS = ["paper"]

    def test_teaches_no_suggestions(self, built: Shelf) -> None:
        built.put("3", "Nguyễn Thị Riêng Tư")
        note_public_change("paper:3", at=NOW)
        refresh_search()
        assert keys("riêng tư") == {"3"}
        assert "riêng" not in (search_folder() / "vocabulary.json").read_text(encoding="utf-8").casefold()

    def test_leaves_the_files_within_a_day(self, built: Shelf) -> None:
        before = read_state()
        assert before is not None
        del built.papers["1"]
        note_public_change("paper:1", at=NOW)
        refresh_search()
        os.utime(search_folder() / "left", (NOW.timestamp(), NOW.timestamp()))
        assert sweep_search_index(at=NOW + timedelta(days=1, seconds=-1)) == 0
        assert before.folder.exists()
        assert sweep_search_index(at=NOW + timedelta(days=1)) == 1
        assert not before.folder.exists() and left_since() is None
        assert keys("cửa") == {"2"}
