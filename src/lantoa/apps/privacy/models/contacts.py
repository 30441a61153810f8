"""How a person can be reached."""

from django.db import models


class ContactKind(models.TextChoices):
    EMAIL = "email", "thư điện tử"
    PHONE = "phone", "điện thoại"
    ACCOUNT = "account", "tài khoản công vụ"
