"""Everything that is held about one person, in all apps."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.apps import apps

from lantoa.apps.accounts.models import User
from lantoa.apps.base.models import AuditEntry
from lantoa.apps.base.personal import Copied, Person, declared, plain
from lantoa.apps.privacy.queries.table_words import field_words, table_words

# Of the audit trail, as much as a person reads.
_MOST_ACTS = 2_000


@dataclass(frozen=True, slots=True)
class Held:
    """What one app holds on a person, by kind; kinds without rows are left out."""

    app: str
    kinds: tuple[Copied, ...]


def held_about(person: Person) -> list[Held]:
    """Return what is held about a person: of each app its kinds of rows. What names an account, for an account."""
    found = [Held(app.app, _with_rows(app.copy(person))) for app in declared()]
    if person.user_pk:
        found.append(Held("who_did", _with_rows(_done_by(person.user_pk))))
    return [held for held in found if held.kinds]


def _with_rows(kinds: Iterable[Copied]) -> tuple[Copied, ...]:
    return tuple(kind for kind in kinds if kind.rows)


def _done_by(user_pk: int) -> Iterable[Copied]:
    """Yield in how many rows of each table the account stands, by the fields that are declared, and its acts."""
    rows = []
    for app in declared():
        for field in app.personal_fields():
            model = apps.get_model(field.model)
            told = model._meta.get_field(field.name)
            if told.is_relation and told.related_model._meta.label == "accounts.User":
                count = model._default_manager.filter(**{field.name: user_pk}).count()
                words = {"bảng": table_words(model), "vai trò": field_words(model, field.name), "số dòng": count}
                rows += [words] if count else []
    yield Copied("Việc ghi tên tài khoản của bạn", tuple(rows))
    name = _username(user_pk)
    acts = AuditEntry.objects.filter(actor=name).order_by("-at")[:_MOST_ACTS] if name else ()
    told_acts = tuple({"lúc": plain(act.at), "hành vi": act.act, "từ": act.origin} for act in acts)
    yield Copied("Hành vi trong nhật ký", told_acts)


def _username(user_pk: int) -> str:
    return User.objects.filter(pk=user_pk).values_list("username", flat=True).first() or ""
