"""The blocks a story is made of; every one has its template in templates/newsroom/blocks/."""

from typing import Any

from django.core.exceptions import ValidationError
from django.utils.functional import cached_property
from django.utils.module_loading import import_string
from wagtail import blocks
from wagtail.documents.blocks import DocumentChooserBlock
from wagtail.images.blocks import ImageBlock

# What a writer may do inside running text; headings start at the second level, the title is the first.
TEXT_FEATURES = ["h2", "h3", "bold", "italic", "link", "document-link", "ol", "ul"]
SHORT_TEXT_FEATURES = ["bold", "italic", "link", "ul"]


class DescribedImageBlock(ImageBlock):  # type: ignore[misc]
    """Wagtail's image with its words, all of it labelled in Vietnamese."""

    def __init__(self, required: bool = True, **kwargs: Any) -> None:
        super().__init__(required=required, **kwargs)
        labels = {"image": "Tệp ảnh", "decorative": "Ảnh chỉ để trang trí", "alt_text": "Lời thay ảnh"}
        for name, label in labels.items():
            self.child_blocks[name].label = label


class PictureBlock(blocks.StructBlock):  # type: ignore[misc]  # Wagtail has no types
    """A picture with the words that stand in for it; only an ornament may go without."""

    image = DescribedImageBlock(label="Ảnh")
    caption = blocks.CharBlock(label="Chú thích", required=False, max_length=300)
    credit = blocks.CharBlock(label="Nguồn ảnh", required=False, max_length=120)

    class Meta:
        icon = "image"
        label = "Ảnh"
        template = "newsroom/blocks/picture.html"


class QuoteBlock(blocks.StructBlock):  # type: ignore[misc]
    """What somebody said, and who."""

    text = blocks.TextBlock(label="Lời nói", max_length=800)
    who = blocks.CharBlock(label="Người nói", max_length=120)
    position = blocks.CharBlock(label="Chức vụ, nơi ở", required=False, max_length=160)

    class Meta:
        icon = "openquote"
        label = "Trích lời"
        template = "newsroom/blocks/quote.html"


class FigureChoiceBlock(blocks.ChooserBlock):  # type: ignore[misc]
    """One figure of the register of figures, chosen in a window that shows only those the editor may see."""

    target_model = "newsroom.StoryFigure"

    @cached_property
    def widget(self) -> Any:
        # By name and when first asked: the widget knows the model, and models are made of these blocks.
        return import_string("lantoa.apps.newsroom.figure_widget.FigureChooser")()

    def value_from_form(self, value: Any) -> Any:
        """Return the figure chosen, None where none is chosen yet: the form is kept while it is being filled."""
        chosen = isinstance(value, self.model_class) or str(value or "").isdecimal()
        return super().value_from_form(value) if chosen else None

    class Meta:
        icon = "table"


class FigureBlock(blocks.StructBlock):  # type: ignore[misc]
    """A figure of the register of figures: picture, table and sentence; current or frozen as the figure says."""

    figure = FigureChoiceBlock(label="Số liệu")
    caption = blocks.CharBlock(label="Chú thích", required=False, max_length=300)

    class Meta:
        icon = "table"
        label = "Số liệu"
        template = "newsroom/blocks/figure.html"


class FactBoxBlock(blocks.StructBlock):  # type: ignore[misc]
    """What one has to know, beside the story."""

    title = blocks.CharBlock(label="Tiêu đề hộp", max_length=120)
    text = blocks.RichTextBlock(label="Nội dung", features=SHORT_TEXT_FEATURES)

    class Meta:
        icon = "info-circle"
        label = "Hộp thông tin"
        template = "newsroom/blocks/fact_box.html"


class QuestionBlock(blocks.StructBlock):  # type: ignore[misc]
    question = blocks.CharBlock(label="Câu hỏi", max_length=250)
    answer = blocks.RichTextBlock(label="Trả lời", features=SHORT_TEXT_FEATURES)


class RecordingBlock(blocks.StructBlock):  # type: ignore[misc]
    """Sound or film, with the words spoken for whoever cannot hear or see it."""

    title = blocks.CharBlock(label="Tên", max_length=160)
    file = DocumentChooserBlock(label="Tệp âm thanh hoặc phim", required=False)
    address = blocks.URLBlock(label="Hoặc địa chỉ trang có phim", required=False)
    transcript = blocks.RichTextBlock(label="Lời thoại", features=SHORT_TEXT_FEATURES)

    def clean(self, value: blocks.StructValue) -> blocks.StructValue:
        result = super().clean(value)
        if bool(result["file"]) == bool(result["address"]):
            wrong = ValidationError("Chọn một tệp, hoặc điền địa chỉ trang có phim; chỉ một trong hai.")
            raise blocks.StructBlockValidationError({"file": wrong})
        return result

    class Meta:
        icon = "media"
        label = "Âm thanh, phim"
        template = "newsroom/blocks/recording.html"


class AttachmentBlock(blocks.StructBlock):  # type: ignore[misc]
    document = DocumentChooserBlock(label="Tệp")
    title = blocks.CharBlock(label="Tên hiển thị", required=False, max_length=160)

    class Meta:
        icon = "doc-full"
        label = "Tệp đính kèm"
        template = "newsroom/blocks/attachment.html"


class ProcedureBlock(blocks.StructBlock):  # type: ignore[misc]
    """What a citizen asks of a procedure first; what is not known is left empty, never guessed."""

    name = blocks.CharBlock(label="Tên thủ tục", max_length=250)
    who = blocks.CharBlock(label="Ai làm", required=False, max_length=200)
    papers = blocks.TextBlock(label="Giấy tờ cần có", required=False)
    where = blocks.CharBlock(label="Nộp ở đâu", required=False, max_length=250)
    days = blocks.CharBlock(label="Thời hạn giải quyết", required=False, max_length=120)
    fee = blocks.CharBlock(label="Lệ phí", required=False, max_length=120)
    address = blocks.URLBlock(label="Liên kết Cổng Dịch vụ công quốc gia", required=False)

    class Meta:
        icon = "clipboard-list"
        label = "Thủ tục"
        template = "newsroom/blocks/procedure.html"


class StoryBlocks(blocks.StreamBlock):  # type: ignore[misc]
    """All kinds of blocks, in the order in which the editor offers them."""

    text = blocks.RichTextBlock(
        label="Đoạn văn", icon="pilcrow", features=TEXT_FEATURES, template="newsroom/blocks/text.html"
    )
    picture = PictureBlock()
    quote = QuoteBlock()
    figure = FigureBlock()
    fact_box = FactBoxBlock()
    questions = blocks.ListBlock(
        QuestionBlock(), label="Hỏi và đáp", icon="help", template="newsroom/blocks/questions.html"
    )
    steps = blocks.ListBlock(
        blocks.RichTextBlock(label="Bước", features=SHORT_TEXT_FEATURES),
        label="Việc cần làm",
        icon="list-ol",
        template="newsroom/blocks/steps.html",
    )
    procedure = ProcedureBlock()
    recording = RecordingBlock()
    attachment = AttachmentBlock()
