"""What else citizens of the demonstration did: searched in vain, asked about the data on them; and who looked at it."""

from datetime import datetime, timedelta

from django.db import transaction
from django.utils import timezone

from lantoa.apps.accounts.models import User
from lantoa.apps.base.personal import Person
from lantoa.apps.coverage.asked_acts import add_asked_words
from lantoa.apps.feedback.models import FeedbackContact
from lantoa.apps.privacy.actions.access import note_access
from lantoa.apps.privacy.actions.requests import ask_office, decide_request
from lantoa.apps.privacy.contacts import contact_sha256
from lantoa.apps.privacy.models import DataRequest, PersonalAccess
from lantoa.apps.search.misses import Miss, count_misses
from lantoa.apps.search.models import SearchMiss
from lantoa.apps.services.models import Procedure
from lantoa.core.viettext import fold

_SEARCHED = (
    ("giấy xác nhận độc thân online", 11),
    ("nộp phạt nguội ở đâu", 9),
    ("xin giấy phép karaoke", 6),
    ("lịch cắt điện", 5),
    ("đăng ký xe đạp điện", 4),
)
# What an officer did about words of an earlier month, and how often they were found since.
_ANSWERED = ("giấy đăng ký kết hôn lần hai", "dang-ky-ket-hon", 8, 6)
_CORRECTIONS = (
    ("Họ tên của tôi ghi thiếu dấu, xin sửa lại cho đúng.", True, "Đã sửa họ tên theo yêu cầu."),
    ("Số điện thoại tôi để lại đã đổi, xin thay số mới.", None, ""),
)
_LOOKED = "Gọi lại hỏi thêm địa điểm (minh họa)"
_DAYS = 7


@transaction.atomic
def fill_asked(*, officer: User, at: datetime) -> int:
    """Return how many searches in vain, requests and looks at contacts were added now."""
    added = 0
    if not SearchMiss.objects.exists():
        day = timezone.localdate(at) - timedelta(days=_DAYS)
        misses = [(Miss(day, fold(words), words, SearchMiss.Kind.NOTHING), times) for words, times in _SEARCHED]
        count_misses({(day, miss.folded): (miss, times) for miss, times in misses})
        added += len(misses) + _answer(officer=officer, at=at)
    contacts = list(FeedbackContact.objects.exclude(contact="").order_by("pk")[: len(_CORRECTIONS)])
    if not DataRequest.objects.exists():
        for place, (contact, (words, done, outcome)) in enumerate(zip(contacts, _CORRECTIONS, strict=False)):
            person = Person(contact=contact.contact, contact_sha256=contact_sha256(contact.contact))
            asked_at = at - timedelta(days=_DAYS - place)
            request = ask_office(person=person, words=words, key=f"demo-{place}".ljust(32, "0"), at=asked_at)
            if done is not None:
                decide_request(request=request, done=done, outcome=outcome, by=officer, at=asked_at + timedelta(days=1))
            added += 1
    if not PersonalAccess.objects.exists():
        for contact in contacts:
            note_access(by=officer, row=contact, reason=_LOOKED, at=at - timedelta(days=1))
            added += 1
    return added


def _answer(*, officer: User, at: datetime) -> int:
    """Return 1 where words that were searched for in vain lead to a procedure now; 0 without that procedure."""
    words, slug, missed, found = _ANSWERED
    procedure = Procedure.objects.filter(slug=slug).first()
    if procedure is None:
        return 0
    folded, done_at = fold(words), at - timedelta(days=3 * _DAYS)
    day = timezone.localdate(done_at)
    miss = Miss(day - timedelta(days=_DAYS), folded, words, SearchMiss.Kind.NOTHING)
    count_misses({(miss.day, folded): (miss, missed)})
    add_asked_words(subject=f"words:{folded}", words=words, procedure=procedure, by=officer, at=done_at)
    later = day + timedelta(days=_DAYS)
    SearchMiss.objects.create(day=later, folded=folded, words=words, kind=SearchMiss.Kind.NOTHING, found_times=found)
    return 1
