import pytest

from lantoa.core.analysis.repost_alignment import align, is_same_article
from lantoa.core.analysis.repost_words import WINDOW, RepostWords, fingerprints, shingles

NEWS = (
    "Sáng 5/10, xã Triệu Trạch khai trương máy lấy số ở nơi tiếp dân. Người đến làm giấy tờ bấm nút rồi ngồi chờ, "
    "không phải chen như trước. Ông Hồ Văn Nam đi chứng thực bằng cấp cho con, nói chỉ mất mười phút. Máy do một "
    "doanh nghiệp ở Đông Hà tặng, có giọng đọc cho người già. Xã sẽ theo dõi trong ba tháng rồi nhân rộng ra các xã "
    "khác."
)


def same(one: str, other: str) -> bool:
    answers = {
        is_same_article(RepostWords(one), RepostWords(other)),
        is_same_article(RepostWords(other), RepostWords(one)),
    }
    assert len(answers) == 1
    return answers.pop()


class TestIsSameArticle:
    @pytest.mark.parametrize(
        "other",
        [
            NEWS.upper(),
            "(Cổng TTĐT xã) " + NEWS,
            NEWS.replace("Máy do một doanh nghiệp ở Đông Hà tặng, có giọng đọc cho người già. ", ""),
            NEWS.replace("5/10", "6/10").replace("mười", "12"),
            NEWS.replace("chen như trước.", "chen như trước. Mua sắm giá rẻ tại cửa hàng Hồng Phát, gọi ngay hôm nay."),
            " ".join(NEWS.split()[:50]),
            "Cỡ chữ A A. Trang chủ, tin tức, sự kiện. " + NEWS + " Tác giả: Thu Hà. Ghi rõ nguồn khi phát hành lại.",
        ],
    )
    def test_says_yes_to_small_edits(self, other: str) -> None:
        assert same(NEWS, other)

    @pytest.mark.parametrize(
        "other",
        [
            NEWS.replace("Triệu Trạch", "Hải Quế").replace("Hồ Văn Nam", "Lê Thị Cúc"),
            " ".join(NEWS.split()[:35]),
            " ".join(NEWS.split()[:30] + ["Trời", "hôm", "ấy", "mưa", "rất", "to"] * 6),
            "Xã khác cũng có máy lấy số, bà con khen tiện. " * 6,
            "",
        ],
    )
    def test_says_no_to_other_substance(self, other: str) -> None:
        assert not same(NEWS, other)

    def test_takes_figures_for_substance_in_a_short_notice(self) -> None:
        notice = "Xã tổ chức tiếp công dân ngày 12/6 tại trụ sở, mời bà con có việc đến gặp chủ tịch để hỏi đáp."

        assert same(notice, notice.upper())
        assert not same(notice, notice.replace("12/6", "19/7"))


class TestAlign:
    def test_counts_a_moved_sentence_as_shared(self) -> None:
        sentences = NEWS.split(". ")
        moved = ". ".join([*sentences[2:], *sentences[:2]])

        assert align(RepostWords(NEWS), RepostWords(moved)).shared > 0.9 * len(RepostWords(NEWS))

    def test_shares_nothing_with_an_empty_text(self) -> None:
        assert align(RepostWords(""), RepostWords(NEWS)).shared == 0


class TestFingerprints:
    def test_keep_one_of_each_window(self) -> None:
        hashes = shingles(RepostWords(NEWS).words)
        kept = fingerprints(hashes)

        assert all(kept.intersection(hashes[first : first + WINDOW]) for first in range(len(hashes) - WINDOW + 1))
        assert len(kept) < len(hashes) / 2

    def test_are_shared_by_texts_with_one_passage_in_common(self) -> None:
        passage = " ".join(NEWS.split()[10:24])
        one, other = (fingerprints(shingles(RepostWords(f"{word * 9} {passage}").words)) for word in ("a ", "b "))

        assert one & other
