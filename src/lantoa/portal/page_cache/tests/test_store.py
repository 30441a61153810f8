import pytest

from lantoa.portal.page_cache.answers import answers_for
from lantoa.portal.page_cache.store import KeptPage, Key, PageStore
from lantoa.portal.page_cache.tests.stand import Behind, Clock, Stand


def _key(path: str = "/", query: str = "") -> Key:
    return Key("http", "trang.example", path, query)


def _page(store: PageStore, *subjects: str, size: int = 10, exact: bool = True) -> KeptPage:
    return KeptPage(answers_for([], b"x" * size), frozenset(subjects), exact, store.now())


class TestSubjects:
    @pytest.mark.parametrize(
        ("depends", "changed", "goes"),
        [
            ("storypage:12", "storypage:12", True),
            ("storypage:12", "storypage", True),
            ("storypage", "storypage:12", True),
            ("storypage:12", "storypage:13", False),
            ("coverage", "pages", False),
        ],
    )
    def test_reach_the_pages_that_depend_on_them(self, depends: str, changed: str, goes: bool) -> None:
        store = PageStore(most_bytes=10_000, clock=Clock())
        store.put(_key(), _page(store, depends), seen=store.position)
        store.changed([changed])
        assert (len(store) == 0) is goes

    def test_changed_since_a_page_was_begun_are_remembered_when_there_are_very_many(self) -> None:
        store = PageStore(most_bytes=10_000, clock=Clock())
        seen = store.position
        store.changed(f"storypage:{number}" for number in range(12_000))
        assert not store.put(_key(), _page(store, "storypage:7"), seen=seen)
        assert store.put(_key(), _page(store, "storypage:7"), seen=store.position)

    def test_leave_nothing_behind_when_their_pages_go(self) -> None:
        store = PageStore(most_bytes=10_000, clock=Clock())
        store.put(_key(), _page(store, "storypage:7", "pages"), seen=0)
        store.clear()
        assert store._hearing == {}
        assert store.size == 0

    def test_clearing_also_counts_for_what_is_being_made(self) -> None:
        store = PageStore(most_bytes=10_000, clock=Clock())
        seen = store.position
        store.clear()
        assert not store.put(_key(), _page(store, "pages"), seen=seen)


class TestRoom:
    def test_is_never_exceeded_and_the_least_used_goes(self) -> None:
        clock = Clock()
        store = PageStore(most_bytes=40_000, clock=clock)
        for number in range(30):
            clock.time += 1
            store.get(_key("/0/"))
            store.put(_key(f"/{number}/"), _page(store, "pages", size=1_000), seen=0)
            assert store.size <= 20_000
        assert store.get(_key("/0/")) is not None
        assert store.get(_key("/1/")) is None
        assert store.get(_key("/29/")) is not None

    def test_of_plain_addresses_is_not_taken_by_questions(self) -> None:
        store = PageStore(most_bytes=20_000, clock=Clock())
        store.put(_key("/"), _page(store, "pages", size=1_000), seen=0)
        for number in range(100):
            store.put(_key("/", f"q={number}"), _page(store, "pages", size=1_000), seen=0)
        assert store.get(_key("/")) is not None

    def test_refuses_a_page_that_would_take_it_all(self) -> None:
        store = PageStore(most_bytes=20_000, clock=Clock())
        assert not store.put(_key(), _page(store, "pages", size=15_000), seen=0)


class TestAge:
    def test_of_a_page_that_names_no_subject_is_a_minute_at_most(self) -> None:
        stand = Stand(Behind(subjects=[], exact=False))
        stand.ask()
        stand.passes(59)
        stand.ask()
        assert len(stand.behind.made) == 1
        stand.passes(2)
        stand.ask()
        assert len(stand.behind.made) == 2

    def test_of_an_exact_page_is_ten_minutes_while_somebody_watches(self) -> None:
        stand = Stand(Behind())
        stand.ask()
        stand.passes(599)
        stand.ask()
        assert len(stand.behind.made) == 1
        stand.passes(2)
        stand.ask()
        assert len(stand.behind.made) == 2

    def test_of_a_page_that_the_clock_changes_ends_at_that_moment(self) -> None:
        stand = Stand(Behind(lasts=30.5))
        stand.ask()
        stand.passes(30)
        stand.ask()
        assert len(stand.behind.made) == 1
        stand.passes(1)
        stand.ask()
        assert len(stand.behind.made) == 2

    def test_of_every_page_is_a_minute_when_nobody_watches(self) -> None:
        stand = Stand(Behind())
        stand.ask()
        stand.passes(61, watched=False)
        stand.ask()
        assert len(stand.behind.made) == 2
