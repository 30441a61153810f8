"""The text of an article in the mark-up that each platform's editor leaves behind."""

from dataclasses import dataclass
from html import escape

from .articles import Block, DemoArticle
from .illustrations import caption

# What an advert between two paragraphs looks like on the newspaper's platform; it is no part of the text.
_INSERTED_ADVERT = (
    '<div class="ads-inline" data-zone="giua-bai"><span class="ads-label">Quảng cáo</span>'
    "<strong>Gạo sạch Triệu Phong</strong> – vị trí quảng cáo minh họa trong bài</div>"
)


@dataclass(frozen=True, slots=True)
class _Markup:
    """Patterns with one {} for the escaped words, and the picture's with {src} and {caption}."""

    paragraph: str
    heading: str
    item: str
    items: str
    picture: str
    opening: str = ""


_JUSTIFIED = '<p style="text-align: justify;">{}</p>'
_WORD = (
    '<p style="text-align:justify"><span style="font-size:18px"><span style="font-family:Times New Roman,Times,serif">'
)
_WORD_INDENTED = '<p class="MsoNormal" style="text-align:justify;text-indent:28.35pt">'
_MARKUPS: dict[str, _Markup] = {
    "nukeviet": _Markup(
        paragraph=_JUSTIFIED,
        heading='<p style="text-align: justify;"><strong>{}</strong></p>',
        item='<li style="text-align: justify;">{}</li>',
        items="<ul>{}</ul>",
        picture='<div style="text-align:center"><figure class="image" style="display:inline-block"><img alt="{caption}"'
        ' height="300" src="{src}" width="500" /><figcaption>{caption}</figcaption></figure></div>',
    ),
    "liferay": _Markup(  # text pasted from a word processor: spans in spans, lists and captions as paragraphs
        paragraph=_WORD + "{}</span></span></p>",
        heading=_WORD + "<strong>{}</strong></span></span></p>",
        item=_WORD + "- {}</span></span></p>",
        items="{}",
        picture='<p style="text-align:center"><img alt="" src="{src}" style="width:500px;height:300px" /></p>'
        '<p style="text-align:center"><em>{caption}</em></p>',
    ),
    "sharepoint": _Markup(
        paragraph=_WORD_INDENTED + '<span lang="VI">{}</span></p>',
        heading=_WORD_INDENTED + '<b><span lang="VI">{}</span></b></p>',
        item='<p class="MsoListParagraph" style="text-align:justify"><span lang="VI">-&#160;{}</span></p>',
        items="{}",
        picture='<table class="ms-rteTable-0" align="center"><tbody><tr><td><img alt="" class="ms-rteImage-0"'
        ' src="{src}" style="width:500px"></td></tr><tr><td class="chuthich">{caption}</td></tr></tbody></table>',
        opening="&#8203;",  # ZERO WIDTH SPACE, which this platform's editor leaves at the start of a field
    ),
    "wordpress": _Markup(
        paragraph="<p>{}</p>",
        heading='<h3 class="wp-block-heading">{}</h3>',
        item="<li>{}</li>",
        items='<ul class="wp-block-list">{}</ul>',
        picture='<figure class="wp-block-image size-large"><img decoding="async" width="500" height="300" src="{src}"'
        ' alt="{caption}" /><figcaption class="wp-element-caption">{caption}</figcaption></figure>',
    ),
    "newspaper": _Markup(
        paragraph="<p>{}</p>",
        heading="<h3>{}</h3>",
        item="<li>{}</li>",
        items="<ul>{}</ul>",
        picture='<table class="picture" align="center"><tbody><tr><td class="pic"><img src="{src}" alt="{caption}"'
        ' width="500"></td></tr><tr><td class="caption">{caption}</td></tr></tbody></table>',
    ),
}


def body_html(article: DemoArticle, platform: str, *, picture_address: str, picture: int) -> str:
    """Return the article's text as HTML: every block in order, one picture, on a newspaper one advert in between."""
    markup = _MARKUPS[platform]
    pieces = [_block(block, markup) for block in article.body]
    shown = markup.picture.format(src=escape(picture_address), caption=escape(caption(picture)))
    pieces.insert(min(1, len(pieces)), shown)
    if platform == "newspaper" and len(pieces) > 4:
        pieces.insert(4, _INSERTED_ADVERT)
    return markup.opening + "\n".join(pieces)


def _block(block: Block, markup: _Markup) -> str:
    if block.kind == "list":
        return markup.items.format("\n".join(markup.item.format(escape(line)) for line in block.lines))
    pattern = markup.heading if block.kind == "heading" else markup.paragraph
    return pattern.format(escape(block.lines[0]))
