"""Articles: what readers read, split by how often each part is needed."""

from django.db import models
from django.utils import timezone


class Article(models.Model):
    """One publication. Lists need only this row; the text is in `Body`.

    `url_key` hashes the canonical address and is unique: an article is stored once; that of a feed
    item without a page of its own is the entry's key (store.codec.article_key). `duplicate_of`
    points at the earliest article with the same text but for edits; `is_own` says that the article
    is nobody's copy: not a duplicate and not agency copy that the story has from elsewhere."""

    source = models.ForeignKey("store.Source", on_delete=models.CASCADE, related_name="articles")
    url = models.CharField(max_length=2000)
    url_key = models.CharField(max_length=32, unique=True)
    headline = models.CharField(max_length=500)
    dek = models.CharField(max_length=1000, blank=True)
    lead = models.CharField(max_length=600, blank=True)
    authors = models.JSONField(default=list, blank=True)
    published = models.DateTimeField()
    date_precision = models.CharField(max_length=4, default="time")
    modified = models.DateTimeField(null=True, blank=True)
    fetched = models.DateTimeField(default=timezone.now)
    language = models.CharField(max_length=8, blank=True)
    section = models.CharField(max_length=24, default="General")
    country = models.CharField(max_length=2, blank=True)
    picture = models.JSONField(null=True, blank=True)
    hashtags = models.JSONField(default=list, blank=True)
    wire = models.CharField(max_length=60, blank=True)
    partial = models.CharField(max_length=12, blank=True)
    confidence = models.FloatField(default=1.0)
    words = models.PositiveIntegerField(default=0)
    seconds = models.PositiveIntegerField(default=0)
    is_own = models.BooleanField(default=True)
    is_hidden = models.BooleanField(default=False)
    story = models.ForeignKey(
        "store.Story", null=True, on_delete=models.SET_NULL, related_name="articles"
    )
    duplicate_of = models.ForeignKey(
        "self", null=True, on_delete=models.SET_NULL, related_name="duplicates", db_index=False
    )

    class Meta:
        ordering = ["-published", "-id"]
        indexes = [
            models.Index(fields=["-published", "-id"], name="article_newest"),
            models.Index(fields=["source", "-published", "-id"], name="article_source"),
            models.Index(fields=["section", "-published", "-id"], name="article_section"),
            models.Index(fields=["language", "-published", "-id"], name="article_language"),
            models.Index(fields=["story", "published", "id"], name="article_story"),
            # Not of those that are nobody's copy: nearly all are, and a planner that finds them
            # here sorts the whole shelf for a page of thirty.
            models.Index(
                fields=["duplicate_of"],
                name="article_copies",
                condition=models.Q(duplicate_of__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return self.headline


class Body(models.Model):
    """The text of an article and what hangs on it: sanitised HTML, plain text, the summary and key
    points (verbatim sentences), corrections, enclosures, figures (types.TextFigure as dicts).
    `placement` is the reason of its first day, for looking into a database: pages explain a story
    as it is now."""

    article = models.OneToOneField(
        Article, on_delete=models.CASCADE, primary_key=True, related_name="body"
    )
    html = models.TextField()
    text = models.TextField()
    dateline = models.CharField(max_length=120, blank=True)
    corrections = models.JSONField(default=list, blank=True)
    enclosures = models.JSONField(default=list, blank=True)
    summary = models.JSONField(default=list, blank=True)
    key_points = models.JSONField(default=list, blank=True)
    entities = models.JSONField(default=list, blank=True)
    numbers = models.JSONField(default=list, blank=True)
    figures = models.JSONField(default=list, blank=True)
    placement = models.JSONField(default=dict, blank=True)

    class Meta:
        ordering = ["article_id"]

    def __str__(self) -> str:
        return self.text[:60]


class Knowledge(models.Model):
    """What the story index needs of an article, so that it can be refilled at start: the words and
    names as JSON, the vector (384 float16), the cross-lingual one (192 int8), the fingerprint
    (uint64s) and its nearest when it came (stories.neighbours) as bytes."""

    article = models.OneToOneField(
        Article, on_delete=models.CASCADE, primary_key=True, related_name="knowledge"
    )
    published = models.DateTimeField(db_index=True)
    known = models.BinaryField()
    vector = models.BinaryField(default=b"")
    cross_lingual = models.BinaryField(null=True)
    fingerprint = models.BinaryField(default=b"")
    near = models.BinaryField(default=b"")
    text_hash = models.CharField(max_length=64, blank=True)
    versions = models.JSONField(default=dict, blank=True)

    class Meta:
        ordering = ["article_id"]
        verbose_name_plural = "knowledge"

    def __str__(self) -> str:
        return str(self.article_id)


class Snapshot(models.Model):
    """The page as fetched, zstd-compressed, kept for OCTAVO_KEEP_PAGES_DAYS, with the address it
    was found at (empty: the article's) and the feed entry that led there, packed: all that reading
    it again takes. `host` is the address's site."""

    article = models.OneToOneField(
        Article, on_delete=models.CASCADE, primary_key=True, related_name="snapshot"
    )
    fetched = models.DateTimeField(db_index=True)
    host = models.CharField(max_length=255, blank=True)
    url = models.CharField(max_length=2000, blank=True)
    page = models.BinaryField()
    entry = models.BinaryField(default=b"")

    class Meta:
        ordering = ["article_id"]
        indexes = [models.Index(fields=["host", "-article"], name="snapshot_host")]

    def __str__(self) -> str:
        return str(self.article_id)


class Revision(models.Model):
    """An earlier text of an article that its publisher has changed since."""

    article = models.ForeignKey(Article, on_delete=models.CASCADE, related_name="revisions")
    replaced_at = models.DateTimeField(default=timezone.now)
    headline = models.CharField(max_length=500)
    text = models.TextField()

    class Meta:
        ordering = ["article_id", "-replaced_at", "-id"]

    def __str__(self) -> str:
        return self.headline


class ImportedId(models.Model):
    """What an article is called in an archive that it was imported from: the `id` of its line. An
    article that stood there twice has two."""

    article = models.ForeignKey(Article, on_delete=models.CASCADE, related_name="imported_ids")
    value = models.CharField(max_length=200, db_index=True)
    is_number = models.BooleanField(default=False)

    class Meta:
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(fields=["article", "value"], name="imported_id_once")
        ]

    def __str__(self) -> str:
        return self.value
