"""The steps of the province's own index in words: what is done, what is to do, what to know."""

from collections.abc import Iterable
from dataclasses import dataclass

from lantoa.apps.indices.models import ScaleVersion
from lantoa.apps.indices.presenters import numbers
from lantoa.apps.indices.queries.local_index import LocalSteps, Placed
from lantoa.core.viettext import format_number

_FEW_NAMES = 8


@dataclass(frozen=True, slots=True)
class Step:
    """One step: its name, whether it is done, and the sentences that say how far it has come."""

    name: str
    is_done: bool
    words: tuple[str, ...]


def step_components(steps: LocalSteps) -> Step:
    """Return how the components add up."""
    scale, parts = steps.edition.scale, steps.readings.parts
    words = [f"{len(parts)} thành phần; cách tính tổng: {scale.get_rule_display()}."]
    problems = []
    if not parts:
        problems.append("Chưa có thành phần nào; hãy thêm vào cây thành phần.")
    if scale.rule == ScaleVersion.Rule.UNKNOWN:
        problems.append("Chưa chọn cách tính tổng: cộng điểm hay trung bình có trọng số.")
    if steps.without_weight:
        problems.append(f"Chưa có trọng số: {_names(part.short_name for part in steps.without_weight)}.")
    elif scale.rule == ScaleVersion.Rule.WEIGHTED_MEAN and parts:
        words.append(weights_words(steps))
    return Step("Thành phần và trọng số", not problems, (*words, *problems))


def weights_words(steps: LocalSteps) -> str:
    """Return what the weights of the total's parts add up to."""
    told = numbers.number_text(steps.weights)
    if steps.weights in (1, 100):
        return f"Trọng số cộng lại được {told}."
    return f"Trọng số cộng lại được {told}, không phải 100 hay 1: vẫn tính theo tỷ lệ, nhưng nên xem lại."


def step_entities(steps: LocalSteps) -> Step:
    """Return who is to be measured."""
    kinds: dict[str, int] = {}
    for entity in steps.entities:
        kind = str(entity.get_kind_display())
        kinds[kind] = kinds.get(kind, 0) + 1
    if not kinds:
        none = f"Chưa có đối tượng nào trong tỉnh của năm {steps.edition.year_measured}; hãy tạo từ danh bạ cơ quan."
        return Step("Sở, ngành, địa phương", False, (none,))
    return Step("Sở, ngành, địa phương", True, tuple(f"{count} {kind}." for kind, count in kinds.items()))


def step_samples(steps: LocalSteps) -> Step:
    """Return how many answered."""
    readings = steps.readings
    least = "Chưa đặt số phiếu tối thiểu, nên ai cũng có tổng điểm."
    if readings.minimum is not None:
        least = f"Số phiếu tối thiểu: {format_number(readings.minimum)}."
    words = [least, f"Đã ghi số phiếu của {len(readings.answers)} đối tượng."]
    if readings.minimum is not None and readings.without_sample:
        words.append(f"Chưa ghi số phiếu: {_names(entity.short_name for entity in readings.without_sample)}.")
    if readings.too_few:
        short = _names(entity.short_name for entity in readings.too_few)
        words.append(f"Chưa đủ phiếu, sẽ không có điểm: {short}.")
    done = readings.minimum is None or not readings.without_sample
    return Step("Số phiếu và mức tối thiểu", done and bool(readings.answers), tuple(words))


def step_means(steps: LocalSteps) -> Step:
    """Return how many means came in."""
    if not steps.readings.entities:
        return Step("Điểm trung bình khảo sát", False, ("Chưa có điểm trung bình nào; hãy nhập từ Excel, CSV.",))
    words = [f"Đã có điểm của {len(steps.readings.entities)} đối tượng."]
    for entity, parts in steps.missing[:_FEW_NAMES]:
        words.append(f"{entity.short_name} còn thiếu: {_names(part.short_name for part in parts)}.")
    if len(steps.missing) > _FEW_NAMES:
        words.append(f"Và {len(steps.missing) - _FEW_NAMES} đối tượng khác còn thiếu.")
    return Step("Điểm trung bình khảo sát", not steps.missing, tuple(words))


def step_totals(steps: LocalSteps) -> Step:
    """Return whether totals and ranks are up to date."""
    name = "Tính tổng điểm và thứ hạng"
    if steps.why_not:
        return Step(name, False, (f"Chưa tính được. {steps.why_not}",))
    if steps.to_change:
        return Step(name, False, (f"{steps.to_change} giá trị sẽ được ghi khi tính.",))
    return Step(name, True, ("Tổng điểm và thứ hạng đúng với điểm trung bình và số phiếu đang có.",))


def step_public(steps: LocalSteps) -> Step:
    """Return whether everybody sees it."""
    if steps.edition.opened_at:
        return Step("Đưa ra công khai", True, ("Kỳ này đang công khai.",))
    return Step("Đưa ra công khai", False, ("Chưa công khai; xem trước rồi mới mở.",))


def placed_words(one: Placed) -> str:
    """Return the total and the rank within the kind, or why there is none."""
    return numbers.value_text(one.value) if one.value else "chưa tính"


def sample_words(one: Placed) -> str:
    """Return how many answered, of how many."""
    if one.sample is None:
        return "chưa ghi"
    sent = f"/{format_number(one.sample.sent)}" if one.sample.sent is not None else ""
    return f"{format_number(one.sample.answers)}{sent} phiếu"


def _names(names: Iterable[str]) -> str:
    listed = list(names)
    told = ", ".join(listed[:_FEW_NAMES])
    return f"{told} và {len(listed) - _FEW_NAMES} nữa" if len(listed) > _FEW_NAMES else told
