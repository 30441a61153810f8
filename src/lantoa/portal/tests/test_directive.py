import pytest
from django.test import Client

from lantoa.apps.directives.models import Directive, Duty
from lantoa.portal.tests.conftest import Province
from lantoa.portal.tests.factories import DirectiveFactory, ProgrammeFactory


def _page(client: Client, directive: Directive) -> str:
    response = client.get(f"/van-ban/{directive.pk}/")
    assert response.status_code == 200
    return response.content.decode()


class TestDirective:
    def test_shows_the_parts_as_they_were_read(self, client: Client, province: Province) -> None:
        page = _page(client, province.programme.directive)
        for part in (
            "SỞ THÔNG TIN VÀ TRUYỀN THÔNG",
            "Quảng Trị, ngày 29/03/2023",
            "Các cơ quan báo chí trên địa bàn tỉnh",
            "Tuyên truyền điều thứ 2 của văn bản.",
            "219/KH-UBND ngày 21/12/2022",
            "Nguyễn Hoàn",
            "KT. GIÁM ĐỐC / PHÓ GIÁM ĐỐC",
        ):
            assert part in page

    @pytest.mark.parametrize(
        "sentence",
        [
            "Văn bản không nêu hạn thực hiện.",
            "Văn bản không nêu số lượng tin, bài.",
            "Văn bản không nêu chế độ báo cáo.",
        ],
    )
    def test_says_what_the_text_does_not_state(self, client: Client, province: Province, sentence: str) -> None:
        assert _page(client, province.programme.directive).count(sentence) == 1

    def test_tells_who_is_asked_by_which_way(self, client: Client, province: Province) -> None:
        channel = Duty.objects.first().get_channel_display()
        assert f"Các Sở, ban, ngành cấp tỉnh ({channel})" in _page(client, province.programme.directive)

    def test_bears_a_document_that_states_next_to_nothing(self, client: Client, db: None) -> None:
        bare = DirectiveFactory(
            issuer_parent=None, issuer=None, number=None, symbol=None, place=None, date=None, doc_type=None,
            subject=None, recipients=[], legal_bases=[], signer=None, distribution=[],
            missing=["issuer", "number", "symbol", "date"],
        )  # fmt: skip
        ProgrammeFactory(directive=bare)
        page = _page(client, bare)
        assert "Văn bản không nêu ngày ban hành." in page
        assert "None" not in page

    @pytest.mark.django_db
    def test_is_not_there_before_a_person_has_confirmed(self, client: Client) -> None:
        draft = ProgrammeFactory(draft=True)
        assert client.get(f"/van-ban/{draft.directive.pk}/").status_code == 404
        assert client.get("/van-ban/999/").status_code == 404
