"""Personal data in tables of Wagtail and its parts: pages with their revisions, pictures, remarks, who edited.

tests/test_personal.py asks for tables of libraries too: an update that brings a new one fails until it stands here.
"""

from lantoa.apps.base.personal import Kind, Nothing, Whose, personal

_WHO, _STORIES, _REVIEWERS = "who_did", "stories", "reviewers"
_SETTING = "Cách bày, cách xếp của trang quản trị."

FIELDS = (
    personal(
        "wagtailcore.Page",
        "title draft_title slug url_path seo_title search_description",
        Whose.ANYBODY,
        Kind.WORDS,
        _STORIES,
    ),
    personal("wagtailcore.Page", "owner locked_by", Whose.OFFICIAL, Kind.BEHAVIOUR, _WHO),
    personal("wagtailcore.Revision", "object_str content", Whose.ANYBODY, Kind.WORDS, _STORIES),
    personal("wagtailcore.Revision", "user", Whose.OFFICIAL, Kind.BEHAVIOUR, _WHO),
    personal("wagtailcore.PageLogEntry", "label data", Whose.ANYBODY, Kind.WORDS, _STORIES),
    personal("wagtailcore.PageLogEntry", "user", Whose.OFFICIAL, Kind.BEHAVIOUR, _WHO),
    personal("wagtailcore.ModelLogEntry", "label data user", Whose.OFFICIAL, Kind.BEHAVIOUR, _WHO),
    personal("wagtailcore.WorkflowState", "requested_by", Whose.OFFICIAL, Kind.BEHAVIOUR, _WHO),
    personal("wagtailcore.TaskState", "finished_by", Whose.OFFICIAL, Kind.BEHAVIOUR, _WHO),
    personal("wagtailcore.TaskState", "comment", Whose.OFFICIAL, Kind.WORDS, _REVIEWERS),
    personal("wagtailcore.Comment", "text", Whose.OFFICIAL, Kind.WORDS, _REVIEWERS),
    personal("wagtailcore.Comment", "user resolved_by", Whose.OFFICIAL, Kind.BEHAVIOUR, _WHO),
    personal("wagtailcore.CommentReply", "text", Whose.OFFICIAL, Kind.WORDS, _REVIEWERS),
    personal("wagtailcore.CommentReply", "user", Whose.OFFICIAL, Kind.BEHAVIOUR, _WHO),
    personal("wagtailcore.PageSubscription", "user", Whose.OFFICIAL, Kind.BEHAVIOUR, _WHO),
    personal("wagtailcore.UploadedFile", "file", Whose.ANYBODY, Kind.VOICE_PICTURE, _STORIES),
    personal("wagtailcore.UploadedFile", "uploaded_by_user", Whose.OFFICIAL, Kind.BEHAVIOUR, _WHO),
    personal("wagtailadmin.FormState", "data", Whose.ANYBODY, Kind.WORDS, _STORIES),
    personal("wagtailadmin.FormState", "user", Whose.OFFICIAL, Kind.BEHAVIOUR, _WHO),
    personal("wagtailadmin.EditingSession", "user", Whose.OFFICIAL, Kind.BEHAVIOUR, _WHO),
    personal("wagtailimages.Image", "title file description", Whose.ANYBODY, Kind.VOICE_PICTURE, _STORIES),
    personal("wagtailimages.Image", "uploaded_by_user", Whose.OFFICIAL, Kind.BEHAVIOUR, _WHO),
    personal("wagtailimages.Rendition", "file", Whose.ANYBODY, Kind.VOICE_PICTURE, _STORIES),
    personal("wagtaildocs.Document", "title file", Whose.ANYBODY, Kind.WORDS, _STORIES),
    personal("wagtaildocs.Document", "uploaded_by_user", Whose.OFFICIAL, Kind.BEHAVIOUR, _WHO),
    personal("wagtailembeds.Embed", "url html title author_name thumbnail_url", Whose.ANYBODY, Kind.WORDS, _STORIES),
    personal("wagtailsearch.IndexEntry", "title body autocomplete", Whose.ANYBODY, Kind.WORDS, _STORIES),
)
NOTHING = (
    Nothing("wagtailcore.Page", "path depth numchild translation_key", "Chỗ của trang trong cây."),
    Nothing("wagtailcore.Revision", "object_id", "Khóa của dòng."),
    Nothing("wagtailcore.PageLogEntry", "action uuid", "Tên hành vi, mã lần sửa."),
    Nothing("wagtailcore.ModelLogEntry", "action uuid object_id", "Tên hành vi, mã lần sửa, khóa của dòng."),
    Nothing("wagtailcore.WorkflowState", "object_id", "Khóa của dòng."),
    Nothing("wagtailcore.Comment", "contentpath position", "Chỗ trong bài."),
    Nothing("wagtailcore.Workflow", "name", "Tên quy trình duyệt."),
    Nothing("wagtailcore.WorkflowTask", "sort_order", "Thứ tự."),
    Nothing("wagtailcore.Task", "name", "Tên bước duyệt."),
    Nothing("wagtailcore.Locale", "language_code", "Ngôn ngữ."),
    Nothing("wagtailcore.Site", "hostname port site_name", "Địa chỉ của chuyên trang."),
    Nothing("wagtailcore.Collection", "path depth numchild name", "Thư mục ảnh, tài liệu."),
    Nothing("wagtailcore.CollectionViewRestriction", "password", "Mật khẩu chung của thư mục, không của riêng ai."),
    Nothing("wagtailcore.PageViewRestriction", "password", "Mật khẩu chung của trang, không của riêng ai."),
    Nothing(
        "wagtailcore.ReferenceIndex",
        "object_id to_object_id model_path content_path content_path_hash",
        "Dòng nào nhắc đến dòng nào.",
    ),
    Nothing("wagtailadmin.FormState", "object_id parent_object_id", "Khóa của dòng."),
    Nothing("wagtailadmin.EditingSession", "object_id", "Khóa của dòng."),
    Nothing("wagtailimages.Image", "width height file_size file_hash", "Cỡ và mã băm của tệp."),
    Nothing(
        "wagtailimages.Image", "focal_point_x focal_point_y focal_point_width focal_point_height", "Chỗ chính của ảnh."
    ),
    Nothing("wagtailimages.Rendition", "filter_spec width height focal_point_key", "Cỡ của ảnh thu nhỏ."),
    Nothing("wagtaildocs.Document", "file_size file_hash", "Cỡ và mã băm của tệp."),
    Nothing("wagtailembeds.Embed", "max_width hash provider_name width height", _SETTING),
    Nothing("wagtailsearch.IndexEntry", "object_id title_norm", "Khóa của dòng, độ dài của tên."),
    Nothing("taggit.Tag", "name slug", "Từ khóa của bài."),
    Nothing("taggit.TaggedItem", "object_id", "Khóa của dòng."),
)
