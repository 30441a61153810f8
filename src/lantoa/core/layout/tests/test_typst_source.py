import json
import re
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from lantoa.core.layout import Paragraph, to_typst, typst_files
from lantoa.core.layout import typst_source as module
from lantoa.core.layout.tests.sample import HOSTILE, hostile_report, png, report
from lantoa.core.layout.wording import clean

TEMPLATE = Path(module.__file__).with_name("decree30.typ").read_text(encoding="utf-8")
LITERAL = re.compile(r'#let data = json\(bytes\("((?:[^"\\]|\\["\\])*)"\)\)')


def data_of(source):
    """The document as data, read out of the one string literal as Typst would."""
    first, _, rest = source.partition("\n")
    literal = LITERAL.fullmatch(first)
    assert rest == TEMPLATE
    return json.loads(re.sub(r"\\(.)", r"\1", literal[1]))


class TestToTypst:
    @given(st.text(max_size=60))
    def test_keeps_any_text_inside_one_string(self, text):
        [block] = data_of(to_typst(report(blocks=(Paragraph(text),))))["body"]
        assert block["runs"][0]["text"] == clean(text)

    def test_keeps_hostile_text_inside_one_string_everywhere(self):
        data = data_of(to_typst(hostile_report()))
        assert data["body"][1]["runs"][0]["text"] == HOSTILE
        assert data["mark"] == HOSTILE

    def test_loads_no_package_and_evaluates_nothing(self):
        assert not re.search(r"#?import|#?include|\beval\(|\bread\(|@preview", TEMPLATE)

    def test_is_the_same_for_the_same_document(self):
        assert to_typst(report()) == to_typst(report())


class TestTypstFiles:
    def test_gives_every_picture_that_the_source_names(self):
        files = typst_files(report())
        named = re.findall(r"figure-[0-9a-f]+\.png", to_typst(report()))
        assert set(files) == set(named)
        assert list(files.values()) == [png()]
