"""How a draft of each form is made from the words of a story; pure, so that it can be tried on any text."""

from dataclasses import dataclass

from lantoa.core.analysis.message_parts import fitting_message
from lantoa.core.analysis.shortening import shortened
from lantoa.core.viettext import sentences

DIGEST_WORDS = 90
LOUDSPEAKER_WORDS = 350


@dataclass(frozen=True, slots=True)
class Words:
    """The words of a story that drafts are made from."""

    title: str
    lead: str
    for_reader: str
    paragraphs: tuple[str, ...]
    address: str = ""
    themes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Draft:
    """A draft: its headline and text, paragraphs parted by a blank line."""

    title: str
    text: str


def print_column(words: Words, *, words_at_most: int) -> Draft:
    """Return the story as a column of so many words: lead, the most telling sentences, what it means for the reader."""
    body = (*words.paragraphs, *([words.for_reader] if words.for_reader else ()))
    return Draft(words.title, shortened(words.lead, body, words_at_most=words_at_most, title=words.title).text)


def message(words: Words, *, limit: int) -> Draft:
    """Return a message of whole sentences within the limit of characters: title, lead, what to do, the address."""
    pieces = [closed(words.title), *sentences(words.lead), *sentences(words.for_reader)]
    return Draft(words.title, fitting_message(pieces, limit=limit, tail=words.address))


def digest_item(words: Words) -> Draft:
    """Return the item for officials: at most 90 words of the story, then what they are to know when they are asked."""
    short = shortened(words.lead, words.paragraphs, words_at_most=DIGEST_WORDS, title=words.title)
    parts = [*short.paragraphs]
    if words.for_reader:
        parts.append(f"Với cán bộ, công chức: khi người dân hỏi, trả lời rằng: “{words.for_reader.strip()}”")
    else:
        parts.append("Với cán bộ, công chức: nắm nội dung trên để trả lời khi người dân hỏi.")
    if words.themes:
        parts.append(f"Thuộc nội dung tuyên truyền: {'; '.join(words.themes)}.")
    return Draft(words.title, "\n\n".join(parts))


def loudspeaker_words(words: Words) -> Draft:
    """Return what the loudspeaker says, before it is put into words for the ear: title, lead, the most telling part."""
    body = (*words.paragraphs, *([words.for_reader] if words.for_reader else ()))
    short = shortened(words.lead, body, words_at_most=LOUDSPEAKER_WORDS, title=words.title)
    return Draft(words.title, "\n\n".join([closed(words.title), *short.paragraphs]))


def card_words(figure_title: str, sentence: str) -> Draft:
    """Return the headline and the sentence of a card; the sentence does not say the headline again.

    >>> card_words("Theo xã", "Theo xã. Cao nhất: Hải Lăng (12 bài).")
    Draft(title='Theo xã', text='Cao nhất: Hải Lăng (12 bài).')
    """
    return Draft(figure_title, sentence.removeprefix(f"{figure_title}.").strip() or sentence)


def closed(title: str) -> str:
    """Return a headline as a sentence.

    >>> closed("Nộp hồ sơ qua mạng"), closed("Nộp ở đâu?")
    ('Nộp hồ sơ qua mạng.', 'Nộp ở đâu?')
    """
    title = title.strip()
    return title if title.endswith((".", "!", "?", "…")) else f"{title}."
