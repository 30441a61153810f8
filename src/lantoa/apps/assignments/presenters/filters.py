"""The filter of the board in words, for whoever reads the table without the page."""

from django.forms import Form


def filter_words(form: Form) -> str:
    """Return what a filter asks, "không lọc" for nothing or for one that is not in order."""
    if not form.is_bound or not form.is_valid():
        return "không lọc"
    found = []
    for field in form.visible_fields():
        value = form.cleaned_data.get(field.name)
        if not value or field.name == "programme" or (field.name == "days" and form.cleaned_data["due"] != "soon"):
            continue
        choices = dict(getattr(field.field, "choices", [])) if not hasattr(value, "pk") else {}
        values = value if isinstance(value, list) else [value]
        found.append(f"{field.label}: {', '.join(str(choices.get(one, one)) for one in values)}")
    if form.cleaned_data.get("under"):
        reading = " (theo cơ quan hiện nay)" if form.cleaned_data["doc"] else ""
        found.append(f"Cơ quan: {form.cleaned_data['under']}{reading}")
    return "; ".join(found) or "không lọc"
