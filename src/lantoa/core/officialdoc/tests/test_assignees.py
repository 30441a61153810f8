from pathlib import Path

import pytest

from lantoa.core.officialdoc import read_directive

SET = Path(__file__).parents[5] / "tests" / "gold" / "directives"


class TestAssignees:
    @pytest.mark.parametrize(
        ("name", "expected"),
        [
            (
                "ke-hoach-tinh-docx-phang",
                (
                    "Sở Thông tin và Truyền thông",
                    "Báo Bình Lãng",
                    "Đài Phát thanh và Truyền hình tỉnh",
                    "UBND các huyện, thành phố",
                ),
            ),
            (
                "ke-hoach-huyen-bang-phan-cong",
                (
                    "Phòng Văn hóa và Thông tin",
                    "Trung tâm Văn hóa - Thông tin và Thể thao huyện",
                    "UBND các xã, thị trấn",
                ),
            ),
            ("cong-van-300", ()),
        ],
    )
    def test_are_the_agencies_that_the_assignment_part_gives_work_to(
        self, name: str, expected: tuple[str, ...]
    ) -> None:
        assert read_directive((SET / f"{name}.txt").read_text(encoding="utf-8")).assignees == expected

    def test_are_no_field_of_the_json(self) -> None:
        assert "assignees" not in read_directive((SET / "cong-van-300.txt").read_text(encoding="utf-8")).as_dict()
