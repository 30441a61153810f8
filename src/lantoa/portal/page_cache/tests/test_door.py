import gzip
import threading

import brotli
import pytest

from lantoa.portal.page_cache.tests.stand import Behind, Stand

LONG = ("Đơn giản hóa thủ tục hành chính. " * 40).encode()


class TestKeeping:
    def test_makes_a_page_once(self) -> None:
        stand = Stand(Behind())
        assert [stand.ask().body for _ in range(3)] == [b"trang"] * 3
        assert len(stand.behind.made) == 1

    def test_tells_addresses_apart(self) -> None:
        stand = Stand(Behind())
        for path, query in [("/", ""), ("/bai/", ""), ("/", "trang=2"), ("/", "trang=3")]:
            stand.ask(path, query)
        stand.ask(host="khac.example")
        assert len(stand.behind.made) == 5

    def test_takes_questions_in_any_order_and_without_what_follows_readers_for_the_same(self) -> None:
        stand = Stand(Behind())
        stand.ask("/", "a=1&b=2&utm_source=zalo")
        stand.ask("/", "b=2&a=1&fbclid=xyz")
        assert [made["QUERY_STRING"] for made in stand.behind.made] == ["a=1&b=2"]

    @pytest.mark.parametrize(
        "behind",
        [
            Behind(marked=False),
            Behind(status="404 Not Found"),
            Behind(headers=[("Content-Type", "text/html"), ("Set-Cookie", "a=b")]),
            Behind(headers=[("Content-Type", "text/html"), ("Vary", "Cookie")]),
            Behind(headers=[("Content-Type", "text/html"), ("Cache-Control", "private")]),
        ],
        ids=["not marked", "not found", "cookie", "session read", "private"],
    )
    def test_keeps_nothing_that_is_not_everybody_s(self, behind: Behind) -> None:
        stand = Stand(behind)
        for _ in range(2):
            got = stand.ask()
            assert got.status == behind.status
            assert got.headers == dict(behind.headers)
        assert len(behind.made) == 2

    @pytest.mark.parametrize(("path", "method"), [("/quan-tri/pages/", "GET"), ("/", "POST"), ("/", "PUT")])
    def test_stays_out_of_private_addresses_and_of_what_writes(self, path: str, method: str) -> None:
        stand = Stand(Behind())
        stand.ask(path, method=method)
        stand.ask(path, method=method)
        assert len(stand.behind.made) == 2
        assert len(stand.store) == 0

    def test_gives_the_same_page_to_whoever_brings_a_cookie(self) -> None:
        stand = Stand(Behind())
        stand.ask(cookie="sessionid=abc")
        stand.ask()
        assert len(stand.behind.made) == 1

    def test_answers_head_without_a_body_and_with_the_length(self) -> None:
        stand = Stand(Behind())
        for _ in range(2):
            got = stand.ask(method="HEAD")
            assert (got.body, got.headers["Content-Length"]) == (b"", "5")
        assert stand.ask().body == b"trang"
        assert len(stand.behind.made) == 1


class TestAnswer:
    def test_is_compressed_as_the_reader_accepts(self) -> None:
        stand = Stand(Behind(body=lambda: LONG))
        assert brotli.decompress(stand.ask(accept_encoding="gzip, br").body) == LONG
        assert gzip.decompress(stand.ask(accept_encoding="gzip").body) == LONG
        assert stand.ask(accept_encoding="br;q=0").body == LONG
        assert len(stand.behind.made) == 1

    def test_says_what_it_depends_on_and_how_long_it_is(self) -> None:
        stand = Stand(Behind(body=lambda: LONG))
        got = stand.ask(accept_encoding="br")
        assert got.headers["Vary"] == "Accept-Encoding"
        assert got.headers["Content-Encoding"] == "br"
        assert got.headers["Content-Length"] == str(len(got.body))
        assert got.headers["Content-Type"] == "text/html; charset=utf-8"

    def test_is_not_sent_again_to_whoever_has_it(self) -> None:
        stand = Stand(Behind(body=lambda: LONG))
        etag = stand.ask(accept_encoding="br").headers["ETag"]
        again = stand.ask(accept_encoding="br", if_none_match=etag)
        assert (again.status, again.body) == ("304 Not Modified", b"")
        assert again.headers["ETag"] == etag
        assert stand.ask(accept_encoding="gzip", if_none_match=etag).status == "200 OK"

    def test_tells_its_age_where_others_may_keep_it_too(self) -> None:
        stand = Stand(Behind(exact=False))
        stand.ask()
        stand.passes(20)
        assert stand.ask().headers["Age"] == "20"
        assert "Age" not in Stand(Behind(exact=True)).ask().headers


