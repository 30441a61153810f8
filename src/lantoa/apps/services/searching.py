"""What the search finds of the service guide: procedures, step-by-step pages, “Tôi cần…”, rights and duties.

Each is found by its own words, by what people call it in everyday life, and by the other names of what it speaks of
(everyday.py).
"""

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass

from django.utils import timezone

from lantoa.apps.search.documents import Choice, SearchDocument
from lantoa.apps.services.addresses import howto_address, need_address, procedure_address, right_address
from lantoa.apps.services.everyday import said_otherwise
from lantoa.apps.services.models import HowTo, Need, Procedure, Right
from lantoa.apps.services.queries.guide import public_procedures

# Words by which people ask for a procedure, whichever: every procedure is found by them.
_ASKING_FOR_ONE = (
    "làm giấy tờ", "xin cấp", "xin giấy", "đi làm", "đi đăng ký", "nộp hồ sơ", "mẫu đơn", "tờ khai", "thủ tục", "ở đâu",
    "cần giấy tờ gì", "cần những gì", "hết bao nhiêu tiền", "lệ phí", "mất bao lâu", "làm online", "nộp trực tuyến",
    "làm thế nào", "cho tôi", "gia đình tôi", "nhà tôi",
)  # fmt: skip
# Words by which people ask about what officials owe them, whatever it is.
_ASKING_ABOUT_ONE = (
    "cán bộ", "công chức", "chính quyền", "ủy ban", "xã", "phường", "người dân", "phải làm sao", "thì sao",
    "có quyền gì",
    "làm thế nào", "ở đâu", "trong bao lâu", "báo ai", "gửi ai", "nhà tôi",
)  # fmt: skip
_CHUNK = 200


def _also(everyday: Iterable[str], *texts: str) -> tuple[str, ...]:
    """Return the everyday words, and the other names of what they and the texts speak of."""
    own = tuple(everyday)
    return tuple(dict.fromkeys((*own, *said_otherwise((*texts, *own)))))


@dataclass(frozen=True, slots=True)
class _Procedures:
    """Procedures that are public today, each at its page."""

    kind: str = "procedure"
    label: str = "thủ tục hành chính"

    def documents(self, keys: Collection[str] | None) -> Iterator[SearchDocument]:
        rows = public_procedures(timezone.localdate())
        if keys is not None:
            rows = rows.filter(pk__in=[key for key in keys if key.isdecimal()])
        rows = rows.prefetch_related("requirements", "steps").order_by("pk")
        for row in rows.iterator(chunk_size=_CHUNK):
            yield _of_procedure(row)

    def touched_by(self, kind: str, key: str) -> Collection[str]:
        return ()


def _of_procedure(row: Procedure) -> SearchDocument:
    lines = [row.who, row.where, row.time_words, row.fee_words, row.result, row.notes, row.code]
    lines += [f"{paper.name}. {paper.only_if}" for paper in row.requirements.all()]
    lines += [step.text for step in row.steps.all()]
    return SearchDocument(
        kind="procedure",
        key=str(row.pk),
        title=row.plain_title,
        lead=f"{row.name}. {row.summary}",
        text="\n".join(line for line in lines if line),
        also=_also(row.everyday_words, row.plain_title, row.name),
        asked_by=_ASKING_FOR_ONE,
        path=procedure_address(row.slug),
        agency=Choice(row.owner.slug, row.owner.short_name) if row.owner else None,
    )


@dataclass(frozen=True, slots=True)
class _HowTos:
    """Public step-by-step pages."""

    kind: str = "howto"
    label: str = "bài hướng dẫn"

    def documents(self, keys: Collection[str] | None) -> Iterator[SearchDocument]:
        rows = HowTo.objects.filter(public=True)
        if keys is not None:
            rows = rows.filter(pk__in=[key for key in keys if key.isdecimal()])
        for row in rows.prefetch_related("steps").order_by("pk"):
            yield SearchDocument(
                kind=self.kind,
                key=str(row.pk),
                title=row.title,
                lead=row.summary,
                text="\n".join(f"{step.title}. {step.text} {step.trouble}" for step in row.steps.all()),
                also=_also(row.everyday_words, row.title),
                asked_by=_ASKING_FOR_ONE,
                path=howto_address(row.slug),
            )

    def touched_by(self, kind: str, key: str) -> Collection[str]:
        return ()


@dataclass(frozen=True, slots=True)
class _Needs:
    """Public guided questions."""

    kind: str = "need"
    label: str = "Tôi cần…"

    def documents(self, keys: Collection[str] | None) -> Iterator[SearchDocument]:
        rows = Need.objects.filter(public=True)
        if keys is not None:
            rows = rows.filter(pk__in=[key for key in keys if key.isdecimal()])
        for row in rows.prefetch_related("questions").order_by("pk"):
            yield SearchDocument(
                kind=self.kind,
                key=str(row.pk),
                title=f"Tôi cần: {row.title}",
                lead=row.summary,
                text="\n".join(question.text for question in row.questions.all()),
                also=_also(row.everyday_words),
                path=need_address(row.slug),
                illustrative=row.illustrative,
            )

    def touched_by(self, kind: str, key: str) -> Collection[str]:
        return ()


@dataclass(frozen=True, slots=True)
class _Rights:
    """Public entries of rights and duties, all on one page."""

    kind: str = "right"
    label: str = "quyền và nghĩa vụ"

    def documents(self, keys: Collection[str] | None) -> Iterator[SearchDocument]:
        rows = Right.objects.filter(public=True).select_related("document")
        if keys is not None:
            rows = rows.filter(pk__in=[key for key in keys if key.isdecimal()])
        for row in rows.order_by("pk"):
            yield SearchDocument(
                kind=self.kind,
                key=str(row.pk),
                title=row.title,
                lead=row.get_kind_display(),
                text=f"{row.text}\n{row.document.number} {row.article}",
                also=_also((), row.title),
                asked_by=_ASKING_ABOUT_ONE,
                path=right_address(row.slug),
            )

    def touched_by(self, kind: str, key: str) -> Collection[str]:
        return ()


PROCEDURES = _Procedures()
HOWTOS = _HowTos()
NEEDS = _Needs()
RIGHTS = _Rights()
