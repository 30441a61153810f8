"""What tables and their fields are called on the data map, in the access log and in copies."""

from django.db.models import Model

# Fields that only the software reads, in words for whoever reads the map.
_FIELDS = {
    "browser_sha256": "mã băm của trình duyệt", "comment": "nhận xét", "folded": "nội dung bỏ dấu để tìm",
    "folded_title": "đầu đề bỏ dấu để tìm", "holder": "người cầm liên kết", "key": "mã của thư",
    "mp3_sha256": "mã băm của tệp MP3", "opus_sha256": "mã băm của tệp Opus", "reader_key": "mã của người đọc",
    "sha256": "mã băm của tệp", "source_sha256": "mã băm của tệp gốc",
}  # fmt: skip
# Tables of libraries, whose own names are English or say nothing to a reader.
_TABLES = {
    "account.EmailAddress": "thư điện tử của tài khoản",
    "mfa.Authenticator": "lớp bảo vệ thứ hai của tài khoản",
    "sessions.Session": "phiên đăng nhập",
    "socialaccount.SocialAccount": "tài khoản cơ quan dùng để đăng nhập",
    "wagtailadmin.EditingSession": "phiên soạn bài",
    "wagtailadmin.FormState": "bản đang gõ dở",
    "wagtailcore.APIToken": "khóa truy cập của phần mềm khác",
    "wagtailcore.Comment": "góp ý trong bài",
    "wagtailcore.CommentReply": "trả lời góp ý",
    "wagtailcore.ModelLogEntry": "lịch sử sửa dòng",
    "wagtailcore.Page": "trang",
    "wagtailcore.PageLogEntry": "lịch sử sửa trang",
    "wagtailcore.PageSubscription": "theo dõi góp ý của trang",
    "wagtailcore.Revision": "bản lưu của trang",
    "wagtailcore.TaskState": "lượt duyệt",
    "wagtailcore.UploadedFile": "tệp đang tải lên",
    "wagtailcore.WorkflowState": "lần gửi duyệt",
    "wagtaildocs.Document": "tài liệu",
    "wagtailembeds.Embed": "nội dung nhúng từ trang khác",
    "wagtailimages.Image": "ảnh",
    "wagtailimages.Rendition": "ảnh thu nhỏ",
    "wagtailsearch.IndexEntry": "chỉ mục tìm kiếm trong quản trị",
    "wagtailusers.UserProfile": "hồ sơ người dùng",
}
_LIBRARY_FIELDS = {
    "author_name": "tác giả", "autocomplete": "chữ gợi ý", "avatar": "ảnh đại diện", "body": "nội dung",
    "comment": "nhận xét", "content": "nội dung", "data": "nội dung đã sửa", "description": "mô tả",
    "draft_title": "đầu đề nháp", "email": "thư điện tử", "extra_data": "họ tên, thư do cơ quan cung cấp",
    "file": "tệp", "finished_by": "người duyệt", "html": "mã nhúng", "label": "tên", "locked_by": "người khóa trang",
    "name": "tên", "object_str": "tên", "owner": "người tạo", "provider": "nơi cấp", "requested_by": "người gửi duyệt",
    "resolved_by": "người giải quyết", "search_description": "mô tả cho máy tìm", "seo_title": "đầu đề cho máy tìm",
    "session_data": "nội dung phiên", "session_key": "mã phiên", "slug": "địa chỉ", "text": "lời",
    "thumbnail_url": "địa chỉ ảnh", "title": "đầu đề", "uid": "mã người dùng ở nơi cấp",
    "uploaded_by_user": "người tải lên", "url": "địa chỉ", "url_path": "địa chỉ", "user": "người dùng",
}  # fmt: skip


def table_words(model: type[Model]) -> str:
    """Return the name of a table as people read it."""
    return _TABLES.get(model._meta.label) or str(model._meta.verbose_name)


def field_words(model: type[Model], name: str) -> str:
    """Return the name of a field as people read it."""
    if model._meta.label in _TABLES:
        return _LIBRARY_FIELDS[name]
    return _FIELDS.get(name) or str(getattr(model._meta.get_field(name), "verbose_name", name))
