"""Users. A user's roles are groups (see roles.py); the agency a user speaks for is told by agencies.Membership."""

from django.contrib.auth.models import AbstractUser


class User(AbstractUser):
    """A person who signs in; `last_name` holds họ and tên đệm, `first_name` the tên that follows them."""

    class Meta:
        verbose_name = "tài khoản"
        verbose_name_plural = "tài khoản"
        ordering = ["username"]

    def __str__(self) -> str:
        return self.get_full_name() or self.username

    def get_full_name(self) -> str:
        """Return the whole name in the Vietnamese order: họ, tên đệm, tên."""
        return f"{self.last_name} {self.first_name}".strip()
