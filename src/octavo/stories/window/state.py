"""The state of the window: the live articles and stories, and what is indexed of them.

    features, story_of, order    each article, the story it is in, and when it arrived
    stories                      the live stories and their indexes
    texts                        the texts in which copies are searched
    neighbours                   the nearest neighbours, for the local density
    constraints                  what editors have said

All other modules of this wing read and change it; nothing else does.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field

from octavo.stories.index.live_stories import LiveStories
from octavo.stories.index.live_story import LiveStory
from octavo.stories.index.near_duplicates import NearDuplicateIndex
from octavo.stories.placing.constraints import Constraints
from octavo.stories.placing.match import Match, matches
from octavo.stories.placing.nodes import Node
from octavo.stories.placing.related import Newcomer
from octavo.stories.similarity.features import ArticleFeatures
from octavo.stories.similarity.local_density import NearestNeighbours
from octavo.stories.similarity.parameters import Parameters

NO_STORY = -1
"""The story of an article that is being placed."""


@dataclass(slots=True)
class WindowState:
    """What the window holds. `next_story_id` is the id of the next new story."""

    parameters: Parameters
    next_story_id: int
    constraints: Constraints = field(default_factory=Constraints)
    stories: LiveStories = field(init=False)
    texts: NearDuplicateIndex = field(init=False)
    neighbours: NearestNeighbours = field(default_factory=NearestNeighbours)
    features: dict[int, ArticleFeatures] = field(default_factory=dict)
    story_of: dict[int, int] = field(default_factory=dict)
    order: dict[int, int] = field(default_factory=dict)
    arrived: int = 0

    def __post_init__(self) -> None:
        self.stories = LiveStories(self.parameters)
        self.texts = NearDuplicateIndex(self.parameters)

    def enter(self, features: ArticleFeatures, story_id: int) -> None:
        """Counts an article in, as one of this story, which does not list it yet."""
        self.features[features.article_id] = features
        self.story_of[features.article_id] = story_id
        self.order[features.article_id] = self.arrived
        self.arrived += 1

    def new_story_id(self) -> int:
        """The id of a new story."""
        number = self.next_story_id
        self.next_story_id += 1
        return number

    def in_order(self, members: Iterable[ArticleFeatures]) -> list[ArticleFeatures]:
        """Articles in the order in which they arrived."""
        return sorted(members, key=lambda m: self.order[m.article_id])

    def matches(self, features: ArticleFeatures) -> list[Match]:
        """The candidate stories of an article, best first."""
        return matches(features, self.stories.candidates(features), self.parameters)

    def newcomer(self, features: ArticleFeatures) -> Newcomer:
        """An article to find related ones for."""
        return Newcomer(features, self.parameters, self.local_density)

    def local_density(self, article_id: int) -> float:
        """The local density around an article, a copy's being its original's, 0..1."""
        return self.neighbours.local_density(self.texts.root(article_id))

    def articles_of(self, node: Node) -> list[int]:
        """The numbers of the articles of a node, copies too."""
        own = {member.article_id for member in node.members}
        copies = node.story.copies if node.story else ()
        return [*own, *(c.article_id for c in copies if self.texts.root(c.article_id) in own)]

    def regroup(self, story: LiveStory, articles: Iterable[ArticleFeatures]) -> None:
        """Makes these the articles of a story, members and copies, after originals have changed."""
        copy_of = self.texts.original_of
        ordered = self.in_order(articles)
        members = [m for m in ordered if m.article_id not in copy_of]
        copies = [m for m in ordered if m.article_id in copy_of]
        self.stories.rebuild(story.id, members, copies)

    def merge(self, into: int, gone: int) -> None:
        """Moves all articles of one story into another."""
        kept, lost = self.stories.by_id[into], self.stories.by_id[gone]
        members = self.in_order([*kept.members, *lost.members])
        copies = self.in_order([*kept.copies, *lost.copies])
        for features in (*lost.members, *lost.copies):
            self.story_of[features.article_id] = into
        self.stories.rebuild(gone, [], [])
        self.stories.rebuild(into, members, copies)

    def remove(self, numbers: Iterable[int]) -> None:
        """Drops articles that no story lists any more."""
        for number in numbers:
            self.texts.remove(number)
            self.neighbours.remove(number)
            del self.features[number], self.story_of[number], self.order[number]
