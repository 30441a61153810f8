"""Building “Tôi cần…” in the office: nothing typed is lost, nothing that leads nowhere is public."""

from datetime import datetime
from typing import Any

import pytest
from conftest import Cast
from django.test import Client

from lantoa.apps.accounts.models import User
from lantoa.apps.base.models import AuditEntry, PublicChange
from lantoa.apps.services.actions.needs import (
    GivenOption,
    GivenQuestion,
    WouldLeadNowhere,
    copy_need,
    move_question,
    publish_need,
    remove_question,
    save_question,
)
from lantoa.apps.services.factories import make_need, make_procedure
from lantoa.apps.services.models import Need, NeedOption, NeedQuestion, Procedure
from lantoa.apps.services.queries.needs import need_guide

pytestmark = pytest.mark.django_db
ROOT = "/quan-tri/dich-vu-cong/nhu-cau/"


@pytest.fixture
def officer(cast: Cast) -> User:
    return cast.programme_officer


@pytest.fixture
def office(client: Client, officer: User) -> Client:
    client.force_login(officer)
    return client


@pytest.fixture
def procedure(now: datetime) -> Procedure:
    return make_procedure(at=now, plain_title="Làm giấy khai sinh", code="1.001193")


def draft(now: datetime, *questions: tuple[str, int], by: User) -> Need:
    """Return a draft of questions with so many answers, each with advice."""
    need = make_need(at=now, public=False)
    need.questions.all().delete()
    for text, count in questions:
        options = tuple(GivenOption(f"{text} {place}", advice="Hỏi xã.") for place in range(1, count + 1))
        need.refresh_from_db()
        save_question(
            need=need, question=None, given=GivenQuestion(text, options=options), version=need.version, by=by, at=now
        )
    need.refresh_from_db()
    return need


def typed(need: Need, *options: dict[str, Any], text: str = "Cháu sinh ở đâu?", **more: Any) -> dict[str, Any]:
    """Return what the form of a question posts."""
    data: dict[str, Any] = {"version": need.version, "rows": len(options), "text": text, **more}
    for place, option in enumerate(options):
        data |= {f"o{place}-{name}": value for name, value in option.items()}
    return data


