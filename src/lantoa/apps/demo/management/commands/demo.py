"""The demonstration: the whole job on directive 300, with illustrative sites, then served."""

import os
import sys
import time
from argparse import ArgumentParser
from collections import Counter
from datetime import datetime
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone
from wagtail.models import Site

from lantoa.apps.accounts.models import User
from lantoa.apps.agencies.models import Contact
from lantoa.apps.assignments.links import link_address
from lantoa.apps.assignments.models import Assignment, Extension, Notice, Proof, ReceiptLink
from lantoa.apps.assignments.states import State
from lantoa.apps.base.guard import UnreadableFile
from lantoa.apps.base.models import Message
from lantoa.apps.base.serving import serve, web_server, worker
from lantoa.apps.contests.models import RoundResult
from lantoa.apps.coverage.queries import CellState, Matrix, coverage_matrix
from lantoa.apps.demo import steps
from lantoa.apps.demo.accounts import ACCOUNTS, PASSWORD
from lantoa.apps.demo.contest import OPEN
from lantoa.apps.demo.course import take_course
from lantoa.apps.demo.sites.server import PortInUse, SiteServer
from lantoa.apps.demo.summary import citizen_lines, contest_lines, published_lines
from lantoa.apps.directives.models import Programme
from lantoa.apps.harvest.models import FetchRun
from lantoa.apps.newsroom.models import (
    InternalDigest,
    ReviewLink,
)
from lantoa.apps.newsroom.queries.digests import digest_path
from lantoa.apps.newsroom.review_links import review_address
from lantoa.apps.reports.actions import make_report
from lantoa.apps.reports.models import Report
from lantoa.apps.search.actions import rebuild_search
from lantoa.core.officialdoc import NotADirective
from lantoa.core.workdays import WindowKind, reporting_window

EXAMPLE = Path("examples/directives/300-STTTT-TTBCXB.txt")
STEPS = 22


# The agency whose receipt link is shown: it has not received anything yet.
_LINKED = "so-vhttdl"
# What a newcomer opens to see the citizens' side.
_FOR_CITIZENS = (
    ("Cẩm nang dịch vụ công", "/dich-vu-cong/"),
    ("Tôi cần… (đi từng câu)", "/toi-can/"),
    ("Quyền và nghĩa vụ", "/quyen-va-nghia-vu/"),
    ("Gửi phản ánh", "/gui-phan-anh/"),
    ("Phản ánh đã đăng", "/phan-anh/"),
    ("Khảo sát sự hài lòng", "/khao-sat/"),
    ("Dữ liệu của tôi", "/du-lieu-cua-toi/"),
    ("Cán bộ: người dân hỏi gì", "/quan-tri/nguoi-dan-hoi/"),
)


def _mail_place() -> str:
    return str(settings.MAIL_DIR) if settings.MAIL.kind == "folder" else settings.MAIL.kind


