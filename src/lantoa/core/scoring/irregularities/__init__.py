"""Irregularities: what a person should look at before results are published, with reasons for and against.

Nothing here blocks or judges. A commune office behind one network address and a computer used in turn are normal; a
paper that is right throughout is no sign of anything. The same WRONG answers, papers open at once in one browser, and
points gained faster than one can read are signs; each says its figures, and how likely it is by chance where that can
be computed honestly, with what the computation assumes.
"""

from collections.abc import Iterable

from .answers import find_same_answers, find_too_fast
from .contacts import find_contacts
from .origins import find_addresses, find_devices
from .records import Finding, Limits, Sign, Trace, trace_answers
from .spreading import find_spreading

__all__ = [
    "Finding",
    "Limits",
    "Sign",
    "Trace",
    "find_addresses",
    "find_contacts",
    "find_devices",
    "find_irregularities",
    "find_same_answers",
    "find_spreading",
    "find_too_fast",
    "trace_answers",
]


def find_irregularities(traces: Iterable[Trace], *, limits: Limits | None = None) -> list[Finding]:
    """Return everything found among the submissions of one round, by kind, then by key. O(n log n) in submissions."""
    given = sorted(traces, key=lambda trace: (trace.received_ms, trace.submission))
    limits = limits or Limits()
    found = [
        *find_devices(given, limits),
        *find_addresses(given, limits),
        *find_contacts(given, limits),
        *find_too_fast(given, limits),
        *find_same_answers(given, limits),
        *find_spreading(given, limits),
    ]
    return sorted(found, key=lambda finding: (list(Sign).index(finding.kind), finding.key))
