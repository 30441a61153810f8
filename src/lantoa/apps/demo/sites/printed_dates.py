"""Dates as the web sites of Vietnamese agencies print them, one style a site."""

import datetime as dt

_WEEKDAYS = ("Thứ Hai", "Thứ Ba", "Thứ Tư", "Thứ Năm", "Thứ Sáu", "Thứ Bảy", "Chủ Nhật")
_MONTHS = ("Một", "Hai", "Ba", "Tư", "Năm", "Sáu", "Bảy", "Tám", "Chín", "Mười", "Mười Một", "Mười Hai")

# strftime is not used for words: the names of days and months must not follow the machine's locale.
# {W} weekday, {w} weekday in small letters, {D} dd, {d} d, {M} mm, {m} m, {N} month in words, {Y} year.
_STYLES: dict[str, tuple[str, str]] = {
    "weekday_gmt": ("{W}, {D}/{M}/{Y}", ", {H}:{I} GMT+7"),
    "weekday_dash": ("{w} - {D}/{M}/{Y}", " {H}:{I}"),
    "weekday_bar": ("{W}, {D}/{M}/{Y}", " | {H}:{I}"),
    "dashes_sa_ch": ("{D}-{M}-{Y}", " {h}:{I} {P}"),
    "slash_time": ("{D}/{M}/{Y}", " {H}:{I}"),
    "slash_seconds": ("{D}/{M}/{Y}", " {H}:{I}:{S}"),
    "slash_short": ("{d}/{m}/{Y}", ""),
    "month_words": ("{d} Tháng {N}, {Y}", ""),
    "long": ("{W}, ngày {D} tháng {m} năm {Y}", ""),
}
_TIME_FIRST = "time_first"
STYLES = frozenset(_STYLES) | {_TIME_FIRST}


def printed(moment: dt.date, style: str) -> str:
    """Return a date, or a date with its time, as a site of this style prints it.

    >>> morning, evening = dt.datetime(2023, 4, 5, 8, 15), dt.datetime(2023, 4, 5, 14, 5)
    >>> printed(morning, "weekday_gmt"), printed(morning, "weekday_dash")
    ('Thứ Tư, 05/04/2023, 08:15 GMT+7', 'Thứ tư - 05/04/2023 08:15')
    >>> printed(morning, "dashes_sa_ch"), printed(evening, "dashes_sa_ch"), printed(morning, "slash_short")
    ('05-04-2023 08:15 SA', '05-04-2023 02:05 CH', '5/4/2023')
    >>> printed(morning, "time_first"), printed(morning.date(), "time_first"), printed(morning, "month_words")
    ('08:15, 05/04/2023', '05/04/2023', '5 Tháng Tư, 2023')
    """
    if style == _TIME_FIRST:
        day = f"{moment:%d/%m/%Y}"
        return f"{moment:%H:%M}, {day}" if isinstance(moment, dt.datetime) else day
    day_form, time_form = _STYLES[style]
    form = day_form + (time_form if isinstance(moment, dt.datetime) else "")
    weekday = _WEEKDAYS[moment.weekday()]
    return form.format(
        W=weekday,
        w=weekday.capitalize(),
        D=f"{moment:%d}",
        d=str(moment.day),
        M=f"{moment:%m}",
        m=str(moment.month),
        N=_MONTHS[moment.month - 1],
        Y=str(moment.year),
        H=f"{moment:%H}",
        h=f"{moment:%I}",
        I=f"{moment:%M}",
        S=f"{moment:%S}",
        P="CH" if isinstance(moment, dt.datetime) and moment.hour >= 12 else "SA",
    )
