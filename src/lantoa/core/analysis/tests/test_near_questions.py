import random

import pytest

from lantoa.core.analysis.near_questions import BANDS, NEAR, Asked, marks_of, near_pairs, question_likeness

OPTIONS = ("Bộ Nội vụ", "Bộ Tài chính", "Thanh tra Chính phủ", "Văn phòng Chính phủ")
ASKED = Asked("Cơ quan nào chủ trì thẩm định Chỉ số cải cách hành chính của các tỉnh hằng năm?", OPTIONS)
# The same question in other words, as two writers put it, and others that share its subject.
ALIKE = [
    Asked("Cơ quan nào chủ trì thẩm định chỉ số CCHC của các tỉnh hằng năm?", OPTIONS),
    Asked("Hằng năm, cơ quan nào chủ trì thẩm định Chỉ số cải cách hành chính của các tỉnh?", OPTIONS[::-1]),
    Asked("Bộ nào chủ trì thẩm định Chỉ số cải cách hành chính của các tỉnh hằng năm?", OPTIONS),
    Asked("Co quan nao chu tri tham dinh chi so cai cach hanh chinh cua cac tinh hang nam", OPTIONS[:3]),
]
OTHERS = [
    Asked("Chỉ số cải cách hành chính của tỉnh gồm mấy lĩnh vực?", ("7", "8", "9", "10")),
    Asked("Cơ quan nào công bố Chỉ số PAPI?", ("CECODES và UNDP", "Bộ Nội vụ", "Bộ Tài chính", "VCCI")),
    Asked("Ai trả lời phiếu hỏi về năng lực cạnh tranh cấp tỉnh?", ("Doanh nghiệp", "Người dân")),
    Asked("Hồ sơ trễ hạn thì bộ phận một cửa phải làm gì?", ("Xin lỗi bằng văn bản", "Trả hồ sơ", "Không làm gì")),
]


class TestNearQuestions:
    @pytest.mark.parametrize("other", ALIKE, ids=lambda asked: asked.text[:30])
    def test_finds_the_same_question_in_other_words(self, other: Asked) -> None:
        assert question_likeness(ASKED, other) >= NEAR
        assert marks_of(ASKED) & marks_of(other)

    @pytest.mark.parametrize("other", OTHERS, ids=lambda asked: asked.text[:30])
    def test_tells_other_questions_apart(self, other: Asked) -> None:
        assert question_likeness(ASKED, other) < NEAR

    def test_compares_a_share_of_pairs_that_falls_as_the_bank_grows(self) -> None:
        words = [f"tu{number}" for number in range(3_000)]
        chance = random.Random(5)

        def pairs(questions: int) -> int:
            asked = [
                Asked("Theo quy định, cơ quan nào " + " ".join(chance.choices(words, k=12)) + "?")
                for _ in range(questions)
            ]
            return len(near_pairs({number: marks_of(one) for number, one in enumerate(asked)}))

        few, many = pairs(200), pairs(1_600)
        assert many <= 1_600 * BANDS
        assert many <= 24 * max(few, 40)  # eight times the questions; all pairs would be 64 times as many
