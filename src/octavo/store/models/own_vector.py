"""Vectors by an encoder of the owner's."""

from django.db import models


class OwnVector(models.Model):
    """The vector of an article by the encoder of that name: float16 of unit length, little-endian.
    Its own `id` grows as vectors are made, which is not the order of articles."""

    article = models.OneToOneField(
        "store.Article", on_delete=models.CASCADE, related_name="own_vector"
    )
    encoder = models.CharField(max_length=80)
    vector = models.BinaryField()

    class Meta:
        ordering = ["id"]

    def __str__(self) -> str:
        return f"{self.article_id} {self.encoder}"
