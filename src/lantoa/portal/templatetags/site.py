"""The frame of a public page, for every page and for the pages of errors, which no view of ours makes."""

from django import template

from lantoa.portal.presenters.site import Shell, shell

register = template.Library()


@register.simple_tag
def site_shell(section: str = "") -> Shell:
    """Return the header and footer of a page of that section."""
    return shell(section)
