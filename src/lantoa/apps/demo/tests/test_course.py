"""The illustrative course of work: told as data, taken by the real actions, once."""

from datetime import datetime

import pytest

from lantoa.apps.agencies.models import Contact
from lantoa.apps.assignments.models import Assignment, Extension, Proof
from lantoa.apps.assignments.states import State
from lantoa.apps.base.models import AuditEntry
from lantoa.apps.demo import steps
from lantoa.apps.demo.course import _DOES, sending_moments, take_course
from lantoa.apps.demo.happenings import EARLIER, RECENT, Happening
from lantoa.apps.directives.models import Programme
from lantoa.apps.directives.tests.directive_texts import EXAMPLE
from lantoa.apps.harvest.factories import ArticleFactory, SourceFactory

AT = datetime.fromisoformat("2024-01-05T09:00:00+07:00")


@pytest.fixture
def programme(small_demo: None) -> Programme:
    """Send directive 300 as the demonstration does, to agencies that each have one illustrative article."""
    officer = steps.prepare_database(at=AT)
    steps.fill_register(at=AT)
    programme = steps.take_directive(EXAMPLE, officer=officer, at=AT)
    sent, _ = steps.confirm_and_send(programme, officer=officer, at=AT)
    assert sent == Assignment.objects.of_programme(programme).count()
    for slug in {happening.agency for happening in (*EARLIER, *RECENT) if happening.does == "prove"}:
        agency = steps.Agency.objects.get(slug=slug)
        ArticleFactory(source=SourceFactory(agency=agency, illustrative=True))
    take_course(programme, officer=officer)
    return programme


class TestHappenings:
    @pytest.mark.parametrize("happenings", [EARLIER, RECENT], ids=["earlier", "recent"])
    def test_name_only_acts_that_are_known(self, happenings: tuple[Happening, ...]) -> None:
        assert {happening.does for happening in happenings} <= set(_DOES)

    def test_give_a_reason_wherever_one_is_owed(self) -> None:
        owing = [one for one in (*EARLIER, *RECENT) if one.does in {"refuse", "extend", "return", "cancel", "decline"}]
        assert owing
        assert all(one.words for one in owing)


class TestSendingMoments:
    def test_are_in_2023_and_ten_working_days_ago(self, db: None) -> None:
        earlier, recent = sending_moments(AT)
        assert (earlier.isoformat(), recent.isoformat()) == ("2023-04-03T08:30:00+07:00", "2023-12-22T08:30:00+07:00")


class TestTakeCourse:
    def test_leaves_something_for_every_screen_to_show(self, programme: Programme) -> None:
        rows = Assignment.objects.of_programme(programme)
        shown = {State(state) for state in rows.values_list("state", flat=True)}
        # What was delegated comes back confirmed; no draft is left.
        assert shown == set(State) - {State.DRAFTED, State.DELEGATED}
        assert rows.exclude(delegated_from=None).get().agency.slug == "xa-hai-phu-hai-lang"
        assert rows.late(AT.date()).exists()
        assert rows.open().filter(due_working_days__isnull=False).exists()
        decisions = set(Extension.objects.values_list("decision", flat=True))
        assert decisions == {choice.value for choice in Extension.Decision}

    def test_proves_by_illustrative_articles_alone(self, programme: Programme) -> None:
        assert Proof.objects.exists()
        assert not Proof.objects.exclude(url__startswith="https://trang").exists()

    def test_writes_to_invented_people_alone(self, programme: Programme) -> None:
        assert Contact.objects.filter(agency__slug="xa-hai-phu-hai-lang", illustrative=True).exists()
        assert not Contact.objects.filter(illustrative=False).exists()

    def test_lets_nothing_happen_before_it_was_sent_or_after_today(self, programme: Programme) -> None:
        moments = Assignment.objects.exclude(received_at=None).values_list("sent_at", "received_at")
        assert all(sent_at <= received_at <= AT for sent_at, received_at in moments)

    def test_changes_nothing_the_second_time(self, programme: Programme) -> None:
        before = list(Assignment.objects.order_by("pk").values()), AuditEntry.objects.count()
        officer = steps.prepare_database(at=AT)
        assert steps.confirm_and_send(programme, officer=officer, at=AT)[0] == 0
        assert take_course(programme, officer=officer) == 0
        assert (list(Assignment.objects.order_by("pk").values()), AuditEntry.objects.count()) == before
