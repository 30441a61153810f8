"""Personal data of the search: none. Words that could name somebody are not counted (misses.py)."""

from lantoa.apps.base.personal import Declared, Nothing

PERSONAL = Declared(
    app="search",
    nothing=(
        Nothing(
            "search.SearchMiss",
            "folded words times found_times day",
            "Lời tìm không thấy, đã bỏ mọi lời có tên người, số dài, địa chỉ; không biết ai tìm.",
        ),
    ),
)
