from django.apps import AppConfig


class AssignmentsConfig(AppConfig):
    name = "lantoa.apps.assignments"
    label = "assignments"
    verbose_name = "Giao việc"
