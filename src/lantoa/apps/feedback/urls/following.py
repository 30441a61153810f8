"""What a citizen opens with the secret address of a piece of feedback, under /theo-doi/."""

from django.urls import path

from lantoa.apps.feedback.views import following, following_acts

app_name = "following"
urlpatterns = [
    path("", following.lookup, name="lookup"),
    path("<str:token>/", following.page, name="page"),
    path("<str:token>/ma-qr.svg", following.qr_code, name="qr_code"),
    path("<str:token>/tep/<int:position>/", following.attachment, name="attachment"),
    path("<str:token>/bo-sung/", following_acts.supply_more, name="supply"),
    path("<str:token>/mo-lai/", following_acts.open_again, name="reopen"),
    path("<str:token>/danh-gia/", following_acts.say_solved, name="judge"),
    path("<str:token>/tach-rieng/", following_acts.part_again, name="part"),
    path("<str:token>/xoa-lien-he/", following_acts.erase_contact, name="erase_contact"),
]
