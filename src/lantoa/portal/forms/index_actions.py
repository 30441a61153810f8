"""What the page on what to do about an edition is asked for: whom to show, what to try. Sent by GET, saving nothing."""

import re
from collections.abc import Sequence
from decimal import Decimal

from django import forms
from django.http import QueryDict

from lantoa.apps.coverage.presenters.edition_work import GOAL_LABELS
from lantoa.apps.coverage.queries import Goal

ENTITY, COMPONENT, GOAL, NUMBER = "doi-tuong", "thanh-phan", "dat", "gia-tri"
# In place of a goal: the number that the reader typed.
OWN_NUMBER = "khac"
GOAL_WORDS = {Goal.REGION: "vung", Goal.NATION: "ca-nuoc", Goal.BEST: "cao-nhat"}
_NUMBER = re.compile(r"\d{1,6}(?:[.,]\d{1,5})?")
_NOT_A_CHOICE = "Lựa chọn này không có trong danh sách; hãy chọn lại."


class WhatIfForm(forms.Form):
    """Which component, and up to what: a published value, or a number of one's own. What was typed stays.

    After is_valid(): `component` is a code or "", `goal` a Goal or None, `number` the number or None.
    """

    def __init__(self, data: QueryDict, *, components: Sequence[tuple[str, str]], goals: Sequence[Goal]) -> None:
        first = GOAL_WORDS[goals[0]] if goals else OWN_NUMBER
        # Where nobody asked yet, and there is no published value to try, nothing is wrong either.
        self.is_asked = any(data.get(name) for name in (COMPONENT, GOAL, NUMBER))
        asked = {
            COMPONENT: data.get(COMPONENT, ""),
            GOAL: data.get(GOAL) or first,
            NUMBER: data.get(NUMBER, "").replace("\x00", "").strip(),
        }
        super().__init__(asked)
        self.fields[COMPONENT] = forms.ChoiceField(
            label="Nếu thành phần",
            required=False,
            choices=[("", "Lần lượt từng thành phần" if goals else "Chọn một thành phần"), *components],
            error_messages={"invalid_choice": _NOT_A_CHOICE},
        )
        self.fields[GOAL] = forms.ChoiceField(
            label="đạt",
            widget=forms.RadioSelect,
            choices=[*((GOAL_WORDS[goal], GOAL_LABELS[goal]) for goal in goals), (OWN_NUMBER, "một giá trị khác")],
            error_messages={"invalid_choice": _NOT_A_CHOICE},
        )
        self.fields[NUMBER] = forms.CharField(
            label="Giá trị khác",
            required=False,
            max_length=20,
            error_messages={"max_length": "Hãy gõ một số ngắn hơn."},
            widget=forms.TextInput(attrs={"inputmode": "decimal", "autocomplete": "off", "size": 8}),
            help_text="Chỉ dùng khi chọn “một giá trị khác”; ví dụ 5,25.",
        )

    def clean(self) -> None:
        given = self.cleaned_data
        if not self.is_asked or given.get(GOAL) != OWN_NUMBER or NUMBER not in given:
            return
        if not given.get(COMPONENT):
            self.add_error(COMPONENT, "Hãy chọn một thành phần để thử một giá trị khác.")
        if not _NUMBER.fullmatch(given[NUMBER]):
            self.add_error(NUMBER, "Hãy gõ một số không âm, ví dụ 5,25.")

    @property
    def component(self) -> str:
        return str(self.cleaned_data.get(COMPONENT, ""))

    @property
    def goal(self) -> Goal | None:
        asked = self.cleaned_data.get(GOAL)
        return next((goal for goal, word in GOAL_WORDS.items() if word == asked), None)

    @property
    def number(self) -> Decimal | None:
        words = str(self.cleaned_data.get(NUMBER, "")).replace(",", ".")
        return Decimal(words) if words and not self.goal else None
