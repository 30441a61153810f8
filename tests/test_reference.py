"""The generated shelf says what the code says."""

from pathlib import Path

import pytest

from lantoa.config import reference


class TestStalePages:
    def test_finds_none_in_the_committed_reference(self) -> None:
        assert reference.stale_pages() == [], "run ./lantoa fix"

    def test_names_a_page_that_is_missing_or_was_edited(self, tmp_path: Path) -> None:
        made = reference.pages()
        for name, text in made.items():
            (tmp_path / name).write_text(text, encoding="utf-8")
        assert reference.stale_pages(tmp_path) == []
        (tmp_path / "roles.md").write_text(made["roles.md"] + "more\n", encoding="utf-8")
        (tmp_path / "data.md").unlink()
        assert reference.stale_pages(tmp_path) == ["data.md", "roles.md"]


class TestMain:
    def test_fails_and_names_the_stale_page(
        self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
    ) -> None:
        monkeypatch.setattr(reference, "ROOT", tmp_path)
        monkeypatch.setattr(reference, "FOLDER", tmp_path / "reference")
        monkeypatch.setattr(reference, "pages", lambda: {"roles.md": "text\n"})
        assert reference.main(["--check"]) == 1
        assert "reference/roles.md is stale" in capsys.readouterr().err
        assert not (tmp_path / "reference").exists()
        assert reference.main([]) == 0
        assert (tmp_path / "reference" / "roles.md").read_text(encoding="utf-8") == "text\n"
        assert reference.main(["--check"]) == 0


class TestPages:
    def test_begin_with_the_line_that_says_who_writes_them(self) -> None:
        assert {text.splitlines()[0] for text in reference.pages().values()} == {reference.HEADER}

    def test_hold_no_path_of_this_machine(self) -> None:
        assert [name for name, text in reference.pages().items() if str(reference.ROOT) in text] == []


class TestVariables:
    def test_find_each_way_the_code_reads_the_environment(self, tmp_path: Path) -> None:
        source = tmp_path / "src" / "lantoa"
        source.mkdir(parents=True)
        (tmp_path / "lantoa").write_text('echo "${SHELL_ONE:-}"\n', encoding="utf-8")
        (source / "settings.py").write_text(
            'A = read_bool("ONE", default=False)\nB = os.environ["TWO"]\nC = os.environ.get("THREE", "x")\n'
            'D = dj_database_url.config(env="FOUR", default="y")\nE = read_list(name, default=[])\n',
            encoding="utf-8",
        )
        found = {one.name: (one.kind, one.default) for one in reference.variables(tmp_path)}
        assert found == {
            "ONE": ("yes or no", "False"),
            "TWO": ("text", ""),
            "THREE": ("text", '"x"'),
            "FOUR": ("address", '"y"'),
            "SHELL_ONE": ("text", ""),
        }


class TestAddresses:
    def test_leave_none_of_our_views_without_a_rule(self) -> None:
        found = reference.addresses()
        assert "/quan-tri/viec/" in {one.path for one in found}
        assert any(one.roles is None for one in found), "the portal is public"
