import pytest

from lantoa.core.officialdoc.items import read_items
from lantoa.core.officialdoc.lines import read_lines
from lantoa.core.officialdoc.paragraphs import join_paragraphs


def _items(text: str) -> list[str]:
    return [item.text for item in read_items(join_paragraphs(read_lines(text)))]


class TestReadItems:
    @pytest.mark.parametrize(
        ("text", "items"),
        [
            ("Đề nghị:\n- Một.\n- Hai.\nVậy đề nghị thực hiện./.", ["Một.", "Hai."]),
            ("Đề nghị:\n1. Một:\n- a;\n+ b;\n2. Hai.\nTrân trọng.", ["Một:\n- a;\n+ b;", "Hai."]),
            ("Đề nghị:\n1/ Một.\n2/ Hai.", ["Một.", "Hai."]),
            ("QUYẾT NGHỊ:\nĐiều 1. Một\n1. a.\nĐiều 2. Hai.", ["Một\n1. a.", "Hai."]),
            ("I. MỤC ĐÍCH\n- x.\nII. NỘI DUNG\n1. Một.\n2. Hai.\nIII. KINH PHÍ\n- y.", ["Một.", "Hai."]),
            ("I. MỤC TIÊU\n- x.\nII. CÁC HOẠT ĐỘNG\n1. Một.\nIII. GIẢI PHÁP\n1. Hai.", ["Một.", "Hai."]),
            ("1. Mục đích\n- x.\n2. Nội dung\na) Một.\nb) Hai.\n3. Kinh phí\nTheo quy định.", ["Một.", "Hai."]),
            ("II. NỘI DUNG VÀ HÌNH THỨC\n1. Nội dung\n- Một.\n- Hai.\n2. Hình thức\n- z.", ["Một.", "Hai."]),
            ("I. NỘI DUNG\nMột.\nHai.\nII. KINH PHÍ\nTheo quy định.", ["Một.", "Hai."]),
            ("Đề nghị các đơn vị:\nMột.\nHai.\nTrân trọng./.", ["Một.", "Hai."]),
            ("Sở đề nghị các đơn vị treo băng rôn.\nTrân trọng./.", ["Sở đề nghị các đơn vị treo băng rôn."]),
            ("Sở thông báo để biết./.", []),
        ],
    )
    def test_takes_the_level_that_carries_the_tasks(self, text: str, items: list[str]) -> None:
        assert _items(text) == items

    def test_joins_lines_cut_to_a_width_and_over_a_page(self) -> None:
        text = (
            "Đề nghị các đơn vị thực hiện các nội dung sau đây:\n"
            "1. Tuyên truyền, phổ biến các nội dung của Chương trình\n"
            "tổng thể cải cách hành chính nhà nước của Phòng Kinh tế\n"
            "- Xã hội và của từng cơ quan, đơn vị; giới thiệu tinh\n"
            "\n2\n\n"
            "thần, thái độ phục vụ.\n"
            "2. Báo cáo."
        )
        assert _items(text) == [
            "Tuyên truyền, phổ biến các nội dung của Chương trình tổng thể cải cách hành chính nhà nước của Phòng "
            "Kinh tế - Xã hội và của từng cơ quan, đơn vị; giới thiệu tinh thần, thái độ phục vụ.",
            "Báo cáo.",
        ]
