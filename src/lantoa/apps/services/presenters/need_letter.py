"""The list of what is to be done as a letter to oneself, and as a short message."""

from lantoa.apps.services.presenters.need_walk import NeedWalk, PaperLine, ProcedureLine
from lantoa.core.viettext import fold

_FOOT = (
    "Thư này do chính bạn (hoặc người biết địa chỉ của bạn) yêu cầu ở trang “Tôi cần…”. Địa chỉ của bạn đã được xóa "
    "trong vòng một giờ sau khi gửi; sẽ không có thư nào nữa. Thông tin có thể thay đổi: hãy mở lại địa chỉ ở trên "
    "trước khi đi nộp hồ sơ."
)


def letter_text(page: NeedWalk, *, address: str) -> str:
    """Return the list as plain text with boxes to tick, and the address at which it is always up to date."""
    outcome = page.outcome
    if outcome is None:
        return f"{page.title}\n\nTrả lời tiếp ở: {address}\n\n{_FOOT}\n"
    parts = [page.title.upper(), f"Xem và in: {address}"]
    if outcome.advice:
        parts.append("CẦN BIẾT TRƯỚC\n" + "\n".join(f"- {words}" for words in outcome.advice))
    if outcome.procedures:
        parts.append("THỦ TỤC\n" + "\n".join(_procedure(line) for line in outcome.procedures))
    parts += _papers("GIẤY TỜ PHẢI MANG", outcome.papers)
    parts += _papers("GIẤY TỜ CHỈ CẦN TRONG MỘT SỐ TRƯỜNG HỢP", outcome.papers_sometimes)
    parts += _sums("PHÍ, LỆ PHÍ", outcome.fees, outcome.fees_unknown)
    parts += _sums("THỜI GIAN GIẢI QUYẾT", outcome.days, outcome.days_unknown)
    if outcome.places:
        parts.append("ĐẾN ĐÂU\n" + "\n".join(f"- {where}\n  {titles}" for where, titles in outcome.places))
    if page.answered:
        parts.append("BẠN ĐÃ TRẢ LỜI\n" + "\n".join(f"- {line.question} {line.answer}" for line in page.answered))
    return "\n\n".join([*parts, page.checked, _FOOT]) + "\n"


def _procedure(line: ProcedureLine) -> str:
    facts = "".join(f"\n    {term}: {words}" for term, words in line.facts)
    return f"[ ] {line.number}. {line.title}{facts}"


def _papers(title: str, papers: tuple[PaperLine, ...]) -> list[str]:
    if not papers:
        return []
    return [f"{title}\n" + "\n".join(f"[ ] {paper.name}\n    Cho: {'; '.join(paper.uses)}" for paper in papers)]


def _sums(title: str, known: str, unknown: tuple[str, ...]) -> list[str]:
    lines = [known] if known else []
    if unknown:
        lines += ["Chưa cộng được:", *(f"- {words}" for words in unknown)]
    return [f"{title}\n" + "\n".join(lines)] if lines else []


def short_message(page: NeedWalk, *, address: str) -> str:
    """Return what fits a short message: letters without marks, which cost less, and the address.

    >>> from types import SimpleNamespace
    >>> short_message(SimpleNamespace(title="Tôi cần sinh con"), address="https://x.vn/toi-can/sinh-con/?c1=2")
    'Toi can sinh con: danh sach giay to, noi den: https://x.vn/toi-can/sinh-con/?c1=2'
    """
    words = fold(page.title)
    return f"{words[:1].upper()}{words[1:60]}: danh sach giay to, noi den: {address}"