class TestBuilding:
    def test_takes_two_questions_to_a_public_need(self, office: Client, procedure: Procedure) -> None:
        answer = office.post(f"{ROOT}moi/", {"title": "sinh con", "position": "1", "everyday_words": "đẻ con\n"})
        need = Need.objects.get()
        assert answer.url == f"{ROOT}{need.pk}/cau-hoi/moi/"
        assert (need.slug, need.everyday_words, need.public) == ("sinh-con", ["đẻ con"], False)
        first = {"text": "Ở bệnh viện", "p0": "lam giay khai sinh"}, {"text": "Ở nhà", "advice": "Hỏi trạm y tế."}
        answer = office.post(answer.url, typed(need, *first, tiep="1"))
        assert answer.url == f"{ROOT}{need.pk}/cau-hoi/moi/"
        need.refresh_from_db()
        office.post(answer.url, typed(need, {"text": "Có", "p0": "1.001193", "leads": "het"}, {"text": "Chưa"}))
        assert office.post(f"{ROOT}{need.pk}/cong-khai/").status_code == 302
        need.refresh_from_db()
        assert need.public
        options = NeedOption.objects.filter(question__need=need).order_by("question__position", "position")
        assert [option.text for option in options] == ["Ở bệnh viện", "Ở nhà", "Có", "Chưa"]
        assert list(options[0].procedures.all()) == [procedure] and options[2].ends
        acts = AuditEntry.objects.filter(act__startswith="services.").values_list("act", flat=True)
        assert {"services.make_need", "services.add_need_question", "services.publish_need"} <= set(acts)

    def test_keeps_what_was_typed_where_a_procedure_is_unknown(
        self, office: Client, officer: User, now: datetime
    ) -> None:
        need = draft(now, by=officer)
        text = office.post(
            f"{ROOT}{need.pk}/cau-hoi/moi/", typed(need, {"text": "Ở bệnh viện", "p0": "Thủ tục bịa", "advice": "Chờ."})
        )
        shown = text.content.decode()
        assert text.status_code == 422 and "Không có thủ tục “Thủ tục bịa”" in shown
        assert "Ở bệnh viện" in shown and "Chờ." in shown

    def test_gives_room_for_more_answers_and_stores_nothing(self, office: Client, officer: User, now: datetime) -> None:
        need = draft(now, by=officer)
        response = office.post(f"{ROOT}{need.pk}/cau-hoi/moi/", typed(need, {"text": "Một"}, them="1"))
        shown = response.content.decode()
        assert response.status_code == 200 and 'name="o2-text"' in shown and 'value="Một"' in shown
        assert not NeedQuestion.objects.filter(need=need).exists()

    def test_tells_of_a_change_meanwhile_and_keeps_the_words(
        self, office: Client, officer: User, now: datetime
    ) -> None:
        need = draft(now, ("A", 2), by=officer)
        question = need.questions.get()
        data = typed(need, {"text": "Mới", "advice": "x"}, text="Lời tôi gõ")
        Need.objects.update(version=need.version + 1)
        response = office.post(f"{ROOT}cau-hoi/{question.pk}/", data)
        shown = response.content.decode()
        assert response.status_code == 422 and "vừa sửa" in shown and "Lời tôi gõ" in shown
        assert office.post(f"{ROOT}cau-hoi/{question.pk}/", data | {"version": need.version + 1}).status_code == 302
        question.refresh_from_db()
        assert question.text == "Lời tôi gõ"

    def test_leads_only_to_later_questions(self, office: Client, officer: User, now: datetime) -> None:
        need = draft(now, ("A", 2), ("B", 2), ("C", 2), by=officer)
        first, second, third = need.questions.order_by("position")
        shown = office.get(f"{ROOT}cau-hoi/{second.pk}/").content.decode()
        assert "hỏi tiếp câu 3: C" in shown and "hỏi tiếp câu 1" not in shown
        bad = office.post(f"{ROOT}cau-hoi/{second.pk}/", typed(need, {"text": "x", "leads": str(first.pk)}))
        assert bad.status_code == 422
        office.post(f"{ROOT}cau-hoi/{first.pk}/", typed(need, {"text": "x", "advice": "y", "leads": str(third.pk)}))
        assert first.options.get().leads_to == third

    def test_orders_answers_as_typed_and_drops_those_marked(self, office: Client, officer: User, now: datetime) -> None:
        need = draft(now, ("A", 3), by=officer)
        question = need.questions.get()
        rows = list(question.options.order_by("position"))
        office.post(
            f"{ROOT}cau-hoi/{question.pk}/",
            typed(
                need,
                {"key": rows[0].pk, "text": "một", "order": "3", "advice": "a"},
                {"key": rows[1].pk, "text": "hai", "order": "1", "advice": "b"},
                {"key": rows[2].pk, "text": "ba", "gone": "on"},
            ),
        )
        assert [(one.pk, one.text) for one in question.options.order_by("position")] == [
            (rows[1].pk, "hai"),
            (rows[0].pk, "một"),
        ]


class TestPublic:
    def test_is_refused_while_a_way_ends_with_nothing(self, office: Client, now: datetime) -> None:
        need = make_need(at=now, public=False)
        NeedOption.objects.update(advice="")
        response = office.post(f"{ROOT}{need.pk}/cong-khai/")
        assert response.status_code == 422
        assert "Có cách trả lời không ra thủ tục" in response.content.decode()
        need.refresh_from_db()
        assert not need.public

    def test_stays_as_it_was_when_a_change_would_lead_nowhere(self, officer: User, now: datetime) -> None:
        need = draft(now, ("A", 2), by=officer)
        publish_need(need=need, by=officer, at=now)
        need.refresh_from_db()
        question = need.questions.get()
        with pytest.raises(WouldLeadNowhere):
            save_question(
                need=need, question=question, given=GivenQuestion("Trống"), version=need.version, by=officer, at=now
            )
        question.refresh_from_db()
        assert question.text == "A" and question.options.count() == 2

    def test_counts_only_procedures_that_the_public_sees(self, office: Client, now: datetime) -> None:
        need = make_need(at=now, public=False, procedure=make_procedure(at=now, state=Procedure.State.DRAFT))
        shown = office.post(f"{ROOT}{need.pk}/cong-khai/").content.decode()
        assert "chưa công khai nên người dân không thấy" in shown and "Phải sửa" in shown

    def test_tells_the_page_cache(self, officer: User, now: datetime) -> None:
        need = draft(now, ("A", 2), by=officer)
        assert not PublicChange.objects.exists()
        publish_need(need=need, by=officer, at=now)
        assert PublicChange.objects.filter(subject="services").exists()


