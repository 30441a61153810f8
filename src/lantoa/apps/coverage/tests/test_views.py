"""Coverage in the back office: the matrix, the articles behind a cell, the proposals and their decisions."""

from datetime import date

import pytest
from conftest import Cast
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from lantoa.apps.accounts.roles import WHOLE_PROVINCE, Role
from lantoa.apps.accounts.tests.refusals import is_refused
from lantoa.apps.assignments.factories import AssignmentFactory
from lantoa.apps.base.backoffice import PAGE_SIZE
from lantoa.apps.base.models import AuditEntry
from lantoa.apps.coverage.factories import FulfilmentFactory, ThemeMatchFactory
from lantoa.apps.coverage.models import Decision, ThemeMatch
from lantoa.apps.directives.factories import DutyFactory, ProgrammeFactory, ThemeFactory
from lantoa.apps.directives.models import Theme
from lantoa.apps.harvest.factories import ArticleFactory, SourceFactory
from lantoa.apps.harvest.models import Source

MATRIX, PROPOSALS = "/quan-tri/do-bao-phu/", "/quan-tri/bai-cho-xac-nhan/"


@pytest.fixture
def theme(db: None) -> Theme:
    """Theme T1 of the programme of 2023."""
    found: Theme = ThemeFactory(programme=ProgrammeFactory(confirmed=True), position=1, title="Một cửa liên thông")
    return found


@pytest.fixture
def source(cast: Cast) -> Source:
    """A source of the first agency of the cast."""
    found: Source = SourceFactory(agency=cast.agency)
    return found


def _match(theme: Theme, source: Source, **fields: object) -> ThemeMatch:
    article = ArticleFactory(source=source, title="Hải Lăng làm việc sáng thứ Bảy", published_on=date(2023, 5, 10))
    match: ThemeMatch = ThemeMatchFactory(article=article, theme=theme, **fields)
    return match


def _words(client: Client, path: str) -> str:
    answer = client.get(path)
    assert answer.status_code == 200
    return " ".join(answer.content.decode().split())


def _queries(client: Client, path: str) -> int:
    client.get(path)
    with CaptureQueriesContext(connection) as captured:
        assert client.get(path).status_code == 200
    return len(captured)


@pytest.mark.django_db
class TestMatrixPage:
    def test_shows_each_state_and_the_figures_it_stands_on(
        self, client: Client, cast: Cast, theme: Theme, source: Source
    ) -> None:
        second = ThemeFactory(programme=theme.programme, position=2)
        _match(theme, source)
        for agency in (cast.agency, cast.other_agency):
            for one in (theme, second):
                AssignmentFactory(duty=DutyFactory(theme=one, recipient=agency.name), agency=agency)
        client.force_login(cast.leader)
        text = _words(client, MATRIX)
        assert "<strong>1</strong> ô đã có tin, bài trên <strong>4</strong> ô phải thực hiện (50,0%" in text
        assert "<strong>1</strong> khoảng trống; 2 ô chưa" in text
        assert f"{MATRIX}hai-lang/t1/" in text
        assert 'office-cell--unknown"' in text
        assert "đọc được 1/1 nguồn" in text

    def test_counts_only_the_period_that_was_asked_for(
        self, client: Client, cast: Cast, theme: Theme, source: Source
    ) -> None:
        _match(theme, source)
        client.force_login(cast.leader)
        assert "Tính từ 1 tin, bài" in _words(client, f"{MATRIX}?period=free&start=2023-05-10&end=2023-05-10")
        assert "Tính từ 0 tin, bài" in _words(client, f"{MATRIX}?period=free&start=2023-05-11&end=2023-05-12")
        assert "Tính từ 0 tin, bài" in _words(client, f"{MATRIX}?period=quarter_3")

    def test_says_what_is_wrong_with_a_period(self, client: Client, cast: Cast, theme: Theme) -> None:
        client.force_login(cast.leader)
        text = _words(client, f"{MATRIX}?period=free&start=2023-05-11&end=2023-05-10")
        assert "Ngày kết thúc 10/05/2023 trước ngày bắt đầu 11/05/2023" in text

    def test_says_what_to_do_before_there_is_a_programme(self, client: Client, cast: Cast) -> None:
        client.force_login(cast.leader)
        assert "Hãy tiếp nhận văn bản chỉ đạo, xác nhận và giao việc trước" in _words(client, MATRIX)

    def test_shows_a_stranger_nothing(self, client: Client, cast: Cast, theme: Theme) -> None:
        client.force_login(cast.stranger)
        for path in (MATRIX, f"{MATRIX}hai-lang/t1/", PROPOSALS):
            assert is_refused(client.get(path))

    def test_takes_no_more_queries_for_more_agencies(self, client: Client, cast: Cast, theme: Theme) -> None:
        client.force_login(cast.leader)
        duty, counts = DutyFactory(theme=theme), []
        for more in (5, 45):
            AssignmentFactory.create_batch(more, duty=duty)
            counts.append(_queries(client, MATRIX))
        assert counts[0] == counts[1]


