"""Which themes of a programme stand beside a component: chosen one by one, or copied from before."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from lantoa.apps.base.actions import Actor, record_act
from lantoa.apps.directives.models import Programme, Theme
from lantoa.apps.indices.actions.changes import note_index_change
from lantoa.apps.indices.actions.component_themes import link_themes
from lantoa.apps.indices.models import Component, ComponentTheme, ScaleVersion
from lantoa.apps.indices.queries.component_links import CopySource, copied_links


@dataclass(frozen=True, slots=True)
class Copied:
    """How many links were made, how many stood already, how many found no component or theme here."""

    made: int
    known: int
    lost: int


@transaction.atomic
def set_links(
    *, component: Component, programme: Programme, notes: Mapping[Theme, str], by: Actor, at: datetime
) -> bool:
    """Return whether anything changed: the component is linked to exactly these themes of the programme, each with its
    note; links to other programmes stay. Themes of another programme are refused (ValueError).
    """
    if any(theme.programme_id != programme.pk for theme in notes):
        raise ValueError("Nội dung này không thuộc chương trình đang chọn.")
    component = Component.objects.select_for_update(of=("self",)).select_related("scale__index").get(pk=component.pk)
    stored = ComponentTheme.objects.filter(component=component, theme__programme=programme).select_related("theme")
    before = {link.theme: link for link in stored}
    wanted = {theme: note.strip()[:400] for theme, note in notes.items()}
    if {theme: link.note for theme, link in before.items()} == wanted:
        return False
    ComponentTheme.objects.filter(pk__in=[link.pk for theme, link in before.items() if theme not in wanted]).delete()
    for theme, note in wanted.items():
        ComponentTheme.objects.update_or_create(component=component, theme=theme, defaults={"note": note})
    detail = {
        "programme": programme.pk,
        "before": [[theme.code, link.note] for theme, link in before.items()],
        "after": [[theme.code, note] for theme, note in wanted.items()],
    }
    record_act("indices.set_links", subject=component, by=by, at=at, detail=detail)
    note_index_change(component.scale.index, at=at)
    return True


@transaction.atomic
def copy_links(*, scale: ScaleVersion, programme: Programme, source: CopySource, by: Actor, at: datetime) -> Copied:
    """Return what came of copying the links of another scale version or programme; what stands here stays."""
    links, lost = copied_links(scale, programme, source)
    made = link_themes(links=links, by=by, at=at)
    return Copied(made, len(links) - made, lost)
