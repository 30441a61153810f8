import pytest

from lantoa.apps.directives.factories import ProgrammeFactory, ThemeFactory
from lantoa.apps.directives.searching import DIRECTIVES

pytestmark = pytest.mark.django_db


class TestDirectives:
    def test_are_those_of_confirmed_programmes(self) -> None:
        programme = ThemeFactory(programme=ProgrammeFactory(confirmed=True), position=2).programme
        ProgrammeFactory()
        [document] = DIRECTIVES.documents(None)
        assert document.subject == f"directive:{programme.directive.pk}"
        assert document.themes[0].code == f"t2-{programme.year}"
        assert document.text == programme.directive.text

    def test_are_given_by_key(self) -> None:
        programme = ProgrammeFactory(confirmed=True)
        assert len(list(DIRECTIVES.documents([str(programme.directive.pk)]))) == 1
        assert list(DIRECTIVES.documents(["0"])) == []
