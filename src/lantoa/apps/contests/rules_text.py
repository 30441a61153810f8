"""The rules page (thể lệ) as words: written from the sealed data alone, so that it cannot disagree with it."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils import timezone

from lantoa.apps.agencies.models import AgencyKind
from lantoa.apps.contests.models.bank import Difficulty
from lantoa.apps.contests.models.contest import Audience
from lantoa.core.viettext import format_number

Rules = Mapping[str, Any]

_TIES = {
    "prediction": "người dự đoán gần con số thật hơn đứng trước; không dự đoán thì đứng sau người có dự đoán",
    "seconds": "người làm bài nhanh hơn, tính bằng giây, đứng trước",
    "received": "người nộp bài sớm hơn đứng trước",
}
_PREDICTIONS = {
    "none": "Không có câu dự đoán.",
    "entrants": "Mỗi đề có thêm một câu dự đoán: có bao nhiêu người thi trong vòng. Số người thi được giấu kín đến khi "
    "vòng đóng.",
    "perfect": "Mỗi đề có thêm một câu dự đoán: có bao nhiêu người trả lời đúng tất cả các câu trong vòng. Số người "
    "thi được giấu kín đến khi vòng đóng.",
}
_UNITS = {
    "none": "Không xếp hạng đơn vị.",
    "participation": "Đơn vị xếp hạng theo tỷ lệ tham gia: số người thi của đơn vị chia cho sĩ số của đơn vị, trong "
    "từng nhóm đơn vị cùng loại.",
    "average": "Đơn vị xếp hạng theo điểm trung bình của người thi của đơn vị, trong từng nhóm đơn vị cùng loại.",
    "both": "Đơn vị xếp hạng theo tỷ lệ tham gia (số người thi chia cho sĩ số) và theo điểm trung bình của người thi, "
    "trong từng nhóm đơn vị cùng loại.",
}


@dataclass(frozen=True, slots=True)
class RulesSection:
    """One section of the rules: its title and its lines; a line is a whole sentence or an entry of a list."""

    title: str
    lines: tuple[str, ...]


def rules_text(rules: Rules) -> list[RulesSection]:
    """Return the rules in words, section by section. No query: all is in the data (queries.rules.rules_of)."""
    sections = [
        ("Cuộc thi", _about(rules)),
        ("Ai được dự thi", _who(rules)),
        ("Thời gian", _times(rules["rounds"])),
        ("Đề thi", _papers(rules)),
        ("Làm bài và nộp bài", _taking(rules)),
        ("Xếp hạng", _ranking(rules)),
        ("Giải thưởng", _prizes(rules["prizes"])),
        ("Dữ liệu cá nhân", _privacy(rules)),
        ("Liên hệ", [rules["contact"] or "Thể lệ không ghi nơi liên hệ."]),
    ]
    return [RulesSection(title, tuple(lines)) for title, lines in sections]


def rules_changes(before: Rules, after: Rules) -> list[str]:
    """Return what a later version of the rules says otherwise, a line each, in the order of the rules."""
    changes = []
    for old, new in zip(rules_text(before), rules_text(after), strict=True):
        changes += [f"{new.title}: bỏ “{line}”" for line in old.lines if line not in new.lines]
        changes += [f"{new.title}: thêm “{line}”" for line in new.lines if line not in old.lines]
    return changes


def moment_words(iso: str) -> str:
    """Return a moment of the rules as people write it, by the clock of the province.

    >>> moment_words("2025-10-01T01:00:00+00:00"), moment_words("2025-10-07T16:59:59+00:00")
    ('08 giờ 00 ngày 01/10/2025', '23 giờ 59 phút 59 giây ngày 07/10/2025')
    """
    moment = timezone.localtime(datetime.fromisoformat(iso))
    if not moment.second and not moment.microsecond:
        return f"{moment:%H giờ %M ngày %d/%m/%Y}"
    part = f",{moment.microsecond:06d}" if moment.microsecond else ""
    return f"{moment:%H giờ %M phút %S}{part} giây ngày {moment:%d/%m/%Y}"


def _about(rules: Rules) -> list[str]:
    lines = [f"Tên cuộc thi: {rules['title']}.", f"Đơn vị tổ chức: {rules['organiser']}."]
    return [*lines, rules["introduction"]] if rules["introduction"] else lines


def _audiences(names: Iterable[str]) -> str:
    return " và ".join(Audience(name).label for name in names)


def _who(rules: Rules) -> list[str]:
    lines = [f"Người dự thi: {_audiences(rules['audiences'])}."]
    least, most = rules["least_age"], rules["most_age"]
    if least is not None:
        lines.append(f"Từ đủ {least} tuổi trở lên.")
    if most is not None:
        lines.append(f"Đến hết {most} tuổi.")
    if rules["place"]:
        lines.append(f"Nơi ở: {rules['place']}.")
    lines.append(
        "Thành viên Ban tổ chức, tổ giúp việc, người soạn và người duyệt câu hỏi không được dự thi."
        if rules["organisers_barred"]
        else "Thành viên Ban tổ chức cũng được dự thi."
    )
    lines.append("Mỗi người đăng ký một lần, bằng một số điện thoại, địa chỉ thư điện tử hoặc tài khoản công vụ.")
    return lines


def _times(rounds: Sequence[Rules]) -> list[str]:
    count = f"Cuộc thi có {len(rounds)} vòng. Giờ tính theo đồng hồ của máy chủ."
    return [
        count,
        *(
            f"Vòng {round_['number']}, {round_['title']}: mở lúc {moment_words(round_['opens_at'])}, đóng lúc "
            f"{moment_words(round_['closes_at'])}."
            for round_ in rounds
        ),
    ]


def _papers(rules: Rules) -> list[str]:
    lines = []
    for round_ in rules["rounds"]:
        for audience in dict.fromkeys(quota["audience"] for quota in round_["quotas"]):
            quotas = [quota for quota in round_["quotas"] if quota["audience"] == audience]
            total = sum(quota["questions"] for quota in quotas)
            parts = ", ".join(_quota(quota) for quota in quotas)
            lines.append(f"{round_['title']}, đề cho {Audience(audience).label}: {total} câu, gồm {parts}.")
    lines.append(
        "Câu hỏi của mỗi đề được rút ngẫu nhiên bằng số gốc đã niêm phong trước khi vòng mở; mỗi câu đúng một điểm."
    )
    lines.append(
        "Thứ tự các phương án được đảo riêng cho từng đề."
        if rules["shuffles_options"]
        else "Thứ tự các phương án giống nhau ở mọi đề."
    )
    lines.append(_PREDICTIONS[rules["prediction"]])
    return lines


def _quota(quota: Rules) -> str:
    kind = f" loại {Difficulty(quota['difficulty']).label}" if quota["difficulty"] else ""
    return f"{quota['questions']} câu{kind} từ ngân hàng “{quota['bank']}”"


def _taking(rules: Rules) -> list[str]:
    attempts = rules["attempts_allowed"]
    lines = [
        "Mỗi người thi một lượt ở mỗi vòng."
        if attempts == 1
        else f"Mỗi người được thi đến {attempts} lượt ở mỗi vòng; lượt cao nhất được tính."
    ]
    minutes = rules["minutes_allowed"]
    lines.append(
        "Không giới hạn thời gian làm bài; bài phải nộp trước khi vòng đóng."
        if minutes is None
        else f"Thời gian làm bài: {minutes} phút kể từ khi bắt đầu, và không quá giờ đóng của vòng."
    )
    lines.append(
        "Hết giờ thì những câu trả lời đã lưu được nộp thay. Nộp xong, người thi nhận phiếu nộp bài có mã để đối chiếu."
    )
    return lines


def _ranking(rules: Rules) -> list[str]:
    ties = rules["tie_breaks"]
    lines = ["Xếp hạng riêng từng vòng, riêng từng đối tượng; điểm cao hơn đứng trước."]
    lines += [f"Bằng điểm, xét thứ {place}: {_TIES[tie]}." for place, tie in enumerate(ties, start=1)]
    lines.append(
        "Vẫn bằng nhau thì bốc thăm bằng số gốc đã niêm phong và mã khóa sổ; ai cũng tính lại được." if ties else
        "Bằng điểm thì bốc thăm bằng số gốc đã niêm phong và mã khóa sổ; ai cũng tính lại được."
    )  # fmt: skip
    return [*lines, _UNITS[rules["unit_ranking"]]]


def _prizes(prizes: Sequence[Rules]) -> list[str]:
    if not prizes:
        return ["Thể lệ không ghi giải thưởng."]
    return [f"{prize['name']}: {_winner(prize)}, {_ranks(prize)}; {_worth(prize)}." for prize in prizes]


def _winner(prize: Rules) -> str:
    if prize["winner"] == "unit":
        kind = prize["unit_kind"]
        return f"đơn vị thuộc nhóm {AgencyKind(kind).label}" if kind else "đơn vị"
    audience = f", {Audience(prize['audience']).label}" if prize["audience"] else ""
    return f"cá nhân{audience}, ở mỗi vòng"


def _ranks(prize: Rules) -> str:
    first, last = prize["first_rank"], prize["last_rank"]
    return f"hạng {first}" if first == last else f"từ hạng {first} đến hạng {last}"


def _worth(prize: Rules) -> str:
    money = f"{format_number(prize['amount_dong'])} đồng" if prize["amount_dong"] is not None else ""
    return " và ".join(part for part in (money, prize["note"]) if part) or "phần thưởng do Ban tổ chức quyết định"


def _privacy(rules: Rules) -> list[str]:
    return [
        f"Họ tên, liên hệ và năm sinh được giữ {rules['keeps_months']} tháng sau khi cuộc thi kết thúc, rồi tự xóa.",
        "Danh sách kết quả để kiểm tra lại không có họ tên hay liên hệ; mỗi người là một mã.",
        "Người thi xem, tải về hoặc xin xóa dữ liệu của mình bất cứ lúc nào.",
    ]
