"""The tables, one file a noun."""

from octavo.store.models.article import (
    Article,
    Body,
    ImportedId,
    Knowledge,
    Revision,
    Snapshot,
)
from octavo.store.models.correction import Corrected, Correction
from octavo.store.models.entry import Entry
from octavo.store.models.lab import KeptRule, RefusedPage, Replay, TextReport
from octavo.store.models.ledger import Attempt, EgressRecord, SiteSetting
from octavo.store.models.memory import HostMemory
from octavo.store.models.model_reply import ModelReply
from octavo.store.models.own_vector import OwnVector
from octavo.store.models.person import Comment, Mark, Report, StoryVisit, User
from octavo.store.models.quarantine import Quarantine
from octavo.store.models.quote import Quote, Speaker
from octavo.store.models.source import Feed, FeedState, Source, SourceAttribute
from octavo.store.models.story import Edition, Lineage, Related, Story, StoryFace
from octavo.store.models.tag import ArticleCountry, Hashtag, Tagging

__all__ = [
    "Article",
    "ArticleCountry",
    "Attempt",
    "Body",
    "Comment",
    "Corrected",
    "Correction",
    "Edition",
    "EgressRecord",
    "Entry",
    "Feed",
    "FeedState",
    "Hashtag",
    "HostMemory",
    "ImportedId",
    "KeptRule",
    "Knowledge",
    "Lineage",
    "Mark",
    "ModelReply",
    "OwnVector",
    "Quarantine",
    "Quote",
    "RefusedPage",
    "Related",
    "Replay",
    "Report",
    "Revision",
    "SiteSetting",
    "Snapshot",
    "Source",
    "SourceAttribute",
    "Speaker",
    "Story",
    "StoryFace",
    "StoryVisit",
    "Tagging",
    "TextReport",
    "User",
]
