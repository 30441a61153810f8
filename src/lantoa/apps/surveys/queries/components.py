"""Components of indices that a question may speak to."""

from collections import defaultdict

from lantoa.apps.indices.models import Component

SEPARATOR = "|"


def component_choices() -> list[tuple[str, list[tuple[str, str]]]]:
    """Return the components by index, each once by its code, as a choice: "sipas|tong" and its name. One query."""
    rows = Component.objects.select_related("scale__index").order_by("scale__index__position", "position", "pk")
    found: dict[str, dict[str, str]] = defaultdict(dict)
    for row in rows:
        index = row.scale.index
        found[index.short_name][f"{index.slug}{SEPARATOR}{row.code}"] = row.name
    return [(index, list(components.items())) for index, components in found.items()]
