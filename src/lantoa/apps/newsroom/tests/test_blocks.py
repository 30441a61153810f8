"""Every block of a story as readers see it: whole without script, named for whoever hears it, nothing left to guess."""

import io
import re
from datetime import datetime
from typing import Any

import pytest
from conftest import Cast
from django.core.files.base import ContentFile
from django.template.loader import get_template
from lxml import html
from PIL import Image as Picture
from wagtail.documents.models import Document
from wagtail.images.models import Image

from lantoa.apps.newsroom.actions.figures import freeze_figure, make_figure
from lantoa.apps.newsroom.blocks import StoryBlocks
from lantoa.apps.newsroom.factories import make_portal
from lantoa.apps.newsroom.models import StoryFigure

pytestmark = pytest.mark.django_db


def _shown(kind: str, value: Any) -> html.HtmlElement:
    block = StoryBlocks().child_blocks[kind]
    return html.fragment_fromstring(block.render(block.to_python(value)), create_parent="div")


def _words(node: html.HtmlElement) -> str:
    return " ".join(node.text_content().split())


def _document(name: str) -> Document:
    return Document.objects.create(title="Tờ rơi", file=ContentFile(b"x" * 2048, name=name))


@pytest.fixture
def figure(cast: Cast, now: datetime) -> StoryFigure:
    portal = make_portal(agency=cast.agency, at=now)
    typed = {"unit": "điểm", "noun": "năm", "shape": "line", "rows": [["2021", 63.33], ["2022", 61.26], ["2023", None]]}
    return make_figure(portal=portal, title="PCI Quảng Trị", typed=typed, source_note="VCCI", by=None, at=now)


class TestPicture:
    # Wagtail leaves the temporary file of a rendition to the garbage collector.
    @pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")
    def test_comes_in_several_widths_with_its_room_kept_and_its_words(self) -> None:
        raw = io.BytesIO()
        Picture.new("RGB", (1600, 900), "#0d5b61").save(raw, "PNG")
        image = Image.objects.create(title="Ảnh", file=ContentFile(raw.getvalue(), name="anh.png"))
        given = {"image": image.pk, "alt_text": "Người dân nộp hồ sơ", "decorative": False}
        node = _shown("picture", {"image": given, "caption": "Tại bộ phận một cửa", "credit": "Minh họa"})
        shown = node.find(".//img")
        assert shown.get("alt") == "Người dân nộp hồ sơ"
        assert int(shown.get("width")) > 0 and int(shown.get("height")) > 0
        assert len(shown.get("srcset").split(",")) == 3 and ".webp" in shown.get("srcset")
        assert "Ảnh: Minh họa" in _words(node.find(".//figcaption"))


class TestFigure:
    def test_is_a_picture_a_sentence_and_a_table(self, figure: StoryFigure) -> None:
        node = _shown("figure", {"figure": figure.pk, "caption": "Ba năm"})
        assert node.find(".//svg").get("role") == "img"
        assert "Không có số liệu: 2023." in _words(node.find(".//figcaption"))
        assert "Nguồn: VCCI." in _words(node)
        assert [_words(row) for row in node.findall(".//tbody/tr")] == [
            "2021 63,33",
            "2022 61,26",
            "2023 không có số liệu",
        ]

    def test_says_when_it_was_frozen(self, figure: StoryFigure, now: datetime) -> None:
        freeze_figure(figure=figure, by=None, at=now)
        assert "Đã chốt ngày 01/06/2023." in _words(_shown("figure", {"figure": figure.pk, "caption": ""}))

    def test_says_why_it_cannot_be_drawn(self, figure: StoryFigure) -> None:
        StoryFigure.objects.filter(pk=figure.pk).update(source="gone.away")
        node = _shown("figure", {"figure": figure.pk, "caption": ""})
        assert "Loại số liệu này không còn trong hệ thống" in _words(node) and node.find(".//svg") is None

    def test_leaves_no_hole_where_the_figure_is_gone(self) -> None:
        assert _words(_shown("figure", {"figure": 4_000_000, "caption": ""})) == ""


class TestProcedure:
    def test_leaves_out_what_is_not_known(self) -> None:
        node = _shown("procedure", {"name": "Đăng ký khai sinh", "who": "Cha, mẹ", "fee": "", "address": ""})
        assert [_words(term) for term in node.findall(".//dt")] == ["Ai làm"]
        assert node.find(".//a") is None

    def test_leads_to_the_national_portal(self) -> None:
        given = {"name": "Khai sinh", "papers": "Giấy chứng sinh\nCăn cước", "address": "https://dichvucong.gov.vn/p/x"}
        link = _shown("procedure", given).find(".//a")
        assert (link.get("href"), _words(link)) == (given["address"], "Nộp hồ sơ qua mạng (dichvucong.gov.vn)")


class TestRecording:
    TRANSCRIPT = "<p>Lời thoại đầy đủ.</p>"

    @pytest.mark.parametrize(("name", "tag"), [("loa.mp3", "audio"), ("phim.mp4", "video")])
    def test_plays_only_when_asked(self, name: str, tag: str) -> None:
        node = _shown("recording", {"title": "Bản tin", "file": _document(name).pk, "transcript": self.TRANSCRIPT})
        player = node.find(f".//{tag}")
        assert player.get("controls") is not None and player.get("autoplay") is None
        assert player.get("preload") == "none"
        assert "Lời thoại đầy đủ." in _words(node.find(".//details"))

    def test_of_another_site_is_a_link_and_no_window_of_it(self) -> None:
        given = {"title": "Phim", "file": None, "address": "https://www.phim.example/1", "transcript": self.TRANSCRIPT}
        node = _shown("recording", given)
        assert node.find(".//iframe") is None and node.find(".//video") is None
        assert _words(node.find(".//a")) == "Mở ở trang phim.example"


class TestOthers:
    def test_an_attachment_says_its_kind_and_size(self) -> None:
        node = _shown("attachment", {"document": _document("to-roi.pdf").pk, "title": ""})
        assert "Tờ rơi" in _words(node) and "PDF, 2" in _words(node)

    def test_questions_are_terms_with_their_answers(self) -> None:
        node = _shown("questions", [{"question": "Mất phí không?", "answer": "<p>Không.</p>"}])
        assert [_words(one) for one in (node.find(".//dt"), node.find(".//dd"))] == ["Mất phí không?", "Không."]

    def test_steps_are_an_ordered_list(self) -> None:
        node = _shown("steps", ["<p>Mở Cổng</p>", "<p>Nộp</p>"])
        assert [_words(step) for step in node.findall(".//ol/li")] == ["Mở Cổng", "Nộp"]

    def test_a_quote_names_who_spoke(self) -> None:
        node = _shown("quote", {"text": "Rất nhanh.", "who": "Chị Hoa", "position": "xã Hải Lăng"})
        assert _words(node.find(".//figcaption")) == "Chị Hoa, xã Hải Lăng"

    def test_a_fact_box_stands_beside(self) -> None:
        node = _shown("fact_box", {"title": "Cần biết", "text": "<p>Nộp qua mạng.</p>"})
        assert node.find(".//aside/h2").text == "Cần biết"

    def test_no_template_brings_style_script_or_a_window(self) -> None:
        for kind in StoryBlocks().child_blocks:
            source = get_template(f"newsroom/blocks/{kind}.html").template.source
            assert not re.search(r"<script|<style|<iframe|\sstyle=|\son[a-z]+=|autoplay", source), kind
