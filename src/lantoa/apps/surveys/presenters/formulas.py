"""How each figure of a question came about: the formula with its own numbers, so that anybody can reckon it again."""

from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction

from lantoa.apps.surveys.presenters.result_words import interval_words, mean_words, rounded, share_words
from lantoa.apps.surveys.queries.question_results import BOTH_TELL
from lantoa.apps.surveys.queries.result_records import QuestionResult
from lantoa.core.scoring import Estimate, t_quantile
from lantoa.core.viettext import format_number

FORMULA = (
    "Trọng số của một phiếu = (số lượt giải quyết hồ sơ của nhóm mẫu ÷ tổng số lượt của các nhóm được tính trọng số) ÷ "
    "(số phiếu của nhóm mẫu ÷ tổng số phiếu của các nhóm đó). Nhóm đông người mà ít phiếu thì mỗi phiếu nặng "
    "hơn, nhóm ít "
    "người mà nhiều phiếu thì mỗi phiếu nhẹ hơn."
)
INTERVAL = (
    "Khoảng tin cậy 95%: nếu chọn mẫu lại 100 lần theo cùng một cách thì khoảng 95 lần khoảng này chứa con số "
    "thật. Tỷ lệ "
    "giản đơn dùng công thức Wilson; tỷ lệ có trọng số dùng sai số chuẩn của mẫu phân nhóm (có trừ phần đã hỏi "
    "khi nhóm nhỏ), "
    "đổi ra cỡ mẫu tương đương rồi cũng dùng công thức Wilson; điểm trung bình dùng phân phối Student."
)


@dataclass(frozen=True, slots=True)
class Term:
    """One stratum of a weighted share: N, n, N ÷ n, how many answered and are satisfied, both raised to people."""

    stratum: str
    population: str
    responses: str
    stands_for: str
    answered: str
    counted: str
    raised_answered: str
    raised_counted: str


@dataclass(frozen=True, slots=True)
class Terms:
    """The terms of a weighted share and their sums, whose quotient is the share."""

    rows: tuple[Term, ...]
    answered: str
    counted: str
    share: str


def terms_of(result: QuestionResult) -> Terms | None:
    """Return the weighted share stratum by stratum; None where a stratum is too small for that, or has no weight."""
    share = result.share
    if share is None or not share.is_weighted or not result.by_stratum:
        return None
    rows, whole, counted = [], Fraction(0), Fraction(0)
    for one in result.by_stratum:
        raised = Fraction(one.stratum.population or 0, one.responses)
        whole, counted = whole + raised * one.answered, counted + raised * one.counted
        rows.append(
            Term(
                str(one.stratum), format_number(one.stratum.population or 0), format_number(one.responses),
                _number(raised, 4), format_number(one.answered), format_number(one.counted),
                _number(raised * one.answered), _number(raised * one.counted),
            )
        )  # fmt: skip
    return Terms(tuple(rows), _number(whole), _number(counted), share_words(share.weighted))


def _number(value: Fraction, decimals: int = 2) -> str:
    return format_number(rounded(value, decimals), decimals)


def how_words(result: QuestionResult) -> Iterator[str]:
    """Yield the formulas of a question's figures with their numbers, as sentences."""
    share, mean = result.share, result.mean
    if share is not None and share.simple.value is not None:
        counted, of = round(share.simple.value * share.simple.answered), share.simple.answered
        yield (
            f"Tỷ lệ giản đơn: {format_number(counted)} người hài lòng ÷ {format_number(of)} câu trả lời = "
            f"{share_words(share.simple)}; khoảng tin cậy {interval_words(share.simple.interval)}."
        )
        yield from _weighted(share.weighted)
        yield _chosen(result)
    if mean is not None and mean.simple.value is not None:
        words = f"Điểm trung bình giản đơn {mean_words(mean.simple.value)}"
        if mean.weighted.value is not None:
            words += f", có trọng số {mean_words(mean.weighted.value)}"
        yield f"{words}." + (f" Không có khoảng: {mean.chosen.why}." if mean.chosen.why else "")


def _weighted(weighted: Estimate) -> Iterator[str]:
    sums, error, effective = weighted.sums, weighted.standard_error, weighted.effective
    if weighted.value is None or sums is None or error is None or effective is None:
        return
    yield (
        "Tỷ lệ có trọng số: mỗi phiếu đứng cho (số lượt giải quyết hồ sơ ÷ số phiếu) của nhóm mẫu ấy. Cộng lại được "
        f"{_number(sums.counted)} lượt hài lòng ÷ {_number(sums.whole)} lượt có trả lời = {share_words(weighted)}; "
        f"khoảng tin cậy {interval_words(weighted.interval)}."
    )
    words = (
        f"Sai số chuẩn {format_number(error * 100, 2)} điểm phần trăm. Mẫu giản đơn có cùng sai số ấy cần "
        f"p × (1 − p) ÷ (sai số chuẩn)² = {format_number(sums.as_good, 1)} câu trả lời; khoảng là công thức Wilson với "
        "cỡ mẫu này và "
        f"t = {format_number(t_quantile(sums.freedom), 3)} ({format_number(sums.freedom)} bậc tự do). "
        f"Do trọng số không đều, {format_number(weighted.answered)} câu trả lời đáng giá như "
        f"{format_number(float(effective), 0)} (cỡ mẫu tương đương theo Kish)"
    )
    if weighted.design_effect is not None:
        words += f"; hệ số thiết kế {format_number(weighted.design_effect, 2)}"
    yield f"{words}."


def _chosen(result: QuestionResult) -> str:
    assert result.share is not None
    if result.share.is_weighted:
        return "Số nêu ở đầu là số có trọng số, vì nhóm mẫu nào có phiếu cũng biết số lượt giải quyết hồ sơ."
    if result.share.weighted.why == BOTH_TELL:
        return f"Số nêu ở đầu là số giản đơn, không nêu số có trọng số: {BOTH_TELL}."
    if result.share.weighted.value is None:
        return "Số nêu ở đầu là số giản đơn, vì không nhóm mẫu nào có số lượt giải quyết hồ sơ."
    return (
        "Số nêu ở đầu là số giản đơn, vì có nhóm mẫu chưa rõ số lượt giải quyết hồ sơ; số có trọng số chỉ nói về "
        "các nhóm đã rõ."
    )
