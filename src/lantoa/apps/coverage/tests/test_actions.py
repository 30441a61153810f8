"""Articles matched to themes, proposed for duties, decided by a person."""

import hashlib
from datetime import datetime, timedelta

import pytest

from lantoa.apps.accounts.factories import UserFactory
from lantoa.apps.accounts.models import User
from lantoa.apps.agencies.factories import AgencyFactory
from lantoa.apps.agencies.models import Agency
from lantoa.apps.assignments.factories import AssignmentFactory
from lantoa.apps.assignments.models import Assignment
from lantoa.apps.base.models import AuditEntry
from lantoa.apps.coverage import actions
from lantoa.apps.coverage.actions import (
    WrongDecision,
    decide_match,
    match_articles,
    propose_fulfilments,
    unread_articles,
)
from lantoa.apps.coverage.factories import AT, FulfilmentFactory, ThemeMatchFactory
from lantoa.apps.coverage.models import Decision, Fulfilment, Reading, ThemeMatch
from lantoa.apps.directives.factories import DutyFactory, ProgrammeFactory, ThemeFactory
from lantoa.apps.directives.models import Programme, Theme
from lantoa.apps.harvest.factories import ArticleFactory, SourceFactory
from lantoa.apps.harvest.models import Article, Source

# Title and text, each far from the limits of the matcher: what is tested here is not how well it reads.
ONE_STOP = (
    "Một cửa xã làm việc thứ Bảy",
    "Bộ phận một cửa của xã tiếp nhận 40 hồ sơ thủ tục hành chính, trả kết quả trước hạn cho người dân.",
)
INDICES = (
    "Chỉ số PCI của tỉnh tăng ba bậc",
    "Chỉ số PCI của tỉnh tăng ba bậc, chỉ số PAPI và PAR INDEX cùng tăng; tỉnh bàn cách nâng cao từng chỉ số.",
)
OFF_TOPIC = (
    "Mưa to ở vùng núi",
    "Chiều nay mưa to ở vùng núi, bà con thu hoạch xong cà phê chín sớm trước khi đường bị ngập.",
)
Words = tuple[str, str]


@pytest.fixture
def programme(db: None) -> Programme:
    """Two themes: the one-stop shop (T1) and the governance indices (T2)."""
    found: Programme = ProgrammeFactory(confirmed=True)
    texts = [
        "Tuyên truyền việc tiếp nhận hồ sơ tại bộ phận một cửa, thủ tục hành chính.",
        "Tuyên truyền các giải pháp nâng cao chỉ số PCI, PAPI, PAR INDEX của tỉnh.",
    ]
    for position, text in enumerate(texts, start=1):
        ThemeFactory(programme=found, position=position, text=text)
    return found


def _theme(programme: Programme, position: int) -> Theme:
    return programme.themes.get(position=position)


def _codes(article: Article) -> list[str]:
    return sorted(match.theme.code for match in ThemeMatch.objects.filter(article=article).select_related("theme"))


def _article(words: Words, **fields: object) -> Article:
    article: Article = ArticleFactory(title=words[0], text=words[1], **fields)
    return article


def _rewrite(article: Article, words: Words) -> None:
    """Change the words of an article as the harvest does."""
    title, text = words
    sha256 = hashlib.sha256(f"{title}\n{text}".encode()).hexdigest()
    Article.objects.filter(pk=article.pk).update(title=title, text=text, text_sha256=sha256)


def _rows() -> list[object]:
    return [list(model.objects.order_by("pk").values()) for model in (Reading, ThemeMatch, Fulfilment)]


