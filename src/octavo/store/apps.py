"""The Django application that holds all models."""

from django.apps import AppConfig
from django.db.backends.signals import connection_created


class StoreConfig(AppConfig):
    """Octavo's tables."""

    name = "octavo.store"
    label = "store"
    verbose_name = "Octavo"

    def ready(self) -> None:
        """Look at what connections write, from the first on."""
        from octavo.store.generation import watch

        connection_created.connect(watch)
