"""What a sentence asks for the running of the programme itself and not for the public: reports, follow-up, funds."""

import re

from .addressing import subject_span
from .plain import plain

_REPORT = (
    r"bao cao(?! vien)\b|che do (?:thong tin\W+)?bao cao\b|ket qua (?:[^\W\d]+\W+){0,8}?(?:gui|bao cao)\b|"
    r"gui (?:\w+ ){0,3}?(?:bao cao|ke hoach|ket qua|so lieu|danh sach|van ban)\b"
)
_LEAD = (
    r"(?:va\s+|dinh ky(?:\s[^;,]{0,60})?,?\s+|(?:hang|truoc) [^;,]{0,40},\s*|"
    r"(?:thuc hien|kip thoi|khan truong|nghiem tuc|thoi gian)\s+){0,4}"
)
_REPORTING = re.compile(
    rf"{_LEAD}(?:(?:tong hop|tong ket|so ket|danh gia|xay dung|lap|thong ke)\W+(?:va\s+)?){{0,3}}(?:{_REPORT})"
)
_FOLLOW_UP = re.compile(
    rf"{_LEAD}(?:(?:la )?(?:co quan |don vi )?(?:dau moi|chu tri|co trach nhiem|giup \w+ \w+)\W+)*"
    r"(?:theo doi|don doc|tong hop|kiem tra|giam sat|ra soat)\b"
)
_FUNDS = re.compile(
    r"(?:(?:chu tri|phoi hop|tham muu|can cu kha nang)\b[^;]{0,80}?)?"
    r"(?:(?:can doi|bo tri|tham dinh|cap|bao dam|dam bao|lap du toan)\b[^;]{0,40}\b)?(?:kinh phi|du toan)\b"
)
_ADVICE = re.compile(r"tham muu\b(?![^;]*\b(?:tuyen truyen|truyen thong)\b)[^;]{0,120}\bban hanh\b")
_FORCE = re.compile(
    r"chiu trach nhiem (?:to chuc )?(?:thi hanh|thuc hien) (?:quyet dinh|nghi quyet|chi thi)\b|"
    r"(?:quyet dinh|nghi quyet|chi thi|quy che) nay co hieu luc\b|\bban hanh kem theo (?:quyet dinh|nghi quyet) nay\b"
)
_TO_PUBLISH = re.compile(
    r"[,;]\s*(?:va\s+)?(?:dang|phat|tuyen truyen|truyen thong|pho bien|cong khai|niem yet|dua tin)\b"
)
_REPORT_CLAUSE = re.compile(rf"[,;]\s+(?:dong thoi,?\s+)?(?={_REPORTING.pattern})[^;]*")
_REQUEST = re.compile(r"[^,;.]\s(?:de nghi|yeu cau)\s(?!.*\b(?:de nghi|yeu cau)\s)")
_MAX_LENGTH = 600


def is_office_work(sentence: str) -> bool:
    """Whether all that the sentence asks, whoever it names, is office work; the first 600 letters decide.

    >>> is_office_work("Các đơn vị gửi báo cáo về Sở trước ngày 20/12."), is_office_work("Đăng tin; báo cáo về Sở.")
    (True, False)
    """
    request = _REQUEST.search(plain(sentence[:_MAX_LENGTH]))
    if request is not None and is_office_work(sentence[request.end() :]):
        return True
    end = subject_span(sentence)[1]
    clauses = [clause.strip(" :.,-") for clause in plain(sentence[end : end + _MAX_LENGTH]).split(";")]
    clauses = [clause for clause in clauses if clause]
    if not clauses or _TO_PUBLISH.search("; ".join(clauses)):
        return False
    if all(
        _REPORTING.match(clause) or _FUNDS.match(clause) or _ADVICE.match(clause) or _FORCE.search(clause)
        for clause in clauses
    ):
        return True
    is_followed = all(_REPORTING.match(clause) or _FOLLOW_UP.match(clause) for clause in clauses)
    return is_followed and "bao cao" in "; ".join(clauses)


def without_reports(sentence: str) -> str:
    """The sentence without the clauses that ask for a report: their days are not those of the work itself.

    >>> without_reports("Đăng 02 bài trước ngày 10/6; báo cáo kết quả về Sở trước ngày 20/6.")
    'Đăng 02 bài trước ngày 10/6'
    """
    kept, start = [], 0
    for match in _REPORT_CLAUSE.finditer(plain(sentence)):
        kept.append(sentence[start : match.start()])
        start = match.end()
    return "".join([*kept, sentence[start:]])