class TestMatchArticles:
    def test_proposes_the_themes_an_article_answers_with_score_and_phrases(
        self, programme: Programme, now: datetime
    ) -> None:
        one_stop, indices, weather = _article(ONE_STOP), _article(INDICES), _article(OFF_TOPIC)
        assert match_articles(programme=programme, at=now) == 3
        assert [_codes(article) for article in (one_stop, indices, weather)] == [["T1"], ["T2"], []]
        match = ThemeMatch.objects.get(article=one_stop)
        assert 0.5 <= match.score <= 1
        assert (match.decision, match.decided_by, match.decided_at) == (Decision.PROPOSED, None, None)
        words = f"{one_stop.title} {one_stop.text}".lower()
        assert match.phrases
        assert [phrase for phrase in match.phrases if phrase.lower() not in words] == []

    def test_compares_each_article_once(self, programme: Programme, now: datetime) -> None:
        _article(ONE_STOP)
        _article(OFF_TOPIC)
        assert match_articles(programme=programme, at=now) == 2
        before = _rows()
        assert match_articles(programme=programme, at=now + timedelta(hours=1)) == 0
        assert _rows() == before

    def test_compares_each_article_once_even_in_several_batches(
        self, programme: Programme, now: datetime, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(actions, "_BATCH", 2)
        ArticleFactory.create_batch(5, title=ONE_STOP[0], text=ONE_STOP[1])
        assert match_articles(programme=programme, at=now) == 5
        assert ThemeMatch.objects.count() == Reading.objects.count() == 5

    def test_compares_a_changed_article_again(self, programme: Programme, now: datetime) -> None:
        article, same = _article(ONE_STOP), _article(ONE_STOP)
        match_articles(programme=programme, at=now)
        _rewrite(article, INDICES)
        assert list(unread_articles(programme)) == [article]
        assert match_articles(programme=programme, at=now) == 1
        assert (_codes(article), _codes(same)) == (["T2"], ["T1"])
        assert Reading.objects.count() == 2

    def test_takes_back_the_proposals_a_changed_text_no_longer_bears(self, programme: Programme, now: datetime) -> None:
        source = SourceFactory()
        AssignmentFactory(duty=DutyFactory(theme=_theme(programme, 1)), agency=source.agency)
        article = _article(ONE_STOP, source=source)
        match_articles(programme=programme, at=now)
        assert Fulfilment.objects.count() == 1
        _rewrite(article, OFF_TOPIC)
        match_articles(programme=programme, at=now)
        assert not ThemeMatch.objects.exists()
        assert not Fulfilment.objects.exists()

    @pytest.mark.parametrize("decision", [Decision.CONFIRMED, Decision.REJECTED])
    def test_leaves_a_persons_decision_when_the_article_is_compared_again(
        self, programme: Programme, now: datetime, decision: Decision
    ) -> None:
        officer, article = UserFactory(), _article(ONE_STOP)
        match_articles(programme=programme, at=now)
        match = ThemeMatch.objects.get()
        decide_match(match=match, decision=decision, by=officer, at=now)
        for words in ((ONE_STOP[0], ONE_STOP[1] + " Xã công khai số điện thoại của lãnh đạo."), OFF_TOPIC):
            _rewrite(article, words)
            assert match_articles(programme=programme, at=now + timedelta(days=1)) == 1
            match.refresh_from_db()
            assert (match.decision, match.decided_by, match.decided_at) == (decision, officer, now)

    def test_gives_each_programme_its_own_matches(self, programme: Programme, now: datetime) -> None:
        other = ThemeFactory(
            position=1, text="Tuyên truyền các giải pháp nâng cao chỉ số PCI, PAPI, PAR INDEX của tỉnh."
        )
        article = _article(ONE_STOP)
        match_articles(programme=programme, at=now)
        assert match_articles(programme=other.programme, at=now) == 1
        assert [match.theme.programme for match in article.matches.all()] == [programme]

    def test_has_nothing_to_do_without_articles_or_themes(self, programme: Programme, now: datetime) -> None:
        assert match_articles(programme=programme, at=now) == 0
        _article(ONE_STOP)
        assert match_articles(programme=ProgrammeFactory(), at=now) == 1
        assert not ThemeMatch.objects.exists()


class TestProposeFulfilments:
    @pytest.fixture
    def theme(self, programme: Programme) -> Theme:
        return _theme(programme, 1)

    @pytest.fixture
    def source(self, db: None) -> Source:
        found: Source = SourceFactory()
        return found

    def _match(self, theme: Theme, source: Source, **fields: object) -> Article:
        article: Article = ThemeMatchFactory(article=ArticleFactory(source=source), theme=theme, **fields).article
        return article

    def test_wants_the_same_agency_theme_and_channel(self, programme: Programme, theme: Theme, source: Source) -> None:
        article = self._match(theme, source)
        wanted = AssignmentFactory(duty=DutyFactory(theme=theme), agency=source.agency)
        AssignmentFactory(duty=wanted.duty)
        AssignmentFactory(duty=DutyFactory(theme=_theme(programme, 2)), agency=source.agency)
        AssignmentFactory(duty=DutyFactory(theme=theme, on_air=True), agency=source.agency)
        assert propose_fulfilments(programme, at=AT) == 1
        proposal = Fulfilment.objects.get()
        assert (proposal.article, proposal.assignment, proposal.decision) == (article, wanted, Decision.PROPOSED)

    def test_takes_the_channel_of_the_source_the_article_stood_in(self, programme: Programme, theme: Theme) -> None:
        paper = SourceFactory(agency=AgencyFactory(newspaper=True), in_print=True)
        self._match(theme, paper)
        assignments = {
            trait: AssignmentFactory(duty=DutyFactory(theme=theme, **{trait: True}), agency=paper.agency)
            for trait in ("in_print", "on_air")
        }
        propose_fulfilments(programme, at=AT)
        assert Fulfilment.objects.get().assignment == assignments["in_print"]

    def test_proposes_nothing_twice(self, programme: Programme, theme: Theme, source: Source) -> None:
        AssignmentFactory(duty=DutyFactory(theme=theme), agency=source.agency)
        for _ in range(3):
            self._match(theme, source)
        assert propose_fulfilments(programme, at=AT) == 3
        before = list(Fulfilment.objects.order_by("pk").values())
        assert propose_fulfilments(programme, at=AT) == 0
        assert list(Fulfilment.objects.order_by("pk").values()) == before

    def test_confirms_at_once_what_a_person_confirmed_before_it_was_given(
        self, programme: Programme, theme: Theme, source: Source
    ) -> None:
        article = self._match(theme, source, confirmed=True)
        person = article.matches.get().decided_by
        assert person is not None
        given = AssignmentFactory(duty=DutyFactory(theme=theme), agency=source.agency)
        for _ in range(2):
            propose_fulfilments(programme, at=AT)
            given.refresh_from_db()
            assert (given.state, given.confirmed_at) == (Assignment.State.CONFIRMED, AT)
        assert given.fulfilments.get().decision == Decision.CONFIRMED
        assert AuditEntry.objects.get(act="assignments.confirm_assignment").actor == person.get_username()

    def test_proposes_nothing_for_what_a_person_rejected(
        self, programme: Programme, theme: Theme, source: Source
    ) -> None:
        AssignmentFactory(duty=DutyFactory(theme=theme), agency=source.agency)
        self._match(theme, source, rejected=True)
        assert propose_fulfilments(programme, at=AT) == 0

    def test_takes_back_a_proposal_whose_match_is_gone_and_no_decision(
        self, programme: Programme, theme: Theme, source: Source
    ) -> None:
        assignment = AssignmentFactory(duty=DutyFactory(theme=theme), agency=source.agency)
        FulfilmentFactory(assignment=assignment, article=ArticleFactory(source=source))
        decided = FulfilmentFactory(assignment=assignment, article=ArticleFactory(source=source), confirmed=True)
        foreign = FulfilmentFactory()
        assert propose_fulfilments(programme, at=AT) == 0
        assert set(Fulfilment.objects.all()) == {decided, foreign}


class TestDecideMatch:
    @pytest.fixture
    def officer(self, db: None) -> User:
        found: User = UserFactory(username="bien.tap.vien")
        return found

    @pytest.fixture
    def agency(self, db: None) -> Agency:
        found: Agency = AgencyFactory()
        return found

    @pytest.fixture
    def assignment(self, programme: Programme, agency: Agency) -> Assignment:
        found: Assignment = AssignmentFactory(duty=DutyFactory(theme=_theme(programme, 1)), agency=agency)
        return found

    def _proposed(self, assignment: Assignment) -> ThemeMatch:
        article = ArticleFactory(source=SourceFactory(agency=assignment.agency))
        match: ThemeMatch = ThemeMatchFactory(article=article, theme=assignment.duty.theme)
        FulfilmentFactory(article=article, assignment=assignment)
        return match

    def test_confirmed_fulfils_the_assignment_and_leaves_a_trail(
        self, assignment: Assignment, officer: User, now: datetime
    ) -> None:
        match = self._proposed(assignment)
        decided = decide_match(match=match, decision=Decision.CONFIRMED, by=officer, at=now)
        assert (decided.decision, decided.decided_by, decided.decided_at) == (Decision.CONFIRMED, officer, now)
        assignment.refresh_from_db()
        assert (assignment.state, assignment.confirmed_at) == (Assignment.State.CONFIRMED, now)
        assert Fulfilment.objects.get().decision == Decision.CONFIRMED
        acts = {entry.act: entry for entry in AuditEntry.objects.all()}
        assert set(acts) == {"coverage.decide_match", "assignments.confirm_assignment"}
        entry = acts["coverage.decide_match"]
        assert (entry.actor, entry.subject_id, entry.detail) == (
            "bien.tap.vien",
            str(match.pk),
            {"decision": "confirmed"},
        )

    def test_twice_alike_changes_nothing(self, assignment: Assignment, officer: User, now: datetime) -> None:
        match = self._proposed(assignment)
        decide_match(match=match, decision="confirmed", by=officer, at=now)
        decide_match(match=match, decision="confirmed", by=UserFactory(), at=now + timedelta(days=1))
        match.refresh_from_db()
        assert (match.decided_by, match.decided_at) == (officer, now)
        assert AuditEntry.objects.filter(act="coverage.decide_match").count() == 1
        assert AuditEntry.objects.filter(act="assignments.confirm_assignment").count() == 1

    def test_rejected_fulfils_nothing_and_counts_no_more(
        self, assignment: Assignment, officer: User, now: datetime
    ) -> None:
        match = self._proposed(assignment)
        decide_match(match=match, decision="rejected", by=officer, at=now)
        assignment.refresh_from_db()
        assert assignment.state == Assignment.State.SENT
        assert Fulfilment.objects.get().decision == Decision.REJECTED
        assert not ThemeMatch.objects.counted().exists()

    def test_confirmed_by_mistake_may_be_taken_back(self, assignment: Assignment, officer: User, now: datetime) -> None:
        match = self._proposed(assignment)
        decide_match(match=match, decision="confirmed", by=officer, at=now)
        decide_match(match=match, decision="rejected", by=officer, at=now + timedelta(hours=1))
        assignment.refresh_from_db()
        assert (assignment.state, assignment.confirmed_at) == (Assignment.State.SENT, None)
        decide_match(match=match, decision="confirmed", by=officer, at=now + timedelta(hours=2))
        assignment.refresh_from_db()
        assert assignment.state == Assignment.State.CONFIRMED

    def test_rejected_leaves_the_assignment_to_another_confirmed_article(
        self, assignment: Assignment, officer: User, now: datetime
    ) -> None:
        first, second = self._proposed(assignment), self._proposed(assignment)
        for match in (first, second):
            decide_match(match=match, decision="confirmed", by=officer, at=now)
        decide_match(match=first, decision="rejected", by=officer, at=now)
        assignment.refresh_from_db()
        assert assignment.state == Assignment.State.CONFIRMED

    def test_touches_only_the_assignments_of_its_theme(
        self, programme: Programme, assignment: Assignment, officer: User, now: datetime
    ) -> None:
        match = self._proposed(assignment)
        other = AssignmentFactory(duty=DutyFactory(theme=_theme(programme, 2)), agency=assignment.agency)
        FulfilmentFactory(article=match.article, assignment=other)
        decide_match(match=match, decision="confirmed", by=officer, at=now)
        other.refresh_from_db()
        assert other.state == Assignment.State.SENT
        assert other.fulfilments.get().decision == Decision.PROPOSED

    @pytest.mark.parametrize("decision", ["proposed", "", "có", "CONFIRMED"])
    def test_refuses_any_other_word(self, assignment: Assignment, officer: User, now: datetime, decision: str) -> None:
        match = self._proposed(assignment)
        with pytest.raises(WrongDecision, match="Chỉ có thể xác nhận hoặc không tính"):
            decide_match(match=match, decision=decision, by=officer, at=now)
        match.refresh_from_db()
        assert match.decision == Decision.PROPOSED
        assert not AuditEntry.objects.exists()
