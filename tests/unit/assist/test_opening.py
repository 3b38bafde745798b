"""Every story of the demo press opens with what happened, in each language it is told in."""

from collections.abc import Iterable

from hypothesis import given, settings
from hypothesis import strategies as st

from demo_members import members_of, numbered, texts_of
from octavo.analyse.self_contained import dependence
from octavo.analyse.words.terms import cosine, terms
from octavo.analyse.words.words import content
from octavo.assist.summary import SAME_COSINE, MemberText, story_summary
from octavo.demo.truth import openings, truth
from octavo.stories.faces import face
from rows import every_row

STORIES = sorted(openings())


def test_the_opening_of_every_story_is_known_in_its_languages():
    told = {
        (story, code) for story in truth().stories for code in face(members_of(story)).headlines
    }
    assert set(STORIES) == told


@every_row(("story", "language"), STORIES)
def test_the_first_sentence_names_the_event(story, language):
    first = story_summary(texts_of(story, language))[0].sentence
    assert not _lacking(first, openings()[story, language].sentence), first


@every_row(("story", "language"), STORIES)
def test_the_headline_names_the_event(story, language):
    members = members_of(story)
    lead = face(members).headlines[language]
    (headline,) = [m.headline for m in members if m.article_id == lead]
    assert not _lacking(headline, openings()[story, language].headline), headline


@every_row(("story", "language"), STORIES)
def test_no_sentence_that_is_shown_begins_unresolved_and_none_says_another_again(story, language):
    shown = [cited.sentence for cited in story_summary(texts_of(story, language))]
    assert [(s, why) for s in shown if (why := dependence(s, language))] == []
    bags = [terms(content(s, language), language) for s in shown]
    assert all(cosine(one, two) < SAME_COSINE for one in bags for two in bags if one is not two)


@every_row(("story", "language"), STORIES)
def test_each_sentence_is_its_articles_own(story, language):
    texts = {text.article_id: text.sentences for text in texts_of(story, language)}
    assert all(c.sentence in texts[c.article_id] for c in story_summary(texts_of(story, language)))


def test_what_the_newest_report_adds_comes_last():
    names = {number: name for name, number in numbered().items()}
    *_, last = story_summary(texts_of("port-strike-ends", "en"))
    assert names[last.article_id] == "coast/strike-spoiled-cargo"


def test_an_outlet_that_says_we_or_you_does_not_speak_for_a_story():
    members = (
        MemberText(1, ("You should take your jar of Fjellnut spread back to the shop.",)),
        MemberText(2, ("The maker of Fjellnut spread called back its jars on Monday.",)),
    )
    assert [cited.article_id for cited in story_summary(members)] == [2]


TEXTS = st.text(max_size=80) | st.text(alphabet='aBc ."«»؟?:,وقال\n12', max_size=120)


@settings(max_examples=40, deadline=None)
@given(st.lists(st.tuples(TEXTS, TEXTS, TEXTS), max_size=4), st.sampled_from(["en", "ar", "fr"]))
def test_any_texts_have_a_summary_of_their_own_sentences(texts, language):
    members = [
        MemberText(n, lines[1:], language, headline=lines[0]) for n, lines in enumerate(texts)
    ]
    assert all(cited.sentence in texts[cited.article_id][1:] for cited in story_summary(members))


def _lacking(text: str, groups: Iterable[tuple[str, ...]]) -> list[tuple[str, ...]]:
    """The groups of words of which the text holds none."""
    plain = text.casefold()
    return [words for words in groups if not any(word.casefold() in plain for word in words)]
