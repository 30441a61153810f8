"""The command of the demonstration: the whole run at a small scale, twice, and what it refuses."""

import io
import socket
from pathlib import Path

import pytest
from conftest import Cast
from django.core.management import CommandError, call_command, load_command_class

from lantoa.apps.accounts.models import User
from lantoa.apps.agencies.models import Contact
from lantoa.apps.assignments.models import Assignment, Notice, ReceiptLink
from lantoa.apps.base.models import AuditEntry, Message
from lantoa.apps.contests.models import Contest, Entrant, Question, RoundResult, Standing, Submission
from lantoa.apps.coverage.models import Fulfilment, ThemeMatch
from lantoa.apps.demo.management.commands.demo import STEPS
from lantoa.apps.directives.models import Directive
from lantoa.apps.directives.tests.directive_texts import NO_DIRECTIVE, OTHER
from lantoa.apps.harvest.models import Article, Evidence, Page, Source
from lantoa.apps.reports.models import Report

TABLES = (
    User, Contact, Directive, Assignment, Notice, ReceiptLink, Message, Source, Page, Article, Evidence, ThemeMatch,
    Fulfilment, Report, AuditEntry, Contest, Question, Entrant, Submission, RoundResult, Standing,
)  # fmt: skip
MARK = "DỮ LIỆU MINH HỌA"


@pytest.fixture
def port() -> int:
    """A port for the sites, the same in one test: a source is known by its address."""
    with socket.create_server(("127.0.0.1", 0)) as taken:
        found: int = taken.getsockname()[1]
    return found


def _run(port: int, *words: str) -> str:
    out = io.StringIO()
    call_command("demo", "--once", "--sites-port", str(port), *words, stdout=out)
    return out.getvalue()


def _counts() -> dict[str, int]:
    # Every load of the register leaves its line in the trail, so that line is counted once.
    found = {model.__name__: model.objects.count() for model in TABLES}
    found["AuditEntry"] -= AuditEntry.objects.filter(act="agencies.load_register").count()
    return found


@pytest.mark.usefixtures("small_demo")
class TestDemoCommand:
    def test_runs_to_the_end_and_a_second_time_to_the_same_end(self, port: int) -> None:
        first = _run(port)
        counted = _counts()
        assert [f"[{number:2}/{STEPS}]" in first for number in range(1, STEPS + 1)] == [True] * STEPS
        assert all(count > 0 for count in counted.values()), counted
        assert Article.objects.filter(source__illustrative=True).count() == counted["Article"]
        assert Report.objects.get().snapshot["programme"]["illustrative"] is True
        assert Source.objects.filter(state=Source.State.UNREACHABLE).count() == 1
        second = _run(port)
        assert MARK in first
        assert second[second.index(MARK) :] == first[first.index(MARK) :]
        assert _counts() == counted

    def test_reads_another_directive_when_it_is_given_one(self, port: int, tmp_path: Path) -> None:
        file = tmp_path / "45.txt"
        file.write_text(OTHER, encoding="utf-8")
        text = _run(port, "--directive", str(file))
        assert "45/SNV-CCHC: 2 nội dung, 4 nhiệm vụ" in text
        assert "Định danh và xác thực điện tử" in text

    @pytest.mark.parametrize(("name", "text"), [("tho.txt", NO_DIRECTIVE), ("khong-co.txt", None)])
    def test_ends_with_2_and_one_line_on_an_unusable_directive(
        self, port: int, tmp_path: Path, name: str, text: str | None
    ) -> None:
        file = tmp_path / name
        if text is not None:
            file.write_text(text, encoding="utf-8")
        with pytest.raises(CommandError) as ended:
            _run(port, "--directive", str(file))
        assert ended.value.returncode == 2
        assert len(str(ended.value).splitlines()) == 1
        assert not Directive.objects.exists()

    def test_ends_with_2_on_a_database_of_somebody_else(self, port: int, cast: Cast) -> None:
        with pytest.raises(CommandError, match="tài khoản thật") as ended:
            _run(port)
        assert ended.value.returncode == 2
        assert not Directive.objects.exists()

    def test_ends_with_2_where_the_port_is_taken(self, port: int) -> None:
        with (
            socket.create_server(("127.0.0.1", port)),
            pytest.raises(CommandError, match=f"Cổng {port} đang có chương trình khác") as ended,
        ):
            _run(port)
        assert ended.value.returncode == 2
        assert not User.objects.exists()


class TestHelp:
    def test_says_in_vietnamese_what_it_does_and_each_option(self) -> None:
        text = load_command_class("lantoa.apps.demo", "demo").create_parser("./lantoa", "demo").format_help()
        words = " ".join(text.split())
        assert "đọc văn bản, giao việc, thu thập trang minh họa" in words
        for option in ("--once", "--directive FILE", "--port PORT", "--sites-port SITES_PORT"):
            assert option in words
