"""Personal data of the harvest: published articles, which may name people."""

from lantoa.apps.base.personal import Declared, Ground, Kind, Nothing, Purpose, Whose, personal

PERSONAL = Declared(
    app="harvest",
    purposes=(
        Purpose(
            slug="press",
            title="Tin, bài đã đăng trên báo chí và cổng thông tin",
            why="Chứng minh việc tuyên truyền đã làm: bài nào, đăng ở đâu, khi nào.",
            ground=Ground.PUBLIC,
            keeps="Lâu dài cùng minh chứng. Bài có thể nêu tên người như nơi đăng đã nêu.",
            seen_by="Cán bộ; người dân xem được nhan đề, trích đoạn và liên kết đến nơi đăng.",
            erased="Giữ nguyên như bản đã đăng, vì là minh chứng; muốn sửa hay gỡ, hãy yêu cầu nơi đã đăng.",
        ),
    ),
    fields=(
        personal("harvest.Article", "title folded_title text section note", Whose.ANYBODY, Kind.WORDS, "press"),
        personal("harvest.Article", "author", Whose.ANYBODY, Kind.IDENTIFIES, "press"),
        personal("harvest.Evidence", "file", Whose.ANYBODY, Kind.WORDS, "press"),
    ),
    nothing=(
        Nothing("harvest.Source", "name url platform every_hours state_reason", "Trang tin và cách đọc trang ấy."),
        Nothing("harvest.FetchRun", "pages_read articles_new articles_changed quarantined reason", "Kết quả lần đọc."),
        Nothing("harvest.Page", "url reason etag last_modified", "Địa chỉ trang công khai và lần đọc."),
        Nothing("harvest.Evidence", "payload_sha256 record_sha256", "Mã băm của minh chứng."),
        Nothing("harvest.Article", "text_sha256 published_on", "Mã băm và ngày đăng."),
    ),
)
