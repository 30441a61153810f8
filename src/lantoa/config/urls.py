"""Every address: the public portal, sign-in, the back office under /quan-tri/, receipt links under /nhan-viec/,
review links under /duyet-bai/, one's own part in a contest under /du-thi/, players of stations under /may-phat/,
what citizens send and ask under /toi-can-gui/, /gui-phan-anh/, /theo-doi/, /tra-loi/ and /du-lieu-cua-toi/.
"""

from django.urls import include, path, re_path
from wagtail.admin import urls as wagtailadmin_urls
from wagtail.documents.views.serve import serve as serve_document

from lantoa.apps.accounts.views import to_new_password, to_sign_in
from lantoa.portal.views import portal_page

urlpatterns = [
    path("tai-khoan/", include("lantoa.apps.accounts.urls")),
    path("loi-moi/", include("lantoa.apps.agencies.invitation_link_urls")),
    # Wagtail's own ways in lead to ours, which know the second factor.
    path("quan-tri/login/", to_sign_in),
    path("quan-tri/password_reset/", to_new_password),
    path("quan-tri/password_reset/<path:rest>", to_new_password),
    path("quan-tri/", include(wagtailadmin_urls)),
    path("nhan-viec/", include("lantoa.apps.assignments.link_urls")),
    path("du-thi/", include("lantoa.apps.contests.urls.entrant")),
    path("may-phat/", include("lantoa.apps.broadcasts.urls.device")),
    path("toi-can-gui/", include("lantoa.apps.services.urls.sending_checklist")),
    path("gui-phan-anh/", include("lantoa.apps.feedback.urls.sending")),
    path("theo-doi/", include("lantoa.apps.feedback.urls.following")),
    path("tra-loi/", include("lantoa.apps.surveys.urls.answering")),
    path("du-lieu-cua-toi/", include("lantoa.apps.privacy.urls.own")),
    path("duyet-bai/", include("lantoa.apps.newsroom.review_urls")),
    path("ban-tin-noi-bo/", include("lantoa.apps.newsroom.digest_urls")),
    path("tai-lieu/tep/<int:document_id>/<str:document_filename>", serve_document, name="wagtaildocs_serve"),
    path("", include("lantoa.portal.urls")),
    # Wagtail asks for this name when it writes the address of a page.
    re_path(r"^(?P<path>(?:[\w\-]+/)*)$", portal_page, name="wagtail_serve"),
]
