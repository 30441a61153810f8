"""Questions proposed from the sentences of a text: each asks for a fact that its sentence states, and for nothing else.

A fact is a value that can be checked: a number with its unit (fee, time, share, count), a day, the number of a
document, the agency that answers. The wrong options are values of the same kind that stand in the same text (or, for
agencies, among the names given); with fewer than three of them a choice is not proposed. What needs the sentences
around it to be understood is left out. A person reads every proposal before it becomes a question.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from lantoa.core.viettext import accent_key, to_nfc

from .question_facts import AgencyNames, Fact, Value, names_in, names_told, same_form, shown, size_of, values_in

GAP = "……"
DISTRACTORS = 3
_LEAST_WORDS, _MOST_WORDS = 8, 42


@dataclass(frozen=True, slots=True)
class Proposal:
    """A proposed question. `kind`: single, true_false or number; `key` as contests store it; `sentence` is where it
    comes from, word for word.
    """

    fact: Fact
    kind: str
    text: str
    options: tuple[str, ...]
    key: object
    sentence: str


# Sentences that lean on the ones around them, are somebody's speech, or tell of an invented case.
_LEANS = re.compile(
    r"^(?:đây|đó|điều (?:này|đó)|việc (?:này|đó)|theo đó|ngoài ra|trong đó|qua đó|nhờ (?:đó|vậy)|từ đó|vì (?:vậy|thế)"
    r"|do (?:đó|vậy)|bên cạnh đó|tuy nhiên|nhưng|riêng|còn|sau đó|trước đó|khi đó|lúc đó|kết quả|ông|bà|anh|chị"
    r"|cô|chú"
    r"|em|tôi|chúng tôi|họ|nó|vậy|và|trân trọng|kính gửi|căn cứ|nơi nhận|số|cuối cùng|đồng thời|thứ (?:nhất|hai"
    r"|ba|tư)"
    r"|theo đề nghị|xét|thực hiện|trên cơ sở|tiếp theo|đến nay|hiện nay|sáng|chiều|tối"
    r"|(?:sở|bộ|ủy ban|ban|phòng|cục|đơn vị|trường|cơ quan) (?:đã|sẽ|cũng|vừa))\b"
)
# Items of a list of orders: they have no subject, so one cannot tell who is meant.
_ORDERS = re.compile(
    r"^(?:đăng|tổng hợp|xây dựng|chỉ đạo|tham mưu|chủ trì|đề nghị|yêu cầu|phối hợp|tổ chức|gửi|báo cáo|ghi nhận"
    r"|đăng tải"
    r"|tuyên truyền|hoàn thành|làm|hãy|đến|triển khai|tiếp tục|tăng cường|rà soát|bảo đảm|đảm bảo|phấn đấu"
    r"|duy trì|in|treo"
    r"|dán|cung cấp|hướng dẫn|kiểm tra|giao|cử|bố trí|trong \d+)\b"
)
# Deadlines of one letter and meetings of one day are no knowledge.
_PASSING = re.compile(
    r"(?:gửi|báo cáo|đăng ký|nộp)\b[^.]*\b(?:về|trước|chậm nhất)\b|đồng chí|cuộc họp|hội nghị|làm việc với"
    r"|giao ban|tham dự"
)
_LASTING_DAY = re.compile(
    r"có hiệu lực|thông qua|ban hành|chính thức|là ngày|bắt đầu|kể từ|từ ngày|trước ngày|chậm nhất|đến hết"
    r"|thành lập|công bố"
)
# A number is knowledge where a rule, a price or a yearly measure gives it; counts of one event are news of a day.
_RULED = re.compile(
    r"thời hạn|\bphí\b|mức thu|không quá|tối đa|tối thiểu|ít nhất|chậm nhất|quy định|phải\b|\bđược (?:nghỉ|hưởng)"
    r"|kể từ|trong vòng|từ đủ|hằng năm|mỗi năm|hằng quý|mỗi quý|thang điểm|\bgồm\b|mức phạt|phạt tiền|có quyền"
    r"|\bđể khiếu nại"
    r"|(?:dành cho|dự thi|người dân|công dân).{0,60}từ \d+ tuổi|mỗi (?:tuần|đợt|đề|câu|bài|giải|người|lượt)|thời gian"
)
_MEASURED = re.compile(
    r"năm (?:19|20)\d\d\b.*(?:chỉ số|\bpci\b|papi|par index|sipas|dti|mức hài lòng|mức độ hài lòng|điểm)"
    r"|đến năm 20\d\d"
)
_YEAR = re.compile(r"\b(?:19|20)\d\d\b")
_NEWS = re.compile(
    r"đã (?:hỗ trợ|tiếp nhận|giải quyết|đăng|cấp|tổ chức|phát|có|đưa)|lượt người|vừa|khởi tố|bị cáo|cáo trạng|khoảng"
    r"|sau (?:một|hai|ba|bốn|năm|sáu|tám|\d+) (?:ngày|tuần|tháng|năm)|trong (?:ngày|tuần|tháng|quý|buổi)"
    r"|(?:tháng|quý) đầu năm|gần \d|hơn \d|bình quân|trung bình|theo (?:thống kê|khảo sát|báo cáo)|cho biết|cho thấy"
    r"|yêu cầu khắc phục|ngày đầu|năm qua|qua kiểm tra|tính đến|tròn|kinh phí|dự tuyển|thí sinh|cái khó|trước mắt"
    r"|từ đầu năm|bước thứ|giảm từ|kỳ in|giải tuần|đợt thi|trọng tâm"
)
_POINTS = re.compile(
    r"\b(?:này|nói trên|nêu trên|trên đây|như sau|dưới đây|sau đây|ông ấy|bà ấy|anh ấy|chị ấy|ở trên|tại đây"
    r"|hôm nay|hôm qua"
    r"|sáng nay|chiều nay|minh họa|tôi|chúng tôi|bạn ấy|đại biểu|phụ lục|cùng kỳ|(?:ngày|năm|tháng|lúc|khi) (?:đó"
    r"|ấy|kia)|năm (?:trước|ngoái|nay)|tháng (?:trước|này))\b"
)
_ACTS = (
    r"chủ trì|phối hợp|có trách nhiệm|chịu trách nhiệm|tiếp nhận|giải quyết|thẩm định|ban hành|công bố|hướng dẫn"
    r"|theo dõi|tổng hợp"
    r"|kiểm tra|thanh tra|tham mưu|quy định|phê duyệt|đánh giá|quản lý|vận hành|xây dựng|tổ chức|cấp|trả kết quả"
    r"|trả lời"
    r"|đôn đốc|làm đầu mối|là cơ quan|thực hiện"
)
_AFTER_AGENCY = re.compile(rf"\s+(?:(?:sẽ|phải|được giao|là cơ quan|là đầu mối)\s+)?(?:{_ACTS})\b")


def propose_questions(sentences: Iterable[str], *, agencies: Sequence[str] = ()) -> list[Proposal]:
    """Return the questions that the sentences bear, in their order, at most one for each sentence.

    `agencies`: names by which agencies are known. Of two facts in a sentence the rarer kind counts: a document number,
    then a day, a number, an agency.

    >>> text = ["Thời hạn giải quyết thủ tục cấp lại giấy khai sinh là 3 ngày làm việc."]
    >>> (one,) = propose_questions(text)
    >>> one.kind, one.text, one.key
    ('number', 'Điền số còn thiếu: “Thời hạn giải quyết thủ tục cấp lại giấy khai sinh là …… ngày làm việc.”', '3')
    """
    known = AgencyNames(agencies)
    lines = list(dict.fromkeys(" ".join(to_nfc(sentence).split()).lstrip("-+•*– ").strip() for sentence in sentences))
    found = [(line, list(values_in(line, known))) for line in lines]
    pools = _pools(found, known)
    told = names_told(lines)
    proposals: list[Proposal] = []
    asked: set[str] = set()
    for line, values in found:
        proposals += _ask_names(line, told, asked)
        if _stands_alone(line) and (proposal := _proposal(line, values, pools)):
            proposals.append(proposal)
    return proposals


def _ask_names(line: str, told: dict[str, str], asked: set[str]) -> list[Proposal]:
    """Return a question for each abbreviation a sentence explains, when the text explains three others."""
    found = []
    for short, full in names_in(line):
        others = [name for known, name in told.items() if known != short and accent_key(name) != accent_key(full)]
        if short in asked or len(others) < DISTRACTORS:
            continue
        asked.add(short)
        options = _spread([full, *others[:DISTRACTORS]])
        found.append(Proposal(Fact.NAME, "single", f"“{short}” là gì?", options, [options.index(full)], line))
    return found


def _pools(found: Iterable[tuple[str, Sequence[Value]]], names: AgencyNames) -> dict[tuple[Fact, str], list[str]]:
    """Return the different values of each kind and family, in the order of the text."""
    pools: dict[tuple[Fact, str], list[str]] = {}
    for _, values in found:
        for value in values:
            pool = pools.setdefault((value.fact, _family(value)), [])
            if same_form(value.fact, value.words) not in {same_form(value.fact, known) for known in pool}:
                pool.append(value.words)
    # Names of the register stand in for agencies that the text does not name: they are as real.
    for name in names.all:
        pool = pools.setdefault((Fact.AGENCY, name.split()[0]), [])
        if name not in pool:
            pool.append(name)
    return pools


def _family(value: Value) -> str:
    return "" if value.fact is Fact.DAY else value.family


def _stands_alone(line: str) -> bool:
    """Return whether a sentence is whole and says what it says without the ones around it."""
    words = line.split()
    if not _LEAST_WORDS <= len(words) <= _MOST_WORDS or not line[0].isupper() or line[-1] not in ".!":
        return False
    lowered = line.lower()
    if _LEANS.match(lowered) or _ORDERS.match(lowered) or _POINTS.search(lowered) or _PASSING.search(lowered):
        return False
    return "“" not in line and "?" not in line and line.count("(") == line.count(")") and ":" not in line


def _proposal(line: str, values: Sequence[Value], pools: dict[tuple[Fact, str], list[str]]) -> Proposal | None:
    for fact in (Fact.DOCUMENT, Fact.DAY, Fact.NUMBER, Fact.AGENCY):
        of_kind = [value for value in values if value.fact is fact]
        if not of_kind:
            continue
        value = of_kind[0]
        # A value that is told twice would be read off the sentence itself.
        if line.lower().count(value.words.lower()) > 1:
            continue
        if fact is Fact.NUMBER and not _is_knowledge(line, value):
            continue
        if fact is Fact.DAY and not _LASTING_DAY.search(line.lower()):
            continue
        if proposal := (_ask_agency if fact is Fact.AGENCY else _ask_value)(line, value, pools):
            return proposal
    return None


def _is_knowledge(line: str, value: Value) -> bool:
    """Return whether a number is worth knowing: a rule, a price, a yearly measure, and not a count of one event."""
    lowered = line.lower()
    before = lowered[: value.start].rstrip()
    if _NEWS.search(lowered) or before.endswith(("tăng", "giảm", "còn", "cao hơn", "thấp hơn")):
        return False
    if value.family == "tuổi" and not before.endswith(("từ", "đủ", "dưới", "trên", "đến")):
        return False
    if value.family in ("%", "phần trăm", "điểm") and not _YEAR.search(lowered):
        return False
    return _MEASURED.search(lowered) is not None or _RULED.search(lowered) is not None


def _others(value: Value, line: str, pools: dict[tuple[Fact, str], list[str]]) -> list[str]:
    """Return other values of the same kind, the nearest of its family first, that the sentence itself does not name."""
    pool = pools.get((value.fact, _family(value)), [])
    own, lowered = same_form(value.fact, value.words), accent_key(line)
    return [words for words in pool if same_form(value.fact, words) != own and accent_key(words) not in lowered]


def _ask_value(line: str, value: Value, pools: dict[tuple[Fact, str], list[str]]) -> Proposal | None:
    rest = line[: value.start] + GAP + line[value.end :]
    others = _others(value, line, pools)
    if value.fact is Fact.NUMBER and len(others) < DISTRACTORS:
        return Proposal(Fact.NUMBER, "number", f"Điền số còn thiếu: “{rest}”", (), value.words, line)
    if len(others) >= DISTRACTORS:
        unit = f" {value.family}" if value.fact is Fact.NUMBER else ""
        options = _spread([shown(value.fact, words) + unit for words in [value.words, *_closest(value, others)]])
        gap = line[: value.start] + GAP + line[value.end + (len(_unit_after(line, value)) if unit else 0) :]
        key = options.index(shown(value.fact, value.words) + unit)
        return Proposal(value.fact, "single", f"Chọn nội dung đúng cho chỗ trống: “{gap}”", options, [key], line)
    if others and value.fact in (Fact.DOCUMENT, Fact.DAY):
        said = line[: value.start] + shown(value.fact, others[0]) + line[value.end :]
        is_true = len(line) % 2 == 0  # half of them are left as they are, whatever the text
        return Proposal(value.fact, "true_false", f"Đúng hay sai: “{line if is_true else said}”", (), is_true, line)
    return None


def _unit_after(line: str, value: Value) -> str:
    found = re.match(rf"\s?{re.escape(value.family)}", line[value.end :])
    return found[0] if found else ""


def _closest(value: Value, others: Sequence[str]) -> list[str]:
    """Return the three others that are nearest in size, for numbers; else the first three of the text."""
    if value.fact is Fact.NUMBER:
        own = size_of(value.words)
        return sorted(sorted(others, key=lambda words: (abs(size_of(words) - own), words))[:DISTRACTORS])
    return list(others[:DISTRACTORS])


def _ask_agency(line: str, value: Value, pools: dict[tuple[Fact, str], list[str]]) -> Proposal | None:
    """Ask which agency does what a sentence says that begins with it."""
    after = line[value.end :]
    if value.start != 0 or not _AFTER_AGENCY.match(after):
        return None
    others = _others(value, line, pools)
    if len(others) < DISTRACTORS:
        return None
    options = _spread([value.words, *others[:DISTRACTORS]])
    text = f"Cơ quan nào {after.strip().rstrip('.;!')}?"
    return Proposal(Fact.AGENCY, "single", text, options, [options.index(value.words)], line)


def _spread(options: Sequence[str]) -> tuple[str, ...]:
    """Return the options in an order that tells nothing: numbers by size, others by their letters."""
    try:
        return tuple(sorted(options, key=lambda words: size_of(words.split()[0])))
    except ValueError:
        return tuple(sorted(options, key=accent_key))
