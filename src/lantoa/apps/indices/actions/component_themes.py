"""Which themes of a programme speak of what a component measures."""

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction

from lantoa.apps.base.actions import Actor, record_acts
from lantoa.apps.indices.actions.changes import note_index_change
from lantoa.apps.indices.models import Component, ComponentTheme, Index


@transaction.atomic
def link_themes(*, links: Sequence[ComponentTheme], by: Actor, at: datetime) -> int:
    """Return how many of the links are new: a component and a theme that are linked already stay as they are.

    A link says that both are about the same matter, nothing of cause. Four queries, whatever the number of links.
    """
    known = set(
        ComponentTheme.objects.filter(component__in=[link.component_id for link in links]).values_list(
            "component", "theme"
        )
    )
    wanted = {(link.component_id, link.theme_id): link for link in links}
    new = [link for key, link in wanted.items() if key not in known]
    if not new:
        return 0
    ComponentTheme.objects.bulk_create(new)
    record_acts("indices.link_theme", [(link, {"theme": link.theme_id}) for link in new], by=by, at=at)
    components = Component.objects.filter(pk__in={link.component_id for link in new})
    for index in Index.objects.filter(scales__in=components.values("scale")).distinct():
        note_index_change(index, at=at)
    return len(new)
