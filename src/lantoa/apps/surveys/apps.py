from django.apps import AppConfig


class SurveysConfig(AppConfig):
    name = "lantoa.apps.surveys"
    label = "surveys"
    verbose_name = "Khảo sát hài lòng"
