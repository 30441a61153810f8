"""Personal data of directives: published documents name who signed them."""

from lantoa.apps.base.personal import Declared, Ground, Kind, Nothing, Purpose, Whose, personal

PERSONAL = Declared(
    app="directives",
    purposes=(
        Purpose(
            slug="documents",
            title="Văn bản chỉ đạo",
            why="Giao việc theo đúng văn bản đã ban hành, có người ký và nơi nhận.",
            ground=Ground.DUTY,
            keeps="Lâu dài, như văn bản gốc.",
            seen_by="Cán bộ của chương trình; văn bản đã công khai thì ai cũng xem được.",
            erased="Giữ nguyên: văn bản của cơ quan nhà nước không sửa theo yêu cầu cá nhân.",
        ),
    ),
    fields=(
        personal("directives.Directive", "text signer proposals", Whose.OFFICIAL, Kind.IDENTIFIES, "documents"),
        personal("directives.Programme", "confirmed_by", Whose.OFFICIAL, Kind.BEHAVIOUR, "who_did"),
    ),
    nothing=(
        Nothing("directives.Directive", "file_name text_sha256 number symbol year_in_symbol date", "Tệp, số, ngày."),
        Nothing("directives.Directive", "issuer_parent issuer place doc_type subject", "Cơ quan, loại và trích yếu."),
        Nothing("directives.Directive", "recipients legal_bases distribution missing", "Nơi nhận là cơ quan; căn cứ."),
        Nothing("directives.Programme", "name year", "Tên và năm của chương trình."),
        Nothing("directives.Theme", "position title text", "Nội dung tuyên truyền lấy từ văn bản."),
        Nothing("directives.Duty", "recipient product quantity sentence", "Việc giao cho cơ quan, theo văn bản."),
        Nothing("directives.Duty", "due_date due_working_days", "Hạn của việc."),
    ),
)
