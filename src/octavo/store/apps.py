"""The Django application that holds all models."""

from django.apps import AppConfig


class StoreConfig(AppConfig):
    """Octavo's tables."""

    name = "octavo.store"
    label = "store"
    verbose_name = "Octavo"
