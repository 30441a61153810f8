"""Personal data of the service guide: who checked a procedure. A checklist is made in the browser's address and kept
nowhere.
"""

from lantoa.apps.base.personal import Declared, Kind, Nothing, Whose, personal

PERSONAL = Declared(
    app="services",
    fields=(
        personal("services.Procedure", "checked_by", Whose.OFFICIAL, Kind.BEHAVIOUR, "who_did"),
        personal("services.ProcedureImport", "uploaded_by", Whose.OFFICIAL, Kind.BEHAVIOUR, "who_did"),
    ),
    nothing=(
        Nothing("services.HowTo", "slug title summary everyday_words position source", "Bài hướng dẫn."),
        Nothing("services.HowTo", "checked_on version", "Ngày kiểm tra và bản."),
        Nothing("services.HowToStep", "position title text success trouble", "Bước của bài hướng dẫn."),
        Nothing("services.LegalDocument", "number title issuer issued_on valid_from valid_to", "Văn bản pháp luật."),
        Nothing("services.LegalDocument", "address source", "Nơi đăng văn bản."),
        Nothing("services.Sector", "slug name everyday_words position", "Lĩnh vực."),
        Nothing("services.Procedure", "slug code name plain_title everyday_words summary who where", "Thủ tục."),
        Nothing("services.Procedure", "time_words working_days fee_words result notes portal_address", "Thủ tục."),
        Nothing("services.Procedure", "source checked_on valid_from valid_to folded version", "Nguồn và hiệu lực."),
        Nothing("services.Requirement", "position name only_if copies note", "Giấy tờ mà thủ tục cần."),
        Nothing("services.ProcedureStep", "position text", "Bước của thủ tục."),
        Nothing("services.Fee", "position name amount_dong online_dong note", "Phí, lệ phí."),
        Nothing("services.ProcedureBasis", "article", "Điều khoản căn cứ."),
        Nothing("services.ProcedureImport", "file_name file_sha256 items counts", "Tệp thủ tục của cơ quan."),
        Nothing("services.Need", "slug title summary everyday_words position checked_on version", "Nhu cầu."),
        Nothing("services.NeedQuestion", "position text help", "Câu hỏi dẫn đường."),
        Nothing("services.NeedOption", "position text advice", "Câu trả lời để chọn; ai chọn gì không được giữ."),
        Nothing("services.Right", "slug position title text article checked_on version", "Quyền và nghĩa vụ."),
    ),
    office_mail=("stale_procedures:",),
)
