"""Stories: articles on one event, with one face for each language they are told in."""

from django.db import models
from django.utils import timezone


class Story(models.Model):
    """A story. Its id never changes; a story that was joined to another points at it and redirects.

    `storyline` is the first of the stories that follow each other, itself too; None for a story
    that follows none and that none follows. `independents` counts the reports that are nobody's
    copy."""

    merged_into = models.ForeignKey(
        "self", null=True, on_delete=models.SET_NULL, related_name="merged"
    )
    storyline = models.ForeignKey(
        "self", null=True, on_delete=models.SET_NULL, related_name="steps"
    )
    first_at = models.DateTimeField()
    last_at = models.DateTimeField()
    articles_count = models.PositiveIntegerField(default=1)
    outlets = models.PositiveIntegerField(default=1)
    independents = models.PositiveIntegerField(default=1)
    countries = models.JSONField(default=list, blank=True)
    languages = models.JSONField(default=list, blank=True)
    made_at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["-last_at", "-id"]
        verbose_name_plural = "stories"
        indexes = [models.Index(fields=["-last_at"], name="story_last")]

    def __str__(self) -> str:
        return f"story {self.pk}"


class StoryFace(models.Model):
    """How a story looks in one language: the article that speaks for it, its section and its rank.

    `is_primary` marks the face of the language that tells the story most. `summary` holds verbatim
    sentences with their articles: [{text, article, source}]. `picture` is the article's own, or
    else another member's, with whose it is: {url, alt, caption, credit, source}. `why` explains
    the rank."""

    story = models.ForeignKey(Story, on_delete=models.CASCADE, related_name="faces")
    language = models.CharField(max_length=8)
    article = models.ForeignKey("store.Article", on_delete=models.CASCADE, related_name="faces")
    section = models.CharField(max_length=24, default="General")
    rank = models.FloatField(default=0.0)
    is_primary = models.BooleanField(default=True)
    summary = models.JSONField(default=list, blank=True)
    picture = models.JSONField(null=True, blank=True)
    why = models.JSONField(default=dict, blank=True)

    class Meta:
        ordering = ["-rank", "-id"]
        constraints = [models.UniqueConstraint(fields=["story", "language"], name="face_once")]
        indexes = [
            models.Index(fields=["language", "-rank", "-id"], name="face_language"),
            models.Index(fields=["language", "section", "-rank", "-id"], name="face_section"),
            models.Index(
                fields=["-rank", "-id"], name="face_primary", condition=models.Q(is_primary=True)
            ),
        ]

    def __str__(self) -> str:
        return f"story {self.story_id} in {self.language}"


class Lineage(models.Model):
    """Where an article's text comes from, where it is not its own: a copy or its original, made
    anew whenever its family changes.

    `agency` is the one its family goes back to; `origin` the article the family began with, None
    where the agency's own is not here; `parent` the article this one was made from, None for the
    first and for what came straight from the agency. `added` and `cut` hold sentences, word for
    word, the first of `added_count` and `cut_count`; `reworded` how many were worded anew. `mark`
    changes when the texts do that it depends on."""

    article = models.OneToOneField(
        "store.Article", on_delete=models.CASCADE, primary_key=True, related_name="lineage"
    )
    parent = models.ForeignKey(
        "store.Article", null=True, on_delete=models.SET_NULL, related_name="+"
    )
    origin = models.ForeignKey(
        "store.Article", null=True, on_delete=models.SET_NULL, related_name="+"
    )
    agency = models.CharField(max_length=200, blank=True)
    share = models.FloatField(default=0.0)
    added = models.JSONField(default=list, blank=True)
    cut = models.JSONField(default=list, blank=True)
    added_count = models.PositiveIntegerField(default=0)
    cut_count = models.PositiveIntegerField(default=0)
    reworded = models.PositiveIntegerField(default=0)
    has_own_headline = models.BooleanField(default=True)
    mark = models.CharField(max_length=32)

    class Meta:
        ordering = ["article_id"]

    def __str__(self) -> str:
        return f"{self.article_id} from {self.parent_id or self.agency}"


class Related(models.Model):
    """A related article, computed when the article arrived, with the reason kept."""

    article = models.ForeignKey("store.Article", on_delete=models.CASCADE, related_name="related")
    other = models.ForeignKey("store.Article", on_delete=models.CASCADE, related_name="+")
    kind = models.CharField(max_length=12)
    score = models.FloatField()
    reason = models.JSONField(default=dict, blank=True)

    class Meta:
        ordering = ["article_id", "-score", "other_id"]
        constraints = [models.UniqueConstraint(fields=["article", "other"], name="related_once")]

    def __str__(self) -> str:
        return f"{self.article_id} {self.kind} {self.other_id}"


class Edition(models.Model):
    """Eight today: a finite issue for a day and a language. `stories` holds, in order, the story,
    its headline, its verbatim sentences and their sources; `episode` the same as it was when it
    came into the podcasts, None before."""

    day = models.DateField()
    language = models.CharField(max_length=8)
    stories = models.JSONField(default=list)
    episode = models.JSONField(null=True)
    made_at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["-day", "language"]
        constraints = [models.UniqueConstraint(fields=["day", "language"], name="edition_once")]

    def __str__(self) -> str:
        return f"{self.day} {self.language}"

    @property
    def seconds(self) -> int:
        """How long the edition takes to read, at 230 words a minute."""
        lines = (line["text"] for story in self.stories for line in story["sentences"])
        return round(sum(len(line.split()) for line in lines) * 60 / 230)