class TestChange:
    def test_shows_at_the_next_request(self) -> None:
        words = [b"cu"]
        stand = Stand(Behind(subjects=["storypage:12"], body=lambda: words[0]))
        stand.ask()
        words[0] = b"moi"
        stand.store.changed(["storypage:12"])
        assert stand.ask().body == b"moi"

    def test_of_another_subject_leaves_the_page(self) -> None:
        stand = Stand(Behind(subjects=["storypage:12"]))
        stand.ask()
        stand.store.changed(["storypage:13", "coverage"])
        stand.ask()
        assert len(stand.behind.made) == 1

    def test_while_the_page_is_made_keeps_it_from_being_kept(self) -> None:
        stand = Stand(Behind())
        stand.behind.before_answer = lambda: stand.store.changed(["pages"])
        stand.ask()
        assert len(stand.store) == 0
        stand.behind.before_answer = lambda: None
        stand.ask()
        assert len(stand.store) == 1


class TestHerd:
    def test_makes_one_page_for_all_who_wait(self) -> None:
        readers = 8
        release = threading.Event()
        stand = Stand(Behind(before_answer=lambda: release.wait(10) and None))
        bodies: list[bytes] = []
        threads = [threading.Thread(target=lambda: bodies.append(stand.ask().body)) for _ in range(readers)]
        for thread in threads:
            thread.start()
        release.set()
        for thread in threads:
            thread.join()
        assert bodies == [b"trang"] * readers
        assert len(stand.behind.made) == 1

    def test_gives_the_old_page_while_a_new_one_is_made(self) -> None:
        stand = Stand(Behind(exact=False))
        stand.ask()
        stand.passes(61)
        inside: list[bytes] = []
        stand.behind.before_answer = lambda: inside.append(stand.ask().body) if not inside else None
        stand.ask()
        assert inside == [b"trang"]
        assert len(stand.behind.made) == 2

    def test_lets_the_others_through_when_the_maker_fails(self) -> None:
        stand = Stand(Behind())

        def fail() -> None:
            raise RuntimeError("mất kết nối")

        stand.behind.before_answer = fail
        for _ in range(2):
            with pytest.raises(RuntimeError):
                stand.ask()
        stand.behind.before_answer = lambda: None
        assert stand.ask().body == b"trang"


class TestThreads:
    def test_never_show_an_old_page_after_a_change(self) -> None:
        """A writer changes and notes; readers may see the new number early, but never an older one than was noted."""
        number = [0]
        noted = [0]
        stand = Stand(Behind(body=lambda: str(number[0]).encode()))
        wrong: list[tuple[int, int]] = []
        over = threading.Event()

        def read() -> None:
            while not over.is_set():
                least = noted[0]
                got = int(stand.ask().body)
                if got < least:
                    wrong.append((got, least))

        readers = [threading.Thread(target=read) for _ in range(6)]
        for thread in readers:
            thread.start()
        for step in range(1, 400):
            number[0] = step
            stand.store.changed(["pages"])
            noted[0] = step
        over.set()
        for thread in readers:
            thread.join()
        assert wrong == []
        assert int(stand.ask().body) == 399
