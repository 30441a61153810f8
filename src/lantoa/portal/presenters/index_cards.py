"""The card of an edition to share: its index up to that year, one sentence, where it comes from, on one picture."""

from lantoa.apps.indices.figures import note_of
from lantoa.apps.indices.presenters.pictures import series_picture
from lantoa.apps.indices.queries import IndexSeries
from lantoa.core.charts import CardText, figure_card
from lantoa.portal.presenters.index_parts import values_of

# As the cards of stories are asked for (newsroom/presenters/adaptations.py): name of the shape, width of its PNG.
SHAPES = {"ngang": ("wide", 1200), "vuong": ("square", 1080), "trinh-chieu": ("slide", 1920)}
USUAL = "ngang"


def index_card(series: IndexSeries, *, portal: str, accent: str, shape: str = USUAL) -> str:
    """Return the card of a series whose newest edition it is of, as SVG. No query.

    Raises ChartError where there is nothing to draw.
    """
    figure = series_picture(series)
    newest = [line.cells[-1] for line in series.lines]
    source = note_of(values_of(newest)) or note_of(values_of(cell for line in series.lines for cell in line.cells))
    text = CardText(figure.title, figure.sentence, source, portal)
    return figure_card(figure, text, shape=SHAPES[shape][0], accent=accent)
