"""Personal data of the coverage: who confirmed that an article answers a theme."""

from lantoa.apps.base.personal import Declared, Kind, Nothing, Whose, personal

PERSONAL = Declared(
    app="coverage",
    fields=(personal("coverage.ThemeMatch", "decided_by", Whose.OFFICIAL, Kind.BEHAVIOUR, "who_did"),),
    nothing=(
        Nothing("coverage.Reading", "text_sha256", "Mã băm của bài đã công khai."),
        Nothing("coverage.ThemeMatch", "score phrases", "Điểm và cụm từ về nội dung tuyên truyền."),
        Nothing("coverage.AskedUse", "subject target title", "Lời tìm không có tên người; việc đã làm từ đó."),
        Nothing("coverage.OwnStory", "revision note", "Bản của bài và lý do chưa đọc được."),
    ),
)
