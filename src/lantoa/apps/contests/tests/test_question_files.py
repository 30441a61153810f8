import io
from datetime import date, datetime
from pathlib import Path
from typing import Any

import docx
import pytest
from django.conf import settings
from docx.document import Document
from docx.shared import RGBColor

from lantoa.apps.base.guard_marked import marked_text_of
from lantoa.apps.base.guard_tables import Sheet, tables_of
from lantoa.apps.contests.factories import make_bank
from lantoa.apps.contests.models import Question
from lantoa.apps.contests.question_files.document import read_document
from lantoa.apps.contests.question_files.gift import gift_of, looks_like_gift, read_gift
from lantoa.apps.contests.question_files.records import ReadQuestion
from lantoa.apps.contests.question_files.workbook import BadWorkbook, questions_workbook, read_workbook

SOURCE = "Căn cứ: Điều 3 Nghị định 61/2018/NĐ-CP."


@pytest.fixture(autouse=True)
def _children_find_the_code(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PYTHONPATH", str(Path(settings.ROOT) / "src"))


def one(found: list[ReadQuestion]) -> ReadQuestion:
    (question,) = found
    return question


def columns(question: ReadQuestion) -> list[str]:
    return [column for column, _ in question.errors]


def document_bytes(document: Document) -> bytes:
    buffer = io.BytesIO()
    document.save(buffer)
    return buffer.getvalue()


class TestDocument:
    @pytest.mark.parametrize(
        ("text", "kind", "key"),
        [
            ("Câu 1. Ai trả lời?\nA. Sở\nB. Phường\nC. Bộ\nĐáp án: B\n" + SOURCE, "single", [1]),
            ("Câu 1: Ai trả lời?\na) Sở\nb) Phường\nc) Bộ\nĐáp án đúng: b. " + SOURCE, "single", [1]),
            ("1. Ai trả lời?\nA. Sở   B. Phường   C. Bộ\nĐáp án: Phường\n" + SOURCE, "single", [1]),
            ("Câu hỏi số 1 - Ai trả lời?\nA. Sở\n*B. Phường\nC. Bộ\n" + SOURCE, "single", [1]),
            ("Câu 1. Ai trả lời?\nA. Sở\nB. Phường\nC. Bộ. Đáp án: B. Phường. " + SOURCE, "single", [1]),
            ("Câu 1. Những ai?\nA. Sở\nB. Phường\nC. Bộ\nĐáp án: A và C\n" + SOURCE, "multiple", [0, 2]),
            ("Câu 1. Hãy sắp xếp các bước\nA. Ba\nB. Một\nC. Hai\nĐáp án: B - C - A\n" + SOURCE, "order", [1, 2, 0]),
            ("Câu 1. Một cửa giải quyết mọi việc.\nĐáp án: Sai\n" + SOURCE, "true_false", False),
            ("Câu 1. Đúng hay sai?\nA. Đúng\nB. Sai\nĐáp án: A\n" + SOURCE, "true_false", True),
            ("Câu 1. Có mấy nội dung?\nĐáp án: 6.\n" + SOURCE, "number", "6"),
        ],
    )
    def test_reads_the_ways_people_write(self, text: str, kind: str, key: Any) -> None:
        question = one(read_document(text))
        assert (question.values["kind"], question.values["key"], question.errors) == (kind, key, [])
        assert question.values["source"] == "Điều 3 Nghị định 61/2018/NĐ-CP."

    def test_reads_fields_and_lines_that_go_on(self) -> None:
        text = (
            "BỘ CÂU HỎI\nCâu 7. Thời hạn là\nbao lâu?\nA. 3 ngày\nlàm việc\nB. 5 ngày\nĐáp án: A\nCăn cứ: Điều 5\n"
            "Nghị định 1.\nGiải thích: vì thế. Độ khó: khó\nĐúng từ ngày: 01/07/2025"
        )
        question = one(read_document(text))
        assert question.errors == []
        assert question.place == "câu 7, dòng 2"
        assert question.values["text"] == "Thời hạn là\nbao lâu?"
        assert question.values["options"] == ["3 ngày làm việc", "5 ngày"]
        assert question.values["source"] == "Điều 5 Nghị định 1."
        assert (question.values["difficulty"], question.values["valid_from"]) == ("hard", "2025-07-01")

    def test_takes_answers_from_a_table_at_the_end(self) -> None:
        text = f"Câu 1. Một?\nA. a\nB. b\n{SOURCE}\nCâu 2. Hai?\nA. c\nB. d\n{SOURCE}\nĐÁP ÁN\n1. B  2. A"
        assert [question.values["key"] for question in read_document(text)] == [[1], [0]]

    def test_names_what_is_wrong_of_each_question_alone(self) -> None:
        text = (
            f"Câu 1. Một?\nA. a\nB. b\n{SOURCE}\nCâu 2. Hai?\nA. c\nB. d\nĐáp án: C\n"
            f"Câu 3. Ba?\nĐáp án: Có thể\n{SOURCE}"
        )
        assert [columns(question) for question in read_document(text)] == [["Đáp án"], ["Đáp án", "Căn cứ"], ["Đáp án"]]

    def test_finds_no_question_in_other_texts(self) -> None:
        assert read_document("Kế hoạch tuyên truyền năm 2023\nSở Nội vụ") == []

    @pytest.mark.parametrize("how", ["bold", "underline", "red", "letter"])
    def test_takes_the_option_that_is_set_off_in_word(self, how: str) -> None:
        document = docx.Document()
        document.add_paragraph().add_run("Câu 1. Ai trả lời?").bold = True
        for letter, words in (("A", "Sở"), ("B", "Phường"), ("C", "Bộ")):
            paragraph = document.add_paragraph()
            head = paragraph.add_run(f"{letter}.")
            head.bold = how != "letter"
            run = paragraph.add_run(f" {words}")
            if letter == "B":
                run.bold = how == "bold" or None
                run.underline = how == "underline" or None
                head.underline = how == "letter" or None
                if how == "red":
                    run.font.color.rgb = RGBColor(0xFF, 0, 0)
        document.add_paragraph(SOURCE)
        question = one(read_document(marked_text_of(document_bytes(document), name="cau-hoi.docx")))
        assert (question.values["options"], question.values["key"]) == (["Sở", "Phường", "Bộ"], [1])
        assert question.errors == []

    def test_guesses_nothing_where_every_option_is_bold(self) -> None:
        document = docx.Document()
        document.add_paragraph("Câu 1. Ai trả lời?")
        for words in ("A. Sở", "B. Phường"):
            document.add_paragraph().add_run(words).bold = True
        document.add_paragraph(SOURCE)
        question = one(read_document(marked_text_of(document_bytes(document), name="cau-hoi.docx")))
        assert columns(question) == ["Đáp án"]

    def test_reads_a_layout_in_a_table(self) -> None:
        document = docx.Document()
        rows = document.add_table(rows=1, cols=2).rows
        rows[0].cells[0].text = "Câu 1. Ai trả lời?"
        rows[0].cells[1].text = f"A. Sở\nB. Phường\nĐáp án: B\n{SOURCE}"
        assert one(read_document(marked_text_of(document_bytes(document), name="x.docx"))).values["key"] == [1]

    def test_reads_a_table_with_a_question_a_row(self) -> None:
        document = docx.Document()
        document.add_paragraph("BỘ CÂU HỎI")
        rows = (
            ("STT", "Câu hỏi", "A", "B", "C", "Đáp án", "Căn cứ"),
            ("1", "Ai trả lời?", "Sở", "Phường", "Bộ", "B", "Điều 3"),
            ("2", "Ai hỏi?", "Dân", "Phường", "", "", "Điều 4"),
        )
        table = document.add_table(rows=0, cols=7)
        for row in rows:
            for cell, words in zip(table.add_row().cells, row, strict=True):
                cell.text = words
        good, bad = read_document(marked_text_of(document_bytes(document), name="x.docx"))
        assert (good.values["text"], good.values["key"], good.errors) == ("Ai trả lời?", [1], [])
        assert (bad.place, columns(bad)) == ("bảng, dòng 3", ["Đáp án"])


class TestGift:
    @pytest.mark.parametrize(
        ("answers", "kind", "key"),
        [
            ("{~Sở =Phường ~Bộ}", "single", [1]),
            ("{=Sở#đúng ~Phường#chưa đúng}", "single", [0]),
            ("{~%50%Sở ~%50%Phường ~%-100%Bộ}", "multiple", [0, 1]),
            ("{TRUE}", "true_false", True),
            ("{F#sai#đúng}", "true_false", False),
            ("{#12.5}", "number", "12,5"),
            ("{#6:0}", "number", "6"),
            ("{=6}", "number", "6"),
            ("{=Ba -> 3 =Một -> 1 =Hai -> 2}", "order", [1, 2, 0]),
        ],
    )
    def test_reads_what_maps(self, answers: str, kind: str, key: Any) -> None:
        text = f"::T::Ai trả lời? {answers[:-1]}####{SOURCE}}}"
        question = one(read_gift(text))
        assert (question.values["kind"], question.values["key"], question.errors) == (kind, key, [])

    @pytest.mark.parametrize(
        ("answers", "said"),
        [
            ("{}", "tự luận"),
            ("{=một cửa =1 cửa}", "điền chữ"),
            ("{=Hà Nội -> Việt Nam =Viêng Chăn -> Lào =a -> b}", "ghép cặp"),
            ("{#3:0.5}", "sai số"),
            ("{#1..5}", "khoảng"),
            ("{=Sở ~%50%Phường ~Bộ}", "một phần"),
        ],
    )
    def test_says_why_it_does_not_take_the_rest(self, answers: str, said: str) -> None:
        errors = dict(one(read_gift(f"Ai? {answers}")).errors)
        assert said in errors["Đáp án"]

    def test_reads_escapes_formats_comments_categories_and_blanks(self) -> None:
        text = (
            "// ghi chú {=không đọc}\n$CATEGORY: CCHC\n\n"
            "[html]<p>A \\= B \\{x\\} &amp; C?</p> {\n=Có\\: đúng\n\n~Không\n"
            f"####{SOURCE}\n}}\n\n::Q2::Thủ đô là {{=Hà Nội ~Huế}} của nước ta."
        )
        first, second = read_gift(text)
        assert first.values["text"] == "A = B {x} & C?"
        assert first.values["options"] == ["Có: đúng", "Không"]
        assert second.values["text"] == "Thủ đô là …… của nước ta."
        assert second.place == "dòng 11, “Q2”"

    def test_is_told_from_other_texts(self) -> None:
        assert looks_like_gift("Ai? {TRUE}")
        assert not looks_like_gift("Câu 1. Ai {tên}?\nA. Sở")


@pytest.mark.django_db
class TestRoundTrip:
    @pytest.fixture
    def questions(self, now: datetime) -> list[Question]:
        bank = make_bank(at=now, questions=1)
        given: dict[str, Any] = {
            "bank": bank,
            "written_at": now,
            "source": "Điều 3: khoản 1",
            "explanation": "Vì {thế}",
        }
        made = [
            Question(text="Giá = 5?\nHay ~6?", options=["a: b", "=c", "d#"], key=[1], difficulty="hard", **given),
            Question(kind="multiple", text="Những ai?", options=["Sở", "Bộ", "Xã"], key=[0, 2], **given),
            Question(kind="multiple", text="Chỉ ai?", options=["Sở", "Bộ"], key=[1], **given),
            Question(kind="order", text="Xếp", options=["Ba", "Một", "Hai"], key=[1, 2, 0], **given),
            Question(kind="true_false", text="Đúng?", key=False, valid_from=date(2025, 7, 1), **given),
            Question(kind="number", text="Mấy?", key="12,5", source_address="https://vanban.example/a", **given),
        ]
        return Question.objects.bulk_create(made)

    def _same(self, questions: list[Question], found: list[ReadQuestion], *, texts: bool = True) -> None:
        assert [question.errors for question in found] == [[]] * len(questions)
        for question, read in zip(questions, found, strict=True):
            for name in ("kind", "options", "key", "difficulty", "explanation", "source", "source_address"):
                assert read.values.get(name, "") == getattr(question, name), (question.kind, name)
            assert (read.values.get("valid_from") or None) == (
                question.valid_from.isoformat() if question.valid_from else None
            )
            assert read.values["text"] == (question.text if texts else question.text.replace("\n", " "))

    def test_by_a_workbook_keeps_everything(self, questions: list[Question]) -> None:
        found = read_workbook(tables_of(questions_workbook(questions), name="nganhang.xlsx"))
        self._same(questions, found)

    def test_by_gift_keeps_everything_but_line_breaks(self, questions: list[Question]) -> None:
        self._same(questions, read_gift(gift_of(questions, bank="Thử")), texts=False)


class TestWorkbook:
    def test_reads_rows_with_what_is_wrong(self) -> None:
        rows = [
            ["BỘ CÂU HỎI", "", "", "", "", "", ""],
            ["STT", "Câu hỏi", "A", "B", "Đáp án", "Căn cứ", "Độ khó"],
            ["1", "Ai?", "Sở", "Phường", "b", "Điều 1", ""],
            ["2", "Ai?", "Sở", "", "C", "", "rất khó"],
            ["3", "", "", "", "", "", ""],
        ]
        good, bad = read_workbook([Sheet("Câu hỏi", rows)])
        assert (good.errors, good.values["key"], good.values["kind"]) == ([], [1], "single")
        assert bad.place == "dòng 4"
        assert columns(bad) == ["Độ khó", "Đáp án", "Phương án", "Căn cứ"]

    def test_refuses_a_file_without_the_headings(self) -> None:
        with pytest.raises(BadWorkbook, match="tệp mẫu"):
            read_workbook([Sheet("A", [["Tên", "Loại"]])])

    def test_gives_a_template_that_reads_as_empty(self) -> None:
        assert read_workbook(tables_of(questions_workbook([]), name="mau.xlsx")) == []
