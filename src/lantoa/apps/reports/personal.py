"""Personal data of periodic reports: figures only."""

from lantoa.apps.base.personal import Declared, Nothing

PERSONAL = Declared(
    app="reports",
    nothing=(
        Nothing("reports.Report", "start end version snapshot_sha256", "Kỳ, bản và mã băm."),
        Nothing("reports.Report", "snapshot", "Số liệu và tên việc của cơ quan; không tên người."),
        Nothing("reports.Report", "docx_file pdf_file pdf_reason xlsx_file", "Tệp của báo cáo ấy."),
    ),
)
