"""What a citizen sends runs nowhere: hostile words in every column that one may fill in, on every page of officers and
of the public, in every file to take away; and hostile words in the addresses of those pages.
"""

import csv
import io
import re
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from conftest import NOW, make_cast
from django.http import HttpResponseBase
from django.test import Client
from django.urls import reverse
from lxml import html
from pytest_django import DjangoDbBlocker

import lantoa
from lantoa.apps.accounts.roles import Role
from lantoa.apps.feedback.models import Feedback, FeedbackContact, FeedbackStep, Handover
from lantoa.apps.privacy.models import DataRequest
from lantoa.apps.search.models import SearchMiss
from lantoa.apps.surveys.models import ResponseValue, SurveyRound
from rights import table
from rights.rows import Rows
from rights.stage import ANONYMOUS, Stage, build_stage, undone

pytestmark = pytest.mark.django_db

# Read as a page it would run; the word stands where we look for it.
MARK = "xssmark"
WORDS = (
    f"""=HYPERLINK("https://{MARK}.example") '"></title></script></textarea></style>--><svg onload={MARK}()>"""
    f"""<img src=x onerror={MARK}()><script>{MARK}()</script><a href="javascript:{MARK}()">{MARK}</a>"""
    f"""{{{{ {MARK} }}}}{{% {MARK} %}} \x0b\x1b javascript:{MARK}() &lt;script&gt; `${{{MARK}}}` ]]> """
)
# What our views read from the query, whatever page they belong to.
ASKED = sorted({
    name for file in Path(lantoa.__path__[0]).rglob("*.py") if "tests" not in file.parts
    for name in re.findall(r"""GET(?:\.get\(|\.getlist\(|\[)["']([\w-]+)["']""", file.read_text(encoding="utf-8"))
} | {"q", "next", "trang", "p", "da", "tim"})  # fmt: skip
_SPACES = ("feedback", "surveys", "privacy", "services", "coverage", "portal", "search", "following", "answering")


@pytest.fixture(scope="module")
def stage(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[Stage]:
    with django_db_blocker.unblock(), undone():
        made = build_stage(make_cast())
        _poison()
        yield made


def _poison() -> None:
    """Write the words into every column that holds what a citizen typed, past every form and action."""
    Feedback.objects.update(
        words=WORDS, folded=WORDS.lower(), place_words=WORDS[:300], routed_by=WORDS[:300], public_title=WORDS[:150],
        public_words=WORDS, public_answer=WORDS,
    )  # fmt: skip
    for contact in FeedbackContact.objects.all():
        contact.name = WORDS[:120]
        contact.save()
    FeedbackStep.objects.update(words=WORDS)
    Handover.objects.update(problem=WORDS[:200])
    ResponseValue.objects.exclude(text="").update(text=WORDS)
    DataRequest.objects.update(words=WORDS[:500])
    SearchMiss.objects.create(day=NOW.date(), folded=MARK, words=WORDS[:100], times=50)


def _entries() -> list[table.Entry]:
    found = [*table.entries(), *table.public_entries(), *table.doors()]
    return [one for one in found if one.name.partition(":")[0] in _SPACES and (one.page or one not in table.entries())]


def _address(entry: table.Entry, rows: Rows) -> str:
    if entry.name.startswith("/"):
        return entry.name
    return str(reverse(entry.name, kwargs={name: rows.value(path) for name, path in entry.args.items()}))


def _body(response: HttpResponseBase) -> bytes:
    return b"".join(response) if getattr(response, "streaming", False) else response.content  # type: ignore[attr-defined]


def _acting(text: str) -> list[str]:
    """Return what in a page would run: elements, events and addresses made of the words."""
    page = html.document_fromstring(text)
    found = [
        f"<{one.tag!s}>"
        for one in page.iter("script", "style")
        if one.get("type") != "application/ld+json" and MARK in (one.text or "")
    ]
    for one in page.iter():
        for name, value in one.attrib.items():
            acts = name.lower().startswith("on") or value.strip().lower().startswith(("javascript:", "data:text"))
            if MARK in name or (acts and MARK in value):
                found.append(f"{one.tag!s} {name}={value[:60]}")
    return found


def _ask(stage: Stage, entry: table.Entry, asked: dict[str, str] | None = None) -> tuple[HttpResponseBase, str]:
    """Return the answer to whoever may see most, with its text."""
    private = entry in table.entries()
    person = ANONYMOUS
    if private:
        may = {role.value for role in entry.page or ()}
        person = Role.ADMINISTRATOR.value if Role.ADMINISTRATOR.value in may else sorted(may)[0]
    client: Client = stage.client(person)
    response = client.get(_address(entry, stage.own), asked or {})
    return response, _body(response).decode(errors="ignore")


@pytest.mark.parametrize("entry", _entries(), ids=lambda entry: entry.name)
class TestHostileWords:
    def test_run_on_no_page(self, stage: Stage, entry: table.Entry) -> None:
        response, text = _ask(stage, entry)
        assert response.status_code < 500
        if response.headers.get("Content-Type", "").startswith("text/html") and text:
            assert _acting(text) == []

    def test_in_the_address_run_on_no_page(self, stage: Stage, entry: table.Entry) -> None:
        response, text = _ask(stage, entry, dict.fromkeys(ASKED, WORDS))
        assert response.status_code < 500 or entry.name == "portal:search"  # no index is made for this test
        assert MARK not in response.headers.get("Location", "").partition("?")[0]
        if response.headers.get("Content-Type", "").startswith("text/html") and text:
            assert _acting(text) == []

    def test_in_a_file_act_in_no_cell(self, stage: Stage, entry: table.Entry) -> None:
        for asked in ({}, {"dang": "csv"}, {"export": "csv"}):
            response, text = _ask(stage, entry, asked)
            if "csv" in response.headers.get("Content-Type", ""):
                cells = [cell for row in csv.reader(io.StringIO(text)) for cell in row]
                assert [cell for cell in cells if cell.startswith("=")] == []


class TestTheSearchForThem:
    def test_meets_the_words_where_officers_read_them(self, stage: Stage) -> None:
        """Give the assertions above their meaning: the words do stand there, as words."""
        names = ("feedback:one", "feedback:moderate", "feedback:board", "surveys:open_answers", "portal:feedback")
        found = {entry.name: entry for entry in _entries()}
        assert [name for name in names if MARK not in _ask(stage, found[name])[1]] == []

    def test_finds_what_would_run(self) -> None:
        for text in (
            f"<p><img src=x onerror={MARK}()></p>",
            f'<a href="javascript:{MARK}()">x</a>',
            f"<script>var a = '{MARK}'</script>",
        ):
            assert _acting(f"<html><body>{text}</body></html>"), text

    def test_workbooks_hold_no_formula(self, stage: Stage) -> None:
        SurveyRound.objects.filter(pk=stage.own.people.survey_round.pk).update(state=SurveyRound.State.CLOSED)
        address = reverse("surveys:responses_file", args=[stage.own.people.survey_round.pk, "xlsx"])
        ResponseValue.objects.exclude(text="").update(text="9" * 400)  # one citizen must not spoil the file
        answer = stage.client(Role.ADMINISTRATOR.value).get(address)
        assert answer.status_code == 200
        ResponseValue.objects.exclude(text="").update(text=WORDS)
        book = zipfile.ZipFile(io.BytesIO(_body(stage.client(Role.ADMINISTRATOR.value).get(address))))
        sheet = book.read("xl/worksheets/sheet1.xml").decode()
        assert "<f>" not in sheet and "hyperlink" not in sheet.lower()
