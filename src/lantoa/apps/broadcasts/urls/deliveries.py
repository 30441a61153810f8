"""Addresses of packages and routes."""

from django.urls import URLPattern, path

from lantoa.apps.broadcasts.views import deliveries

urlpatterns: list[URLPattern] = [
    path("giao/", deliveries.deliveries, name="deliveries"),
    path("giao/<int:pk>/goi.zip", deliveries.delivery_package, name="delivery_package"),
    path("giao/<int:pk>/giao-lai/", deliveries.retry_delivery, name="retry_delivery"),
    path("giao/dai/<int:pk>/", deliveries.station_routes, name="station_routes"),
    path("giao/dai/<int:pk>/duong-giao/", deliveries.switch_route, name="switch_route"),
    path("giao/dai/<int:pk>/rss-ma-qr.svg", deliveries.feed_qr, name="feed_qr"),
]
