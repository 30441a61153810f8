"""Articles that come as lines of JSON: what is taken, and which line is named when one is not usable."""

import pytest

from lantoa.apps.base.jsonlines import BadLine, read_lines, text_of


class TestReadLines:
    def test_gives_one_object_a_line_and_passes_empty_lines(self) -> None:
        lines = [b"\xef\xbb\xbf" + '{"id": "a", "title": "Một cửa"}\n'.encode(), b"\n", b"  \r\n", b'{"id": 7}']
        assert list(read_lines(lines)) == [{"id": "a", "title": "Một cửa"}, {"id": 7}]

    def test_gives_nothing_for_no_lines(self) -> None:
        assert list(read_lines([])) == []

    def test_gives_the_lines_before_a_bad_one(self) -> None:
        rows = read_lines([b'{"id": 1}', b"khong phai"])
        assert next(rows) == {"id": 1}
        with pytest.raises(BadLine, match="Dòng 2: "):
            next(rows)

    @pytest.mark.parametrize("line", [b"{", b"khong phai JSON", b'{"id": 1} {"id": 2}', '{"id": "á"}'.encode("cp1258")])
    def test_names_the_line_that_is_no_json_in_utf_8(self, line: bytes) -> None:
        with pytest.raises(BadLine, match="Dòng 3: không phải JSON mã hóa UTF-8; mỗi dòng cần một đối tượng JSON"):
            list(read_lines([b'{"id": 1}', b"", line]))

    @pytest.mark.parametrize(
        "line", [b"[]", b'"chu"', b"7", b"null", b"{}", b'{"id": null}', b'{"id": [1]}', b'{"id": 1.5}']
    )
    def test_names_the_line_that_is_no_object_with_an_id(self, line: bytes) -> None:
        with pytest.raises(BadLine, match="Dòng 1: cần một đối tượng có “id”, “title” và “text”"):
            list(read_lines([line]))


class TestTextOf:
    @pytest.mark.parametrize("row", [{"id": 1}, {"id": 1, "text": None}, {"id": 1, "text": ""}])
    def test_is_empty_for_what_is_absent(self, row: dict[str, object]) -> None:
        assert text_of(row, "text") == ""

    def test_is_the_text(self) -> None:
        assert text_of({"id": 1, "text": " Cải cách\n"}, "text") == " Cải cách\n"

    @pytest.mark.parametrize("value", [1, [], {}, True])
    def test_names_the_article_whose_field_is_no_text(self, value: object) -> None:
        with pytest.raises(BadLine, match="Bài b7: “title” phải là chữ"):
            text_of({"id": "b7", "title": value}, "title")
