from django.apps import AppConfig


class ReportsConfig(AppConfig):
    name = "lantoa.apps.reports"
    label = "reports"
    verbose_name = "Báo cáo"
