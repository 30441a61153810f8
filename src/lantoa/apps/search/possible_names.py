"""Whether words typed into the search could name somebody. Rather too often than too seldom: what is dropped costs one
count, what is kept stands in a list that officers read.
"""

import re

from lantoa.core.analysis.personal_words import personal_words

# As a telephone, an account or a paper is numbered, however it is parted; a year or a document number is shorter.
_LONG_NUMBER = re.compile(r"\d(?:[\s.\-]?\d){5,}")
# Names without marks, as many type them; not "do thi" (đô thị).
_PLAIN_NAME = re.compile(
    r"\b(?:nguyen|tran|le|pham|hoang|huynh|phan|vu|vo|dang|bui|ho|ngo|duong|ly|dinh|truong|mai|cao|trinh|doan|luong|luu"
    r"|ha) (?:van|thi) [a-z]"
)
# Surnames that hardly begin anything else, and those words they do begin.
_PLAIN_LONG_NAME = re.compile(
    r"\b(?:nguyen (?!nhan|lieu|tac|vong|ven|thuy|quan|to|trang|khi|don)"
    r"|huynh (?!de)"
    r"|pham (?!vi|toi|luat|nhan|phap|quy|chat)"
    r"|le (?!phi|phep|tang|hoi|te|thuoc|cuoi|don|an)|tran (?!nha|dich|lan|danh|tro))[a-z]{2,} [a-z]{2,}"
)
_PLAIN_ADDRESS = re.compile(r"\b(?:so nha|nha so) \d")
_SMALL_NAME = re.compile(
    r"(?<!\w)(?:nguyễn|huỳnh|đặng|bùi|trịnh"
    r"|phạm (?!vi|tội|luật|nhân|pháp|quy|phải)|lê (?!lết)|trần (?!nhà|thuật)|hoàng (?!hôn|cung)|phan (?!anh)"
    r"|võ (?!thuật|đài)"
    r"|đỗ (?!xe|đen|xanh)|ngô (?!lai|nếp|biến)|vũ (?!khí|trường|đạo|trụ|lực))\s*[^\W\d_]+(?:\s+[^\W\d_]+)?"
)
_AFTER_TITLE = re.compile(
    r"(?<!\w)(?:ông|bà|anh|chị|cô|chú|bác|thầy)\s+(?!bà|ngoại|nội|con|mẹ|bầu|đẻ|đỡ|chủ|em|hùng|giáo|đơn|dâu|nhi|cô|thuốc"
    r"|chị|rể|ruột|họ|sĩ|sỹ|bỏ|ý|thích|hồ|ngữ|văn|trai|gái|chồng|vợ|già|tôi|ấy|này|lang|tú|đồng|cháu|cố|hòa|tổ)"
    r"[^\W\d_]+"
)


def may_name(words: str, folded: str) -> bool:
    """Return whether small words, or the same without marks, could name a person or lead to one.

    >>> may_name("trần quốc hùng lừa đảo", "tran quoc hung lua dao"), may_name("phạm vi áp dụng", "pham vi ap dung")
    (True, False)
    """
    if "@" in words or _LONG_NUMBER.search(words):
        return True
    if any(found.search(folded) for found in (_PLAIN_NAME, _PLAIN_ADDRESS)):
        return True
    if words == folded:  # without marks "anh" may be a photo, "phan" anything
        return bool(_PLAIN_LONG_NAME.search(folded)) or bool(personal_words(words))
    return bool(_AFTER_TITLE.search(words)) or bool(
        personal_words(_SMALL_NAME.sub(lambda found: found.group().title(), words))
    )