@pytest.mark.django_db
class TestCellPage:
    def test_shows_the_articles_with_their_evidence(
        self, client: Client, cast: Cast, theme: Theme, source: Source
    ) -> None:
        match = _match(theme, source)
        rejected = ThemeMatchFactory(article=ArticleFactory(source=source), theme=theme, rejected=True)
        client.force_login(cast.verifier)
        text = _words(client, f"{MATRIX}hai-lang/t1/")
        assert match.article.title in text
        assert match.article.page.url in text
        assert match.article.evidence.payload_sha256 in text
        assert rejected.article.title not in text

    def test_keeps_to_the_period(self, client: Client, cast: Cast, theme: Theme, source: Source) -> None:
        _match(theme, source)
        client.force_login(cast.verifier)
        text = _words(client, f"{MATRIX}hai-lang/t1/?period=quarter_3")
        assert "Chưa có tin, bài nào trong kỳ này" in text

    @pytest.mark.parametrize("path", ["hai-lang/t9/", "khong-co/t1/"])
    def test_is_not_found_where_there_is_no_such_cell(
        self, client: Client, cast: Cast, theme: Theme, path: str
    ) -> None:
        client.force_login(cast.verifier)
        assert client.get(f"{MATRIX}{path}").status_code == 404

    def test_takes_no_more_queries_for_more_articles(
        self, client: Client, cast: Cast, theme: Theme, source: Source
    ) -> None:
        client.force_login(cast.verifier)
        counts = []
        for more in (5, PAGE_SIZE - 5):
            for _ in range(more):
                _match(theme, source)
            counts.append(_queries(client, f"{MATRIX}hai-lang/t1/"))
        assert counts[0] == counts[1]


@pytest.mark.django_db
class TestProposalsPage:
    def test_shows_score_phrases_and_what_may_be_decided(
        self, client: Client, cast: Cast, theme: Theme, source: Source
    ) -> None:
        match = _match(theme, source, score=0.87, phrases=["bộ phận một cửa"])
        shown = {}
        for role in sorted(WHOLE_PROVINCE):
            client.force_login(cast.of(role))
            text = _words(client, PROPOSALS)
            assert match.article.title in text
            assert '<span class="office-phrase">bộ phận một cửa</span>' in text
            assert "0,87" in text
            shown[role] = f"{PROPOSALS}{match.pk}/" in text
        assert {role for role in shown if not shown[role]} == {Role.LEADER, Role.CONTEST_ORGANISER}

    def test_shows_the_assignment_that_it_would_fulfil_on_this_theme(
        self, client: Client, cast: Cast, theme: Theme, source: Source
    ) -> None:
        match = _match(theme, source)
        other = ThemeFactory(programme=theme.programme, position=2)
        for one, trait in ((theme, "in_print"), (other, "on_air")):
            assignment = AssignmentFactory(duty=DutyFactory(theme=one, **{trait: True}), agency=cast.agency)
            FulfilmentFactory(article=match.article, assignment=assignment)
        client.force_login(cast.editor)
        text = _words(client, PROPOSALS)
        assert "Việc được thực hiện: Báo in, báo điện tử" in text
        assert "Phát thanh, truyền hình" not in text

    def test_narrows_as_asked(self, client: Client, cast: Cast, theme: Theme, source: Source) -> None:
        _match(theme, source)
        decided = _match(theme, source, confirmed=True)
        client.force_login(cast.editor)
        assert len(client.get(PROPOSALS).context["page"]) == 1
        assert list(client.get(f"{PROPOSALS}?decision=confirmed").context["page"]) == [decided]
        assert len(client.get(f"{PROPOSALS}?title=HAI+LANG&theme={theme.pk}").context["page"]) == 1
        assert len(client.get(f"{PROPOSALS}?title=vinh+linh").context["page"]) == 0

    def test_escapes_what_a_page_from_outside_says(
        self, client: Client, cast: Cast, theme: Theme, source: Source
    ) -> None:
        article = ArticleFactory(source=source, title="<script>alert(1)</script>")
        ThemeMatchFactory(article=article, theme=theme, phrases=["<b>một cửa</b>"])
        client.force_login(cast.editor)
        text = _words(client, PROPOSALS)
        assert "<script>alert(1)" not in text
        assert "<b>một cửa" not in text
        assert "&lt;script&gt;alert(1)" in text

    def test_opens_before_there_is_a_programme(self, client: Client, cast: Cast) -> None:
        client.force_login(cast.editor)
        assert "Không có bài nào khớp" in _words(client, PROPOSALS)

    def test_takes_no_more_queries_for_more_rows(
        self, client: Client, cast: Cast, theme: Theme, source: Source
    ) -> None:
        client.force_login(cast.editor)
        assignment, counts = AssignmentFactory(duty=DutyFactory(theme=theme), agency=cast.agency), []
        for more in (5, PAGE_SIZE - 5):
            for _ in range(more):
                FulfilmentFactory(article=_match(theme, source).article, assignment=assignment)
            counts.append(_queries(client, PROPOSALS))
        assert counts[0] == counts[1]


