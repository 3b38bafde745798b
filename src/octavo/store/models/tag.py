"""Hashtags and countries, and which articles carry them."""

from django.db import models


class Hashtag(models.Model):
    """A topical tag. `key` is its folded form, unique; `name` is how it is written."""

    key = models.CharField(max_length=100, unique=True)
    name = models.CharField(max_length=100)

    class Meta:
        ordering = ["key"]

    def __str__(self) -> str:
        return f"#{self.name}"


class Tagging(models.Model):
    """An article under a hashtag; `published` is repeated here so that a tag's page is one index
    range."""

    hashtag = models.ForeignKey(Hashtag, on_delete=models.CASCADE, related_name="taggings")
    article = models.ForeignKey("store.Article", on_delete=models.CASCADE, related_name="taggings")
    published = models.DateTimeField()

    class Meta:
        ordering = ["-published", "-article_id"]
        constraints = [models.UniqueConstraint(fields=["hashtag", "article"], name="tagging_once")]
        indexes = [models.Index(fields=["hashtag", "-published", "-article"], name="tagging_new")]

    def __str__(self) -> str:
        return f"{self.hashtag_id} on {self.article_id}"


class ArticleCountry(models.Model):
    """A country (ISO 3166) that an article is about, `place` from 0 for the one named most, which
    is the article's `country` too; `published` is repeated as in `Tagging`."""

    article = models.ForeignKey("store.Article", on_delete=models.CASCADE, related_name="countries")
    country = models.CharField(max_length=2)
    place = models.PositiveSmallIntegerField(default=0)
    published = models.DateTimeField()

    class Meta:
        ordering = ["article_id", "place"]
        verbose_name_plural = "article countries"
        constraints = [models.UniqueConstraint(fields=["article", "country"], name="country_once")]
        indexes = [models.Index(fields=["country", "-published", "-article"], name="country_new")]

    def __str__(self) -> str:
        return f"{self.country} in {self.article_id}"
