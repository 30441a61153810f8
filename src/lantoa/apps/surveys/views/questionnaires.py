"""Questionnaires in the office: the list, one of them, its questions, and how citizens see it."""

from typing import Any

from django.contrib import messages
from django.db.models import Count
from django.forms import Form
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.views.decorators.http import require_POST

from lantoa.apps.accounts.rights import open_to
from lantoa.apps.accounts.roles import roles_of
from lantoa.apps.base.backoffice import office_page, page_of
from lantoa.apps.surveys.actions.building import (
    CannotChangeQuestionnaire,
    QuestionnaireChanged,
    copy_questionnaire,
    move_question,
    remove_question,
    remove_questionnaire,
    save_question,
    save_questionnaire,
    shipped_questionnaires,
    take_shipped,
)
from lantoa.apps.surveys.branching import pages_of
from lantoa.apps.surveys.forms.building import (
    QuestionForm,
    QuestionnaireFilter,
    QuestionnaireForm,
    questionnaire_initial,
)
from lantoa.apps.surveys.models import Questionnaire, SurveyQuestion
from lantoa.apps.surveys.presenters.asking import shown_questions
from lantoa.apps.surveys.presenters.building import question_lines
from lantoa.apps.surveys.queries.keepers import SURVEY_KEEPERS, SURVEY_READERS
from lantoa.apps.surveys.queries.readiness import questionnaire_faults
from lantoa.apps.surveys.views.trails import ICON, questionnaires_trail, surveys_trail, who


@open_to(SURVEY_READERS)
def questionnaires(request: HttpRequest) -> HttpResponseBase:
    """List the questionnaires, and those that come with the program."""
    form = QuestionnaireFilter(request.GET)
    rows = Questionnaire.objects.annotate(
        question_count=Count("questions", distinct=True), round_count=Count("rounds", distinct=True)
    )
    context = {
        "form": form, "page": page_of(form.apply(rows), request), "may_keep": _may_keep(request),
        "shipped": shipped_questionnaires(), "any": Questionnaire.objects.exists(),
    }  # fmt: skip
    return office_page(
        request, "surveys/questionnaires.html", context, title="Bảng hỏi", icon=ICON, trail=surveys_trail()
    )


def _may_keep(request: HttpRequest) -> bool:
    return bool(roles_of(request.user) & SURVEY_KEEPERS)


@open_to(SURVEY_READERS)
def questionnaire(request: HttpRequest, pk: int) -> HttpResponseBase:
    """Show the questions of one questionnaire in order, with what is still wrong with it."""
    found = get_object_or_404(Questionnaire.objects.select_related("copied_from"), pk=pk)
    context = {
        "questionnaire": found, "lines": question_lines(list(found.questions.order_by("position"))),
        "faults": questionnaire_faults(found), "may_keep": _may_keep(request),
        "rounds": found.rounds.order_by("-opens_at"),
    }  # fmt: skip
    return office_page(
        request, "surveys/questionnaire.html", context, title=found.name, icon=ICON, trail=questionnaires_trail()
    )


@open_to(SURVEY_READERS)
def preview(request: HttpRequest, pk: int) -> HttpResponseBase:
    """Show the questionnaire as citizens see it, page by page; nothing is stored."""
    found = get_object_or_404(Questionnaire, pk=pk)
    questions = list(found.questions.order_by("position"))
    pages = [shown_questions(page, questions, {}) for page in pages_of(questions)]
    context = {"questionnaire": found, "pages": pages}
    return office_page(
        request, "surveys/preview.html", context, title="Xem như người dân thấy", icon=ICON,
        trail=questionnaires_trail(found),
    )  # fmt: skip


@open_to(SURVEY_KEEPERS)
def new_questionnaire(request: HttpRequest) -> HttpResponseBase:
    """Begin a questionnaire."""
    form = QuestionnaireForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        made = save_questionnaire(values=form.values, **who(request))
        messages.success(request, "Đã lưu. Hãy thêm từng câu hỏi.")
        return redirect("surveys:questionnaire", made.pk)
    return _form_page(
        request, form, title="Bảng hỏi mới", trail=questionnaires_trail(), cancel=reverse("surveys:questionnaires")
    )


@open_to(SURVEY_KEEPERS)
def change_questionnaire(request: HttpRequest, pk: int) -> HttpResponseBase:
    """Change what stands around the questions."""
    found = get_object_or_404(Questionnaire, pk=pk)
    if found.frozen_at:
        return _frozen(request, found)
    form = QuestionnaireForm(request.POST or None, initial=questionnaire_initial(found))
    if request.method == "POST" and form.is_valid():
        try:
            save_questionnaire(
                questionnaire=found, values=form.values, version=form.cleaned_data["version"], **who(request)
            )
        except CannotChangeQuestionnaire as error:
            form = _said(form, error, found)
        else:
            messages.success(request, "Đã lưu.")
            return redirect("surveys:questionnaire", pk)
    return _form_page(
        request, form, title="Sửa bảng hỏi", trail=questionnaires_trail(found),
        cancel=reverse("surveys:questionnaire", args=[pk]),
    )  # fmt: skip


def _said(form: Any, error: CannotChangeQuestionnaire, found: Questionnaire) -> Any:
    """Return the form with all that was typed and why it was not stored; saved again, it wins over the newer version
    that the officer has then seen.
    """
    form.add_error(None, str(error))
    if isinstance(error, QuestionnaireChanged):
        found.refresh_from_db(fields=["version"])
        form.data = form.data.copy()
        form.data["version"] = str(found.version)
    return form


