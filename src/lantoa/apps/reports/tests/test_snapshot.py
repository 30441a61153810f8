"""The figures a report stands on."""

import json

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from lantoa.apps.assignments.factories import AssignmentFactory
from lantoa.apps.coverage.factories import ThemeMatchFactory
from lantoa.apps.coverage.queries import CellState, coverage_matrix
from lantoa.apps.directives.factories import ThemeFactory
from lantoa.apps.directives.models import Duty, Programme
from lantoa.apps.harvest.factories import ArticleFactory, SourceFactory
from lantoa.apps.reports.snapshot import take_snapshot
from lantoa.core.workdays import reporting_window

YEAR = reporting_window("year", 2023)


class TestTakeSnapshot:
    def test_holds_the_figures_of_the_matrix(self, programme: Programme) -> None:
        found, matrix = take_snapshot(programme, YEAR), coverage_matrix(programme, YEAR)
        assert found["cells"] == {
            "owed": 6,
            "covered": 1,
            "gap": 3,
            "unknown": 2,
            "share_covered": matrix.share_covered,
        }
        assert matrix.share_covered == 0.25
        assert (found["articles"]["all"], found["articles"]["confirmed"]) == (matrix.articles, 0) == (2, 0)
        assert found["assignments"] == {
            "total": 6,
            "sent": 6,
            "received": 0,
            "refused": 0,
            "fulfilled": 0,
            "confirmed": 0,
            "agencies": 3,
        }
        assert found["denominator"]["quarantined"] == matrix.denominator.quarantined == 1
        assert [theme["articles"] for theme in found["themes"]] == [2, 0]

    def test_agrees_with_itself(self, programme: Programme) -> None:
        found = take_snapshot(programme, YEAR)
        for name in ("owed", "covered"):
            assert sum(agency[name] for agency in found["agencies"]) == found["cells"][name]
        assert sum(theme["owing"] for theme in found["themes"]) == found["cells"]["owed"]
        assert sum(theme["covering"] for theme in found["themes"]) == found["cells"]["covered"]
        assert sum(theme["unknown"] for theme in found["themes"]) == found["cells"]["unknown"]
        assert sum(len(agency["gaps"]) for agency in found["agencies"]) == found["cells"]["gap"]
        assert len(found["articles"]["rows"]) == found["articles"]["all"]
        states = [cell["state"] for agency in found["agencies"] for cell in agency["cells"]]
        assert states.count(CellState.COVERED.value) == 1

    def test_lists_each_article_with_its_evidence_and_only_what_counts(self, programme: Programme) -> None:
        ThemeMatchFactory(article=ArticleFactory(title="Của chương trình khác"), theme=ThemeFactory())
        rows = take_snapshot(programme, YEAR)["articles"]["rows"]
        assert [(row["title"], row["published_on"], row["themes"], row["repost_of"]) for row in rows] == [
            ("=1+1 bài đăng lại", "2023-05-12", ["T1"], "Sở Có Bài"),
            ("Một cửa làm việc sáng thứ Bảy", "2023-05-10", ["T1"], None),
        ]
        assert all(len(row["sha256"]) == 64 and row["url"].startswith("https://") for row in rows)

    def test_is_plain_json(self, programme: Programme) -> None:
        found = take_snapshot(programme, YEAR)
        assert json.loads(json.dumps(found)) == found

    def test_names_the_window_and_what_the_directive_leaves_open(self, programme: Programme) -> None:
        found = take_snapshot(programme, YEAR)
        assert found["window"] == {
            "start": "2022-12-15",
            "end": "2023-12-14",
            "label": "từ ngày 15/12/2022 đến ngày 14/12/2023",
        }
        assert found["programme"]["missing"] == ["thời hạn thực hiện", "số lượng tin, bài", "chế độ báo cáo"]
        assert (found["programme"]["directive"], found["programme"]["illustrative"]) == ("300/STTTT-TTBCXB", True)

    def test_takes_no_more_queries_for_more_rows(self, programme: Programme) -> None:
        counts = []
        duty = Duty.objects.filter(theme__programme=programme).first()
        assert duty is not None
        for more in (3, 30):
            for source in SourceFactory.create_batch(more):
                AssignmentFactory(duty=duty, agency=source.agency)
                ThemeMatchFactory(article=ArticleFactory(source=source), theme=duty.theme)
            with CaptureQueriesContext(connection) as captured:
                take_snapshot(programme, YEAR)
            counts.append(len(captured))
        assert counts[0] == counts[1]

    @pytest.mark.django_db
    def test_is_empty_but_whole_before_anything_happened(self) -> None:
        found = take_snapshot(ThemeFactory().programme, YEAR)
        assert (found["cells"]["owed"], found["cells"]["share_covered"], found["agencies"]) == (0, None, [])
