"""What stands in the way of whoever listens to the page or reads it in pieces."""

from collections.abc import Iterator, Sequence

from lantoa.core.viettext import fold, words

from .calibration import thresholds
from .hints import Hint, HintKind, Mend
from .pieces import Picture, Piece, PieceKind

# Words of a link that say nothing of where it leads, folded.
_EMPTY_WORDS = frozenset(
    {
        "tai day", "o day", "day", "xem them", "doc them", "xem tiep", "chi tiet", "xem chi tiet", "xem tai day",
        "xem o day", "link", "lien ket", "bam vao day", "nhan vao day", "click vao day", "bam tai day",
        "truy cap tai day", "vao day", "duong dan", "duong dan nay", "link nay", "lien ket nay", "tai ve", "tai xuong",
    }
)  # fmt: skip
_FIRST_LEVEL = 2
_SHARE_OF_CAPITALS = 0.8


def pictures_without_words(body: Sequence[Piece | Picture]) -> Iterator[Hint]:
    """Yield a hint for every picture that is no ornament and has no words for whoever cannot see it."""
    for picture in body:
        if isinstance(picture, Picture) and not picture.ornament and not picture.words.strip():
            reason = (
                "Ảnh chưa có lời thay ảnh: người không nhìn thấy sẽ không biết ảnh nói gì. Viết một câu tả điều chính."
            )
            yield Hint(HintKind.NO_PICTURE_WORDS, picture.place, 0, 0, "", reason)


def figures_in_a_row(body: Sequence[Piece | Picture]) -> Iterator[Hint]:
    """Yield a hint where pictures or figures follow each other without a word between."""
    run, limit = 0, thresholds().figures_in_a_row
    for item in body:
        run = run + 1 if isinstance(item, Picture) else 0
        if run == limit:
            reason = (
                f"{limit} ảnh hoặc số liệu liền nhau, không có lời ở giữa. Viết một câu nói điều người đọc cần thấy."
            )
            yield Hint(HintKind.FIGURES_IN_A_ROW, item.place, 0, 0, "", reason)


def heading_jumps(body: Sequence[Piece | Picture]) -> Iterator[Hint]:
    """Yield a hint for every heading that leaves out a level: readers of headings look for what is missing."""
    level = _FIRST_LEVEL - 1
    for piece in body:
        if isinstance(piece, Piece) and piece.kind is PieceKind.HEADING and piece.text.strip():
            if piece.level > level + 1:
                reason = (
                    f"Tiêu đề cấp {piece.level} đứng ngay dưới cấp {level}. Chọn “Tiêu đề {level + 1}”, để người nghe "
                    "trang bằng máy đọc theo được các mục."
                )
                yield Hint(HintKind.HEADING_JUMP, piece.place, 0, len(piece.text), piece.text, reason)
            level = piece.level


def empty_link_words(piece: Piece) -> Iterator[Hint]:
    """Yield a hint for every link whose words do not say where it leads."""
    for link in piece.links:
        said = piece.text[link.start : link.end]
        plain = fold(said).strip(" .,:;()»>")
        bare = plain.startswith(("http://", "https://", "www."))
        if plain in _EMPTY_WORDS or bare:
            what = "Địa chỉ trần đọc lên rất khó nghe." if bare else f"“{said.strip()}” không nói liên kết dẫn tới đâu."
            reason = f"{what} Gắn liên kết vào tên trang hoặc việc người đọc sẽ làm."
            yield Hint(HintKind.LINK_WORDS, piece.place, link.start, link.end, said, reason)


def capitals(piece: Piece) -> Iterator[Hint]:
    """Yield a hint for a paragraph in capitals; the mend keeps the first letter only, names are for the writer."""
    letters = [character for character in piece.text if character.isalpha()]
    if len(words(piece.text)) < thresholds().capitals_from_words or not letters:
        return
    if sum(character.isupper() for character in letters) < _SHARE_OF_CAPITALS * len(letters):
        return
    reason = "Cả đoạn viết hoa đọc chậm hơn và như đang quát. Viết thường, rồi xem lại tên riêng."
    lowered = piece.text.strip().lower()
    mend = Mend(0, len(piece.text), lowered[:1].upper() + lowered[1:])
    yield Hint(HintKind.CAPITALS, piece.place, 0, len(piece.text), piece.text, reason, mend)
