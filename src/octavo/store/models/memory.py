"""What the pages of a host have taught, one small row a host."""

from django.db import models
from django.utils import timezone


class HostMemory(models.Model):
    """What extraction has learned of a host: `data` is its own packed form, the rest is told of it
    for people. `confidence` is the mean over its pages; `relearned` counts new templates."""

    host = models.CharField(max_length=255, primary_key=True)
    pages = models.PositiveIntegerField(default=0)
    confidence = models.FloatField(default=0.0)
    relearned = models.PositiveIntegerField(default=0)
    changed_at = models.DateTimeField(default=timezone.now)
    data = models.BinaryField(default=b"")

    class Meta:
        ordering = ["host"]
        verbose_name_plural = "host memories"

    def __str__(self) -> str:
        return self.host
