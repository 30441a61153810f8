"""A batch of submissions and saved answers written in one transaction, on SQLite and on PostgreSQL."""

import json
from collections.abc import Iterable, Sequence
from typing import Any

from django.db import connection, transaction
from django.db.utils import DataError, IntegrityError

from lantoa.apps.contests.door.rows import Gone, Late, NewSave, NewSubmission, Outcome, Row, Saved, Stored
from lantoa.apps.contests.models import Attempt, SavedAnswers, Submission
from lantoa.apps.contests.moments import milliseconds, moment

_ANSWERS = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"))
_SUBMISSION = (
    "INSERT INTO contests_submission (attempt_id, key, answers, received_at, by_clock, slip_code, slip_sha256, "
    "device_sha256, address_sha256, excluded_reason) VALUES {rows} ON CONFLICT (attempt_id) DO NOTHING"
)
_SUBMISSION_ROW = "(%s, %s, %s, %s, false, %s, %s, %s, %s, '')"
_SAVE = (
    "INSERT INTO contests_savedanswers (attempt_id, answers, version, saved_at) VALUES {rows} "
    "ON CONFLICT (attempt_id) DO UPDATE SET answers = excluded.answers, version = excluded.version, "
    "saved_at = excluded.saved_at WHERE excluded.version > contests_savedanswers.version"
)
_SAVE_ROW = "(%s, %s, %s, %s)"


def store(rows: Sequence[Row], *, at: int) -> list[Outcome]:
    """Return what became of the rows, in their order, after they are committed; `at` is the time of writing.

    A row that the database refuses is Gone and takes no other with it: the batch is then written row by row. Raises
    DatabaseError where the database cannot be reached. Queries: three for fresh submissions alone.
    """
    try:
        return _store_together(rows, at=at)
    except (IntegrityError, DataError):
        if len(rows) == 1:
            return [Gone()]
        return [outcome for row in rows for outcome in store([row], at=at)]


def _store_together(rows: Sequence[Row], *, at: int) -> list[Outcome]:
    with transaction.atomic():
        refused = _refused([row for row in rows if at > row.token.ends_at])
        accepted = [row for row in rows if id(row) not in refused]
        submitted = _submit([row for row in accepted if isinstance(row, NewSubmission)])
        saved = _save([row for row in accepted if isinstance(row, NewSave)])
    known = {**refused, **submitted, **saved}
    return [known[id(row)] for row in rows]


def _submit(rows: Sequence[NewSubmission]) -> dict[int, Outcome]:
    """Return what is stored for the attempt of each row, after adding those that are the first of their attempt."""
    if not rows:
        return {}
    time_of = connection.ops.adapt_datetimefield_value
    # In one order everywhere: two processes that write the same rows do not wait for each other in a circle.
    rows = sorted(rows, key=lambda row: row.token.attempt)
    values: list[Any] = []
    for row in rows:
        values += (
            row.token.attempt, row.key, _ANSWERS.encode(row.answers), time_of(moment(row.received_at)), row.slip_code,
            row.slip_sha256, row.device_sha256, row.address_sha256,
        )  # fmt: skip
    with connection.cursor() as cursor:
        cursor.execute(_SUBMISSION.format(rows=", ".join([_SUBMISSION_ROW] * len(rows))), values)
        all_new = cursor.rowcount == len(rows)
    if all_new:
        return {id(row): Stored(row.slip_code, row.slip_sha256, row.received_at, same_press=True) for row in rows}
    stored = _stored(row.token.attempt for row in rows)
    return {id(row): _as_stored(stored[row.token.attempt], row) for row in rows}


def _save(rows: Sequence[NewSave]) -> dict[int, Outcome]:
    """Return the stored version for each row, or the submission, after which nothing is saved any more."""
    if not rows:
        return {}
    submitted = _stored(row.token.attempt for row in rows)
    newest: dict[int, NewSave] = {}
    for row in rows:
        known = newest.get(row.token.attempt)
        if row.token.attempt not in submitted and (known is None or row.version > known.version):
            newest[row.token.attempt] = row
    versions = _upsert(list(newest.values()))
    return {
        id(row): _as_stored(submitted[row.token.attempt], row)
        if row.token.attempt in submitted
        else Saved(versions[row.token.attempt])
        for row in rows
    }


def _upsert(rows: Sequence[NewSave]) -> dict[int, int]:
    """Return the version that is stored for each attempt."""
    if not rows:
        return {}
    time_of = connection.ops.adapt_datetimefield_value
    rows = sorted(rows, key=lambda row: row.token.attempt)
    values: list[Any] = []
    for row in rows:
        values += (row.token.attempt, _ANSWERS.encode(row.answers), row.version, time_of(moment(row.received_at)))
    with connection.cursor() as cursor:
        cursor.execute(_SAVE.format(rows=", ".join([_SAVE_ROW] * len(rows))), values)
        all_newer = cursor.rowcount == len(rows)
    if all_newer:
        return {row.token.attempt: row.version for row in rows}
    found = SavedAnswers.objects.filter(pk__in=[row.token.attempt for row in rows])
    return dict(found.values_list("pk", "version"))


def _refused(rows: Sequence[Row]) -> dict[int, Outcome]:
    """Return what is told to those of the rows whose time is over as the attempt says now; it may have been lengthened
    since its token was made. The round is held until the end of the transaction, so that it is not closed meanwhile.
    """
    if not rows:
        return {}
    wanted = Attempt.objects.filter(pk__in={row.token.attempt for row in rows}).select_related("round")
    attempts = {attempt.pk: attempt for attempt in wanted.select_for_update(of=("round",), no_key=True)}
    stored = _stored(attempts)
    saved = {pk: (version, at) for pk, version, at in _saved(attempts)}
    told: dict[int, Outcome] = {}
    for row in rows:
        attempt = attempts.get(row.token.attempt)
        if attempt is None:
            told[id(row)] = Gone()
        elif attempt.pk in stored:
            told[id(row)] = _as_stored(stored[attempt.pk], row)
        elif row.received_at > milliseconds(attempt.ends_at) or attempt.round.closed_at is not None:
            version, saved_at = saved.get(attempt.pk, (None, None))
            told[id(row)] = Late(milliseconds(attempt.ends_at), version, saved_at)
    return told


def _stored(attempts: Iterable[int]) -> dict[int, tuple[str, Stored]]:
    found = Submission.objects.filter(pk__in=set(attempts))
    return {
        pk: (key, Stored(slip, sha256, milliseconds(received_at), same_press=False))
        for pk, key, slip, sha256, received_at in found.values_list(
            "pk", "key", "slip_code", "slip_sha256", "received_at"
        )
    }


def _saved(attempts: Iterable[int]) -> list[tuple[int, int, int]]:
    found = SavedAnswers.objects.filter(pk__in=set(attempts)).values_list("pk", "version", "saved_at")
    return [(pk, version, milliseconds(at)) for pk, version, at in found]


def _as_stored(stored: tuple[str, Stored], row: Row) -> Stored:
    key, submission = stored
    same = isinstance(row, NewSubmission) and row.key == key
    return Stored(submission.slip_code, submission.slip_sha256, submission.received_at, same_press=same)
