"""What the admin can look up: attempts, outbound requests, settings made on the site."""

from typing import Any

from django.db import models
from django.utils import timezone


class Attempt(models.Model):
    """A step that failed or was refused: what, where, and the named cause."""

    at = models.DateTimeField(default=timezone.now, db_index=True)
    feed = models.ForeignKey(
        "store.Feed", null=True, on_delete=models.CASCADE, related_name="attempts"
    )
    step = models.CharField(max_length=12)
    url = models.CharField(max_length=2000)
    cause = models.CharField(max_length=40, db_index=True)
    detail = models.CharField(max_length=500, blank=True)

    class Meta:
        ordering = ["-at", "-id"]

    def __str__(self) -> str:
        return f"{self.step} {self.cause}"


class EgressRecord(models.Model):
    """One outbound request. The ledger only grows; upkeep drops what is past its keeping."""

    at = models.DateTimeField(db_index=True)
    host = models.CharField(max_length=255, db_index=True)
    purpose = models.CharField(max_length=24)
    outcome = models.CharField(max_length=40)
    bytes = models.BigIntegerField(default=0)
    seconds = models.FloatField(default=0.0)

    class Meta:
        ordering = ["-at", "-id"]

    def __str__(self) -> str:
        return f"{self.host} {self.outcome}"

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Refuse to rewrite: the ledger is append-only."""
        if self.pk is not None and not kwargs.get("force_insert"):
            raise TypeError("the egress ledger is append-only")
        super().save(*args, **kwargs)


class SiteSetting(models.Model):
    """A setting made on the site itself (registration, air gap, the demo's first day…)."""

    key = models.CharField(max_length=60, primary_key=True)
    value = models.JSONField()

    class Meta:
        ordering = ["key"]

    def __str__(self) -> str:
        return self.key