class TestOrder:
    def test_moving_resets_answers_that_would_lead_back(self, officer: User, now: datetime) -> None:
        need = draft(now, ("A", 2), ("B", 2), ("C", 2), by=officer)
        first, second, _third = need.questions.order_by("position")
        first.options.update(leads_to=second)
        assert move_question(question=second, up=True, by=officer, at=now)
        assert [row.text for row in need.questions.order_by("position")] == ["B", "A", "C"]
        assert not NeedOption.objects.filter(leads_to=second).exists()
        assert not move_question(question=NeedQuestion.objects.get(pk=second.pk), up=True, by=officer, at=now)

    def test_removing_sends_answers_on_to_the_next(self, officer: User, now: datetime) -> None:
        need = draft(now, ("A", 2), ("B", 2), ("C", 2), by=officer)
        first, second, third = need.questions.order_by("position")
        first.options.update(leads_to=second)
        assert remove_question(question=second, by=officer, at=now) == 2
        assert [row.position for row in need.questions.order_by("position")] == [1, 2]
        assert need_guide(need).guide.questions[1].id == third.pk

    def test_a_copy_leads_within_itself(self, officer: User, now: datetime, procedure: Procedure) -> None:
        need = draft(now, ("A", 2), ("B", 2), by=officer)
        first, second = need.questions.order_by("position")
        first.options.update(leads_to=second)
        first.options.first().procedures.add(procedure)  # type: ignore[union-attr]
        made = copy_need(need=need, values={"title": "bản chép"}, by=officer, at=now)
        rows = made.questions.order_by("position")
        assert set(rows[0].options.values_list("leads_to", flat=True)) == {rows[1].pk}
        assert not made.public and rows[0].options.filter(procedures=procedure).exists()


class TestPages:
    def test_the_list_filters_and_sorts(self, office: Client, now: datetime) -> None:
        make_need(at=now, title="sinh con", public=True)
        make_need(at=now, title="mua đất", public=False)
        shown = office.get(f"{ROOT}?tim=mua dat&trang_thai=nhap&sap=cu").content.decode()
        assert "mua đất" in shown and "sinh con" not in shown

    def test_draws_the_ways_as_a_nested_list(self, office: Client, officer: User, now: datetime) -> None:
        need = draft(now, ("Ở đâu?", 2), ("Khi nào?", 2), by=officer)
        shown = office.get(f"{ROOT}{need.pk}/").content.decode()
        assert shown.count("→ Câu 2: Khi nào?") == 2 and "2 câu hỏi, 4 đường đi" in shown

    def test_lets_an_officer_try_a_draft(self, office: Client, officer: User, now: datetime) -> None:
        need = draft(now, ("Ở đâu?", 2), by=officer)
        option = need.questions.get().options.all()[0]
        assert "Ở đâu?" in office.get(f"{ROOT}{need.pk}/thu/").content.decode()
        shown = office.get(f"{ROOT}{need.pk}/thu/?c{option.question_id}={option.pk}").content.decode()
        assert "Hỏi xã." in shown

    def test_an_officer_of_one_agency_makes_needs_of_that_agency(
        self, client: Client, cast: Cast, now: datetime
    ) -> None:
        client.force_login(cast.focal_officer)
        client.post(f"{ROOT}moi/", {"title": "mở quán", "position": "0", "owner": cast.other_agency.pk})
        assert Need.objects.get().owner == cast.agency
