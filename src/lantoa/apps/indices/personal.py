"""Personal data of the indices: who entered values; no answers of persons."""

from lantoa.apps.base.personal import Declared, Kind, Nothing, Whose, personal

_WHO = "who_did"

PERSONAL = Declared(
    app="indices",
    fields=(
        personal("indices.Vintage", "entered_by", Whose.OFFICIAL, Kind.BEHAVIOUR, _WHO),
        personal("indices.IndexImport", "uploaded_by", Whose.OFFICIAL, Kind.BEHAVIOUR, _WHO),
    ),
    nothing=(
        Nothing("indices.IndexSource", "slug title address publisher read_on note", "Nguồn đã công bố."),
        Nothing("indices.Index", "slug name short_name other_names publisher position", "Tên của chỉ số."),
        Nothing("indices.Index", "who_measures how_measured what_it_means", "Lời giải thích chỉ số."),
        Nothing("indices.ScaleVersion", "slug name year_from year_to lowest highest", "Thang điểm."),
        Nothing("indices.ScaleVersion", "unit decimals note", "Cách ghi điểm."),
        Nothing("indices.Component", "code name short_name position weight highest plain_words", "Chỉ số thành phần."),
        Nothing("indices.ComponentTheme", "note", "Vì sao thành phần gắn với nội dung tuyên truyền."),
        Nothing("indices.Edition", "year_measured published_on decision ranked_count ranked_top", "Lần công bố."),
        Nothing("indices.Edition", "minimum_answers method_break_note note", "Ghi chú về cách đo."),
        Nothing("indices.Vintage", "number reason file_name file_sha256 key", "Lần nhập số liệu và tệp của nó."),
        Nothing("indices.Annotation", "text position", "Chú thích trên biểu đồ."),
        Nothing("indices.IndexImport", "file_name file_sha256 sheets mapping counts", "Bảng số liệu của cơ quan."),
        Nothing("indices.Entity", "slug name short_name aliases valid_from valid_to source note", "Tỉnh, cơ quan."),
        Nothing("indices.EntitySuccession", "on source", "Ngày và căn cứ sáp nhập."),
        Nothing("indices.SurveySample", "answers sent", "Tổng số phiếu phát và thu; không phiếu nào của riêng ai."),
        Nothing("indices.Value", "number rank ranked_count group absence_note derived_note", "Điểm, hạng của tỉnh."),
    ),
)
