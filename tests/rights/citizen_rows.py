"""The service guide, feedback and surveys for the requests of the rights tests, of one agency."""

from dataclasses import dataclass
from datetime import timedelta

from conftest import NOW
from django.utils import timezone

from lantoa.apps.accounts.factories import UserFactory
from lantoa.apps.agencies.models import Agency
from lantoa.apps.feedback.factories import make_clock_rule, make_feedback, make_listed_feedback
from lantoa.apps.feedback.links import following_token
from lantoa.apps.feedback.models import Attachment, ClockRule, Feedback, FeedbackStep, Handover, RoutingRule
from lantoa.apps.feedback.store import attachment_file
from lantoa.apps.privacy.models import DataRequest
from lantoa.apps.services.factories import (
    LegalDocumentFactory,
    SectorFactory,
    make_howto,
    make_need,
    make_procedure,
    make_right,
)
from lantoa.apps.services.models import (
    HowTo,
    LegalDocument,
    Need,
    NeedOption,
    NeedQuestion,
    Procedure,
    ProcedureImport,
    Right,
    Sector,
)
from lantoa.apps.surveys.factories import make_questionnaire, make_response, make_round, make_ticket
from lantoa.apps.surveys.models import (
    Questionnaire,
    ResponseValue,
    Stratum,
    SurveyQuestion,
    SurveyResponse,
    SurveyRound,
    Ticket,
)


@dataclass(frozen=True, slots=True)
class CitizenRows:
    """What an agency has to do with citizens: procedures it owns, feedback it answers for, a round about it."""

    sector: Sector
    procedure: Procedure
    procedure_import: ProcedureImport
    document: LegalDocument
    howto: HowTo
    need: Need
    need_question: NeedQuestion
    need_option: NeedOption
    right: Right
    feedback: Feedback
    following_token: str
    listed: Feedback
    step: FeedbackStep
    handover: Handover
    photo: Attachment
    voice: Attachment
    routing_rule: RoutingRule
    clock_rule: ClockRule
    questionnaire: Questionnaire
    survey_question: SurveyQuestion
    survey_round: SurveyRound
    draft_round: SurveyRound
    told_round: SurveyRound
    stratum: Stratum
    ticket: Ticket
    call: Ticket
    paper: Ticket
    response: SurveyResponse
    open_answer: ResponseValue
    data_request: DataRequest


def citizen_rows(agency: Agency, again: int) -> CitizenRows:
    """Return the rows of the agency; its name stands in each that is shown."""
    name, now, mark = agency.short_name, timezone.now(), f"{agency.slug}-{again}"
    procedure = make_procedure(
        at=now, owner=agency, slug=f"thu-tuc-{mark}", plain_title=f"Thủ tục của {name} {again}",
        sector=SectorFactory(slug="linh-vuc-chung"),
    )  # fmt: skip
    need = make_need(at=now, procedure=procedure, owner=agency, slug=f"nhu-cau-{mark}")
    feedback = make_feedback(
        agency, at=now, contact=f"dan-{again}@{agency.slug}.example", name="Nguyễn Thị Thử", code=f"PA-{mark}"[:16],
        key=f"feedback-{mark}", words=f"Điều phản ánh về {name}.",
    )  # fmt: skip
    survey_round = make_round(agency, at=now, slug=f"dot-{mark}", title=f"Đợt khảo sát của {name}")
    closed = make_round(
        agency, at=now, slug=f"dot-khoa-{mark}", title=f"Đợt đã khóa của {name}", state=SurveyRound.State.CLOSED
    )
    told = make_round(
        agency, at=now, slug=f"dot-xong-{mark}", title=f"Đợt đã công bố của {name}",
        state=SurveyRound.State.PUBLISHED, published_at=now,
    )  # fmt: skip
    make_response(told, at=now, answers={"hai-long": "3", "vi-sao": "Chờ lâu ở quầy."})
    draft = make_questionnaire(at=now, name=f"Bảng hỏi của {name}")
    question = need.questions.get()
    return CitizenRows(
        sector=procedure.sector,
        procedure=procedure,
        procedure_import=ProcedureImport.objects.create(
            form="json", file_name="thu-tuc.json", file_sha256="0" * 64, uploaded_by=UserFactory(), uploaded_at=now,
            expires_at=now + timedelta(days=1), items=[],
        ),
        document=LegalDocumentFactory(number="chung/2014/QH13"),  # of nobody: every reader may open it
        howto=make_howto(at=now, owner=agency, slug=f"cach-{mark}"),
        need=need,
        need_question=question,
        need_option=question.options.all()[0],
        right=make_right(at=now, slug=f"quyen-{mark}"),
        feedback=feedback,
        following_token=following_token(feedback),
        listed=make_listed_feedback(agency, at=now, code=f"PL-{mark}"[:16], key=f"listed-{mark}"),
        step=feedback.steps.get(),
        handover=Handover.objects.create(
            feedback=feedback, agency=agency, step=feedback.steps.get(), state=Handover.State.FAILED, due_at=NOW,
            problem=f"{name} không có người liên hệ",
        ),
        photo=_attachment(feedback, 2, Attachment.Kind.PHOTO, "image/jpeg"),
        voice=_attachment(feedback, 3, Attachment.Kind.VOICE, "audio/flac"),
        routing_rule=RoutingRule.objects.create(sector=procedure.sector, agency=agency, target="agency"),
        clock_rule=make_clock_rule(valid_from=NOW.date() + timedelta(days=1 + ClockRule.objects.count())),
        questionnaire=draft,
        survey_question=draft.questions.all()[0],
        survey_round=survey_round,
        draft_round=make_round(
            agency, at=now, slug=f"dot-nhap-{mark}", state=SurveyRound.State.DRAFT, questionnaire=draft
        ),
        stratum=survey_round.strata.get(),
        ticket=make_ticket(survey_round, at=now),
        call=make_ticket(survey_round, at=now, channel="phone", serial=1),
        paper=make_ticket(survey_round, at=now, channel="paper", serial=2),
        told_round=told,
        response=make_response(closed, at=now, answers={"hai-long": "5", "tuoi": "tre"}),
        open_answer=make_response(
            closed, at=now, answers={"hai-long": "1", "vi-sao": "Chờ lâu ở quầy."}
        ).values.exclude(text="").get(),
        data_request=DataRequest.objects.create(
            code=f"DL-{mark}"[:16], kind=DataRequest.Kind.COPY, state=DataRequest.State.OPEN, asked_at=now,
            contact=f"dan@{agency.slug}.example",
        ),
    )  # fmt: skip


def _attachment(feedback: Feedback, position: int, kind: Attachment.Kind, media_type: str) -> Attachment:
    """Return an attachment whose file is there."""
    row: Attachment = Attachment.objects.create(
        feedback=feedback, position=position, kind=kind, media_type=media_type, sha256=f"{position}" * 64, bytes=4,
        added_at=feedback.sent_at,
    )  # fmt: skip
    file = attachment_file(row)
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_bytes(b"file")
    return row
