import pytest

from lantoa.core.analysis.message_parts import fitting_message, sms_count, without_marks


class TestSmsCount:
    @pytest.mark.parametrize(
        ("text", "alphabet", "characters", "parts", "left"),
        [
            ("", "GSM-7", 0, 0, 160),
            ("a" * 160, "GSM-7", 160, 1, 0),
            ("a" * 161, "GSM-7", 161, 2, 145),
            ("a" * 306, "GSM-7", 306, 2, 0),
            ("a" * 307, "GSM-7", 307, 3, 152),
            ("ế" * 70, "UCS-2", 70, 1, 0),
            ("ế" * 71, "UCS-2", 71, 2, 63),
            ("[" * 80, "GSM-7", 160, 1, 0),
            ("[" * 81, "GSM-7", 162, 2, 143),
            ("à" * 160, "GSM-7", 160, 1, 0),
        ],
    )
    def test_counts_as_the_network_does(self, text: str, alphabet: str, characters: int, parts: int, left: int) -> None:
        count = sms_count(text)
        assert (count.alphabet, count.characters, count.parts) == (alphabet, characters, parts)
        assert count.left == left

    def test_does_not_split_a_character_of_two_units_between_parts(self) -> None:
        assert sms_count("a" * 152 + "[" + "a" * 151).parts == 2
        assert sms_count("a" * 152 + "[" + "a" * 152).parts == 3

    def test_counts_a_letter_the_same_in_both_unicode_forms(self) -> None:
        assert sms_count("e\u0302\u0301") == sms_count("ế")


class TestWithoutMarks:
    def test_turns_a_message_into_the_cheap_alphabet(self) -> None:
        text = "“Dịch vụ công” – đúng hạn, ĐƯỢC VIỆC… Ưu tiên người già"
        assert without_marks(text) == '"Dich vu cong" - dung han, DUOC VIEC... Uu tien nguoi gia'
        assert sms_count(without_marks(text)).alphabet == "GSM-7"


class TestFittingMessage:
    def test_leaves_whole_sentences_out(self) -> None:
        pieces = ["Có thủ tục mới.", "Nộp qua mạng.", "Nhận kết quả tại nhà."]
        assert fitting_message(pieces, limit=30) == "Có thủ tục mới. Nộp qua mạng."

    def test_always_holds_the_first_sentence_and_the_address(self) -> None:
        assert fitting_message(["Có thủ tục mới."], limit=5, tail="a.vn") == "Có thủ tục mới. a.vn"
