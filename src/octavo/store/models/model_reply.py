"""What the owner's model wrote, and what it cost."""

from django.db import models
from django.utils import timezone


class ModelReply(models.Model):
    """A reply: for which feature, by which model, with which version of the prompt, of which
    articles, for how many tokens. `key` is the hash of all that was asked."""

    key = models.CharField(max_length=64, unique=True)
    at = models.DateTimeField(default=timezone.now, db_index=True)
    feature = models.CharField(max_length=16)
    model = models.CharField(max_length=200)
    prompt_version = models.CharField(max_length=16, blank=True)
    articles = models.JSONField(default=list)
    tokens = models.PositiveIntegerField(default=0)
    text = models.TextField(blank=True)

    class Meta:
        ordering = ["-at", "-id"]
        verbose_name_plural = "model replies"

    def __str__(self) -> str:
        return f"{self.feature} {self.model}"
