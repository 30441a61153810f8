import pytest

from lantoa.core.analysis.question_drafts import GAP, propose_questions


def one(*sentences: str, agencies: tuple[str, ...] = ()):  # type: ignore[no-untyped-def]
    (found,) = propose_questions(sentences, agencies=agencies)
    return found


class TestProposeQuestions:
    def test_makes_a_choice_of_numbers_of_the_same_unit(self) -> None:
        found = propose_questions(
            [
                "Thời hạn cấp lại giấy khai sinh cho người dân là 3 ngày làm việc.",
                "Thời hạn cấp phiếu lý lịch tư pháp không quá 10 ngày làm việc.",
                "Thời hạn đăng ký kết hôn ở phường là 5 ngày làm việc.",
                "Thời hạn cấp đổi giấy phép lái xe là 7 ngày làm việc.",
            ]
        )
        assert {proposal.kind for proposal in found} == {"single"}
        assert found[0].options == (
            "3 ngày làm việc", "5 ngày làm việc", "7 ngày làm việc", "10 ngày làm việc",
        )  # fmt: skip
        assert found[0].key == [0]
        assert found[0].text.endswith(f"là {GAP}.”")

    def test_asks_for_the_number_itself_with_fewer_than_three_others(self) -> None:
        found = one("Lệ phí chứng thực bản sao ở xã là 2.000 đồng mỗi trang.")
        assert (found.kind, found.key, found.options) == ("number", "2.000", ())

    def test_makes_no_choice_of_two_ways_of_writing_one_day(self) -> None:
        found = one(
            "Quyết định số 1085/QĐ-TTg có hiệu lực từ ngày 15/9/2022.",
            "Văn bản ký ngày 15 tháng 9 năm 2022.",
            "Cuộc họp ngày 01/7/2025 có ba phần.",
        )
        assert found.kind == "true_false"

    def test_takes_agencies_from_the_names_given(self) -> None:
        names = ("Sở Nội vụ", "Sở Tài chính", "Sở Tư pháp", "Sở Y tế")
        found = one("Sở Nội vụ chủ trì thẩm định chỉ số cải cách hành chính của các xã.", agencies=names)
        assert found.text == "Cơ quan nào chủ trì thẩm định chỉ số cải cách hành chính của các xã?"
        assert found.options == names
        assert propose_questions([found.sentence], agencies=names[:3]) == []

    @pytest.mark.parametrize(
        "sentence",
        [
            "Theo đó, thời hạn giải quyết thủ tục này là 5 ngày làm việc.",
            "Sáng nay, quầy một cửa đã tiếp nhận 40 hồ sơ của người dân.",
            "Bà Hoa, 71 tuổi, nói bà phải chờ 20 phút ở quầy một cửa.",
            "Gửi báo cáo về Sở Nội vụ trước ngày 15/12/2024 để tổng hợp.",
            "Trung tâm làm việc từ 7 giờ 30 đến 17 giờ mỗi ngày trong tuần.",
            "Điều 5 quy định thời hạn theo tháng 3 năm 2023 của văn bản.",
            "thời hạn giải quyết thủ tục khai sinh là 5 ngày làm việc.",
        ],
    )
    def test_leaves_out_what_is_no_knowledge_or_leans_on_other_sentences(self, sentence: str) -> None:
        assert propose_questions([sentence]) == []
