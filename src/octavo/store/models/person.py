"""Users and what they do: marks, comments, reports."""

from django.contrib.auth.models import AbstractUser
from django.db import models
from django.utils import timezone

from octavo.store.models.ledger import SiteSetting


class User(AbstractUser):
    """Somebody with an account. The role says what they may do; admins are Django's staff too.

    `follows` names what they follow, as `kind:key`: `section:Health`, `source:vareno-post`,
    `tag:ferry`, `country:no`; it is read with the account, so a page costs no query more. `podcast`
    is what the secret address of their podcast is made of, empty where they have none."""

    class Role(models.TextChoices):
        ADMIN = "admin", "Admin"
        MODERATOR = "moderator", "Moderator"
        READER = "reader", "Reader"

    SET_UP = "set_up"
    """The site's setting that says that there was an admin once: it never becomes false again."""

    role = models.CharField(max_length=9, choices=Role.choices, default=Role.READER)

    follows = models.JSONField(default=list, blank=True)
    podcast = models.CharField(max_length=32, blank=True)

    class Meta:
        ordering = ["username"]

    def __str__(self) -> str:
        return self.username

    def save(self, *args: object, **kwargs: object) -> None:
        """Keep Django's flags in step with the role; with an admin the site is set up for good."""
        self.is_superuser = self.is_staff = self.is_admin
        super().save(*args, **kwargs)  # type: ignore[arg-type]
        if self.is_admin:
            SiteSetting.objects.get_or_create(key=self.SET_UP, defaults={"value": True})

    @property
    def is_admin(self) -> bool:
        """Whether this user looks after the site."""
        return self.role == self.Role.ADMIN

    @property
    def is_moderator(self) -> bool:
        """Whether this user may hide and release comments."""
        return self.role in {self.Role.ADMIN, self.Role.MODERATOR}


class Mark(models.Model):
    """What a reader did with an article: read it, saved it."""

    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="marks")
    article = models.ForeignKey("store.Article", on_delete=models.CASCADE, related_name="marks")
    read_at = models.DateTimeField(null=True)
    saved_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["-read_at", "-id"]
        constraints = [models.UniqueConstraint(fields=["user", "article"], name="mark_once")]
        indexes = [
            models.Index(fields=["user", "-saved_at"], name="mark_saved"),
            models.Index(fields=["user", "-read_at"], name="mark_read"),
        ]

    def __str__(self) -> str:
        return f"{self.user_id} on {self.article_id}"


class StoryVisit(models.Model):
    """What a reader has seen of a story's page: the numbers of the articles that stood on it when
    it was last opened (`shown`), and of those that had before that (`seen`), None on a first
    visit. What is not in `seen` is new to them."""

    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="story_visits")
    story = models.ForeignKey("store.Story", on_delete=models.CASCADE, related_name="visits")
    opened_at = models.DateTimeField()
    shown = models.JSONField(default=list)
    seen = models.JSONField(null=True)
    seen_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["-opened_at", "-id"]
        constraints = [models.UniqueConstraint(fields=["user", "story"], name="visit_once")]

    def __str__(self) -> str:
        return f"{self.user_id} on story {self.story_id}"


class Comment(models.Model):
    """A reader's comment. One that is held or hidden keeps its place in the thread; `objections`
    are the local rules it met."""

    class State(models.TextChoices):
        VISIBLE = "shown"
        HELD = "held"
        HIDDEN = "hidden"

    article = models.ForeignKey("store.Article", on_delete=models.CASCADE, related_name="comments")
    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="comments")
    parent = models.ForeignKey("self", null=True, on_delete=models.CASCADE, related_name="replies")
    text = models.TextField(max_length=4000)
    state = models.CharField(max_length=6, choices=State.choices, default=State.VISIBLE)
    objections = models.JSONField(default=list, blank=True)
    made_at = models.DateTimeField(default=timezone.now)
    decided_by = models.ForeignKey(User, null=True, on_delete=models.SET_NULL, related_name="+")
    decided_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["made_at", "id"]
        indexes = [
            models.Index(fields=["article", "made_at"], name="comment_thread"),
            models.Index(fields=["state", "made_at"], name="comment_queue"),
        ]

    def __str__(self) -> str:
        return self.text[:60]

    @property
    def is_held(self) -> bool:
        """Whether it waits for a moderator."""
        return self.state == self.State.HELD


class Report(models.Model):
    """A reader's word that a comment should be looked at."""

    comment = models.ForeignKey(Comment, on_delete=models.CASCADE, related_name="reports")
    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="reports")
    made_at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["-made_at"]
        constraints = [models.UniqueConstraint(fields=["comment", "user"], name="report_once")]

    def __str__(self) -> str:
        return f"report on {self.comment_id}"