@pytest.mark.django_db
class TestDecide:
    def _decide(self, client: Client, match: ThemeMatch, decision: str, **fields: str) -> str:
        answer = client.post(f"{PROPOSALS}{match.pk}/", {"decision": decision, **fields})
        assert answer.status_code == 302
        return str(answer.headers["Location"])

    @pytest.mark.parametrize("role", [Role.PROGRAMME_OFFICER, Role.EDITOR, Role.VERIFIER, Role.ADMINISTRATOR])
    def test_takes_the_decision_of_those_who_may(
        self, client: Client, cast: Cast, theme: Theme, source: Source, role: Role
    ) -> None:
        match = _match(theme, source)
        proposal = FulfilmentFactory(
            article=match.article,
            assignment=AssignmentFactory(duty=DutyFactory(theme=theme), agency=cast.agency),
        )
        client.force_login(cast.of(role))
        assert self._decide(client, match, "confirmed") == PROPOSALS
        match.refresh_from_db()
        proposal.assignment.refresh_from_db()
        assert (match.decision, match.decided_by) == (Decision.CONFIRMED, cast.of(role))
        assert proposal.assignment.state == "confirmed"

    @pytest.mark.parametrize("role", [Role.LEADER, Role.FOCAL_OFFICER])
    def test_refuses_the_others_and_changes_nothing(
        self, client: Client, cast: Cast, theme: Theme, source: Source, role: Role
    ) -> None:
        match = _match(theme, source)
        client.force_login(cast.of(role))
        assert is_refused(client.post(f"{PROPOSALS}{match.pk}/", {"decision": "confirmed"}))
        match.refresh_from_db()
        assert match.decision == Decision.PROPOSED
        assert not AuditEntry.objects.exists()

    def test_goes_back_to_the_list_as_it_was_filtered(
        self, client: Client, cast: Cast, theme: Theme, source: Source
    ) -> None:
        client.force_login(cast.editor)
        back = f"{PROPOSALS}?title=hai&p=2"
        assert self._decide(client, _match(theme, source), "rejected", next=back) == back

    @pytest.mark.parametrize(
        "target",
        [
            "https://ke-xau.example/",
            "//ke-xau.example/",
            "http:ke-xau.example",
            "javascript:alert(1)",
            "/\\ke-xau.example",
            "https://testserver@ke-xau.example/",
            "",
        ],
    )
    def test_never_leads_to_another_site(
        self, client: Client, cast: Cast, theme: Theme, source: Source, target: str
    ) -> None:
        client.force_login(cast.editor)
        assert self._decide(client, _match(theme, source), "rejected", next=target) == PROPOSALS

    @pytest.mark.parametrize("decision", ["proposed", "", "la"])
    def test_says_which_decisions_there_are(
        self, client: Client, cast: Cast, theme: Theme, source: Source, decision: str
    ) -> None:
        match = _match(theme, source)
        client.force_login(cast.editor)
        text = client.post(f"{PROPOSALS}{match.pk}/", {"decision": decision}, follow=True).content.decode()
        assert "Chỉ có thể xác nhận hoặc không tính một bài." in text
        match.refresh_from_db()
        assert match.decision == Decision.PROPOSED

    def test_is_done_by_a_form_and_not_by_a_link(
        self, client: Client, cast: Cast, theme: Theme, source: Source
    ) -> None:
        match = _match(theme, source)
        client.force_login(cast.editor)
        assert client.get(f"{PROPOSALS}{match.pk}/?decision=confirmed").status_code == 405
        match.refresh_from_db()
        assert match.decision == Decision.PROPOSED

    def test_sends_whoever_has_not_signed_in_to_the_door(self, client: Client, theme: Theme, source: Source) -> None:
        match = _match(theme, source)
        answer = client.post(f"{PROPOSALS}{match.pk}/", {"decision": "confirmed"})
        assert answer.headers["Location"].startswith("/tai-khoan/dang-nhap/")
        match.refresh_from_db()
        assert match.decision == Decision.PROPOSED
