"""The set-up page: a contest from a template, its parts one by one, what was typed kept beside its error."""

from datetime import datetime, timedelta
from itertools import pairwise
from typing import Any

import pytest
from conftest import Cast
from django.test import Client
from django.urls import reverse

from lantoa.apps.accounts.models import User
from lantoa.apps.contests.factories import make_bank, make_contest
from lantoa.apps.contests.models import Contest, Prize, Question, Quota, Round
from lantoa.apps.contests.queries.templates import contest_templates
from lantoa.apps.directives.factories import ProgrammeFactory
from lantoa.apps.newsroom.factories import make_portal
from lantoa.apps.privacy.contacts import contact_sha256

pytestmark = pytest.mark.django_db


@pytest.fixture
def draft(cast: Cast, now: datetime) -> Contest:
    return make_contest(at=now, rounds=2, announced=False)


@pytest.fixture
def organiser(client: Client, cast: Cast) -> Client:
    client.force_login(cast.programme_officer)
    return client


def _post(client: Client, contest: Contest, act: str, row: int | str = "", **data: Any) -> Any:
    return client.post(reverse("contests:setup", args=[contest.pk]), {"act": act, "row": row, **data})


class TestNewContest:
    @pytest.mark.parametrize("code", list(contest_templates()))
    def test_has_what_its_template_says(self, organiser: Client, cast: Cast, now: datetime, code: str) -> None:
        template = contest_templates()[code]
        bank = make_bank(at=now, questions=20)
        data = {
            "template": code, "title": "Tìm hiểu cải cách hành chính 2030", "programme": ProgrammeFactory().pk,
            "portal": make_portal(at=now).pk, "agency": cast.agency.pk, "opens_at": "2030-01-01T08:00:00",
            "bank_officials": bank.pk, "bank_citizens": bank.pk,
        }  # fmt: skip
        response = organiser.post(reverse("contests:new_contest"), data)
        contest = Contest.objects.get()
        assert response.url == reverse("contests:setup", args=[contest.pk])
        assert contest.slug == "tim-hieu-cai-cach-hanh-chinh-2030"
        assert contest.rounds.count() == template.rounds
        assert contest.attempts_allowed == template.values["attempts_allowed"]
        quotas = Quota.objects.filter(round__contest=contest)
        assert quotas.count() == template.rounds * len(contest.audiences())
        assert {quota.questions for quota in quotas} <= {template.questions}
        assert organiser.get(response.url).status_code == 200

    def test_keeps_what_was_typed_and_says_what_is_missing(self, organiser: Client) -> None:
        response = organiser.post(reverse("contests:new_contest"), {"template": "empty", "title": "Cuộc thi dở dang"})
        page = response.content.decode()
        assert response.status_code == 422 and 'value="Cuộc thi dở dang"' in page
        assert "Hãy chọn đơn vị tổ chức." in page and "Hãy chọn ngày và giờ." in page

    def test_takes_no_address_twice(self, organiser: Client, draft: Contest) -> None:
        response = organiser.post(reverse("contests:new_contest"), {"title": "x", "slug": draft.slug})
        assert "Đã có cuộc thi khác ở địa chỉ này" in response.content.decode()


