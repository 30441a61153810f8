from django.urls import path

from lantoa.apps.accounts import ledger

app_name = "outbox"
# Addresses of the back office, under /quan-tri/thu/.
urlpatterns = [
    path("", ledger.outbox, name="outbox"),
    path("<int:pk>/", ledger.message, name="message"),
    path("<int:pk>/gui-lai/", ledger.message_again, name="message_again"),
    path("<int:pk>/huy/", ledger.message_cancel, name="message_cancel"),
]
