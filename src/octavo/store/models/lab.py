"""What the extraction lab works with: pages that were refused, rules kept, pages read again, and
what readers say is wrong with a text."""

from django.db import models
from django.utils import timezone

from octavo.store.models.article import Article
from octavo.store.models.entry import Entry
from octavo.store.models.person import User


class RefusedPage(models.Model):
    """A page that was refused, kept as long as a Snapshot and for the same use."""

    refused = models.OneToOneField(
        Entry, on_delete=models.CASCADE, primary_key=True, related_name="refused_page"
    )
    fetched = models.DateTimeField(db_index=True)
    host = models.CharField(max_length=255, blank=True)
    url = models.CharField(max_length=2000)
    page = models.BinaryField()
    entry = models.BinaryField(default=b"")

    class Meta:
        ordering = ["refused_id"]
        indexes = [models.Index(fields=["host", "-refused"], name="refused_page_host")]

    def __str__(self) -> str:
        return self.url


class KeptRule(models.Model):
    """A publisher rule that an admin tried and kept: of a host, for pages fetched from a day on (or
    for all). Of several that speak of a page the latest day's speaks, of equals the last kept."""

    host = models.CharField(max_length=255, db_index=True)
    since = models.DateField(null=True, blank=True)
    rule = models.JSONField()
    kept_by = models.ForeignKey(User, null=True, on_delete=models.SET_NULL, related_name="+")
    kept_at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["host", "id"]

    def __str__(self) -> str:
        return f"{self.host} {self.since or ''}".strip()


class Replay(models.Model):
    """Stored pages of a host being read again. `upto` counts down over articles, `upto_refused`
    over entries; what is below them is still to be read."""

    host = models.CharField(max_length=255, db_index=True)
    asked_by = models.ForeignKey(User, null=True, on_delete=models.SET_NULL, related_name="+")
    asked_at = models.DateTimeField(default=timezone.now)
    finished_at = models.DateTimeField(null=True, blank=True)
    upto = models.BigIntegerField(default=0)
    upto_refused = models.BigIntegerField(default=0)
    total = models.PositiveIntegerField(default=0)
    changed = models.PositiveIntegerField(default=0)
    same = models.PositiveIntegerField(default=0)
    found = models.PositiveIntegerField(default=0)
    left = models.PositiveIntegerField(default=0)

    class Meta:
        ordering = ["-asked_at", "-id"]

    def __str__(self) -> str:
        return f"{self.host} {self.read}/{self.total}"

    @property
    def read(self) -> int:
        """How many pages have been read so far."""
        return self.changed + self.same + self.found + self.left


class TextReport(models.Model):
    """A reader's word that an article's text is wrong: one a person and article. `who` tells people
    apart, by their account or, for visitors, by a keyed hash that is nobody's address."""

    class Wrong(models.TextChoices):
        MISSING = "missing"
        BOILERPLATE = "furniture"
        FIELD = "field"
        NO_ARTICLE = "no_article"

    class Outcome(models.TextChoices):
        OPEN = ""
        MENDED = "mended"
        RIGHT = "right"
        LEFT = "left"

    article = models.ForeignKey(Article, on_delete=models.CASCADE, related_name="text_reports")
    user = models.ForeignKey(User, null=True, on_delete=models.SET_NULL, related_name="+")
    who = models.CharField(max_length=40)
    wrong = models.CharField(max_length=12, choices=Wrong.choices)
    note = models.CharField(max_length=500, blank=True)
    made_at = models.DateTimeField(default=timezone.now)
    outcome = models.CharField(max_length=8, choices=Outcome.choices, blank=True)
    closed_by = models.ForeignKey(User, null=True, on_delete=models.SET_NULL, related_name="+")
    closed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-made_at", "-id"]
        constraints = [models.UniqueConstraint(fields=["article", "who"], name="text_report_once")]
        indexes = [
            models.Index(fields=["outcome", "made_at"], name="text_report_queue"),
            models.Index(fields=["who", "made_at"], name="text_report_pace"),
        ]

    def __str__(self) -> str:
        return f"{self.wrong} in {self.article_id}"
