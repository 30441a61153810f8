from datetime import timedelta

import pytest
from conftest import NOW, Cast

from lantoa.apps.base.models import AuditEntry, PublicChange
from lantoa.apps.surveys.actions.rounds import (
    CannotChangeRound,
    RoundChanged,
    close_round,
    open_round,
    publish_round,
    remove_round,
    remove_stratum,
    save_round,
    save_stratum,
)
from lantoa.apps.surveys.closing_sweep import sweep_free_text, sweep_rounds_over
from lantoa.apps.surveys.factories import make_questionnaire, make_round, make_ticket
from lantoa.apps.surveys.models import Stratum, SurveyRound


def _draft(cast: Cast, **values: object) -> SurveyRound:
    return make_round(cast.agency, at=NOW, state="draft", **values)


@pytest.mark.django_db
class TestOpening:
    def test_freezes_the_questionnaire(self, cast: Cast) -> None:
        opened = open_round(survey_round=_draft(cast), by=cast.administrator, at=NOW)
        assert opened.state == SurveyRound.State.OPEN
        opened.questionnaire.refresh_from_db()
        assert opened.questionnaire.frozen_at == NOW
        assert AuditEntry.objects.filter(act="surveys.open_round").count() == 1
        assert PublicChange.objects.filter(subject=f"surveyround:{opened.pk}").exists()

    def test_keeps_the_first_moment_of_a_questionnaire_used_twice(self, cast: Cast) -> None:
        questionnaire = make_questionnaire(at=NOW, frozen_at=NOW - timedelta(days=9))
        open_round(survey_round=_draft(cast, questionnaire=questionnaire), by=None, at=NOW)
        questionnaire.refresh_from_db()
        assert questionnaire.frozen_at == NOW - timedelta(days=9)

    def test_says_all_that_is_missing(self, cast: Cast) -> None:
        draft = _draft(cast, closes_at=NOW - timedelta(days=1))
        draft.questionnaire.questions.all().delete()
        draft.strata.all().delete()
        with pytest.raises(CannotChangeRound) as refused:
            open_round(survey_round=draft, by=None, at=NOW)
        for words in ("chưa có câu", "nhóm mẫu", "Ngày khóa đã qua"):
            assert words in str(refused.value)

    def test_refuses_a_condition_that_cannot_be_followed(self, cast: Cast) -> None:
        draft = _draft(cast)
        draft.questionnaire.questions.filter(code="hai-long").update(only_if=[["tuoi", ["tre"]]])
        with pytest.raises(CannotChangeRound, match="đứng sau"):
            open_round(survey_round=draft, by=None, at=NOW)

    def test_asks_for_the_source_of_a_number(self, cast: Cast) -> None:
        draft = _draft(cast)
        draft.strata.update(source="")
        with pytest.raises(CannotChangeRound, match="nguồn"):
            open_round(survey_round=draft, by=None, at=NOW)


@pytest.mark.django_db
class TestClosing:
    def test_by_the_sweep_once_the_time_is_over(self, cast: Cast) -> None:
        found = make_round(cast.agency, at=NOW)
        assert sweep_rounds_over(at=NOW) == 0
        assert sweep_rounds_over(at=NOW + timedelta(days=15)) == 1
        found.refresh_from_db()
        assert found.state == SurveyRound.State.CLOSED
        assert sweep_rounds_over(at=NOW + timedelta(days=15)) == 0
        assert sweep_free_text(at=NOW) == 0

    def test_by_hand_ends_it_now_and_twice_changes_nothing(self, cast: Cast) -> None:
        found = close_round(survey_round=make_round(cast.agency, at=NOW), by=None, at=NOW)
        assert found.closes_at == NOW
        assert close_round(survey_round=found, by=None, at=NOW + timedelta(days=1)).closes_at == NOW
        with pytest.raises(CannotChangeRound):
            close_round(survey_round=_draft(cast), by=None, at=NOW)

    def test_of_a_round_that_has_not_begun_keeps_its_days(self, cast: Cast) -> None:
        found = make_round(cast.agency, at=NOW, opens_at=NOW + timedelta(days=1), closes_at=NOW + timedelta(days=2))
        assert close_round(survey_round=found, by=None, at=NOW).state == SurveyRound.State.CLOSED

    def test_comes_before_publishing(self, cast: Cast) -> None:
        found = make_round(cast.agency, at=NOW)
        with pytest.raises(CannotChangeRound):
            publish_round(survey_round=found, by=None, at=NOW)
        published = publish_round(survey_round=close_round(survey_round=found, by=None, at=NOW), by=None, at=NOW)
        assert (published.state, published.published_at) == (SurveyRound.State.PUBLISHED, NOW)
        assert publish_round(survey_round=published, by=None, at=NOW + timedelta(days=1)).published_at == NOW


