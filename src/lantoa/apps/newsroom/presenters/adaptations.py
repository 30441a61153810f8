"""The forms of a story in words: how far each has come, how long it is, as files."""

from dataclasses import dataclass
from datetime import datetime

from django.conf import settings
from django.utils.text import slugify

from lantoa.apps.base.convert import svg_to_png
from lantoa.apps.newsroom.figures import ILLUSTRATIVE
from lantoa.apps.newsroom.models import Adaptation, PortalPage
from lantoa.apps.newsroom.queries.adaptations import FormState, is_approved
from lantoa.apps.newsroom.queries.figures import drawn
from lantoa.core.analysis.message_parts import SmsCount, sms_count, without_marks
from lantoa.core.charts import CardText, ChartError, figure_card
from lantoa.core.charts.fonts import CARD_FONTS
from lantoa.core.layout.plain_word import plain_docx
from lantoa.core.speech import reading_seconds, speak
from lantoa.core.viettext import fold, format_number, words

# The shapes of a card by the word that stands in addresses, with their widths in pixels.
SHAPES = {"vuong": ("square", 1080), "ngang": ("wide", 1200), "trinh-chieu": ("slide", 1920)}
_Kind = Adaptation.Kind
# What each kind can be downloaded as.
FILES = {
    _Kind.PRINT: ("txt", "docx"),
    _Kind.LOUDSPEAKER: ("txt", "docx"),
    _Kind.MESSAGE: ("txt",),
    _Kind.DIGEST: ("txt", "docx"),
    _Kind.CARD: ("svg", "png"),
}


@dataclass(frozen=True, slots=True)
class MessageText:
    """One way to send a message: its words, and what it weighs."""

    label: str
    text: str
    sms: SmsCount
    key: str

    @property
    def words(self) -> str:
        """Return the weight in words."""
        if not self.sms.parts:
            return "chưa có chữ nào"
        return (
            f"SMS: {format_number(self.sms.characters)} ký tự, {format_number(self.sms.parts)} tin "
            f"({self.sms.alphabet}), còn {format_number(self.sms.left)} ký tự nữa thì sang tin sau"
        )


def state_words(state: FormState) -> str:
    """Return how far a form has come."""
    if state.adaptation is None:
        return "chưa soạn"
    if state.stale:
        return "bài đã đổi, cần xem lại"
    return "đã duyệt" if state.approved else "bản nháp"


def length_words(adaptation: Adaptation) -> str:
    """Return how long a form is, as its channel counts it."""
    count = format_number(len(words(adaptation.text)))
    if adaptation.kind == _Kind.PRINT:
        return f"{count} chữ, khuôn {format_number(adaptation.words)} chữ"
    if adaptation.kind == _Kind.LOUDSPEAKER:
        return f"{count} chữ, đọc khoảng {time_words(reading_seconds(adaptation.text))}"
    if adaptation.kind == _Kind.MESSAGE:
        limit = settings.ZALO_MESSAGE_CHARACTERS
        over = " — quá dài" if len(adaptation.text) > limit else ""
        return f"Zalo: {format_number(len(adaptation.text))}/{format_number(limit)} ký tự{over}"
    return f"{count} chữ"


def time_words(seconds: float) -> str:
    """Return a length of time in words, rounded up to five seconds.

    >>> time_words(52), time_words(61), time_words(120)
    ('55 giây', '1 phút 5 giây', '2 phút')
    """
    rounded = -(-round(seconds) // 5) * 5
    minutes, rest = divmod(rounded, 60)
    parts = [f"{minutes} phút"] * bool(minutes) + [f"{rest} giây"] * bool(rest or not minutes)
    return " ".join(parts)


def message_texts(adaptation: Adaptation) -> tuple[MessageText, ...]:
    """Return the message with its marks and without them, each with its weight as SMS."""
    plain = without_marks(adaptation.text)
    return (
        MessageText("Có dấu", adaptation.text, sms_count(adaptation.text), "accented"),
        MessageText("Không dấu", plain, sms_count(plain), "unaccented"),
    )


def left_to_decide(adaptation: Adaptation) -> tuple[tuple[str, str], ...]:
    """Return what of a script still cannot be read aloud as it stands, each with the reason."""
    found = speak(adaptation.text).unknown
    return tuple(dict.fromkeys((one.written, one.reason) for one in found))


def card_svg(adaptation: Adaptation, portal: PortalPage, *, shape: str, at: datetime) -> str:
    """Return the card; ChartError, in Vietnamese, where its figure cannot be drawn."""
    if adaptation.figure is None:
        raise ChartError("Thẻ chưa có số liệu.")
    shown = drawn(adaptation.figure, at=at)
    if shown.figure is None:
        raise ChartError(f"Chưa vẽ được số liệu của thẻ: {shown.problem}")
    marked = f"{ILLUSTRATIVE[:1].upper()}{ILLUSTRATIVE[1:]}. " if shown.illustrative else ""
    text = CardText(adaptation.title, f"{marked}{adaptation.text}", shown.source_note, portal.title)
    return figure_card(shown.figure, text, shape=SHAPES[shape][0], accent=portal.accent)


def card_png(svg: str, *, shape: str) -> bytes:
    """Return the card as PNG at its full size; ConversionFailed where it cannot be made."""
    return svg_to_png(svg, width_px=SHAPES[shape][1], fonts=CARD_FONTS)


def as_text(adaptation: Adaptation) -> str:
    """Return a form as a text file; a message in both ways of writing it."""
    if adaptation.kind == _Kind.MESSAGE:
        return "\n\n".join(f"[{one.label}]\n{one.text}" for one in message_texts(adaptation)) + "\n"
    if adaptation.kind == _Kind.LOUDSPEAKER:
        return f"{adaptation.text}\n"
    return f"{adaptation.title}\n\n{adaptation.text}\n"


def as_docx(adaptation: Adaptation) -> bytes:
    """Return a form as a Word file; a draft says so at its end."""
    note = "" if is_approved(adaptation) else "Bản nháp, chưa duyệt."
    return plain_docx(adaptation.title, [part for part in adaptation.text.split("\n") if part.strip()], note=note)


def file_name(adaptation: Adaptation, ending: str, *, shape: str = "") -> str:
    """Return a plain name for a downloaded form: the story, the form, and whether it is still a draft."""
    parts = [slugify(fold(adaptation.story.title))[:60], adaptation.kind, str(adaptation.words or ""), shape]
    parts.append("" if is_approved(adaptation) else "chua-duyet")
    return "-".join(part for part in parts if part) + f".{ending}"