class TestParts:
    def test_keep_what_was_typed_beside_the_error(self, organiser: Client, draft: Contest) -> None:
        response = _post(organiser, draft, "who", least_age="40", most_age="20", citizens="on")
        page = response.content.decode()
        assert response.status_code == 422 and 'value="40"' in page
        assert "Tuổi lớn nhất phải từ tuổi nhỏ nhất trở lên." in page
        draft.refresh_from_db()
        assert draft.least_age is None

    def test_make_weeks_that_follow_one_another(self, organiser: Client, draft: Contest) -> None:
        draft.rounds.all().delete()
        weeks = {"rounds": "3", "days": "7", "title": "Tuần", "opens_at": "2030-01-07T00:00:00"}
        _post(organiser, draft, "weeks", **{f"weeks-{name}": value for name, value in weeks.items()})
        rounds = list(draft.rounds.all())
        assert [round_.title for round_ in rounds] == ["Tuần 1", "Tuần 2", "Tuần 3"]
        assert all(after.opens_at - before.closes_at == timedelta(seconds=1) for before, after in pairwise(rounds))

    def test_say_when_rounds_overlap(self, organiser: Client, draft: Contest) -> None:
        first = draft.rounds.all()[0]
        first.closes_at += timedelta(days=1)
        first.save(update_fields=["closes_at"])
        page = organiser.get(reverse("contests:setup", args=[draft.pk])).content.decode()
        assert "các vòng không được chồng lên nhau" in page

    def test_count_the_questions_there_are_for_a_quota(self, organiser: Client, draft: Contest) -> None:
        first = draft.rounds.all()[0]
        bank = Question.objects.all()[0].bank
        Question.objects.filter(bank=bank).update(difficulty="easy")
        given = {"audience": "officials", "bank": bank.pk, "difficulty": "hard", "questions": "3"}
        _post(
            organiser, draft, "quota", first.pk, **{f"quota{first.pk}-{name}": value for name, value in given.items()}
        )
        page = organiser.get(reverse("contests:setup", args=[draft.pk])).content.decode()
        assert "0 câu đã duyệt, còn đúng" in page and "chỉ còn 0 câu loại khó" in page

    def test_copy_the_quotas_of_a_round_to_all(self, organiser: Client, draft: Contest) -> None:
        first, second = draft.rounds.all()
        first.quotas.update(questions=2)
        _post(organiser, draft, "copy_quotas", first.pk)
        assert {quota.questions for quota in second.quotas.all()} == {2}

    def test_give_rounds_their_numbers_anew_when_one_goes(self, organiser: Client, draft: Contest) -> None:
        _post(organiser, draft, "remove_round", draft.rounds.all()[0].pk)
        assert [round_.number for round_ in draft.rounds.all()] == [1]

    def test_refuse_the_row_of_another_contest(self, organiser: Client, draft: Contest, now: datetime) -> None:
        other = make_contest(at=now, slug="khac", announced=False)
        assert _post(organiser, draft, "remove_round", other.rounds.get().pk).status_code == 404
        assert Round.objects.filter(contest=other).exists()

    def test_find_ranks_without_a_prize(self, organiser: Client, draft: Contest) -> None:
        given = {"winner": "person", "audience": "officials", "name": "Giải nhì", "first_rank": "2", "last_rank": "3"}
        _post(organiser, draft, "prize", **{f"prize-{name}": value for name, value in given.items()})
        page = organiser.get(reverse("contests:setup", args=[draft.pk])).content.decode()
        assert Prize.objects.get().last_rank == 3 and "hạng 1 không có giải nào" in page


class TestBarred:
    def test_are_read_line_by_line_and_kept_as_hashes(self, organiser: Client, draft: Contest) -> None:
        people = "Lê Văn Một; 0905 123 456; Trưởng ban\nTrần Thị Hai\tHai@lantoa.example"
        _post(organiser, draft, "bar", **{"bar-people": people, "bar-reason": "Tổ giúp việc"})
        one, two = draft.barred.order_by("name")
        assert (one.contact_sha256, one.reason) == (contact_sha256("0905123456"), "Trưởng ban")
        assert (two.contact_sha256, two.reason) == (contact_sha256("hai@lantoa.example"), "Tổ giúp việc")

    def test_name_the_line_that_cannot_be_read(self, organiser: Client, draft: Contest) -> None:
        response = _post(organiser, draft, "bar", **{"bar-people": "Lê Văn Một; 12"})
        page = response.content.decode()
        assert response.status_code == 422 and "Dòng 1" in page and "Lê Văn Một; 12" in page

    def test_are_proposed_from_who_wrote_the_questions(self, organiser: Client, draft: Contest, cast: Cast) -> None:
        Question.objects.update(written_by=cast.editor)
        page = organiser.get(reverse("contests:setup", args=[draft.pk])).content.decode()
        assert cast.editor.email in page and cast.leader.email not in page
        _post(organiser, draft, "bar_proposed", person=[cast.editor.pk, cast.leader.pk])
        assert draft.barred.get().contact_sha256 == contact_sha256(User.objects.get(pk=cast.editor.pk).email)


class TestAnnounced:
    def test_contest_is_prepared_no_more(self, organiser: Client, now: datetime, cast: Cast) -> None:
        contest = make_contest(at=now)
        assert _post(organiser, contest, "privacy", keeps_months="9").status_code == 302
        contest.refresh_from_db()
        assert contest.keeps_months == 6
        organiser.post(reverse("contests:delete_contest", args=[contest.pk]))
        assert Contest.objects.filter(pk=contest.pk).exists()
