"""What the requests of the rights tests are about: the same rows for the own agency and for another one."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from conftest import NOW
from django.utils import timezone

from lantoa.apps.accounts.factories import UserFactory
from lantoa.apps.accounts.models import User
from lantoa.apps.accounts.roles import Role
from lantoa.apps.agencies.factories import AgencyFactory, ChannelFactory, SuccessionFactory
from lantoa.apps.agencies.invitation_links import invitation_address
from lantoa.apps.agencies.models import Agency, Contact, Invitation, Membership, RegisterImport
from lantoa.apps.assignments.actions.planning import ensure_plan
from lantoa.apps.assignments.factories import AssignmentFactory
from lantoa.apps.assignments.links import PREFIX, link_address
from lantoa.apps.assignments.models import Assignment, Extension, Notice, Proof, ReceiptLink, ReminderStep
from lantoa.apps.base.actions import record_act
from lantoa.apps.base.models import Message
from lantoa.apps.contests.factories import (
    make_attempt,
    make_bank,
    make_contest,
    make_entrant,
    make_result,
    make_submission,
)
from lantoa.apps.contests.models import (
    Attempt,
    Contest,
    Entrant,
    Irregularity,
    Question,
    QuestionBank,
    QuestionImport,
    Round,
    RoundResult,
    Submission,
)
from lantoa.apps.contests.tokens import attempt_token
from lantoa.apps.coverage.factories import FulfilmentFactory, ThemeMatchFactory
from lantoa.apps.coverage.models import ThemeMatch
from lantoa.apps.directives.factories import DutyFactory, ProgrammeFactory, ThemeFactory
from lantoa.apps.directives.models import Programme, Theme
from lantoa.apps.harvest.factories import ArticleFactory, PageFactory, SourceFactory
from lantoa.apps.harvest.models import Article
from lantoa.apps.indices.models import (
    Annotation,
    Component,
    Edition,
    Entity,
    Index,
    IndexImport,
    IndexSource,
    ScaleVersion,
    Value,
)
from lantoa.apps.newsroom.actions import name_staff
from lantoa.apps.newsroom.factories import make_column, make_digest, make_event, make_portal, make_story
from lantoa.apps.newsroom.models import (
    Adaptation,
    EventPage,
    InternalDigest,
    LibraryDocument,
    PlannedStory,
    PortalPage,
    PortalStaff,
    ReviewLink,
    StoryFigure,
    StoryPage,
)
from lantoa.apps.newsroom.review_links import PREFIX as REVIEW_PREFIX
from lantoa.apps.newsroom.review_links import review_address
from lantoa.apps.reports.factories import ReportFactory
from lantoa.apps.reports.models import Report
from rights.broadcast_rows import BroadcastRows, broadcast_rows
from rights.citizen_rows import CitizenRows, citizen_rows
from rights.index_rows import index_rows

_STATES = Assignment.State


@dataclass(frozen=True, slots=True)
class Shared:
    """What belongs to the whole programme."""

    programme: Programme
    draft_programme: Programme
    theme: Theme
    report: Report
    step: ReminderStep
    register_import: RegisterImport
    invitation: Invitation
    user: User
    # An agency without duties.
    idle: Agency
    # A bank with a question in each state that an act needs.
    bank: QuestionBank
    question: Question
    question_in_review: Question
    question_approved: Question
    question_import: QuestionImport
    # An index with two open editions and a hidden one, a component beside its total, the home province with values.
    index: Index
    scale: ScaleVersion
    component: Component
    total: Component
    entity: Entity
    edition: Edition
    hidden_edition: Edition
    index_value: Value
    index_source: IndexSource
    second_index_source: IndexSource
    annotation: Annotation
    index_import: IndexImport
    # An edition of an index within the province, with the means of one department, not yet worked out.
    local_edition: Edition


@dataclass(frozen=True, slots=True)
class Rows:
    """One agency with a row of everything; an assignment in each state that some act needs."""

    shared: Shared
    agency: Agency
    drafted: Assignment
    sent: Assignment
    received: Assignment
    asked: Assignment
    fulfilled: Assignment
    confirmed: Assignment
    refused: Assignment
    cancelled: Assignment
    below: Agency
    extension: Extension
    proof: Proof
    notice: Notice
    link: ReceiptLink
    article: Article
    match: ThemeMatch
    contact: Contact
    message: Message
    portal: PortalPage
    story: StoryPage
    event: EventPage
    own_user: User
    portal_staff: PortalStaff
    review_link: ReviewLink
    planned: PlannedStory
    begun: PlannedStory
    # One that waits to be sent, one that is read, one that is closed; an assignment that the second one answers.
    digest: InternalDigest
    sent_digest: InternalDigest
    closed_digest: InternalDigest
    internal: Assignment
    figure: StoryFigure
    # An announced contest with an open round, an entrant of the agency who is at it, another who has submitted; one
    # whose round is closed with a result; one that is being prepared.
    contest: Contest
    round: Round
    entrant: Entrant
    attempt: Attempt
    closed_contest: Contest
    closed_round: Round
    submission: Submission
    result: RoundResult
    irregularity: Irregularity
    draft_contest: Contest
    draft_round: Round
    # A station with everything of it, and bulletins in each state (broadcast_rows.py).
    radio: BroadcastRows
    # The service guide, feedback and surveys (citizen_rows.py).
    people: CitizenRows

    @property
    def component_theme(self) -> str:
        """Return the proposal to link the component and the theme, as its box says it."""
        return f"{self.shared.component.pk}-{self.shared.theme.pk}"

    @property
    def attempt_token(self) -> str:
        """Return what opens the paper of the attempt."""
        return attempt_token(self.attempt)

    @property
    def review_token(self) -> str:
        """Return what opens the review link."""
        return review_address(self.review_link).removeprefix(REVIEW_PREFIX).strip("/")

    @property
    def story_path(self) -> str:
        """Return where the story stands in its portal, as addresses have it."""
        return self.story.url_path.removeprefix(self.portal.url_path)

    @property
    def token(self) -> str:
        """Return what opens the receipt link."""
        return link_address(self.link).removeprefix(PREFIX).strip("/")

    @property
    def invitation_token(self) -> str:
        """Return what opens the invitation."""
        return invitation_address(self.shared.invitation).rstrip("/").rpartition("/")[2]

    @property
    def column(self) -> Any:
        """Return the column the story stands in."""
        return self.story.get_parent()

    def value(self, path: str) -> Any:
        """Return what a path of the table means: `=word` itself, else a row, or a value of a row (`agency.slug`)."""
        if path.startswith("="):
            return path[1:]
        first, *rest = path.split(".")
        found = getattr(self, first) if hasattr(self, first) else getattr(self.shared, first)
        for name in rest:
            found = getattr(found, name)
        return getattr(found, "pk", found)


def shared_rows() -> Shared:
    """Return a confirmed programme with a theme and a report, and a draft of another year."""
    programme = ProgrammeFactory(confirmed=True, name="Chương trình chung", year=2023)
    theme = ThemeFactory(programme=programme, position=1)
    plan = ensure_plan(programme=programme)
    Notice.objects.create(
        key="officers", kind=Notice.Kind.ASKED, programme=programme, subject="Đề nghị", text="Đề nghị", at=NOW
    )
    draft = ProgrammeFactory(name="Chương trình nháp", year=2022)
    DutyFactory(theme=ThemeFactory(programme=draft))
    bank = make_bank(at=NOW, name="Ngân hàng chung")
    states = Question.State
    questions = {
        name: Question.objects.create(
            bank=bank, text=f"Câu hỏi {state.label}?", options=["Có", "Không"], key=[0], source="Điều 1", state=state,
            written_at=NOW, reviewed_at=NOW if state is states.APPROVED else None,
        )
        for name, state in {
            "question": states.DRAFTED, "question_in_review": states.IN_REVIEW, "question_approved": states.APPROVED,
        }.items()
    }  # fmt: skip
    return Shared(
        bank=bank,
        question_import=QuestionImport.objects.create(
            bank=bank,
            form="gift",
            file_name="cau-hoi.txt",
            file_sha256="0" * 64,
            uploaded_by=UserFactory(),
            uploaded_at=NOW,
            expires_at=NOW.replace(year=2099),
        ),
        **questions,
        **index_rows(),
        programme=programme,
        draft_programme=draft,
        theme=theme,
        report=ReportFactory(programme=programme),
        invitation=Invitation.objects.create(
            email="moi@lantoa.example",
            full_name="Người Thử",
            role=Role.EDITOR,
            invited_by=UserFactory(),
            invited_at=NOW,
            expires_at=NOW.replace(year=2099),
        ),
        user=UserFactory(),
        idle=AgencyFactory(name="Sở chưa có việc"),
        register_import=RegisterImport.objects.create(
            file_name="danh-ba.xlsx",
            file_sha256="0" * 64,
            uploaded_by=UserFactory(),
            uploaded_at=NOW,
            expires_at=NOW.replace(year=2099),
            applied_at=NOW,
        ),
        step=plan.steps.order_by("pk")[0],
    )


def rows_of(agency: Agency, shared: Shared, *, again: int = 0) -> Rows:
    """Return a row of everything for the agency; `again` tells further sets of rows of the same agency apart."""
    given = _assignments(agency, shared, again)
    article = ArticleFactory(source=SourceFactory(agency=agency), title=f"Bài của {agency.short_name}")
    match = ThemeMatchFactory(article=article, theme=shared.theme)
    FulfilmentFactory(article=article, assignment=given["received"])
    PageFactory(source=article.source, quarantined=True)
    ChannelFactory(agency=agency)
    LibraryDocument.objects.create(
        kind=LibraryDocument.Kind.PLAN, subject=f"Kế hoạch {agency.slug} {again}", url="https://vd.example/ke-hoach.pdf"
    )
    SuccessionFactory(predecessor=agency)
    record_act("agencies.name_member", subject=agency, by=f"Người của {agency.short_name}", at=NOW)
    contact = Contact.objects.create(
        agency=agency, name=f"Đầu mối {agency.short_name}", email=f"{agency.slug}-{again}@lantoa.example"
    )
    slug = f"{agency.slug}-{again}"
    portal = make_portal(
        at=NOW,
        agency=agency,
        slug=slug,
        title=f"Chuyên trang của {agency.short_name} {again or ''}",
        is_default=not PortalPage.objects.exists(),  # whose name stands on pages that belong to no portal
    )
    # Published lately by the clock of the requests, so that it is proposed as the result of an assignment.
    story = make_story(
        make_column(portal), at=timezone.now(), title=f"Chuyện ở {agency.short_name}", assignments=[given["received"]]
    )
    return Rows(
        shared=shared,
        portal=portal,
        story=story,
        **_under_way(portal, story),
        event=make_event(portal, starts_at=NOW),
        figure=_figure_and_form(portal, story),
        agency=agency,
        below=AgencyFactory(parent=agency),
        **given,
        **_said(agency, shared, given, again),
        article=article,
        match=match,
        contact=contact,
        **_digests(agency, shared, again),
        **_contests(agency, shared, portal, again),
        radio=broadcast_rows(agency, again),
        people=citizen_rows(agency, again),
    )


def _contests(agency: Agency, shared: Shared, portal: PortalPage, again: int) -> dict[str, Any]:
    """Return three contests that the agency organises: running by the clock of the requests, over, in preparation."""
    given = {"programme": shared.programme, "portal": portal, "agency": agency, "bank": shared.bank}
    slug, name = f"{agency.slug}-{again}", agency.short_name
    today = timezone.now()
    contest = make_contest(at=today - timedelta(days=1), slug=f"dang-thi-{slug}", title=f"Cuộc thi của {name}", **given)
    round_ = contest.rounds.get()
    entrant = make_entrant(contest, at=today, agency=agency, full_name=f"Người thi của {name}")
    closed = make_contest(at=NOW, slug=f"da-thi-{slug}", title=f"Cuộc thi đã xong của {name}", **given)
    closed_round = closed.rounds.get()
    closed_entrant = make_entrant(closed, at=NOW, agency=agency, full_name=f"Người thi của {name}")
    submission = make_submission(
        make_attempt(closed_entrant, closed_round, started_at=closed_round.opens_at),
        received_at=closed_round.opens_at + timedelta(minutes=5),
    )
    draft = make_contest(
        at=today, slug=f"chuan-bi-{slug}", title=f"Cuộc thi sắp tới của {name}", announced=False, **given
    )
    irregularity = Irregularity.objects.create(
        round=closed_round, kind=Irregularity.Kind.TOO_FAST, key="1", reasons=[f"Bài của {name}"], found_at=NOW
    )
    irregularity.submissions.add(submission)
    return {
        "contest": contest,
        "round": round_,
        "entrant": entrant,
        "attempt": make_attempt(entrant, round_, started_at=today),
        "closed_contest": closed,
        "closed_round": closed_round,
        "submission": submission,
        "result": make_result(closed_round, [submission], at=closed_round.closes_at),
        "irregularity": irregularity,
        "draft_contest": draft,
        "draft_round": draft.rounds.get(),
    }


def _figure_and_form(portal: PortalPage, story: StoryPage) -> StoryFigure:
    """Return a typed figure of the portal; beside it a form of the story that has grown stale."""
    Adaptation.objects.create(
        story=story, kind=Adaptation.Kind.PRINT, words=150, title=story.title, text=story.lead, story_sha256="0" * 64,
        changed_at=NOW.replace(year=2022),
    )  # fmt: skip
    name = f"Chỉ số của {portal.agency.short_name}"
    typed = {"unit": "điểm", "noun": "năm", "shape": "line", "rows": [["2022", 61.26], ["2023", None]]}
    return StoryFigure.objects.create(portal=portal, title=name, typed=typed, source_note="Báo cáo thử")


def _under_way(portal: PortalPage, story: StoryPage) -> dict[str, Any]:
    """Return who works on the portal and who was asked; a further story of it is in its workflow."""
    writer = UserFactory()
    Membership.objects.create(user=writer, agency=portal.agency)
    column = make_column(portal, slug="dang-lam")
    make_story(column, at=NOW, title=f"Chuyện cũ của {portal.agency.short_name}", review_on=NOW.date())
    draft = make_story(column, live=False, title=f"Đang làm ở {portal.agency.short_name}")
    portal.get_workflow().start(draft, writer)
    return {
        "own_user": writer,
        "portal_staff": name_staff(
            portal=portal, user=writer, function=PortalStaff.Function.WRITER, by=None, at=NOW
        ),
        "planned": PlannedStory.objects.create(
            portal=portal, title=f"Bài nên viết ở {portal.agency.short_name}", due_on=timezone.localdate(),
            made_at=NOW, made_by=writer,
        ),
        "begun": PlannedStory.objects.create(
            portal=portal, title=f"Bài đã viết ở {portal.agency.short_name}", due_on=timezone.localdate(),
            story=draft, made_at=NOW, made_by=writer,
        ),
        "review_link": ReviewLink.objects.create(
            story=story, revision=story.latest_revision, purpose=ReviewLink.Purpose.COMMENT,
            name=f"Người đọc của {portal.agency.short_name}", email="nguoi.doc@lantoa.example",
            nonce=f"review-{portal.slug}"[:32], invited_by=writer, made_at=NOW, expires_at=NOW.replace(year=2099),
        ),
    }  # fmt: skip


def _digests(agency: Agency, shared: Shared, again: int) -> dict[str, Any]:
    """Return digests of three months, and an assignment of internal communication."""
    month, words = date(2022 - again, 6, 1), f"Mục của {agency.short_name}"
    given = {"agency": agency, "at": NOW, "theme": shared.theme, "item": words}
    duty = DutyFactory(theme=shared.theme, channel="internal", recipient=f"internal: {agency.name} {again or ''}")
    return {
        "digest": make_digest(**given, month=month),
        "sent_digest": make_digest(**given, month=month.replace(month=5), sent=True, readers=[f"Đọc {agency.name}"]),
        "closed_digest": make_digest(**given, month=month.replace(month=4), sent=True, closed=True),
        "internal": AssignmentFactory(agency=agency, duty=duty, received=True),
    }


def _assignments(agency: Agency, shared: Shared, again: int) -> dict[str, Assignment]:
    """Return an assignment of a duty of its own for each state; the agency's name stands in every row."""
    make: Callable[..., Assignment] = AssignmentFactory
    passed: dict[str, dict[str, Any]] = {
        "drafted": {"state": _STATES.DRAFTED, "sent_at": None},
        "sent": {},
        "received": {"received": True},
        "asked": {"state": _STATES.EXTENSION_ASKED, "received_at": NOW},
        "fulfilled": {"fulfilled": True},
        "confirmed": {"confirmed": True},
        "refused": {"state": _STATES.REFUSED, "reason": f"Lý do của {agency.short_name}"},
        "cancelled": {"state": _STATES.CANCELLED, "reason": f"Lý do của {agency.short_name}"},
    }
    return {
        name: make(
            agency=agency,
            duty=DutyFactory(theme=shared.theme, recipient=f"{name}: {agency.name} {again or ''}".strip()),
            product=f"Sản phẩm của {agency.short_name}",
            **values,
        )
        for name, values in passed.items()
    }


