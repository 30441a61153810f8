"""Contacts that look made in a row: one mailbox under several names, numbered mailboxes, telephone numbers in a row."""

import re
from collections.abc import Sequence

from lantoa.core.viettext import format_number

from .records import Finding, Limits, Sign, Trace

_NUMBERED = re.compile(r"(.*?)(\d{1,9})")
# Mobile numbers: 0, one of five digits, eight more.
_MOBILE_NUMBERS = 500_000_000
_DOTS_IGNORED = frozenset({"gmail.com", "googlemail.com"})

People = dict[str, list[Trace]]


def find_contacts(traces: Sequence[Trace], limits: Limits) -> list[Finding]:
    """Return the groups of entrants with one mailbox, with mailboxes numbered in a row, or with numbers in a row.

    O(n log n): grouped by mailbox or stem, sorted within. The key names the entrant who submitted first.
    """
    people: People = {}
    for trace in traces:
        if trace.contact:
            people.setdefault(trace.contact, []).append(trace)
    emails = [contact for contact in people if "@" in contact]
    phones = sorted(int(contact) for contact in people if contact.isdecimal() and contact.isascii())
    return [
        *_one_mailbox(emails, people),
        *_numbered_mailboxes(emails, people, limits),
        *_numbers_in_a_row(phones, people, limits),
    ]


def mailbox_of(email: str) -> str:
    """Return the mailbox an e-mail address is delivered to: without "+words", and without dots where the provider
    ignores them.

    >>> mailbox_of("lan.anh+thi2@gmail.com"), mailbox_of("lan.anh@quangtri.gov.vn")
    ('lananh@gmail.com', 'lan.anh@quangtri.gov.vn')
    """
    local, _at, domain = email.rpartition("@")
    local = local.partition("+")[0]
    if domain in _DOTS_IGNORED:
        local, domain = local.replace(".", ""), "gmail.com"
    return f"{local}@{domain}"


def runs(numbers: Sequence[int], least: int) -> list[tuple[int, int]]:
    """Return the runs of consecutive numbers (sorted, each once) that are at least so long, as first and last.

    >>> runs([1, 2, 3, 7, 8, 20], 2)
    [(1, 3), (7, 8)]
    """
    found = []
    first = 0
    for place in range(1, len(numbers) + 1):
        if place == len(numbers) or numbers[place] != numbers[place - 1] + 1:
            if place - first >= least:
                found.append((numbers[first], numbers[place - 1]))
            first = place
    return found


def _one_mailbox(emails: Sequence[str], people: People) -> list[Finding]:
    boxes: dict[str, list[str]] = {}
    for email in emails:
        boxes.setdefault(mailbox_of(email), []).append(email)
    return [
        _finding(
            "mailbox",
            [trace for email in found for trace in people[email]],
            f"{len(found)} người thi dùng địa chỉ thư khác nhau về cách viết nhưng cùng về một hộp thư.",
            "Một gia đình hay một bộ phận có thể dùng chung hộp thư.",
        )
        for found in boxes.values()
        if len(found) > 1
    ]


def _numbered_mailboxes(emails: Sequence[str], people: People, limits: Limits) -> list[Finding]:
    stems: dict[tuple[str, str], dict[int, list[str]]] = {}
    for email in emails:
        local, _at, domain = email.rpartition("@")
        if numbered := _NUMBERED.fullmatch(local):
            stems.setdefault((numbered[1], domain), {}).setdefault(int(numbered[2]), []).append(email)
    found = []
    for by_number in stems.values():
        for first, last in runs(sorted(by_number), limits.email_run):
            row = [email for number in range(first, last + 1) for email in by_number[number]]
            found.append(
                _finding(
                    "row",
                    [trace for email in row for trace in people[email]],
                    f"{len(row)} địa chỉ thư chỉ khác nhau số cuối, đánh liền từ {first} đến {last}.",
                    "Cơ quan có thể cấp hộp thư đánh số; hãy xem tên miền và cách các bài được nộp.",
                )
            )
    return found


def _numbers_in_a_row(phones: Sequence[int], people: People, limits: Limits) -> list[Finding]:
    found = []
    for first, last in runs(phones, limits.phone_run):
        size = last - first + 1
        traces = [trace for number in range(first, last + 1) for trace in people[f"0{number}"]]
        expected = len(phones) * (len(phones) / _MOBILE_NUMBERS) ** (size - 1)
        found.append(
            _finding(
                "numbers",
                traces,
                f"{size} số điện thoại liền nhau. Nếu {format_number(len(phones))} số của người thi rải đều, trong "
                f"1.000.000 vòng thi như vậy chờ đợi {format_number(expected * 1_000_000)} dãy dài như thế.",
                "Cơ quan mua số theo lô có thể có số liền nhau; SIM mua theo lô để thi hộ cũng vậy.",
            )
        )
    return found


def _finding(what: str, traces: Sequence[Trace], *reasons: str) -> Finding:
    first = min(traces, key=lambda trace: (trace.received_ms, trace.submission))
    devices = [trace.device for trace in traces if trace.device]
    more = []
    if len(set(devices)) < len(devices):
        more.append(f"{len(devices)} bài trong số ấy nộp từ {len(set(devices))} trình duyệt.")
    ids = tuple(sorted(trace.submission for trace in traces))
    return Finding(Sign.CONTACT, f"{what}:{first.entrant}", ids, (*reasons, *more))
