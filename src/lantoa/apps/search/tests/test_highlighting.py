from hypothesis import given
from hypothesis import strategies as st

from lantoa.apps.search.asking import read_question
from lantoa.apps.search.highlighting import EXTRACT_LETTERS, Piece, marker
from lantoa.core.viettext import to_nfc

LONG = "Trời nắng. " * 60 + "Ở xã Hải Phong, tổ hoà giải họp tối thứ năm và hòa giải xong. " + "Trời mưa. " * 60


def marked(question: str, text: str, *, exact: bool = False) -> list[str]:
    pieces = marker(read_question(question), exact=exact).title(text)
    return [piece.text for piece in pieces if piece.marked]


def extract(question: str, text: str) -> str:
    pieces = marker(read_question(question), exact=False).extract(text)
    return "".join(f"[{piece.text}]" if piece.marked else piece.text for piece in pieces)


class TestMarker:
    def test_marks_what_was_typed_without_accents(self) -> None:
        assert marked("cai cach", "Cải cách ở xã") == ["Cải cách"]

    def test_marks_either_place_of_the_tone_and_either_spelling(self) -> None:
        assert marked("hòa giải", "Tổ hoà giải") == ["hoà giải"]
        assert marked("lý lịch", "Lí lịch") == ["Lí lịch"]

    def test_marks_only_the_very_accents_where_they_stand(self) -> None:
        assert marked("hóa đơn", "hóa đơn, hoa đơn sơ", exact=True) == ["hóa đơn"]

    def test_marks_whole_syllables_only(self) -> None:
        assert marked("an", "ăn cơm ban đêm") == ["ăn"]

    def test_marks_abbreviations_for_full_words_and_back(self) -> None:
        assert marked("cải cách hành chính", "Kế hoạch CCHC") == ["CCHC"]
        assert marked("CCHC", "Kế hoạch cải cách hành chính") == ["cải cách hành chính"]

    def test_leaves_a_common_syllable_alone_in_a_title(self) -> None:
        assert marked("tiểu học", "Tiểu thương ở chợ") == []

    def test_gives_back_the_text_as_written(self) -> None:
        title = 'Nghị định <61> & "ngày" hội'
        assert "".join(piece.text for piece in marker(read_question("hội"), exact=False).title(title)) == title

    def test_leaves_nothing_marked_without_a_question(self) -> None:
        assert marker(read_question("?!"), exact=False).title("Một cửa") == (Piece("Một cửa"),)


class TestExtract:
    def test_is_cut_where_the_words_stand_together(self) -> None:
        part = extract("hoa giai hai phong", LONG)
        assert "[Hải Phong]" in part and "[hoà giải]" in part
        assert part.startswith("… ") and part.endswith(" …")

    def test_is_cut_between_words(self) -> None:
        words = set(LONG.split())
        assert all(
            word in words for word in extract("giai", LONG).strip("… ").replace("[", "").replace("]", "").split()
        )

    def test_is_the_beginning_when_the_words_are_only_in_the_title(self) -> None:
        assert extract("khác", LONG).startswith("Trời nắng.")

    def test_is_the_whole_of_a_short_text(self) -> None:
        assert extract("ngắn", "Rất ngắn.") == "Rất [ngắn]."
        assert extract("ngắn", "") == ""

    @given(st.text(max_size=30), st.text(max_size=600))
    def test_holds_for_any_question_and_text(self, question: str, text: str) -> None:
        marking = marker(read_question(question), exact=True)
        text = " ".join(to_nfc(text).split())
        assert "".join(piece.text for piece in marking.title(text)) == text
        assert len("".join(piece.text for piece in marking.extract(text))) <= EXTRACT_LETTERS + 4