@pytest.mark.django_db
class TestChanging:
    def test_makes_a_draft_with_an_address_of_its_own(self, cast: Cast) -> None:
        values = {
            "title": "Hài lòng quý IV", "questionnaire": make_questionnaire(at=NOW), "agency": cast.agency,
            "opens_at": NOW, "closes_at": NOW + timedelta(days=9),
        }  # fmt: skip
        made = [save_round(values=values, by=cast.administrator, at=NOW) for _ in range(2)]
        assert [one.slug for one in made] == ["hai-long-quy-iv", "hai-long-quy-iv-1"]
        assert made[0].state == SurveyRound.State.DRAFT

    def test_refuses_a_version_that_is_old(self, cast: Cast) -> None:
        draft = _draft(cast)
        changed = save_round(survey_round=draft, values={"title": "Tên khác"}, version=draft.version, by=None, at=NOW)
        with pytest.raises(RoundChanged):
            save_round(survey_round=draft, values={"title": "Tên nữa"}, version=draft.version, by=None, at=NOW)
        changed.refresh_from_db()
        assert changed.title == "Tên khác"

    def test_keeps_what_people_are_asked_once_it_is_open(self, cast: Cast) -> None:
        found = make_round(cast.agency, at=NOW)
        later = NOW + timedelta(days=30)
        assert save_round(survey_round=found, values={"closes_at": later}, by=None, at=NOW).closes_at == later
        with pytest.raises(CannotChangeRound):
            save_round(survey_round=found, values={"least_shown": 5}, by=None, at=NOW)

    def test_deletes_a_draft_only(self, cast: Cast) -> None:
        remove_round(survey_round=_draft(cast), by=None, at=NOW)
        with pytest.raises(CannotChangeRound):
            remove_round(survey_round=make_round(cast.agency, at=NOW), by=None, at=NOW)


@pytest.mark.django_db
class TestStrata:
    def test_are_once_of_an_agency_and_a_procedure(self, cast: Cast) -> None:
        found = _draft(cast)
        with pytest.raises(CannotChangeRound, match="đã có nhóm mẫu"):
            save_stratum(survey_round=found, values={"agency": cast.agency, "quota": 5}, by=None, at=NOW)
        made = save_stratum(survey_round=found, values={"agency": cast.other_agency, "quota": 5}, by=None, at=NOW)
        assert made.quota == 5

    def test_name_the_source_of_their_people(self, cast: Cast) -> None:
        values = {"agency": cast.other_agency, "quota": 5, "population": 100, "source": ""}
        with pytest.raises(CannotChangeRound, match="nguồn"):
            save_stratum(survey_round=_draft(cast), values=values, by=None, at=NOW)

    def test_stay_where_tickets_were_made(self, cast: Cast) -> None:
        found = make_round(cast.agency, at=NOW)
        stratum = found.strata.get()
        make_ticket(found, at=NOW)
        with pytest.raises(CannotChangeRound):
            remove_stratum(stratum=stratum, by=None, at=NOW)
        with pytest.raises(CannotChangeRound):
            save_stratum(survey_round=found, stratum=stratum, values={"agency": cast.other_agency}, by=None, at=NOW)
        assert Stratum.objects.get(pk=stratum.pk).agency == cast.agency
