import datetime as dt
import re
from pathlib import Path

import pytest

from lantoa.apps.demo.sites import ArticleFileError, load_articles
from lantoa.apps.demo.sites.articles import VIETNAM_TIME, parse_article
from lantoa.apps.demo.sites.tests.made import ARTICLE, made_articles


class TestParseArticle:
    def test_reads_what_the_file_states(self) -> None:
        article = made_articles("so-noi-vu", 1)[0]
        assert article.title == 'Bài thứ 1 về một cửa & "một giờ"'
        assert article.published_at == dt.datetime(2023, 5, 1, 14, 5, tzinfo=VIETNAM_TIME)
        assert article.themes == ("T5",)
        assert [(block.kind, len(block.lines)) for block in article.body] == [
            ("paragraph", 1),
            ("heading", 1),
            ("paragraph", 1),
            ("list", 2),
            ("paragraph", 1),
        ]

    @pytest.mark.parametrize(
        ("stated", "moment"),
        [
            ('published_at = "2023-05-02"', dt.date(2023, 5, 2)),
            ("published_at = 2023-05-02T07:00:00", dt.datetime(2023, 5, 2, 7, tzinfo=VIETNAM_TIME)),
            ("", None),
        ],
    )
    def test_keeps_a_moment_as_exact_as_the_file_states_it(self, stated: str, moment: dt.date | None) -> None:
        text = re.sub("published_at = .+", stated, ARTICLE.format(agency="cam-lo", number=1, section="Tin"))
        assert parse_article("t/1", text).published_at == moment

    def test_keeps_a_printed_date_that_no_calendar_has(self) -> None:
        text = ARTICLE.format(agency="cam-lo", number=1, section="Tin").replace("author =", "printed_date =")
        assert parse_article("t/1", text.replace("Ban Biên tập", "31/02/2023")).printed_date == "31/02/2023"

    @pytest.mark.parametrize(
        ("old", "new", "complaint"),
        [
            ('kind = "original"', 'kind = "copy"', "kind 'copy' is none of"),
            ('lead = "Sapo của bài 1."', "", "missing in the front matter: lead"),
            ("author =", "writer =", "unknown in the front matter: writer"),
            ("2023-05-01T14:05", "hôm qua", "published_at = 'hôm qua' is no date"),
            ("+++\nĐoạn", "Đoạn", "no front matter between two"),
            ("title = ", "title ", "front matter is not TOML"),
        ],
    )
    def test_names_the_file_and_what_to_mend(self, old: str, new: str, complaint: str) -> None:
        text = ARTICLE.format(agency="cam-lo", number=1, section="Tin").replace(old, new)
        with pytest.raises(ArticleFileError, match=f"^t/1: {re.escape(complaint)}"):
            parse_article("t/1", text)


class TestLoadArticles:
    def test_orders_by_key_and_checks_references(self, tmp_path: Path) -> None:
        (tmp_path / "b").mkdir()
        (tmp_path / "a").mkdir()
        text = ARTICLE.format(agency="cam-lo", number=1, section="Tin")
        (tmp_path / "b" / "01-goc.md").write_text(text, encoding="utf-8")
        (tmp_path / "a" / "02-lai.md").write_text(
            text.replace("lead", 'repost_of = "b/01-goc.md"\nlead'), encoding="utf-8"
        )
        articles = load_articles(tmp_path)
        assert [article.key for article in articles] == ["a/02-lai", "b/01-goc"]
        assert articles[0].repost_of == "b/01-goc"
        (tmp_path / "b" / "01-goc.md").unlink()
        with pytest.raises(ArticleFileError, match="a/02-lai: refers to b/01-goc, which is no article"):
            load_articles(tmp_path)

    def test_gives_nothing_where_there_is_no_folder(self, tmp_path: Path) -> None:
        assert load_articles(tmp_path / "khong-co") == []
