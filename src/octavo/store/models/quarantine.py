"""The quarantine: what a bug of ours struck, with its traceback, until it is tried again."""

from django.db import models
from django.utils import timezone

from octavo.store.models.entry import Entry
from octavo.store.models.source import Feed


class Quarantine(models.Model):
    """An entry that could not be read or saved, or a feed that could not be polled (`entry` empty),
    because of a bug. `page` is the fetched page, packed, where there was one; `version` the version
    of Octavo that had the bug: another one tries again by itself."""

    entry = models.OneToOneField(
        Entry, null=True, on_delete=models.CASCADE, related_name="quarantine"
    )
    feed = models.ForeignKey(Feed, null=True, on_delete=models.CASCADE, related_name="quarantined")
    step = models.CharField(max_length=12)
    url = models.CharField(max_length=2000)
    found_at = models.CharField(max_length=2000, blank=True)
    error = models.CharField(max_length=500)
    trace = models.TextField(blank=True)
    page = models.BinaryField(default=b"")
    tries = models.PositiveSmallIntegerField(default=1)
    version = models.CharField(max_length=20)
    first_at = models.DateTimeField(default=timezone.now)
    last_at = models.DateTimeField(default=timezone.now, db_index=True)

    class Meta:
        ordering = ["-last_at", "-id"]
        verbose_name_plural = "quarantine"
        constraints = [
            models.UniqueConstraint(
                fields=["feed"], condition=models.Q(entry=None), name="quarantined_feed_once"
            )
        ]

    def __str__(self) -> str:
        return self.error
