"""What a directive states about carrying it out: by when, how many, and whether to report."""

import re
from collections.abc import Iterable

from lantoa.core.viettext import sentences

from .agency_words import HEADS, POSITIONS
from .plain import plain

_DAY = (
    r"(?:ngay\s+(?:\d|lam viec|cuoi)|\d{1,2}\s*[/.-]\s*\d{1,2}|\d{1,2}\s?(?:h|gio)|thang\s+\d|thang nay|cuoi thang|"
    r"quy\s+(?:[ivx]+|\d)\b|tuan\s+\d|het nam|cuoi nam)"
)
_DEADLINE = re.compile(
    rf"\b(?:truoc|cham nhat|muon nhat|han cuoi|han chot|thoi han|den het|xong trong|hoan thanh trong|hoan thanh vao|"
    rf"trong thoi gian tu|thoi gian\W+tu|tu ngay)\b[^;]{{0,50}}?\b{_DAY}"
    rf"|\btrong\s+(?:thang\s+\d|quy\s+(?:[ivx]+|\d)\b|tuan\s+\d|(?:vong|thoi han)\s+\d+)"
    rf"|\btrong (?:vong |thoi han )?\d+ (?:ngay|gio|tuan)\b"
    rf"|\bthoi gian(?: thuc hien| hoan thanh| to chuc| dang tai| tuyen truyen| bao cao)?\s*:\s*[^.;]{{0,60}}\d"
    rf"|\b(?:xong|gui|bao cao)[^.;]{{0,80}}\b(?:ngay|truoc)\s+\d"
    rf"|\btu thang\s+\d[^.;]{{0,30}}\bden (?:het )?thang\s+\d|\bden ngay\s+\d"
    rf"|\bngay\s+\d{{1,2}}\s+(?:hang|moi)\s+(?:thang|quy)"
)
_NOT_DEADLINE = re.compile(r"\b(?:tinh den|hieu luc|ke tu ngay)\b")
_UNIT = (
    r"(?:tin|bai|chuyen muc|chuyen trang|chuyen de|phong su|toa dam|clip|video|ban tin|buoi|luot|chuong trinh|cuoc thi|"
    r"hoi thi|to roi|to gap|ap phich|pa\s?-?\s?no|bang ron|infographic|hoi nghi|lop|san pham|tac pham|thong diep|"
    r"so bao|ky|audio|podcast|anh|trang|panel|bang|muc|lan|cuoc|dot)"
)
_NUMBER_WORD = r"(?:mot|hai|ba|bon|nam|sau|bay|tam|chin|muoi)"
_NUMBER = rf"(?:\d{{1,4}}(?:\s*-\s*\d{{1,4}})?(?:\s*\(\s*\w+\s*\))?|{_NUMBER_WORD}(?:\s*\(\s*\d+\s*\))?)"
_EACH = r"(?:moi|hang|dinh ky)\s+(?:tuan|thang|quy|ngay|co quan|don vi|dia phuong)"
_QUANTITY = re.compile(
    rf"\b(?:it nhat|toi thieu|khong duoi|khong it hon|tu)\s+(?:la\s+)?{_NUMBER}\s+{_UNIT}\b"
    rf"|(?<![\d/.,])\d{{1,3}}\s*(?:\(\s*\w+\s*\)\s*)?{_UNIT}\b(?!\s*(?:thang|nam))"
    rf"|\bmoi\s+(?:tuan|thang|quy)\s+{_NUMBER}\s+so\b"
    rf"|\b{_EACH}[^.;]{{0,40}}?\b{_NUMBER}\s+{_UNIT}\b"
)
_PAST = re.compile(r"\bda\b|\bso voi\b|\bdat duoc\b")
_REPORT = re.compile(
    r"\b(?<!toan van )(?<!cong bo )(?<!noi dung )bao cao(?! vien| nghien cuu| so \d| tham tra)\b"
    r"[^.]{0,160}\b(?:ve|gui|ket qua|truoc|dinh ky|tinh hinh|"
    rf"theo quy dinh|day du|kip thoi|tien do|cho|tong hop|lanh dao|cap tren|{HEADS}|{POSITIONS})\b"
    r"|\b(?:gui|dinh ky|tong hop,?|che do|thuc hien|so ket,?|tong ket,?)\s+"
    r"(?:va\s+)?(?:thong tin,?\s+)?bao cao(?! vien)\b"
    r"|\b(?:gui|phan hoi|thong bao|cung cap)\s+(?:\w+\s+){0,4}ket qua(?:\s+\w+){0,8}\s+ve\b"
)
_REPORTS_ITSELF = re.compile(r"tren day la|\b(?:kinh|xin) bao cao\b|\bbao cao[^.]{0,80}nhu sau")
_NEWSPAPER = re.compile(r"\bBáo Cao(?= [A-ZĐ])")  # Báo Cao Bằng reports in its own way
_HEARD = re.compile(r"\b(?:sau khi|tren co so|da)\s+(?:nghe|xem xet)\b[^:]{0,60}?\bbao cao\b")
_REQUESTS = re.compile(r"\b(?:de nghi|yeu cau|giao)\b")
_MAX_SENTENCE = 3000


def read_asked(paragraphs: Iterable[str]) -> frozenset[str]:
    """Which of "deadline", "quantity", "reporting" the content of a directive states.

    - deadline: a day, week, month or quarter by which to act or report ("trước ngày 15/12", "chậm nhất", "trong
      quý II", "từ ngày … đến ngày …"); a period in a document's name ("giai đoạn 2021-2025") is none;
    - quantity: a number of items asked ("ít nhất 02 tin, bài mỗi tháng"); what has been done already is none;
    - reporting: a report asked of the recipients.

    >>> sorted(read_asked(["Đăng ít nhất 02 tin, bài; báo cáo kết quả về Sở trước ngày 15/12/2024."]))
    ['deadline', 'quantity', 'reporting']
    >>> sorted(read_asked(["Tuyên truyền dịch vụ công mức độ 3, mức độ 4 giai đoạn 2021-2025 trong năm 2023."]))
    []
    """
    found: set[str] = set()
    for paragraph in paragraphs:
        for sentence in sentences(paragraph):
            words = _HEARD.sub(" ", plain(_NEWSPAPER.sub("Báo", sentence[:_MAX_SENTENCE])))
            if _DEADLINE.search(words) and not _NOT_DEADLINE.search(words):
                found.add("deadline")
            if _QUANTITY.search(words) and not _PAST.search(words):
                found.add("quantity")
            if _REPORT.search(words) and (_REQUESTS.search(words) or not _REPORTS_ITSELF.search(words)):
                found.add("reporting")
    return frozenset(found)
