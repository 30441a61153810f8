"""The seal of the audit trail: entries get their place and hash right after the act that made them is stored.

Not in the act itself: the chain has one end, and two acts that both held it would wait for each other until the
longer one ends, or for ever (ADR 0014).
"""

from collections.abc import Iterator

from django.db import connection, models, transaction

from lantoa.apps.base.models import AuditEntry, AuditSeal
from lantoa.core.archive import SealedAct, TrailHead, seal_act

# What one transaction seals, so that nobody waits long for the end of the chain.
_BATCH = 1_000


class TrailBroken(RuntimeError):
    """The end of the chain does not fit the entries: ./lantoa verify_audit says where."""


def seal_acts(*, limit: int = 20_000) -> int:
    """Return the number of entries sealed: up to `limit` of those stored and not sealed yet, in the order of their
    keys. Five statements for a thousand entries; processes that seal at once take turns.
    """
    sealed = 0
    while sealed < limit and AuditEntry.objects.filter(position=None).exists():
        now = _seal_batch(min(_BATCH, limit - sealed))
        sealed += now
        if now < _BATCH:
            break
    return sealed


@transaction.atomic
def _seal_batch(limit: int) -> int:
    head = _held_head()
    rows = list(AuditEntry.objects.filter(position=None).order_by("pk")[:limit])
    end = TrailHead(head.position, head.sha256)
    values = []
    for row in rows:
        sealed = seal_act(row.as_act(), after=end)
        end = TrailHead(sealed.position, sealed.sha256)
        values.append((sealed.position, sealed.previous_sha256, sealed.sha256, row.pk))
    table = connection.ops.quote_name(AuditEntry._meta.db_table)
    with connection.cursor() as cursor:
        cursor.executemany(
            f"UPDATE {table} SET position = %s, previous_sha256 = %s, sha256 = %s WHERE id = %s AND position IS NULL",
            values,
        )
    AuditSeal.objects.filter(pk=head.pk).update(position=end.position, sha256=end.sha256)
    return len(rows)


def _held_head() -> AuditSeal:
    """Return the end of the chain, held until the transaction ends; made when there is no entry with a seal yet."""
    head = AuditSeal.objects.select_for_update().filter(pk=1).first()
    if head is None:
        if AuditEntry.objects.exclude(position=None).exists():
            raise TrailBroken("the row that tells where the chain ends is gone")
        AuditSeal.objects.get_or_create(pk=1)
        head = AuditSeal.objects.select_for_update().get(pk=1)
    return head


def sealed_acts(*, after: int = 0) -> Iterator[SealedAct]:
    """Yield every sealed entry behind the place, in the order of places; constant memory."""
    rows: models.QuerySet[AuditEntry] = models.QuerySet(AuditEntry).filter(position__gt=after).order_by("position")
    for row in rows.iterator(chunk_size=2_000):
        yield SealedAct(row.position or 0, row.previous_sha256, row.sha256, row.as_act())
