"""Quotations, and the names of those whose they are."""

from django.db import models


class Speaker(models.Model):
    """A name that quotations stand under: of whoever is called so. `key` is its folded form,
    unique; `name` is how it is written."""

    key = models.CharField(max_length=120, unique=True)
    name = models.CharField(max_length=120)

    class Meta:
        ordering = ["key"]

    def __str__(self) -> str:
        return self.name


class Quote(models.Model):
    """A quotation in an article, word for word, its broken parts a line each, `place` from 0 in
    its order. `said_by` is who says
    it as the article has it, empty where that is not sure; `speaker` only where that is a name.
    `kind` is `direct` or `partial`; `published` is repeated so that a speaker's page is one index
    range."""

    article = models.ForeignKey("store.Article", on_delete=models.CASCADE, related_name="quotes")
    speaker = models.ForeignKey(
        Speaker, null=True, on_delete=models.SET_NULL, related_name="quotes", db_index=False
    )
    place = models.PositiveSmallIntegerField(default=0)
    said_by = models.CharField(max_length=120, blank=True)
    kind = models.CharField(max_length=8, default="direct")
    text = models.TextField()
    sentence = models.TextField()
    published = models.DateTimeField()

    class Meta:
        ordering = ["article_id", "place"]
        constraints = [models.UniqueConstraint(fields=["article", "place"], name="quote_once")]
        indexes = [
            models.Index(fields=["speaker", "-published", "-article"], name="quote_speaker"),
            models.Index(
                fields=["-published", "-id"],
                name="quote_newest",
                condition=models.Q(speaker__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return self.text[:60]

    @property
    def parts(self) -> list[str]:
        """What is said, without the comma that led on to who says it."""
        return [part.rstrip(",،") for part in self.text.split("\n")]
