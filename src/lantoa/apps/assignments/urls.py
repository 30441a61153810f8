from django.urls import path

from lantoa.apps.assignments.views import board, calendar, chase, inbox, link_list, month, proofs, reminders

app_name = "assignments"
# Addresses of the back office, under /quan-tri/viec/; those of receipt links stand in link_urls.py, outside it.
urlpatterns = [
    path("", board.assignments, name="assignments"),
    path("giao/<int:programme_pk>/", board.give, name="give"),
    path("<int:pk>/nhan/", board.receive, name="receive"),
    path("hop-thu/", inbox.inbox, name="inbox"),
    path("hop-thu/doc-het/", inbox.read_all, name="read-all"),
    path("hop-thu/<int:pk>/", inbox.notice, name="notice"),
    path("hop-thu/<int:pk>/mo/", inbox.open_notice, name="open-notice"),
    path("da-bao/", inbox.ledger, name="ledger"),
    path("nhac-viec/", chase.chase, name="chase"),
    path("nhac-viec/tai-ve.csv", chase.chase_file, {"kind": "csv"}, name="chase-csv"),
    path("nhac-viec/tai-ve.txt", chase.chase_file, {"kind": "txt"}, name="chase-txt"),
    path("nhac-viec/<int:programme_pk>/gui/", chase.remind, name="remind"),
    path("cach-nhac/", reminders.current_plan, name="current-plan"),
    path("cach-nhac/<int:programme_pk>/", reminders.reminder_plan, name="reminder-plan"),
    path("cach-nhac/<int:programme_pk>/lap/", reminders.make_plan, name="make-plan"),
    path("cach-nhac/<int:programme_pk>/bac/", reminders.add, name="add-step"),
    path("cach-nhac/bac/<int:pk>/bo/", reminders.remove, name="remove-step"),
    path("lich/", month.due_month, name="due-month"),
    path("lich-lam-viec/", calendar.working_year, name="calendar"),
    path("lich-lam-viec/doi/", calendar.change, name="change-calendar"),
    path("lich-lam-viec/<int:year>/dien/", calendar.seed, name="seed-calendar"),
    path("lien-ket/", link_list.links, name="links"),
    path("lien-ket/<int:pk>/thu-hoi/", link_list.revoke, name="revoke_link"),
    path("lien-ket/<int:pk>/gui-lai/", link_list.send_anew, name="send_link_anew"),
    path("minh-chung/<int:pk>/", proofs.proof_photo, name="proof_photo"),
]
