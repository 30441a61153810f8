"""The check of the audit trail."""

import sys
from argparse import ArgumentParser
from collections.abc import Iterator
from pathlib import Path
from typing import Any, TextIO

from django.core.management.base import BaseCommand, CommandError

from lantoa.apps.base.actions import sealed_acts
from lantoa.apps.base.models import AuditEntry, AuditSeal
from lantoa.core.archive import (
    ChainError,
    SealedAct,
    TrailHead,
    TrailVerdict,
    check_trail,
    read_trail_line,
    trail_line,
)

_TELL_EVERY = 100_000


class Command(BaseCommand):
    help = "Kiểm tra nhật ký: chuỗi niêm phong có liền mạch không, có dòng nào bị sửa, bị rút ra hay bị cắt đi không."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "--export", type=Path, metavar="FILE", help="ghi cả chuỗi ra tệp JSON Lines để giữ nơi khác"
        )
        parser.add_argument(
            "--file", type=Path, metavar="FILE", help="kiểm tra một tệp đã ghi, không cần cơ sở dữ liệu"
        )
        parser.add_argument(
            "--head", metavar="NUMBER:SHA256", help="đầu chuỗi đã giữ ở nơi khác, để biết chuỗi có bị làm lại không"
        )

    def handle(self, *args: object, **options: Any) -> None:
        kept = _head_of(options["head"]) if options["head"] else None
        try:
            if options["file"]:
                verdict = self._check_file(options["file"], kept)
            else:
                verdict = self._check_database(options["export"], kept)
        except OSError as error:
            raise CommandError(f"Không mở được tệp {error.filename}: {error.strerror}.", returncode=2) from error
        except ChainError as error:
            raise CommandError(str(error), returncode=2) from error
        self._tell(verdict)
        if verdict.broken_at is not None:
            sys.exit(1)

    def _check_file(self, file: Path, kept: TrailHead | None) -> TrailVerdict:
        with file.open(encoding="utf-8") as lines:
            return check_trail(self._counted(map(read_trail_line, lines)), head=kept)

    def _check_database(self, export: Path | None, kept: TrailHead | None) -> TrailVerdict:
        stored = _stored_head()
        rows = self._counted(sealed_acts())
        if export:
            with export.open("w", encoding="utf-8") as file:
                verdict = check_trail(_written(rows, file), head=stored)
        else:
            verdict = check_trail(rows, head=stored)
        if verdict.broken_at is None:
            verdict = _end_checked(verdict)
        if verdict.broken_at is None and kept is not None:
            verdict = check_trail(sealed_acts(), head=kept)
        if unsealed := AuditEntry.objects.filter(position=None).count():
            self.stdout.write(f"{unsealed} dòng mới chưa niêm phong; tiến trình nền (./lantoa work) sẽ làm.")
        return verdict

    def _counted(self, rows: Iterator[SealedAct]) -> Iterator[SealedAct]:
        for number, row in enumerate(rows, start=1):
            if number % _TELL_EVERY == 0:
                self.stderr.write(f"đã kiểm tra {number} dòng …")
            yield row

    def _tell(self, verdict: TrailVerdict) -> None:
        end = verdict.holds_to
        if verdict.broken_at is not None:
            self.stdout.write(f"NHẬT KÝ KHÔNG NGUYÊN VẸN, ở dòng {verdict.broken_at}. {verdict.reason}")
            self.stdout.write(f"Các dòng 1–{end.position} còn nguyên." if end.position else "Không dòng nào kiểm được.")
            return
        self.stdout.write(f"Nhật ký nguyên vẹn: {end.position} dòng nối liền nhau, không dòng nào bị sửa.")
        if end.position:
            self.stdout.write(f"Đầu chuỗi, hãy giữ ở nơi khác: {end.position}:{end.sha256}")


def _stored_head() -> TrailHead | None:
    head = AuditSeal.objects.filter(pk=1).first()
    return TrailHead(head.position, head.sha256) if head else None


def _end_checked(verdict: TrailVerdict) -> TrailVerdict:
    """Compare the end that was reached with the stored one, asked again: acts may have been sealed meanwhile."""
    reached, stored = verdict.holds_to, _stored_head() or TrailHead()
    if reached.position <= stored.position:
        return verdict
    reason = f"Sổ ghi chuỗi kết thúc ở dòng {stored.position}, nhưng có dòng sau đó: dòng ghi nơi kết thúc đã bị đổi."
    return TrailVerdict(reached, stored.position + 1, reason)


def _head_of(words: str) -> TrailHead:
    position, _, sha256 = words.partition(":")
    if not position.isdigit() or len(sha256) != 64:
        raise CommandError("--head viết như lệnh này in ra: số thứ tự, dấu hai chấm, 64 chữ số thập lục phân.")
    return TrailHead(int(position), sha256)


def _written(rows: Iterator[SealedAct], file: TextIO) -> Iterator[SealedAct]:
    for row in rows:
        file.write(trail_line(row) + "\n")
        yield row
