"""What is open to everybody: cacheable, without a cookie, and with nothing in it that not everybody may see."""

from collections.abc import Iterator
from functools import partial

import pytest
from conftest import make_cast
from django.urls import reverse
from pytest_django import DjangoDbBlocker

from lantoa.apps.accounts.roles import Role
from rights import table
from rights.stage import ANONYMOUS, Stage, build_stage, changing, undone

ENTRIES = table.public_entries()
# Words of rows that belong to officers: drafts, reasons, addresses of mail, notices, proofs.
_SECRETS = ["Lý do của", "Lời của", "Đầu mối ", "@lantoa.example", "Chương trình nháp", "Sản phẩm của", "dau.moi"]


pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module")
def stage(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[Stage]:
    with django_db_blocker.unblock(), undone():
        yield build_stage(make_cast())


def _address(entry: table.Entry, stage: Stage) -> str:
    if entry.name.startswith("/"):
        return entry.name.replace("<path:rest>", "xong/")
    return reverse(entry.name, kwargs={name: stage.own.value(path) for name, path in entry.args.items()})


def _inside(text: str) -> str:
    """Return what stands between header and footer, which may name the public portal and its agency."""
    return text.partition("<main")[2].partition("</main>")[0] or text


@pytest.mark.parametrize("entry", ENTRIES, ids=lambda entry: entry.name)
class TestPublicPages:
    def test_are_open_and_set_no_cookie(self, stage: Stage, entry: table.Entry) -> None:
        response = stage.client(ANONYMOUS).get(_address(entry, stage))
        assert response.status_code == (entry.answer or 200)
        assert not response.cookies
        assert "Cookie" not in response.headers.get("Vary", "")

    def test_may_be_kept_by_caches(self, stage: Stage, entry: table.Entry) -> None:
        if (entry.answer or 200) == 200:
            kept = stage.client(ANONYMOUS).get(_address(entry, stage)).headers["Cache-Control"]
            assert "public" in kept and "max-age=" in kept

    def test_are_the_same_for_whoever_has_signed_in(self, stage: Stage, entry: table.Entry) -> None:
        address = _address(entry, stage)
        answers = [stage.client(person).get(address) for person in (ANONYMOUS, Role.ADMINISTRATOR)]
        bodies = [b"".join(answer) if answer.streaming else answer.content for answer in answers]
        assert bodies[0] == bodies[1]

    def test_hold_nothing_that_is_for_officers(self, stage: Stage, entry: table.Entry) -> None:
        response = stage.client(ANONYMOUS).get(_address(entry, stage))
        text = (b"".join(response) if response.streaming else response.content).decode(errors="ignore")
        assert [words for words in _SECRETS if words in text] == []

    def test_cannot_be_posted_to(self, stage: Stage, entry: table.Entry) -> None:
        response, changed = changing(partial(stage.client(ANONYMOUS).post, _address(entry, stage)))
        assert response.status_code == 405
        assert not changed


@pytest.mark.parametrize("entry", table.doors(), ids=lambda entry: entry.name)
class TestDoors:
    def test_answer_whoever_comes_and_are_not_kept_by_caches(self, stage: Stage, entry: table.Entry) -> None:
        response = stage.client(ANONYMOUS).get(_address(entry, stage))
        assert response.status_code == (entry.answer or 200)
        assert "public" not in response.headers.get("Cache-Control", "")

    def test_show_nothing_of_anybody(self, stage: Stage, entry: table.Entry) -> None:
        text = _inside(stage.client(ANONYMOUS).get(_address(entry, stage)).content.decode())
        assert stage.other.agency.name not in text
        if entry.names_all:
            return  # the holder of the address is the one it speaks of
        assert [words for words in _SECRETS if words in text] == []
        assert stage.own.agency.name not in text
