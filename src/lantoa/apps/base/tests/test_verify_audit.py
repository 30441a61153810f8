"""The command that checks the audit trail, and what it finds."""

import io
from datetime import datetime
from pathlib import Path

import pytest
from django.contrib.auth import get_user_model
from django.core.management import CommandError, call_command
from django.db import connection

from lantoa.apps.base.actions import record_acts, seal_acts
from lantoa.apps.base.models import AuditEntry, AuditSeal

WHOLE = "Nhật ký nguyên vẹn: 5 dòng"


@pytest.fixture
def trail(db: None, now: datetime) -> None:
    subject = get_user_model().objects.create_user("doi.tuong")
    record_acts("base.act", [(subject, {"number": number, "words": "ừ"}) for number in range(5)], by="can.bo", at=now)
    seal_acts()


def _verify(*words: object) -> tuple[int, str]:
    out = io.StringIO()
    try:
        call_command("verify_audit", *map(str, words), stdout=out, stderr=io.StringIO())
    except SystemExit as ended:
        return int(ended.code or 0), out.getvalue()
    return 0, out.getvalue()


def _past_the_code(statement: str) -> None:
    """What somebody does who owns the database: the trigger goes first."""
    with connection.cursor() as cursor:
        on = " ON base_auditentry" if connection.vendor == "postgresql" else ""
        cursor.execute(f"DROP TRIGGER base_auditentry_keep{on}")
        cursor.execute(statement)


@pytest.mark.usefixtures("trail")
class TestVerifyAudit:
    def test_says_that_the_trail_is_whole_and_where_it_ends(self) -> None:
        status, out = _verify()
        head = AuditSeal.objects.get()
        assert status == 0
        assert WHOLE in out
        assert f"5:{head.sha256}" in out

    def test_names_the_entry_that_was_changed(self) -> None:
        _past_the_code("UPDATE base_auditentry SET actor = 'x' WHERE position = 3")
        status, out = _verify()
        assert status == 1
        assert "KHÔNG NGUYÊN VẸN, ở dòng 3" in out
        assert "Các dòng 1–2 còn nguyên" in out

    def test_names_the_place_of_an_entry_that_was_taken_out(self) -> None:
        _past_the_code("DELETE FROM base_auditentry WHERE position = 2")
        assert "Thiếu dòng 2: sau dòng 1 là dòng 3" in _verify()[1]

    def test_misses_a_tail_that_was_cut_off(self) -> None:
        _past_the_code("DELETE FROM base_auditentry WHERE position > 3")
        status, out = _verify()
        assert (status, "thiếu phần cuối" in out) == (1, True)

    def test_misses_the_row_that_tells_the_end(self) -> None:
        AuditSeal.objects.all().delete()
        status, out = _verify()
        assert (status, "nơi kết thúc đã bị đổi" in out) == (1, True)

    def test_finds_an_end_that_was_set_back(self) -> None:
        third = AuditEntry.objects.get(position=3)
        AuditSeal.objects.update(position=3, sha256=third.sha256)
        status, out = _verify()
        assert (status, "ở dòng 4" in out) == (1, True)

    def test_tells_of_entries_that_wait_for_their_seal(self, now: datetime) -> None:
        subject = get_user_model().objects.get()
        record_acts("base.act", [(subject, {})] * 2, by=None, at=now)
        status, out = _verify()
        assert status == 0
        assert "2 dòng mới chưa niêm phong" in out

    def test_writes_a_file_that_is_checked_without_the_database(self, tmp_path: Path) -> None:
        file = tmp_path / "nhat-ky.jsonl"
        _, out = _verify("--export", file)
        head = out.split()[-1]
        assert len(file.read_text(encoding="utf-8").splitlines()) == 5
        assert _verify("--file", file, "--head", head)[0] == 0
        file.write_text(file.read_text(encoding="utf-8").replace("can.bo", "ai.do", 1), encoding="utf-8")
        assert "ở dòng 1" in _verify("--file", file)[1]

    def test_finds_a_trail_made_anew_by_a_head_kept_elsewhere(self) -> None:
        status, out = _verify("--head", f"2:{'0' * 64}")
        assert (status, "đã được làm lại" in out) == (1, True)

    @pytest.mark.parametrize(
        ("words", "said"),
        [(["--head", "abc"], "--head viết như"), (["--file", "/khong/co"], "Không mở được tệp /khong/co")],
    )
    def test_says_what_it_cannot_use(self, words: list[str], said: str) -> None:
        with pytest.raises(CommandError, match=said):
            call_command("verify_audit", *words)


@pytest.mark.django_db
class TestEmptyTrail:
    def test_holds(self) -> None:
        status, out = _verify()
        assert (status, "0 dòng" in out) == (0, True)
