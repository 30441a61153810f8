"""How long what the guide says counts as checked."""

# A year: most fees, forms and deadlines change with the budget year.
STALE_DAYS = 365
