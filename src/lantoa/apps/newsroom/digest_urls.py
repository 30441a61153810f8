"""The address at which officials read a digest, under /ban-tin-noi-bo/; it names nobody and cannot be guessed."""

from django.urls import path

from lantoa.apps.newsroom.views import digest_reading

app_name = "digests"
urlpatterns = [path("<slug:nonce>/", digest_reading.read, name="read")]
