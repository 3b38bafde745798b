"""The Django application that holds the pages."""

from django.apps import AppConfig


class WebConfig(AppConfig):
    """Octavo's pages, templates and static files."""

    name = "octavo.web"
    label = "web"
    verbose_name = "Octavo pages"
