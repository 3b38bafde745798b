"""Entries: every feed item ever seen, and the queue of those not yet read."""

from django.db import models
from django.utils import timezone


class Entry(models.Model):
    """A feed item. While `waiting`, and in quarantine, it carries its payload (the Entry as
    compressed JSON); once done or refused only what is needed to know it again is kept.

    `key` hashes the item's identity within its feed, `url_key` its address: the same address in two
    feeds is one article. An item without a page of its own has its `key` there. `holder` is the
    worker that has it in hand."""

    class State(models.TextChoices):
        WAITING = "waiting"
        DONE = "done"
        REFUSED = "refused"
        QUARANTINED = "bug"

    feed = models.ForeignKey("store.Feed", on_delete=models.CASCADE, related_name="entries")
    key = models.CharField(max_length=32, unique=True)
    url = models.CharField(max_length=2000)
    url_key = models.CharField(max_length=32, db_index=True)
    host = models.CharField(max_length=200, blank=True)
    title = models.CharField(max_length=500, blank=True)
    fingerprint = models.CharField(max_length=32, blank=True)
    state = models.CharField(max_length=8, choices=State.choices, default=State.WAITING)
    cause = models.CharField(max_length=40, blank=True)
    tries = models.PositiveSmallIntegerField(default=0)
    due_at = models.DateTimeField(default=timezone.now)
    seen_at = models.DateTimeField(default=timezone.now)
    payload = models.BinaryField(null=True)
    holder = models.BigIntegerField(null=True, editable=False)
    article = models.ForeignKey(
        "store.Article", null=True, on_delete=models.SET_NULL, related_name="entries"
    )

    class Meta:
        ordering = ["id"]
        indexes = [
            models.Index(
                fields=["due_at"], name="entry_waiting", condition=models.Q(state="waiting")
            ),
        ]

    def __str__(self) -> str:
        return self.title or self.url
