"""A figure told in other words: by whoever knows more of the subject than its drawing does."""

import re
from dataclasses import replace

from lantoa.core.charts.figure import ChartTable, Figure
from lantoa.core.charts.svg import text_of

_DESCRIPTION = re.compile(r"(<desc id=[^>]*>).*?(</desc>)", re.DOTALL)


def reworded(figure: Figure, *, sentence: str, table: ChartTable | None = None) -> Figure:
    """The same drawing with another sentence, which its description then is too, and another table behind it.

    >>> from lantoa.core.charts import Bar, bar_chart
    >>> told = reworded(bar_chart("Theo xã", [Bar("Hải Lăng", 3)], unit="bài"), sentence="Hải Lăng có <3> bài.")
    >>> told.sentence, "Hải Lăng có &lt;3&gt; bài.</desc>" in told.svg
    ('Hải Lăng có <3> bài.', True)
    """
    svg = _DESCRIPTION.sub(lambda found: f"{found[1]}{text_of(sentence)}{found[2]}", figure.svg, count=1)
    return replace(figure, svg=svg, sentence=sentence, table=table or figure.table)