def _form_page(request: HttpRequest, form: Form, *, title: str, trail: Any, cancel: str) -> HttpResponseBase:
    context = {"form": form, "cancel": cancel}
    status = 422 if request.method == "POST" else 200
    return office_page(request, "surveys/form.html", context, title=title, icon=ICON, trail=trail, status=status)


def _frozen(request: HttpRequest, found: Questionnaire) -> HttpResponseBase:
    messages.warning(request, "Bảng hỏi này đã chốt. Hãy chép thành bảng hỏi mới rồi sửa bản chép.")
    return redirect("surveys:questionnaire", found.pk)


@require_POST
@open_to(SURVEY_KEEPERS)
def take_questionnaire(request: HttpRequest) -> HttpResponseBase:
    """Take a questionnaire that comes with the program as one's own."""
    name = request.POST.get("ten", "")
    if name not in shipped_questionnaires():
        messages.error(request, "Không có bảng hỏi mẫu này; hãy chọn trong danh sách.")
        return redirect("surveys:questionnaires")
    made = take_shipped(name=name, **who(request))
    messages.success(request, "Đã chép bảng hỏi mẫu; hãy xem từng câu và sửa cho hợp.")
    return redirect("surveys:questionnaire", made.pk)


@require_POST
@open_to(SURVEY_KEEPERS)
def copy(request: HttpRequest, pk: int) -> HttpResponseBase:
    """Copy a questionnaire; the copy may be changed."""
    made = copy_questionnaire(questionnaire=get_object_or_404(Questionnaire, pk=pk), **who(request))
    messages.success(request, "Đã chép thành bảng hỏi mới; câu nào giữ nguyên mã thì so được giữa các đợt.")
    return redirect("surveys:questionnaire", made.pk)


@require_POST
@open_to(SURVEY_KEEPERS)
def delete_questionnaire(request: HttpRequest, pk: int) -> HttpResponseBase:
    """Delete a questionnaire that no round has."""
    try:
        remove_questionnaire(questionnaire=get_object_or_404(Questionnaire, pk=pk), **who(request))
    except CannotChangeQuestionnaire as error:
        messages.error(request, str(error))
        return redirect("surveys:questionnaire", pk)
    messages.success(request, "Đã xóa bảng hỏi.")
    return redirect("surveys:questionnaires")


@open_to(SURVEY_KEEPERS)
def new_question(request: HttpRequest, pk: int) -> HttpResponseBase:
    """Add a question at the end."""
    return _question_form(request, get_object_or_404(Questionnaire, pk=pk), None)


@open_to(SURVEY_KEEPERS)
def change_question(request: HttpRequest, pk: int) -> HttpResponseBase:
    """Change a question; what others look at in it must stay."""
    found = _question(pk)
    return _question_form(request, found.questionnaire, found)


def _question(pk: int) -> SurveyQuestion:
    return get_object_or_404(SurveyQuestion.objects.select_related("questionnaire"), pk=pk)


def _question_form(request: HttpRequest, of: Questionnaire, question: SurveyQuestion | None) -> HttpResponseBase:
    if of.frozen_at:
        return _frozen(request, of)
    rows = list(of.questions.order_by("position"))
    earlier = [row for row in rows if question is None or row.position < question.position]
    posted = request.method == "POST"
    form = QuestionForm(
        request.POST if posted else None, earlier=earlier, question=question, initial={"version": of.version}
    )
    if posted and form.is_valid():
        try:
            save_question(
                questionnaire=of, question=question, values=form.values, version=form.cleaned_data["version"],
                **who(request),
            )  # fmt: skip
        except CannotChangeQuestionnaire as error:
            form = _said(form, error, of)
        else:
            messages.success(request, "Đã lưu câu hỏi.")
            again = question is None and "them" in request.POST
            return redirect("surveys:new_question" if again else "surveys:questionnaire", of.pk)
    context = {"form": form, "questionnaire": of, "new": question is None}
    title = "Sửa câu hỏi" if question else f"Câu {len(rows) + 1}"
    return office_page(
        request, "surveys/question_form.html", context, title=title, icon=ICON, trail=questionnaires_trail(of),
        status=422 if posted else 200,
    )  # fmt: skip


@require_POST
@open_to(SURVEY_KEEPERS)
def shift_question(request: HttpRequest, pk: int) -> HttpResponseBase:
    """Let a question change places with its neighbour."""
    found = _question(pk)
    try:
        move_question(question=found, up=request.POST.get("huong") == "len", **who(request))
    except CannotChangeQuestionnaire as error:
        messages.error(request, str(error))
    return redirect(f"{reverse('surveys:questionnaire', args=[found.questionnaire_id])}#cau-{pk}")


@require_POST
@open_to(SURVEY_KEEPERS)
def delete_question(request: HttpRequest, pk: int) -> HttpResponseBase:
    """Delete a question on which no other depends."""
    found = _question(pk)
    try:
        remove_question(question=found, **who(request))
        messages.success(request, "Đã xóa câu hỏi.")
    except CannotChangeQuestionnaire as error:
        messages.error(request, str(error))
    return redirect("surveys:questionnaire", found.questionnaire_id)
