"""One folder per site platform; a new folder with a recipe.py is found by itself."""

import pkgutil
from collections.abc import Iterable
from functools import lru_cache
from importlib import import_module

from lxml.html import HtmlElement

from ..recipe import ENOUGH_SIGNS, Recipe
from ..selectors import PageIndex

FALLBACK = "generic"


@lru_cache(maxsize=1)
def all_recipes() -> dict[str, Recipe]:
    """Every recipe by its slug, in the order of the folder names."""
    found = {}
    for module in pkgutil.iter_modules(__path__):
        recipe = import_module(f"{__name__}.{module.name}.recipe").RECIPE
        found[recipe.slug] = recipe
    return found


def recipe_for(elements: Iterable[HtmlElement], url: str) -> Recipe:
    """The recipe whose platform made the page; the generic one when no platform shows enough signs."""
    recipes = all_recipes()
    index = PageIndex(elements)
    scored = [(recipe.detect(index, url), slug) for slug, recipe in recipes.items() if slug != FALLBACK]
    points, slug = max(scored)
    return recipes[slug] if points >= ENOUGH_SIGNS else recipes[FALLBACK]
