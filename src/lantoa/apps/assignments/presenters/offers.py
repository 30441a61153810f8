"""Acts as the buttons and forms of a page."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

from django import forms
from django.urls import reverse

from lantoa.apps.assignments.models import Assignment
from lantoa.apps.assignments.presenters.acts import Act


@dataclass(frozen=True, slots=True)
class Offer:
    """One act that the reader may do: the words of its button, where it is sent, its form, whether the form is open."""

    act: Act
    words: str
    url: str
    form: forms.Form
    opened: bool
    quiet: bool

    @property
    def needs_words(self) -> bool:
        """Return whether there is something to fill in before it is done."""
        return bool(self.form.fields)


_WORDS = {
    Act.RECEIVE: "Nhận việc",
    Act.PROVE: "Nộp tài liệu kiểm chứng",
    Act.ASK_EXTENSION: "Xin gia hạn",
    Act.DELEGATE: "Chuyển giao",
    Act.REFUSE: "Từ chối",
    Act.SEND: "Gửi cho cơ quan",
    Act.CONFIRM: "Xác nhận đã hoàn thành",
    Act.RETURN: "Trả lại",
    Act.DECIDE_EXTENSION: "Trả lời đề nghị gia hạn",
    Act.EDIT: "Sửa hạn, số lượng, sản phẩm, vai trò",
    Act.REOPEN: "Rút lại xác nhận",
    Act.CANCEL: "Hủy việc",
    Act.REDRAFT: "Soạn lại thành bản nháp",
}
# What moves the work forward stands out; the rest does not ask to be pressed.
_LOUD = {Act.RECEIVE, Act.PROVE, Act.SEND, Act.CONFIRM, Act.DECIDE_EXTENSION}


def offers(
    acts: Iterable[Act],
    assignment: Assignment,
    *,
    form_for: Callable[[Act], forms.Form],
    sent: Mapping[Act, forms.Form],
) -> list[Offer]:
    """Return the buttons of the acts in their order; a form in `sent` was not in order and stands open."""
    return [
        Offer(
            act=act,
            words=_WORDS[act],
            url=reverse(f"assignments:{act}", args=[assignment.pk]),
            form=sent.get(act) or form_for(act),
            opened=act in sent,
            quiet=act not in _LOUD,
        )
        for act in acts
    ]
