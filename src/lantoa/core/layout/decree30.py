"""Sizes and fixed words of Decree 30/2020/NĐ-CP, Annex I, as this project uses them: one place for all writers.

The decree gives ranges; the header takes the smaller consistent set (12, 13, 13 pt) so that common names of agencies
fit on one line, the body takes 14 pt.
"""

NATIONAL_NAME = "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"
MOTTO = "Độc lập - Tự do - Hạnh phúc"

# Paper and margins in millimetres: A4; decree: top and bottom 20-25, left 30-35, right 15-20. With a mark in the page
# header the top margin takes the upper end, so that the mark and the page number both fit into it.
PAGE_WIDTH, PAGE_HEIGHT = 210, 297
MARGIN_TOP, MARGIN_TOP_MARKED, MARGIN_BOTTOM, MARGIN_LEFT, MARGIN_RIGHT = 20, 25, 20, 30, 15
TEXT_WIDTH = PAGE_WIDTH - MARGIN_LEFT - MARGIN_RIGHT
HEADER_DISTANCE = 8
# The two columns of the header: the issuer's and the nation's.
LEFT_COLUMN, RIGHT_COLUMN = 75, TEXT_WIDTH - 75
FIRST_LINE = 12.7  # decree: 10 or 12.7 mm
PARAGRAPH_GAP = 6  # points; decree: at least 6
LINE_SPACING = 1.15  # decree: single to 1.5
SHORT_RULE = 0.4  # of the line above it; decree: a third to a half

SIZES: dict[str, float] = {
    "national_name": 12,  # 12-13, upright bold
    "motto": 13,  # 13-14, upright bold
    "parent_issuer": 12,  # 12-13, upright
    "issuer": 12,  # 12-13, upright bold
    "number": 13,  # 13, upright
    "place_date": 13,  # 13-14, italic
    "doc_type": 14,  # 13-14, upright bold
    "subject": 14,  # 13-14, upright bold
    "letter_subject": 12,  # 12-13, upright ("V/v" of an official letter)
    "body": 14,  # 13-14, upright
    "signer": 14,  # 13-14, upright bold
    "distribution_title": 12,  # 12, italic bold
    "distribution": 11,  # 11, upright
    "annex": 14,  # 14 for "Phụ lục", 13-14 for its title, both bold
    "page_number": 13,  # 13-14, upright
    "table": 13,  # content: 13-14
    "note": 12,  # not in the decree: remarks under tables
    "mark": 11,  # not in the decree: the mark "illustrative data"
}

# Of a sheet that is no official document, where a figure and its table are to stand on one page.
SHEET_SIZES = {"body": 12, "table": 10, "note": 10}

# Fills of shaded table cells from 0 (a gap) to 4 (most); black text keeps 4.5:1 on each. Not in the decree.
SHADES = ("FBE0D0", "DCEBF1", "B5D5E2", "86BAD0", "559FBD")
HEADER_FILL = "EDEDED"
MARK_COLOUR = "9B1C1C"

FONT = "Times New Roman"
# Families with the same widths or a like look, each with all Vietnamese letters, for converters that lack the first.
PDF_FONTS = ("Times New Roman", "Liberation Serif", "Tinos", "Libertinus Serif")