def _said(agency: Agency, shared: Shared, given: dict[str, Assignment], again: int) -> dict[str, Any]:
    """Return what was asked, proved and told."""
    words = f"Lời của {agency.short_name}"
    return {
        "extension": Extension.objects.create(
            assignment=given["asked"], wanted_date=date(2030, 1, 4), reason=words, asked_by=words, asked_at=NOW
        ),
        "proof": Proof.objects.create(
            assignment=given["fulfilled"], key=f"proof-{agency.slug}-{again}", kind=Proof.Kind.LINK,
            url=f"https://{agency.slug}.example/bai.html", note=words, given_by=words, given_at=NOW,
        ),
        "notice": Notice.objects.create(
            key=f"notice-{agency.slug}-{again}", kind=Notice.Kind.DUTIES_SENT, programme=shared.programme,
            agency=agency, subject=words, text=words, at=NOW,
        ),
        "link": ReceiptLink.objects.create(
            agency=agency, programme=shared.programme, sent_to=f"{agency.slug}-{again}@lantoa.example", made_at=NOW,
            expires_at=NOW.replace(year=2099),
        ),
        "message": Message.objects.create(
            key=f"message-{agency.slug}-{again}", to=f"{agency.slug}@lantoa.example", subject=words, text=words,
            made_at=NOW, due_at=NOW,
        ),
    }  # fmt: skip
