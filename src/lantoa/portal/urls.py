"""The addresses of the public portal; settings.RESERVED_SLUGS keeps their first words from pages of the newsroom."""

from django.urls import path, re_path

from lantoa.portal import views

app_name = "portal"

urlpatterns = [
    path("", views.home, name="home"),
    path("van-ban/<int:pk>/", views.directive, name="directive"),
    path("noi-dung/<slug:code>/", views.theme, name="theme"),
    path("do-bao-phu/", views.coverage, name="coverage"),
    path("do-bao-phu/so-lieu.csv", views.coverage_csv, name="coverage_csv"),
    path("do-bao-phu/<slug:slug>/<slug:code>/", views.cell, name="cell"),
    path("ket-qua/", views.results, name="results"),
    path("co-quan/<slug:slug>/", views.agency, name="agency"),
    path("bai/<int:pk>/", views.article, name="article"),
    path("minh-chung/<int:pk>/", views.evidence, name="evidence"),
    path("minh-chung/<int:pk>/ban-ghi.warc.gz", views.evidence_record, name="evidence_record"),
    path("su-kien/", views.events, name="events"),
    path("su-kien/lich.ics", views.events_calendar, name="events_calendar"),
    path("su-kien/<int:pk>.ics", views.event_calendar, name="event_calendar"),
    path("cuoc-thi/", views.contests, name="contests"),
    path("cuoc-thi/<slug:slug>/", views.contest, name="contest"),
    path("cuoc-thi/<slug:slug>/the-le/", views.rules, name="rules"),
    path("cuoc-thi/<slug:slug>/the-le/<int:number>/", views.rules, name="old_rules"),
    path("cuoc-thi/<slug:slug>/the-le.json", views.rules_json, name="rules_json"),
    path("cuoc-thi/<slug:slug>/nhung/", views.contest_widget, name="contest_widget"),
    path("tai-lieu/", views.library, name="library"),
    path("luu-tru/", views.archive, name="archive"),
    path("luu-tru/<int:year>/", views.archive_year, name="archive_year"),
    path("tin-moi/<slug:form>/", views.feed, name="feed"),
    path("tin-moi/chuyen-muc/<slug:slug>/<slug:form>/", views.column_feed, name="column_feed"),
    path("tin-moi/noi-dung/<slug:code>/<slug:form>/", views.theme_feed, name="theme_feed"),
    path("cuoc-thi/chung-nhan/<slug:code>/", views.contest_certificate, name="contest_certificate"),
    path("cuoc-thi/kiem-tra/verify_contest.py", views.contest_verifier, name="contest_verifier"),
    path("cuoc-thi/<slug:slug>/the-le/<int:version>.json", views.contest_rules, name="contest_rules"),
    path("cuoc-thi/<slug:slug>/ket-qua/", views.contest_results, name="contest_results"),
    path("cuoc-thi/<slug:slug>/ket-qua/<int:number>/", views.contest_round, name="contest_round"),
    path(
        "cuoc-thi/<slug:slug>/ket-qua/<int:number>/danh-sach-<int:version>.json",
        views.contest_list,
        name="contest_list",
    ),
    path(
        "cuoc-thi/<slug:slug>/ket-qua/<int:number>/thu-hang-<int:version>.csv",
        views.contest_places_csv,
        name="contest_places_csv",
    ),
    path("chi-so/", views.indices, name="indices"),
    path("chi-so/nguon/", views.index_sources, name="index_sources"),
    path("chi-so/so-sanh/", views.index_comparison, name="index_comparison"),
    # Of every page that shows figures ("", "pci/", "pci/2023/"): the figures, the picture, the frame.
    re_path(r"^chi-so/(?P<page>(?:[-\w]+/){0,3})so-lieu\.(?P<form>csv|xlsx)$", views.index_data, name="index_data"),
    re_path(
        r"^chi-so/(?P<page>(?:[-\w]+/){0,3})hinh\.(?P<form>svg|png|pdf)$", views.index_picture, name="index_picture"
    ),
    re_path(r"^chi-so/(?P<page>(?:[-\w]+/){0,3})nhung/$", views.index_frame, name="index_frame"),
    path("chi-so/<slug:slug>/", views.index, name="index"),
    path("chi-so/<slug:slug>/la-gi/", views.index_explainer, name="index_explainer"),
    path("chi-so/<slug:slug>/thu-hang/", views.index_ranks, name="index_ranks"),
    path("chi-so/<slug:slug>/<int:year>/", views.index_edition, name="index_edition"),
    path("chi-so/<slug:slug>/<int:year>/the.<str:form>", views.index_card_picture, name="index_card"),
    path("chi-so/<slug:slug>/<int:year>/xep-hang/", views.index_ranking, name="index_ranking"),
    path("chi-so/<slug:slug>/<int:year>/viec-can-lam/", views.index_actions, name="index_actions"),
    path("tim-kiem/", views.search, name="search"),
    path("gioi-thieu/", views.about, name="about"),
    path("lien-he/", views.contact, name="contact"),
    path("tiep-can/", views.accessibility, name="accessibility"),
    path("thanh-phan/", views.components, name="components"),
    path("goi/<slug:name>.<slug:digest>.css", views.style_bundle, name="bundle"),
    path("media/images/<str:name>", views.picture, name="picture"),
    path("sitemap.xml", views.site_map, name="site_map"),
    path("sw.js", views.service_worker, name="service_worker"),
    path("khong-co-mang/", views.offline, name="offline"),
    path("robots.txt", views.robots, name="robots"),
]