class Command(BaseCommand):
    help = (
        "Chạy trọn một vòng trên văn bản 300/STTTT-TTBCXB: đọc văn bản, giao việc, thu thập trang minh họa, "
        "tính độ bao phủ, lập báo cáo; rồi mở trang để xem."
    )
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--once", action="store_true", help="chạy mọi bước, in bảng tóm tắt rồi kết thúc")
        parser.add_argument("--directive", type=Path, metavar="FILE", help="văn bản khác, thay cho văn bản 300")
        parser.add_argument("--port", type=int, default=8000, help="cổng của Lan Tỏa (mặc định 8000)")
        parser.add_argument("--sites-port", type=int, default=8765, help="cổng của các trang minh họa (mặc định 8765)")

    def handle(self, *args: object, **options: Any) -> None:
        self._started = time.monotonic()
        self._step_number = 0
        file = options["directive"] or Path(settings.ROOT) / EXAMPLE
        try:
            with SiteServer(options["sites_port"]) as sites:
                self._run(file, sites, port=options["port"])
                if not options["once"]:
                    self._serve(options["port"], options["sites_port"])
        except (PortInUse, steps.NotADemoDatabase, UnreadableFile, NotADirective) as error:
            raise CommandError(str(error), returncode=2) from error

    def _run(self, file: Path, sites: SiteServer, *, port: int) -> None:
        at = timezone.now()
        self._step("Chuẩn bị cơ sở dữ liệu và tài khoản minh họa")
        officer = steps.prepare_database(at=at)
        self._told(f"{settings.DATABASES['default']['NAME']}; {len(ACCOUNTS)} tài khoản")
        self._step("Nạp danh bạ cơ quan Quảng Trị")
        self._told(f"{steps.fill_register(at=at)} cơ quan, mỗi dòng có nguồn hoặc ghi “chưa kiểm chứng”")
        self._step(f"Đọc văn bản {file.name}")
        programme = steps.take_directive(file, officer=officer, at=at)
        self._tell_programme(programme)
        self._step("Xác nhận chương trình (cán bộ minh họa) và giao việc")
        sent, unresolved = steps.confirm_and_send(programme, officer=officer, at=at)
        self._told(f"{sent} việc mới được giao; {len(unresolved)} nơi nhận chờ người quyết định")
        decided = self._fill(programme, port=port, officer=officer, at=at)
        self._step("Mở các trang minh họa trên máy này")
        self._told(f"{steps.register_sites(sites, at=at)} trang, nhiều nền tảng")
        self._step("Thu thập và lưu minh chứng")
        self._harvest()
        self._step("Gom bài đăng lại, đối chiếu với các nội dung, đề xuất việc đã thực hiện")
        regrouped, compared = steps.compare(programme, at=timezone.now())
        self._told(f"{compared} bài được đối chiếu, {regrouped} bài đổi nhóm đăng lại")
        self._step("Diễn biến minh họa: nhận việc, nộp tài liệu kiểm chứng, từ chối, xin gia hạn, chuyển giao")
        taken = take_course(programme, officer=officer)
        self._told(f"{taken} hành vi của cơ quan và cán bộ minh họa")
        self._step("Nhắc việc một lần và gửi thư")
        reminded = steps.remind(at=timezone.now()) if taken else 0
        self._told(
            f"{reminded} cơ quan được nhắc; {steps.deliver(clock=timezone.now)} thư đã gửi, để ở {_mail_place()}"
        )
        self._step("Tính độ bao phủ")
        matrix = coverage_matrix(programme, reporting_window(WindowKind.YEAR, programme.year))
        self._told(f"{matrix.window.label}: {matrix.articles} tin, bài")
        self._step("Lập báo cáo DOCX, PDF và phụ lục XLSX")
        report = make_report(programme=programme, window=matrix.window, by=officer, at=timezone.now())
        self._tell_report(report)
        self._step("Lập chỉ mục tìm kiếm")
        self._told(f"{rebuild_search()} văn bản, bài, sự kiện tìm được")
        self._step("Tóm tắt")
        self._summary(
            programme, matrix, given_unresolved=len(unresolved), agreeing=sum(agrees for _, agrees in decided)
        )

    def _fill(self, programme: Programme, *, port: int, officer: User, at: datetime) -> list[tuple[RoundResult, bool]]:
        """Return the results of the contest, after indices, portals and contests have been filled."""
        self._step("Nạp các chỉ số có nguồn, nối với nội dung tuyên truyền, tính DDCI minh họa")
        indexed = steps.take_indices(programme, officer=officer, at=at)
        self._told(
            f"{indexed.loaded.entered} giá trị mới, {indexed.links} mối nối mới, {indexed.editions} kỳ minh họa mới"
        )
        self._step("Mở các chuyên trang minh họa với bài, sự kiện, tài liệu")
        portals, stories = steps.fill_newsroom(programme, port=port, officer=officer, at=at)
        self._told(f"{portals} chuyên trang mới, {stories} bài mới")
        self._step("Chuyển thể bài, gửi bản tin nội bộ, tính bài của chuyên trang")
        forms, digests, counted = steps.take_newsroom_course(programme, officer=officer, at=at)
        self._told(f"{forms} bản chuyển thể, {digests} bản tin nội bộ, {counted} bài được tính")
        self._step("Phát bản tin ở các đài truyền thanh minh họa, làm âm thanh, ghi nhật ký phát")
        added, sounding, problem = steps.take_broadcasts(programme, officer=officer, clock=timezone.now)
        self._told(
            f"{added.stations} đài mới, {added.bulletins} bản tin mới, {added.airings} lượt phát, "
            f"{added.reports} báo phát; {sounding} bản tin có âm thanh" + (f". {problem}" if problem else "")
        )
        self._step("Tổ chức cuộc thi minh họa ba tuần và mở cuộc thi thử")
        held = steps.take_contests(programme, officer=officer, at=at)
        self._told(
            f"{held.questions} câu hỏi mới, {held.entrants} người thi mới, {held.attempts} lượt thi, "
            f"{held.submissions} bài nộp"
        )
        self._step("Khóa sổ, công bố kết quả, chạy tệp kiểm tra kết quả")
        decided = steps.decide_contest(officer=officer)
        self._tell_results(decided)
        self._fill_for_citizens(programme, officer=officer, at=at)
        return decided

    def _fill_for_citizens(self, programme: Programme, *, officer: User, at: datetime) -> None:
        self._step("Nạp cẩm nang dịch vụ công có nguồn: thủ tục, hướng dẫn, nhu cầu, quyền và nghĩa vụ")
        added = steps.take_guide(officer=officer, at=at)
        self._told(f"{added['procedures']} thủ tục mới, {sum(added.values())} mục mới tất cả")
        self._step("Phản ánh, kiến nghị minh họa của người dân: gửi, chuyển, trả lời, mở lại, duyệt đăng")
        self._told(f"{steps.take_feedback(officer=officer, at=at).pieces} phản ánh mới")
        self._step("Khảo sát hài lòng minh họa: hai đợt đã công bố, một đợt đang mở")
        surveyed = steps.take_surveys(programme, officer=officer, at=at)
        self._told(f"{surveyed.rounds} đợt mới, {surveyed.responses} phiếu trả lời mới")

    def _step(self, words: str) -> None:
        self._step_number += 1
        self.stdout.write(f"[{self._step_number:2}/{STEPS}] {words} …")
        self.stdout.flush()

    def _told(self, words: str) -> None:
        self.stdout.write(f"        {words} ({time.monotonic() - self._started:.1f} giây)")
        self.stdout.flush()

    def _tell_programme(self, programme: Programme) -> None:
        directive = programme.directive
        themes = programme.themes.count()
        duties = sum(theme.duties.count() for theme in programme.themes.all())
        self._told(f"{directive.identifier or 'chưa có số'}: {themes} nội dung, {duties} nhiệm vụ theo nhóm nơi nhận")

    def _harvest(self) -> None:
        def tell(run: FetchRun) -> None:
            line = run.reason or f"{run.pages_read} trang, {run.articles_new} bài mới, {run.quarantined} cách ly"
            self.stdout.write(f"        - {run.source.name}: {line}")
            self.stdout.flush()

        done = steps.harvest(clock=timezone.now, on_source=tell)
        self._told(
            f"{done.sources} nguồn ({done.unreachable} không đọc được), {done.pages_read} trang, "
            f"{done.articles_new} bài mới, {done.articles_changed} bài thay đổi, {done.quarantined} trang cách ly"
        )

    def _tell_results(self, decided: list[tuple[RoundResult, bool]]) -> None:
        for result, agrees in decided:
            entrants, perfect = result.figures["entrants"], result.figures["perfect"]["part"]
            word = "khớp" if agrees else "KHÔNG KHỚP"
            counted = f"{entrants} người thi, {perfect} bài đúng hết"
            self.stdout.write(f"        - {result.round.title}: {counted}; tính lại độc lập: {word}")
        self._told(f"{len(decided)} vòng có kết quả")

    def _tell_report(self, report: Report) -> None:
        names = [report.docx_file, report.pdf_file or f"không có PDF: {report.pdf_reason}", report.xlsx_file]
        self._told(f"bản {report.version} trong {settings.REPORTS_DIR}: {', '.join(names)}")

    def _summary(self, programme: Programme, matrix: Matrix, *, given_unresolved: int, agreeing: int) -> None:
        base = matrix.denominator
        states = Counter(Assignment.objects.of_programme(programme).values_list("state", flat=True))
        rows = [
            ("Nội dung của văn bản", len(matrix.themes)),
            ("Nhóm nơi nhận", len({duty.recipient for theme in programme.themes.all() for duty in theme.duties.all()})),
            ("Nơi nhận chờ người quyết định", given_unresolved),
            ("Cơ quan được giao việc", sum(row.owed > 0 for row in matrix.rows)),
            ("Người liên hệ", Contact.objects.filter(illustrative=True).count()),
            ("Việc được giao", sum(states.values())),
            *((f"  {state.label}", states[state]) for state in State if states[state]),
            ("Đề nghị gia hạn", Extension.objects.count()),
            ("Tài liệu kiểm chứng", Proof.objects.count()),
            ("Thông báo trong hộp thư", Notice.objects.count()),
            ("  trong đó nhắc việc", Notice.objects.filter(kind=Notice.Kind.DIGEST).count()),
            ("Thư trong sổ gửi", Message.objects.count()),
            *published_lines(),
            *contest_lines(agreeing),
            *citizen_lines(),
            ("Nguồn đọc được / tất cả", f"{base.sources_reachable}/{base.sources}"),
            ("Trang đã đọc", base.pages),
            ("Tin, bài", base.articles),
            ("Bài đăng lại đã gom", base.reposts),
            ("Bài chưa rõ ngày đăng", base.articles_undated),
            ("Trang cách ly", base.quarantined),
            ("Ô phải thực hiện (cơ quan × nội dung)", matrix.cells_owed),
            ("  đã có tin, bài", matrix.owed_in(CellState.COVERED)),
            ("  khoảng trống", matrix.owed_in(CellState.GAP)),
            ("  chưa rõ (không có nguồn đọc được)", matrix.owed_in(CellState.UNKNOWN)),
        ]
        self.stdout.write("\n        DỮ LIỆU MINH HỌA: các trang và bài do chúng tôi viết để trình diễn")
        for words, value in rows:
            self.stdout.write(f"        {words:48} {value:>9}")
        self.stdout.write(f"\n        {'':4}{'nội dung':58} {'bài':>5} {'cơ quan':>9}")
        for total in matrix.totals:
            covering = f"{total.agencies_covering}/{total.agencies_owing}"
            self.stdout.write(
                f"        {total.theme.code:4}{total.theme.title[:57]:58} {total.articles:5} {covering:>9}"
            )

    def _serve(self, port: int, sites_port: int) -> None:
        self.stdout.write(f"\nTrang công khai:  http://localhost:{port}/")
        for site in Site.objects.filter(is_default_site=False).order_by("hostname"):
            self.stdout.write(f"                  http://{site.hostname}:{port}/ ({site.site_name})")
        self.stdout.write(f"Quản trị:         http://localhost:{port}/quan-tri/")
        self.stdout.write(f"Trang minh họa:   http://localhost:{sites_port}/")
        self.stdout.write(f"Thư đã gửi:       {_mail_place()}; tin nhắn: {settings.SMS_DIR}")
        link = ReceiptLink.objects.filter(agency__slug=_LINKED, opened_at=None).order_by("pk").last()
        if link:
            self.stdout.write(f"Liên kết nhận việc thử ({link.agency.short_name}): ")
            self.stdout.write(f"                  http://localhost:{port}{link_address(link)}")
        for review in ReviewLink.objects.filter(opened_at=None, purpose=ReviewLink.Purpose.APPROVE)[:1]:
            self.stdout.write(f"Liên kết duyệt bài thử ({review.name}): ")
            self.stdout.write(f"                  http://localhost:{port}{review_address(review)}")
        for digest in InternalDigest.objects.filter(state=InternalDigest.State.SENT)[:1]:
            self.stdout.write(f"Bản tin nội bộ ({digest.agency.short_name}): ")
            self.stdout.write(f"                  http://localhost:{port}{digest_path(digest)}")
        self.stdout.write("Phần của người dân:")
        for what, path in _FOR_CITIZENS:
            self.stdout.write(f"  {what:28} http://localhost:{port}{path}")
        self.stdout.write(f"Cuộc thi thử:     http://localhost:{port}/cuoc-thi/{OPEN}/")
        self.stdout.write(f"Mật khẩu của mọi tài khoản minh họa: {PASSWORD}")
        for account in ACCOUNTS:
            self.stdout.write(f"  {account.username:16} {account.role.label:20} {account.agency or ''}")
        self.stdout.write("Trình diễn: không đòi bước xác thực thứ hai (LANTOA_SECOND_FACTOR=0).")
        self.stdout.write("Bấm Ctrl+C để dừng.\n")
        self.stdout.flush()
        environment = {
            "LANTOA_SMS": "folder",
            **os.environ,
            "LANTOA_URL": f"http://localhost:{port}",
            "LANTOA_SECOND_FACTOR": "0",
        }
        sys.exit(serve(web_server("127.0.0.1", port), worker(), environment=environment))
