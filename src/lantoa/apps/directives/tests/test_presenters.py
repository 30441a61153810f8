"""What a page says of a directive."""

import pytest

from lantoa.apps.directives.factories import DirectiveFactory
from lantoa.apps.directives.presenters import missing_words, parts


@pytest.mark.django_db
class TestParts:
    def test_say_every_part_that_the_document_states(self) -> None:
        directive = DirectiveFactory(
            number="300", legal_bases=[{"text": "Thực hiện Kế hoạch 219", "symbol": None, "date": None}]
        )
        words = {part.label: part.words for part in parts(directive)}
        assert words["Số, ký hiệu"] == ("300/STN-TH",)
        assert words["Ngày ban hành"] == ("29/03/2023",)
        assert words["Kính gửi"] == ("Các Sở, ban, ngành cấp tỉnh",)
        assert words["Căn cứ"] == ("Thực hiện Kế hoạch 219",)
        assert words["Người ký"] == ("KT. GIÁM ĐỐC / PHÓ GIÁM ĐỐC / Trần Thử",)

    def test_are_empty_where_it_states_nothing(self) -> None:
        words = {part.label: part.words for part in parts(DirectiveFactory(bare=True))}
        empty = {"Số, ký hiệu", "Ngày ban hành", "Cơ quan ban hành", "Trích yếu", "Người ký", "Nơi nhận", "Đề nghị của"}
        assert {label for label in empty if words[label]} == set()


@pytest.mark.django_db
class TestMissingWords:
    def test_name_what_is_missing_in_vietnamese(self) -> None:
        directive = DirectiveFactory(missing=["number", "deadline", "quantity", "reporting"])
        assert missing_words(directive) == [
            "số văn bản",
            "thời hạn thực hiện",
            "số lượng tin, bài",
            "chế độ báo cáo",
        ]
