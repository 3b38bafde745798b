"""Every address of the site on one page; English stands bare, Arabic under /ar/."""

from allauth.account import views as allauth
from django.conf.urls.i18n import i18n_patterns
from django.contrib import admin
from django.urls import URLPattern, URLResolver, include, path, re_path

from octavo.web.account import follows, forgotten, preferences, profile, welcome
from octavo.web.account import podcast as own_podcast
from octavo.web.desk import corrections
from octavo.web.finding import ask, search
from octavo.web.listening import podcast, read_aloud
from octavo.web.machine import health, picture, pwa
from octavo.web.reading import (
    article,
    edition,
    front,
    hashtag,
    lists,
    perspectives,
    quotes,
    story,
    storyline,
    told,
    told_timeline,
    translated,
)
from octavo.web.talking import comments, moderation, text_report

machines: list[URLPattern] = [
    path("healthz", health.healthz, name="healthz"),
    path("readyz", health.readyz, name="readyz"),
    path("metrics", health.metrics, name="metrics"),
    path("version", health.version, name="version"),
    path("robots.txt", pwa.robots, name="robots"),
    path("sw.js", pwa.worker, name="worker"),
    path("picture/<str:mark>/<str:packed>", picture.picture, name="picture"),
    path("export", lists.opml, name="opml"),
    path("podcast/<str:key>/<str:language>", podcast.feed, name="podcast_feed"),
    path(
        "podcast/<str:key>/<str:language>/<day:day>.<str:form>",
        podcast.episode,
        name="podcast_episode",
    ),
    path(
        "podcast/<str:key>/<str:language>/<day:day>/chapters",
        podcast.chapters,
        name="podcast_chapters",
    ),
]

# Of allauth's addresses those that the site needs, each with a page of ours.
accounts: list[URLPattern] = [
    path("login/", allauth.login, name="account_login"),
    path("logout/", allauth.logout, name="account_logout"),
    path("signup/", allauth.signup, name="account_signup"),
    path("inactive/", allauth.account_inactive, name="account_inactive"),
    path("password/change/", allauth.password_change, name="account_change_password"),
    path("password/set/", forgotten.no_mail, name="account_set_password"),
    path("password/reset/", forgotten.asked, name="account_reset_password"),
    path("password/reset/done/", forgotten.sent, name="account_reset_password_done"),
    re_path(
        r"^password/reset/key/(?P<uidb36>[0-9A-Za-z]+)-(?P<key>[^/]+)/$",
        forgotten.chosen_anew,
        name="account_reset_password_from_key",
    ),
    path("password/reset/key/done/", forgotten.done, name="account_reset_password_from_key_done"),
]

