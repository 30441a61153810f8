"""What the documents promise is there: links, commands, pictures, words."""

import re
from pathlib import Path

import pytest
from django.apps import apps
from django.core.management import get_commands

from lantoa.config import reference

ROOT = Path(__file__).resolve().parents[1]
_TOP = ["README.md", "README.vi.md", "GLOSSARY.md", "CHANGELOG.md", "CONTRIBUTING.md"]
DOCUMENTS = [ROOT / name for name in _TOP] + sorted((ROOT / "docs").rglob("*.md"))
_SHELVES = ["tutorials", "guides", "reference", "explanation", "adr"]

_FENCE = re.compile(r"^```.*?^```$", re.MULTILINE | re.DOTALL)
_LINK = re.compile(r"\]\(([^)\s]+)\)|(?:src|href)=\"([^\"]+)\"")
_COMMAND = re.compile(r"\./lantoa +([a-z][a-z_]*)")
_HEADING = re.compile(r"^(#+) ", re.MULTILINE)
_PLACEHOLDER = re.compile(r"TODO|FIXME|TBD|XXX|lorem ipsum|coming soon|sắp có|đang cập nhật|\.\.\.\s*$", re.IGNORECASE)
_OUTSIDE = ("http://", "https://", "mailto:")


def _text(file: Path) -> str:
    return file.read_text(encoding="utf-8")


def _prose(file: Path) -> str:
    """The text without its fenced blocks, in which a # is no heading and a bracket no link."""
    return _FENCE.sub("", _text(file))


def _anchors(file: Path) -> set[str]:
    """The anchors GitHub gives the headings of a document."""
    titles = re.findall(r"^#+ (.+)$", _prose(file), re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", title.strip().lower()).replace(" ", "-") for title in titles}


def _is_broken(document: Path, link: str) -> bool:
    path, _, anchor = link.partition("#")
    target = (document.parent / path).resolve() if path else document
    if not target.exists() or not target.is_relative_to(ROOT):
        return True
    return bool(anchor) and target.suffix == ".md" and anchor not in _anchors(target)


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda file: file.relative_to(ROOT).as_posix())
class TestDocument:
    def test_links_to_what_is_there(self, document: Path) -> None:
        links = [first or second for first, second in _LINK.findall(_prose(document))]
        broken = [link for link in links if not link.startswith(_OUTSIDE) and _is_broken(document, link)]
        assert broken == []

    def test_names_commands_that_exist(self, document: Path) -> None:
        known = {*reference.door_names(), *get_commands(), "manage", "help"}
        assert set(_COMMAND.findall(_text(document))) - known == set()

    def test_leaves_no_placeholder(self, document: Path) -> None:
        assert [line for line in _prose(document).splitlines() if _PLACEHOLDER.search(line)] == []

    def test_speaks_one_unicode_form(self, document: Path) -> None:
        decomposed = [line for line in _text(document).splitlines() if re.search("[\u0300-\u036f]", line)]
        assert decomposed == []


class TestReadme:
    def test_has_the_same_headings_in_both_languages(self) -> None:
        english, vietnamese = (_HEADING.findall(_prose(ROOT / name)) for name in ("README.md", "README.vi.md"))
        assert english == vietnamese

    def test_shows_the_same_commands_in_both_languages(self) -> None:
        english, vietnamese = (_COMMAND.findall(_text(ROOT / name)) for name in ("README.md", "README.vi.md"))
        assert english == vietnamese

    @pytest.mark.parametrize("name", ["README.md", "README.vi.md"])
    def test_maps_every_folder_of_the_code(self, name: str) -> None:
        source = ROOT / "src" / "lantoa"
        folders = [*source.glob("apps/*/__init__.py"), *source.glob("core/*/__init__.py")]
        assert folders
        text = _text(ROOT / name)
        assert [file.parent.name for file in folders if f"{file.parent.name}/" not in text] == []


class TestShelves:
    @pytest.mark.parametrize("shelf", _SHELVES)
    def test_list_every_page_they_hold(self, shelf: str) -> None:
        folder = ROOT / "docs" / shelf
        listed = {first or second for first, second in _LINK.findall(_prose(folder / "README.md"))}
        pages = {file.name for file in folder.glob("*.md")} - {"README.md"}
        assert pages
        assert pages - listed == set()


class TestDecisions:
    def test_are_numbered_without_a_hole(self) -> None:
        numbers = sorted(int(file.name[:4]) for file in (ROOT / "docs" / "adr").glob("0*.md"))
        assert numbers == list(range(1, len(numbers) + 1))

    @pytest.mark.parametrize("file", sorted((ROOT / "docs" / "adr").glob("0*.md")), ids=lambda file: file.stem)
    def test_say_context_decision_and_consequences(self, file: Path) -> None:
        assert re.findall(r"^## (.+)$", _prose(file), re.MULTILINE) == ["Context", "Decision", "Consequences"]


class TestGlossary:
    def test_holds_the_word_of_every_table(self) -> None:
        words = _text(ROOT / "GLOSSARY.md").lower()
        ours = [model for model in apps.get_models() if model.__module__.startswith("lantoa.")]
        assert ours
        assert [model.__name__ for model in ours if f"| {str(model._meta.verbose_name).lower()}" not in words] == []

    def test_is_in_alphabetical_order(self) -> None:
        rows = [
            line.split("|")[1].strip() for line in _text(ROOT / "GLOSSARY.md").splitlines() if line.startswith("| ")
        ]
        words = [re.sub(r"[^a-z ]", "", row.lower()) for row in rows if row not in {"In code", "---"}]
        assert words == sorted(words)
