"""An index for the requests of the rights tests: it belongs to the whole province."""

from typing import Any

from conftest import NOW

from lantoa.apps.accounts.factories import UserFactory
from lantoa.apps.indices.factories import EntityFactory, IndexSourceFactory, make_edition, make_index, make_value
from lantoa.apps.indices.models import Annotation, Edition, EntityKind, EntitySuccession, Index, IndexImport


def index_rows() -> dict[str, Any]:
    """Return an index with its scale, two open editions and a hidden one, and the values of the home province."""
    index = make_index("par-index", parts=2, short_name="PAR INDEX")
    scale = index.scales.get()
    component = scale.components.exclude(parent=None)[0]
    home = EntityFactory(home=True, slug="quang-tri", name="Tỉnh Quảng Trị", short_name="Quảng Trị")
    before, edition = make_edition(index, 2022, at=NOW), make_edition(index, 2023, at=NOW)
    hidden = make_edition(index, 2024)
    after = EntityFactory(home=True, slug="quang-tri-2025", name="Tỉnh Quảng Trị", short_name="Quảng Trị (mới)")
    EntitySuccession.objects.create(predecessor=home, successor=after, on=NOW.date())
    for one, number in ((before, "81.5"), (edition, "86.25"), (hidden, "88.8")):
        value = make_value(one, home, number, at=NOW, rank=41)
        make_value(one, home, "8.5", at=NOW, component=component, source=value.source)
    return {
        "index": index,
        "scale": scale,
        "component": component,
        "total": scale.components.get(parent=None),
        "entity": home,
        "edition": edition,
        "hidden_edition": hidden,
        "index_value": edition.values.get(component__parent=None),
        "index_source": edition.values.get(component__parent=None).source,
        "second_index_source": IndexSourceFactory(),
        "annotation": Annotation.objects.create(index=index, text="Điều cần biết khi đọc."),
        "index_import": IndexImport.objects.create(
            edition=hidden, file_name="par.xlsx", file_sha256="0" * 64, uploaded_by=UserFactory(), uploaded_at=NOW,
            expires_at=NOW.replace(year=2099),
        ),
        "local_edition": _local_edition(),
    }  # fmt: skip


def _local_edition() -> Edition:
    edition = make_edition(make_index("ddci-thu", parts=1, kind=Index.Kind.LOCAL), 2023, ranked_count=None)
    department = EntityFactory(kind=EntityKind.DEPARTMENT, slug="so-thu", name="Sở thử", short_name="Sở thử")
    make_value(edition, department, "7", at=NOW, component=edition.scale.components.get(code="p1"))
    return edition