pages: list[URLPattern | URLResolver] = [
    path("", front.front, name="front"),
    path("feed.<str:form>", front.front_feed, name="front_feed"),
    path("eight", edition.eight, name="eight"),
    path("eight/mine", edition.mine, name="own_edition"),
    path("eight/mine.<str:form>", edition.my_document, name="own_edition_document"),
    path("eight/mine/lines", read_aloud.own_edition_lines, name="own_edition_lines"),
    path("eight/mine/sound", read_aloud.own_edition_sound, name="own_edition_sound"),
    path("eight/<day:day>", edition.past, name="past_edition"),
    path("eight/<day:day>.<str:form>", edition.document, name="edition_document"),
    path("eight/<day:day>/lines", read_aloud.edition_lines, name="edition_lines"),
    path("eight/<day:day>/sound", read_aloud.edition_sound, name="edition_sound"),
    path("section/<str:name>", front.section, name="section"),
    path("section/<str:name>/feed.<str:form>", front.section_feed, name="section_feed"),
    path("story/<row:number>", story.story, name="story"),
    path("story/<row:number>/feed.<str:form>", story.story_feed, name="story_feed"),
    path("story/<row:number>/why", story.together, name="together"),
    path("story/<row:number>/figures", told.figures, name="story_figures"),
    path("story/<row:number>/quotes", told.quotes, name="story_quotes"),
    path("story/<row:number>/lines", read_aloud.story_lines, name="story_lines"),
    path("story/<row:number>/sound", read_aloud.story_sound, name="story_sound"),
    path("story/<row:number>/timeline", told_timeline.of_story, name="story_timeline"),
    path(
        "story/<row:number>/timeline.<str:form>",
        told_timeline.of_story,
        name="story_timeline_document",
    ),
    path("story/<row:number>/perspectives", perspectives.perspectives, name="story_perspectives"),
    path(
        "story/<row:number>/perspectives.<str:form>",
        perspectives.perspectives,
        name="story_perspectives_document",
    ),
    path("gaps", perspectives.gaps, name="gaps"),
    path("gaps.<str:form>", perspectives.gaps, name="gaps_document"),
    path("story/<row:number>/correct", corrections.correct, name="correct"),
    path("storyline/<row:number>", storyline.storyline, name="storyline"),
    path("storyline/<row:number>/timeline", told_timeline.of_storyline, name="storyline_timeline"),
    path(
        "storyline/<row:number>/timeline.<str:form>",
        told_timeline.of_storyline,
        name="storyline_timeline_document",
    ),
    path("corrections", corrections.done, name="corrections"),
    path("corrections/<row:number>/undo", corrections.undo, name="undo_correction"),
    path("article/<row:number>", article.article, name="article"),
    path("article/<row:number>/translated", translated.translated, name="translated"),
    path("article/<row:number>/changes", article.changes, name="changes"),
    path("article/<row:number>/lines", read_aloud.article_lines, name="article_lines"),
    path("article/<row:number>/sound", read_aloud.article_sound, name="article_sound"),
    path("article/<row:number>/mark", article.mark, name="mark"),
    path("article/<row:number>/wrong", text_report.wrong, name="wrong"),
    path("article/<row:number>/comment", comments.add, name="comment"),
    path("comment/<row:number>/report", comments.report, name="report"),
    path("comment/<row:number>/appeal", comments.appeal, name="appeal"),
    path("hashtag/<str:key>", hashtag.hashtag, name="hashtag"),
    path("hashtag/<str:key>/feed.<str:form>", hashtag.hashtag_feed, name="hashtag_feed"),
    path("quotes", quotes.quotes, name="quotes"),
    path("quotes/<str:key>", quotes.speaker, name="speaker"),
    path("sources", lists.sources, name="sources"),
    path("source/<slug:slug>", lists.source, name="source"),
    path("source/<slug:slug>/feed.<str:form>", lists.source_feed, name="source_feed"),
    path("countries", lists.countries, name="countries"),
    path("country/<str:code>", lists.country, name="country"),
    path("country/<str:code>/feed.<str:form>", lists.country_feed, name="country_feed"),
    path("saved", lists.saved, name="saved"),
    path("history", lists.history, name="history"),
    path("follow", follows.follow, name="follow"),
    path("search", search.search, name="search"),
    path("search/feed.<str:form>", search.search_feed, name="search_feed"),
    path("ask", ask.ask, name="ask"),
    path("settings", preferences.settings, name="settings"),
    path("apps", pwa.apps, name="apps"),
    path("offline", pwa.offline, name="offline"),
    path("manifest.webmanifest", pwa.manifest, name="manifest"),
    path("welcome", welcome.welcome, name="welcome"),
    path("demo/remove", welcome.remove_demo, name="remove_demo"),
    path("moderate", moderation.queue, name="moderate"),
    path("moderate/<row:number>", moderation.decide, name="decide"),
    path("account/", include(accounts)),
    path("me", profile.me, name="me"),
    path("me/podcast", own_podcast.podcast, name="own_podcast"),
    path("me/data.json", profile.own_data, name="own_data"),
    path("admin/", admin.site.urls),
]

urlpatterns = [*machines, *i18n_patterns(*pages, prefix_default_language=False)]

handler404 = "octavo.web.errors.not_found"
handler500 = "octavo.web.errors.broken"
handler403 = "octavo.web.errors.forbidden"
handler429 = "octavo.web.errors.too_many"
