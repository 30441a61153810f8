"""Components of a scale version and the themes of a programme: what is linked, what could be, what stood before."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache

from django.db.models import Count

from lantoa.apps.directives.models import Programme, Theme
from lantoa.apps.indices.models import Component, ComponentTheme, Index, ScaleVersion
from lantoa.apps.indices.queries.trees import component_tree
from lantoa.core.analysis import ThemeMatcher, ThemeText
from lantoa.core.viettext import fold


@dataclass(frozen=True, slots=True)
class ProposedLink:
    """A theme that speaks of what the component measures, and the words by which that was seen; nothing is stored."""

    theme: Theme
    why: str


@dataclass(frozen=True, slots=True)
class LinkRow:
    """One component with its links to the programme and the themes that could be linked besides."""

    component: Component
    depth: int
    links: tuple[ComponentTheme, ...]
    proposals: tuple[ProposedLink, ...]


@dataclass(frozen=True, slots=True)
class CopySource:
    """Links of another scale version of the index, or to another programme, that can be copied, and how many."""

    scale: ScaleVersion
    programme: Programme
    links: int

    @property
    def key(self) -> str:
        """Return what stands for it in a form."""
        return f"{self.scale.pk}-{self.programme.pk}"


def confirmed_programmes() -> list[Programme]:
    """Return the programmes whose themes can be linked, the newest first. One query."""
    return list(Programme.objects.filter(state=Programme.State.CONFIRMED).order_by("-year", "-pk"))


def link_rows(scale: ScaleVersion, programme: Programme) -> list[LinkRow]:
    """Return the components of the scale in the order of the tree. Three queries, whatever their number."""
    themes = list(programme.themes.all())
    linked = defaultdict[int, list[ComponentTheme]](list)
    links = ComponentTheme.objects.filter(component__scale=scale, theme__programme=programme)
    for link in links.select_related("theme").order_by("theme__position"):
        linked[link.component_id].append(link)
    return [
        LinkRow(
            component,
            depth,
            tuple(linked[component.pk]),
            tuple(
                proposal
                for proposal in proposed_links(component, scale.index, themes)
                if proposal.theme.pk not in {link.theme_id for link in linked[component.pk]}
            ),
        )
        for component, depth in component_tree(scale)
    ]


def proposed_links(component: Component, index: Index, themes: Sequence[Theme]) -> list[ProposedLink]:
    """Return the themes that speak of what the component measures, the surest first; of a total, those that name the
    index. No query.
    """
    if component.is_total:
        return [ProposedLink(theme, f"nội dung nhắc tên {index.short_name}") for theme in _naming(index, themes)]
    by_code = {theme.code: theme for theme in themes}
    matcher = _matcher(tuple((theme.code, theme.text) for theme in themes))
    text = f"{component.name}. {component.plain_words or component.name}"
    return [
        ProposedLink(by_code[found.code], f"cùng có “{'”, “'.join(found.phrases)}”")
        for found in matcher.match(component.name, text)
    ]


def copy_sources(scale: ScaleVersion, programme: Programme) -> list[CopySource]:
    """Return from where links can be copied: the same scale and an earlier programme, or another version of the scale.
    Two queries.
    """
    counts = (
        ComponentTheme.objects.filter(component__scale__index=scale.index_id)
        .exclude(component__scale=scale, theme__programme=programme)
        .order_by()
        .values_list("component__scale", "theme__programme")
        .annotate(links=Count("pk"))
    )
    found = list(counts)
    scales = {one.pk: one for one in ScaleVersion.objects.filter(index=scale.index_id)}
    programmes = Programme.objects.in_bulk([row[1] for row in found])
    sources = [CopySource(scales[one], programmes[other], links) for one, other, links in found]
    return sorted(sources, key=lambda one: (-one.programme.year, one.scale.pk != scale.pk, -one.scale.pk))


def copied_links(scale: ScaleVersion, programme: Programme, source: CopySource) -> tuple[list[ComponentTheme], int]:
    """Return the links as they would stand here, not stored, and how many find no place: a component is the one of the
    same code, a theme the one of the same words. Three queries.
    """
    components = {component.code: component for component in scale.components.all()}
    themes = {_words(theme): theme for theme in programme.themes.all()}
    stood = ComponentTheme.objects.filter(component__scale=source.scale, theme__programme=source.programme)
    made, lost = [], 0
    for link in stood.select_related("component", "theme"):
        component, theme = components.get(link.component.code), themes.get(_words(link.theme))
        if component is None or theme is None:
            lost += 1
        else:
            made.append(ComponentTheme(component=component, theme=theme, note=link.note))
    return made, lost


def _words(theme: Theme) -> str:
    return " ".join(fold(theme.text).split())


def _naming(index: Index, themes: Iterable[Theme]) -> list[Theme]:
    names = [f" {fold(name)} " for name in (index.short_name, *index.other_names)]
    return [theme for theme in themes if any(name in f" {_spaced(theme.text)} " for name in names)]


def _spaced(text: str) -> str:
    return " ".join("".join(sign if sign.isalnum() else " " for sign in fold(text)).split())


@lru_cache(maxsize=4)
def _matcher(themes: tuple[tuple[str, str], ...]) -> ThemeMatcher:
    """The compiled matcher; a programme confirmed anew has other words and so another one."""
    return ThemeMatcher(ThemeText(code, text) for code, text in themes)
