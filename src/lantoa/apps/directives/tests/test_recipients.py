"""Recipients that wait for a person: shown with their sentence, decided once, known from then on."""

import pytest
from conftest import Cast
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from lantoa.apps.accounts.tests.refusals import is_refused
from lantoa.apps.agencies.factories import AgencyFactory
from lantoa.apps.agencies.models import LearntRecipient
from lantoa.apps.directives.factories import DutyFactory, ProgrammeFactory, ThemeFactory
from lantoa.apps.directives.models import Programme, Theme

WORDS = "Ngành Y tế tỉnh"


@pytest.fixture
def theme(cast: Cast) -> Theme:
    found: Theme = ThemeFactory(programme=ProgrammeFactory(confirmed=True))
    DutyFactory(theme=found, recipient=WORDS, sentence="Ngành Y tế tỉnh tuyên truyền trên trang của mình.")
    DutyFactory(theme=found, recipient="Sở Y tế", sentence="Sở Y tế phối hợp.")
    return found


def _address(programme: Programme, act: str = "") -> str:
    return f"/quan-tri/chuong-trinh/{programme.pk}/noi-nhan/{act}"


class TestRecipients:
    def test_shows_words_sentence_and_suggestions_of_those_that_wait(
        self, cast: Cast, client: Client, theme: Theme
    ) -> None:
        client.force_login(cast.programme_officer)
        page = client.get(_address(theme.programme)).content.decode()
        assert f"“{WORDS}”" in page
        assert "Ngành Y tế tỉnh tuyên truyền trên trang của mình." in page
        assert f'value="{cast.other_agency.pk}"' in page  # Sở Y tế is like it
        assert "Sở Y tế phối hợp." not in page  # nothing to decide
        assert "/quan-tri/co-quan/new/" in page

    def test_are_counted_on_the_page_of_the_programme(self, cast: Cast, client: Client, theme: Theme) -> None:
        client.force_login(cast.leader)
        page = client.get(f"/quan-tri/chuong-trinh/{theme.programme.pk}/").content.decode()
        assert "1 nơi nhận chưa rõ" in page
        assert _address(theme.programme) in page

    def test_show_no_form_to_whoever_only_looks(self, cast: Cast, client: Client, theme: Theme) -> None:
        client.force_login(cast.leader)
        assert "Ghi nhận" not in client.get(_address(theme.programme)).content.decode()
        client.force_login(cast.stranger)
        assert is_refused(client.get(_address(theme.programme)))

    def test_say_what_comes_next_when_none_waits(self, cast: Cast, client: Client) -> None:
        client.force_login(cast.programme_officer)
        page = client.get(_address(ProgrammeFactory(confirmed=True))).content.decode()
        assert "Không còn nơi nhận nào chờ quyết định" in page
        assert "/quan-tri/viec/" in page

    def test_ask_the_same_number_of_queries_for_a_large_register(
        self, cast: Cast, client: Client, theme: Theme
    ) -> None:
        client.force_login(cast.programme_officer)

        def queries() -> int:
            client.get(_address(theme.programme))
            with CaptureQueriesContext(connection) as captured:
                client.get(_address(theme.programme))
            return len(captured)

        few = queries()
        for place in range(12):
            AgencyFactory(name=f"Ngành Y tế tỉnh, phòng {place}")
            DutyFactory(theme=ThemeFactory(programme=theme.programme), recipient=WORDS)
        assert queries() == few


class TestDecideRecipient:
    def test_is_learnt_and_no_longer_waits(self, cast: Cast, client: Client, theme: Theme) -> None:
        client.force_login(cast.programme_officer)
        values = {"words": WORDS, "agencies": [cast.other_agency.pk]}
        page = client.post(_address(theme.programme, "quyet-dinh/"), values, follow=True).content.decode()
        assert "Từ nay cách gọi này được hiểu như vậy" in page
        assert "Đã quyết định" in page
        assert "Không còn nơi nhận nào chờ quyết định" in page
        assert list(LearntRecipient.objects.get().agencies.all()) == [cast.other_agency]

    def test_takes_several_and_others_by_key_code_or_name(self, cast: Cast, client: Client, theme: Theme) -> None:
        coded = AgencyFactory(name="Sở Có Mã", code="H50.9")
        client.force_login(cast.programme_officer)
        values = {"words": WORDS, "agencies": [cast.other_agency.pk], "others": "hai-lang\nh50.9\nSở Y tế\n"}
        client.post(_address(theme.programme, "quyet-dinh/"), values)
        assert set(LearntRecipient.objects.get().agencies.all()) == {cast.agency, cast.other_agency, coded}

    @pytest.mark.parametrize(
        ("values", "words"),
        [
            ({}, "Hãy chọn ít nhất một cơ quan"),
            ({"others": "Sở Không Có"}, "chưa có trong danh bạ"),
            ({"others": "Sở Trùng"}, "là tên của 2 cơ quan, hãy ghi mã"),
            ({"others": "Sở Đã Hết"}, "chưa có trong danh bạ"),
        ],
    )
    def test_keeps_what_was_typed_and_says_what_to_do(
        self, cast: Cast, client: Client, theme: Theme, values: dict[str, str], words: str
    ) -> None:
        AgencyFactory(name="Sở Trùng", slug="trung-1")
        AgencyFactory(name="Sở Trùng", slug="trung-2")
        AgencyFactory(name="Sở Đã Hết", ended=True)
        client.force_login(cast.programme_officer)
        response = client.post(_address(theme.programme, "quyet-dinh/"), {"words": WORDS, **values})
        page = response.content.decode()
        assert (response.status_code, words in page, values.get("others", "") in page) == (422, True, True)
        assert not LearntRecipient.objects.exists()

    def test_is_for_officers(self, cast: Cast, client: Client, theme: Theme) -> None:
        for user in (cast.leader, cast.editor, cast.focal_officer, cast.stranger):
            client.force_login(user)
            values = {"words": WORDS, "agencies": [cast.other_agency.pk]}
            assert is_refused(client.post(_address(theme.programme, "quyet-dinh/"), values))
        assert not LearntRecipient.objects.exists()
