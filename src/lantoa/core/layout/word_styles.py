"""Real Word styles for every element of the decree: the navigation pane, screen readers and later editing work."""

from dataclasses import dataclass, replace

from lxml import etree

from lantoa.core.layout.decree30 import FIRST_LINE, FONT, LINE_SPACING, MARK_COLOUR, PARAGRAPH_GAP, SHEET_SIZES, SIZES

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
BULLETS = 1  # the number of the one list definition


@dataclass(frozen=True, slots=True)
class _Style:
    """One paragraph style; lengths in points, `first_line` and `left` in millimetres."""

    style_id: str
    name: str
    size: float
    bold: bool = False
    italic: bool = False
    align: str = "center"
    before: float = 0
    after: float = 0
    spacing: float = 1.0
    first_line: float = 0
    left: float = 0
    keep_next: bool = False
    outline: int | None = None
    based_on: str = "Normal"
    colour: str | None = None


_TEXT = _Style(
    "BodyText",
    "Body Text",
    SIZES["body"],
    align="both",
    after=PARAGRAPH_GAP,
    spacing=LINE_SPACING,
    first_line=FIRST_LINE,
)
_HEADING = replace(_TEXT, keep_next=True)
_LEFT = _Style("", "", SIZES["body"], align="left")
_STYLES = (
    _TEXT,
    replace(_TEXT, style_id="ListBullet", name="List Bullet", based_on="BodyText"),
    replace(_TEXT, style_id="Basis", name="Căn cứ", italic=True, based_on="BodyText"),
    replace(_HEADING, style_id="Heading1", name="heading 1", bold=True, before=6, outline=0),
    replace(_HEADING, style_id="Heading2", name="heading 2", bold=True, outline=1),
    replace(_HEADING, style_id="Heading3", name="heading 3", outline=2),
    _Style("Title", "Title", SIZES["doc_type"], bold=True, before=18, keep_next=True),
    _Style("Subtitle", "Subtitle", SIZES["subject"], bold=True, keep_next=True),
    _Style("NationalName", "Quốc hiệu", SIZES["national_name"], bold=True),
    _Style("Motto", "Tiêu ngữ", SIZES["motto"], bold=True),
    _Style("ParentIssuer", "Cơ quan chủ quản", SIZES["parent_issuer"]),
    _Style("Issuer", "Cơ quan ban hành", SIZES["issuer"], bold=True),
    _Style("NumberSymbol", "Số, ký hiệu", SIZES["number"], before=6),
    _Style("PlaceDate", "Địa danh, thời gian", SIZES["place_date"], italic=True, before=6),
    _Style("LetterSubject", "Trích yếu công văn", SIZES["letter_subject"], before=6),
    _Style("Rule", "Đường kẻ ngang", 2, before=3, after=2),
    _Style("Recipients", "Kính gửi", SIZES["body"], before=12, after=6),
    replace(_LEFT, style_id="RecipientsTitle", name="Kính gửi nhiều nơi", left=30, before=12),
    replace(_LEFT, style_id="RecipientsItem", name="Nơi kính gửi", left=50),
    replace(
        _LEFT,
        style_id="DistributionTitle",
        name="Nơi nhận",
        size=SIZES["distribution_title"],
        bold=True,
        italic=True,
    ),
    replace(_LEFT, style_id="Distribution", name="Danh sách nơi nhận", size=SIZES["distribution"]),
    _Style("SignerOffice", "Quyền hạn, chức vụ", SIZES["signer"], bold=True, keep_next=True),
    _Style("SignerName", "Họ tên người ký", SIZES["signer"], bold=True, before=72),
    _Style("AnnexTitle", "Phụ lục", SIZES["annex"], bold=True, keep_next=True, outline=0, based_on="Heading1"),
    _Style("AnnexReference", "Chỉ dẫn phụ lục", SIZES["body"], italic=True, keep_next=True, after=6),
    _Style("Caption", "caption", SIZES["table"], bold=True, before=6, after=4),
    replace(_LEFT, style_id="TableText", name="Chữ trong bảng", size=SIZES["table"], before=2, after=2),
    replace(_LEFT, style_id="TableNote", name="Ghi chú bảng", size=SIZES["note"], italic=True, before=3, after=8),
    _Style("Picture", "Hình", SIZES["body"], before=6, after=2, keep_next=True),
    _Style("Header", "header", SIZES["page_number"]),
    _Style("Mark", "Dấu đầu trang", SIZES["mark"], bold=True, based_on="Header", colour=MARK_COLOUR),
    _Style("Seam", "Nối trang", 1),
)


# Of a sheet that is no official document.
_SHEET = {
    "BodyText": SHEET_SIZES["body"],
    "ListBullet": SHEET_SIZES["body"],
    "TableText": SHEET_SIZES["table"],
    "TableNote": SHEET_SIZES["note"],
}


