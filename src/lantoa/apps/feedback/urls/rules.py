"""Addresses of routing rules, clocks, the league."""

from django.urls import URLPattern, path

from lantoa.apps.feedback.views import league, rules

urlpatterns: list[URLPattern] = [
    path("cach-chuyen/", rules.routing_rules, name="routing_rules"),
    path("cach-chuyen/them/", rules.new_routing_rule, name="new_routing_rule"),
    path("cach-chuyen/<int:pk>/", rules.change_routing_rule, name="change_routing_rule"),
    path("cach-chuyen/<int:pk>/xoa/", rules.delete_routing_rule, name="remove_routing_rule"),
    path("thoi-han/", rules.clock_rules, name="clock_rules"),
    path("thoi-han/them/", rules.new_clock_rule, name="new_clock_rule"),
    path("thoi-han/<int:pk>/", rules.change_clock_rule, name="change_clock_rule"),
    path("thoi-han/<int:pk>/xoa/", rules.delete_clock_rule, name="remove_clock_rule"),
    path("cac-co-quan/", league.league, name="league"),
]
