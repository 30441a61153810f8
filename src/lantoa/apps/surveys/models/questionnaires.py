"""Questionnaires: built by officers, frozen when the first round with them opens, copied for a changed one."""

from django.conf import settings
from django.db import models


class Questionnaire(models.Model):
    """What is asked. Two rounds are compared where questions have the same code and the same wording or scale."""

    name = models.CharField("tên", max_length=160)
    introduction = models.TextField("lời giới thiệu", max_length=2000, blank=True)
    thanks = models.TextField("lời cảm ơn", max_length=1000, blank=True)
    copied_from = models.ForeignKey(
        "self", verbose_name="chép từ", null=True, blank=True, on_delete=models.SET_NULL, related_name="copies"
    )
    # Set when the first round opens: from then on nothing of it changes.
    frozen_at = models.DateTimeField("chốt lúc", null=True, blank=True)
    illustrative = models.BooleanField("minh họa", default=False, editable=False)
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name="người soạn", null=True, on_delete=models.SET_NULL, related_name="+"
    )
    made_at = models.DateTimeField("soạn lúc")
    version = models.PositiveIntegerField("bản", default=1, editable=False)

    class Meta:
        verbose_name = "bảng hỏi"
        verbose_name_plural = "bảng hỏi"
        ordering = ["-made_at", "-pk"]

    def __str__(self) -> str:
        return self.name


class SurveyQuestion(models.Model):
    """One question. `options` are [{"value": "1", "words": "rất không hài lòng"}, …] in their order; values stay.

    Asked when `only_if` is empty or true: [["q3", ["1", "2"]], …]: each named earlier question was answered by one of
    the values.
    """

    class Kind(models.TextChoices):
        SCALE = "scale", "thang điểm"
        SINGLE = "single", "chọn một"
        MULTIPLE = "multiple", "chọn nhiều"
        TEXT = "text", "viết tự do"

    questionnaire = models.ForeignKey(
        Questionnaire, verbose_name="bảng hỏi", on_delete=models.CASCADE, related_name="questions"
    )
    position = models.PositiveSmallIntegerField("thứ tự")
    # The same from round to round: "q1", "tuoi".
    code = models.SlugField("mã", max_length=40)
    kind = models.CharField("dạng", max_length=8, choices=Kind.choices)
    text = models.CharField("câu hỏi", max_length=500)
    help = models.CharField("giải thích thêm", max_length=500, blank=True)
    options = models.JSONField("phương án", default=list, blank=True)
    required = models.BooleanField("phải trả lời", default=True)
    only_if = models.JSONField("chỉ hỏi khi", default=list, blank=True)
    # Of a scale: from which value on one counts as satisfied ("4" of 1..5).
    satisfied_from = models.CharField("hài lòng từ", max_length=20, blank=True)
    # Tells a group of respondents apart (age, sex, occupation), not an opinion.
    is_group = models.BooleanField("dùng để chia nhóm", default=False)
    # Code of the component of an index (indices.Component.code) this question speaks to, and of which index.
    index_slug = models.CharField("chỉ số", max_length=60, blank=True)
    component_code = models.CharField("thành phần của chỉ số", max_length=60, blank=True)

    class Meta:
        verbose_name = "câu hỏi khảo sát"
        verbose_name_plural = "câu hỏi khảo sát"
        ordering = ["questionnaire", "position"]
        constraints = [
            models.UniqueConstraint(fields=["questionnaire", "code"], name="survey_question_code_once"),
            models.UniqueConstraint(fields=["questionnaire", "position"], name="survey_question_position_once"),
        ]

    def __str__(self) -> str:
        return self.text[:80]