def styles_xml(*, official: bool = True) -> etree._Element:
    """The `w:styles` element: Times New Roman, black, language vi-VN by default, and the styles above."""
    fonts = f'<w:rFonts w:ascii="{FONT}" w:hAnsi="{FONT}" w:eastAsia="{FONT}" w:cs="{FONT}"/>'
    body = _half_points(SIZES["body"])
    defaults = (
        f'<w:docDefaults><w:rPrDefault><w:rPr>{fonts}<w:color w:val="000000"/><w:sz w:val="{body}"/>'
        f'<w:szCs w:val="{body}"/><w:lang w:val="vi-VN" w:eastAsia="vi-VN" w:bidi="ar-SA"/></w:rPr></w:rPrDefault>'
        f'<w:pPrDefault><w:pPr><w:spacing w:before="0" w:after="0" w:line="240" w:lineRule="auto"/></w:pPr>'
        f"</w:pPrDefault></w:docDefaults>"
    )
    fixed = (
        '<w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/><w:qFormat/></w:style>'
        '<w:style w:type="character" w:default="1" w:styleId="DefaultParagraphFont">'
        '<w:name w:val="Default Paragraph Font"/></w:style>'
        '<w:style w:type="character" w:styleId="Hyperlink"><w:name w:val="Hyperlink"/>'
        '<w:rPr><w:color w:val="000000"/><w:u w:val="single"/></w:rPr></w:style>'
        '<w:style w:type="table" w:default="1" w:styleId="TableNormal"><w:name w:val="Normal Table"/><w:tblPr>'
        '<w:tblInd w:w="0" w:type="dxa"/><w:tblCellMar><w:top w:w="0" w:type="dxa"/><w:left w:w="108" w:type="dxa"/>'
        '<w:bottom w:w="0" w:type="dxa"/><w:right w:w="108" w:type="dxa"/></w:tblCellMar></w:tblPr></w:style>'
        '<w:style w:type="numbering" w:default="1" w:styleId="NoList"><w:name w:val="No List"/></w:style>'
    )
    inside = (
        defaults
        + fixed
        + "".join(
            _style_xml(style if official else replace(style, size=_SHEET.get(style.style_id, style.size)))
            for style in _STYLES
        )
    )
    return etree.fromstring(f'<w:styles xmlns:w="{W}">{inside}</w:styles>')


def numbering_xml() -> etree._Element:
    """The `w:numbering` element: the one list, items that begin with a dash and a first-line indent."""
    first_line = _twips_of_mm(FIRST_LINE)
    return etree.fromstring(
        f'<w:numbering xmlns:w="{W}"><w:abstractNum w:abstractNumId="0"><w:multiLevelType w:val="singleLevel"/>'
        f'<w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="bullet"/><w:suff w:val="space"/><w:lvlText w:val="-"/>'
        f'<w:lvlJc w:val="left"/><w:pPr><w:ind w:left="0" w:firstLine="{first_line}"/></w:pPr></w:lvl></w:abstractNum>'
        f'<w:num w:numId="{BULLETS}"><w:abstractNumId w:val="0"/></w:num></w:numbering>'
    )


def settings_xml() -> etree._Element:
    """The `w:settings` element: current layout rules, no view or revision state."""
    uri = "http://schemas.microsoft.com/office/word"
    return etree.fromstring(
        f'<w:settings xmlns:w="{W}"><w:defaultTabStop w:val="720"/><w:characterSpacingControl w:val="doNotCompress"/>'
        f'<w:compat><w:compatSetting w:name="compatibilityMode" w:uri="{uri}" w:val="15"/></w:compat>'
        f'<w:themeFontLang w:val="vi-VN"/><w:decimalSymbol w:val=","/><w:listSeparator w:val=";"/></w:settings>'
    )


def _style_xml(style: _Style) -> str:
    line = round(240 * style.spacing)
    keep = "<w:keepNext/><w:keepLines/>" if style.keep_next else ""
    numbered = f'<w:numPr><w:numId w:val="{BULLETS}"/></w:numPr>' if style.style_id == "ListBullet" else ""
    indent = ""
    if style.first_line or style.left:
        indent = f'<w:ind w:left="{_twips_of_mm(style.left)}" w:firstLine="{_twips_of_mm(style.first_line)}"/>'
    outline = "" if style.outline is None else f'<w:outlineLvl w:val="{style.outline}"/>'
    gaps = f'w:before="{_twips(style.before)}" w:after="{_twips(style.after)}"'
    spacing = f'<w:spacing {gaps} w:line="{line}" w:lineRule="auto"/>'
    if style.based_on == "Heading1":  # what the base indents, this one centres
        indent = '<w:ind w:left="0" w:firstLine="0"/>'
    size = _half_points(style.size)
    colour = f'<w:color w:val="{style.colour}"/>' if style.colour else ""
    bold = "<w:b/><w:bCs/>" if style.bold else '<w:b w:val="0"/><w:bCs w:val="0"/>'
    italic = "<w:i/><w:iCs/>" if style.italic else '<w:i w:val="0"/><w:iCs w:val="0"/>'
    return (
        f'<w:style w:type="paragraph" w:styleId="{style.style_id}"><w:name w:val="{style.name}"/>'
        f'<w:basedOn w:val="{style.based_on}"/><w:qFormat/><w:pPr>{keep}{numbered}{spacing}{indent}'
        f'<w:jc w:val="{style.align}"/>{outline}</w:pPr>'
        f'<w:rPr>{bold}{italic}{colour}<w:sz w:val="{size}"/><w:szCs w:val="{size}"/></w:rPr></w:style>'
    )


def _half_points(points: float) -> int:
    return round(points * 2)


def _twips(points: float) -> int:
    return round(points * 20)


def _twips_of_mm(millimetres: float) -> int:
    return round(millimetres / 25.4 * 1440)
