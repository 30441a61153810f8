from django.urls import path

from lantoa.apps.assignments.views import links

app_name = "links"
# Addresses of receipt links, outside the back office (links.py makes them).
urlpatterns = [
    path("<str:token>/", links.duties, name="duties"),
    path("<str:token>/mo/", links.open_here, name="open"),
    path("<str:token>/gui-lai/", links.send_anew, name="send_anew"),
    path("<str:token>/nhan/", links.receive_everything, name="receive_all"),
    path("<str:token>/viec/<int:pk>/<slug:act>/", links.act_on, name="act"),
    path("<str:token>/anh/<int:pk>/", links.photo, name="photo"),
]
