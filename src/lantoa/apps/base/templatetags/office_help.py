"""`{% help_link %}` leads from a screen of the back office to the section of the guides that tells about it."""

from typing import Any

from django import template
from django.template import RequestContext

from lantoa.apps.base.help import help_address

register = template.Library()


@register.inclusion_tag("backoffice/_help_link.html", takes_context=True)
def help_link(context: RequestContext) -> dict[str, Any]:
    """Return what the link needs: the address by the name of the screen, None where there is no help."""
    match = getattr(getattr(context, "request", None), "resolver_match", None)
    return {"address": help_address(match.view_name) if match else None}
