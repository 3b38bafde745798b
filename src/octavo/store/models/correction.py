"""Corrections: what an editor joined, parted or moved; kept for the walk to obey."""

from django.db import models
from django.utils import timezone


class Correction(models.Model):
    """What an editor corrected, who, when and why; taken back, it stays as a record.

    A merge brought `other` into `story`; a split took articles out of `story` and made `other` of
    them; a move took them from `story` to `other`. `moved` holds the articles that changed place,
    with the story each came from; `replaced` what else it changed, to be put back (see
    actions.stories.replaced)."""

    class Kind(models.TextChoices):
        MERGE = "merge"
        SPLIT = "split"
        MOVE = "move"

    kind = models.CharField(max_length=5, choices=Kind.choices)
    story = models.ForeignKey(
        "store.Story", null=True, on_delete=models.SET_NULL, related_name="corrections"
    )
    other = models.ForeignKey(
        "store.Story", null=True, on_delete=models.SET_NULL, related_name="corrected_into"
    )
    moved = models.JSONField(default=dict)
    replaced = models.JSONField(default=dict)
    why = models.CharField(max_length=500, blank=True)
    made_by = models.ForeignKey(
        "store.User", null=True, on_delete=models.SET_NULL, related_name="+"
    )
    made_at = models.DateTimeField(default=timezone.now)
    undone_by = models.ForeignKey(
        "store.User", null=True, on_delete=models.SET_NULL, related_name="+"
    )
    undone_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["-made_at", "-id"]

    def __str__(self) -> str:
        return f"{self.kind} {self.pk}"


class Corrected(models.Model):
    """An article that a correction speaks of: it belongs together with the others that do, or it is
    on one side or the other of what was parted."""

    class Side(models.TextChoices):
        TOGETHER = "together"
        ONE = "one"
        OTHER = "other"

    correction = models.ForeignKey(Correction, on_delete=models.CASCADE, related_name="articles")
    article = models.ForeignKey("store.Article", on_delete=models.CASCADE, related_name="+")
    side = models.CharField(max_length=8, choices=Side.choices)

    class Meta:
        ordering = ["correction_id", "side", "article_id"]
        constraints = [
            models.UniqueConstraint(fields=["correction", "article", "side"], name="corrected_once")
        ]

    def __str__(self) -> str:
        return f"{self.article_id} {self.side} by {self.correction_id}"
