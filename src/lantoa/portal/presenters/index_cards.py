"""The card of an edition to share: its index up to that year, one sentence, where it comes from, on one picture."""

from lantoa.apps.indices.figures import note_of
from lantoa.apps.indices.presenters.pictures import series_picture
from lantoa.apps.indices.presenters.sentences import series_sentence
from lantoa.apps.indices.queries import IndexSeries
from lantoa.core.charts import CardText, figure_card, shows_picture
from lantoa.portal.presenters.index_parts import values_of

# As the cards of stories are asked for (newsroom/presenters/adaptations.py): name of the shape, width of its PNG.
SHAPES = {"ngang": ("wide", 1200), "vuong": ("square", 1080), "trinh-chieu": ("slide", 1920)}
USUAL = "ngang"
# How wide the picture is drawn: the first width at which it fills its place on the card with words that can be read.
_WIDTHS = (640, 560, 500, 440, 400, 360)


def index_card(series: IndexSeries, *, portal: str, accent: str, shape: str = USUAL) -> str:
    """Return the card of a series whose newest edition it is of, as SVG. No query.

    Raises ChartError where there is nothing to draw.
    """
    newest = [line.cells[-1] for line in series.lines]
    source = note_of(values_of(newest)) or note_of(values_of(cell for line in series.lines for cell in line.cells))
    sentence, kind = series_sentence(series, brief=True), SHAPES[shape][0]
    card = ""
    for width in _WIDTHS:
        figure = series_picture(series, width=width)
        card = figure_card(figure, CardText(figure.title, sentence, source, portal), shape=kind, accent=accent)
        if shows_picture(card):
            break
    return card
