"""Sources (publishers) and the feeds we follow of them."""

from django.db import models
from django.utils import timezone

from octavo.formats import urls
from octavo.store.sealed import opened, sealed


class Source(models.Model):
    """A publisher. `policy` says what visitors who are not signed in may see of its texts."""

    class Policy(models.TextChoices):
        FULL = "full", "Whole text"
        EXCERPT = "excerpt", "Excerpt and link"

    slug = models.SlugField(max_length=80, unique=True)
    name = models.CharField(max_length=200)
    host = models.CharField(max_length=200, unique=True)
    home = models.URLField(max_length=2000, blank=True)
    logo = models.URLField(max_length=2000, blank=True)
    country = models.CharField(max_length=2, blank=True)
    language = models.CharField(max_length=8, blank=True)
    ownership = models.CharField(max_length=200, blank=True)
    is_wire = models.BooleanField(default=False)
    is_demo = models.BooleanField(default=False)
    policy = models.CharField(max_length=8, choices=Policy.choices, default=Policy.FULL)
    added_at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["name", "id"]

    def __str__(self) -> str:
        return self.name


class SourceAttribute(models.Model):
    """What the owner says of a source on an axis of their own (`ownership`: `public`), or on one
    that we know something of: then the owner's word holds."""

    source = models.ForeignKey(Source, on_delete=models.CASCADE, related_name="attributes")
    axis = models.CharField(max_length=60)
    value = models.CharField(max_length=120)

    class Meta:
        ordering = ["source_id", "axis"]
        constraints = [models.UniqueConstraint(fields=["source", "axis"], name="attribute_once")]

    def __str__(self) -> str:
        return f"{self.axis}: {self.value}"


class Feed(models.Model):
    """An address we poll. `kind` is feed, sitemap, or `import` for articles brought in by hand.

    A name and password written into the address are taken out of it, so that nobody sees them, and
    are kept encrypted, with the address for which they were given."""

    source = models.ForeignKey(Source, on_delete=models.CASCADE, related_name="feeds")
    url = models.URLField(max_length=2000, unique=True)
    kind = models.CharField(max_length=8, default="feed")
    title = models.CharField(max_length=200, blank=True)
    folder = models.CharField(max_length=200, blank=True)
    is_enabled = models.BooleanField(default=True)
    credentials = models.TextField(blank=True, default="", editable=False)

    class Meta:
        ordering = ["id"]

    def __str__(self) -> str:
        return self.title or self.url

    def save(self, *args: object, **kwargs: object) -> None:
        """Store no name and no password in the address."""
        self.clean()
        super().save(*args, **kwargs)  # type: ignore[arg-type]

    def clean(self) -> None:
        """Take name and password out of the address."""
        self.url, word = urls.parted(self.url)
        if word:
            self.credentials = sealed(f"{word} {self.url}")

    @property
    def password(self) -> str:
        """The name and password to send, as in an address; "" where there are none, or where the
        feed has moved to somebody else."""
        word, _, given_at = opened(self.credentials).rpartition(" ")
        return word if word and urls.may_see(self.url, given_at) else ""


class FeedState(models.Model):
    """What is remembered of a feed between polls; rewritten often, so it has a row of its own.

    `outcome` is the named cause of the last poll (`ok`, `not_modified`, or an error's code),
    `holder` the worker that asks it now."""

    feed = models.OneToOneField(
        Feed, on_delete=models.CASCADE, primary_key=True, related_name="state"
    )
    next_at = models.DateTimeField(default=timezone.now, db_index=True)
    interval = models.FloatField(default=3600.0)
    etag = models.CharField(max_length=1024, blank=True)
    last_modified = models.CharField(max_length=200, blank=True)
    body_hash = models.CharField(max_length=64, blank=True)
    moved_to = models.CharField(max_length=2000, blank=True)
    failures = models.PositiveIntegerField(default=0)
    outcome = models.CharField(max_length=40, blank=True)
    partial = models.CharField(max_length=40, blank=True)
    polled_at = models.DateTimeField(null=True, blank=True)
    ok_at = models.DateTimeField(null=True, blank=True)
    new_at = models.DateTimeField(null=True, blank=True)
    is_stopped = models.BooleanField(default=False)
    holder = models.BigIntegerField(null=True, editable=False)

    class Meta:
        ordering = ["feed_id"]

    def __str__(self) -> str:
        return f"{self.feed_id}: {self.outcome}"
