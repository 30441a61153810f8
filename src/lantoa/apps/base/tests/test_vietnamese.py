"""Numbers and shares as they are written in Vietnam, in a template."""

import pytest
from django.template import Context, Template
from django.utils import translation

CASES = [
    ("{{ value|number }}", 0, "0"),
    ("{{ value|number }}", 1234567, "1.234.567"),
    ("{{ value|number }}", -4321, "-4.321"),
    ("{{ value|number:2 }}", 0.75, "0,75"),
    ("{{ value|number:1 }}", 1234.56, "1.234,6"),
    ("{{ value|number }}", None, "—"),
    ("{{ value|percent }}", 0.254, "25,4%"),
    ("{{ value|percent }}", 0, "0,0%"),
    ("{{ value|percent }}", 1, "100,0%"),
    ("{{ value|percent:0 }}", 2 / 3, "67%"),
    ("{{ value|percent }}", 0.5625, "56,3%"),
    ("{{ value|percent }}", None, "—"),
]


class TestFilters:
    @pytest.mark.parametrize(("template", "value", "shown"), CASES)
    def test_write_a_value_as_in_vietnam(self, template: str, value: float | None, shown: str) -> None:
        with translation.override("vi"):
            assert Template(template).render(Context({"value": value})) == shown
