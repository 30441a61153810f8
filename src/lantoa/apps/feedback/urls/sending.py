"""The form by which a citizen sends feedback, under /gui-phan-anh/."""

from django.urls import path

from lantoa.apps.feedback.views import sending

app_name = "sending"
urlpatterns = [path("", sending.form, name="form")]
