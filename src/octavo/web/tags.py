"""What templates need beyond Django's own: times, pictures, logos, coverage bars, digits."""

import base64
import hashlib
import re
from collections.abc import Mapping
from datetime import UTC, datetime
from functools import lru_cache
from html import unescape
from typing import Any

from django import template
from django.conf import settings
from django.contrib.staticfiles import finders
from django.core.signing import Signer
from django.templatetags.static import static
from django.urls import get_script_prefix, reverse, translate_url
from django.utils import formats, timezone
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language, get_language_info, ngettext
from django.utils.translation import gettext as _

from octavo.types import TextFigure
from octavo.web.countries import name as country_name
from octavo.web.excerpts import quotable
from octavo.web.sections import label
from octavo.web.talking.reasons import said

register = template.Library()

ARABIC_DIGITS = str.maketrans("0123456789", "٠١٢٣٤٥٦٧٨٩")
MINUTE, HOUR, DAY = 60, 3600, 86400
"""Seconds."""

RTL = {"ar", "he", "fa", "ur", "ps", "ckb", "dv", "yi"}
KEPT = 8_192
"""How many pieces of markup are kept: lists show the same sources, times and bars over again."""
PALETTE = 8
"""How many colours the letter marks of sources without a logo come in (see app.css)."""


@lru_cache(maxsize=64)
def _asset_url(path: str) -> str:
    found = finders.find(path)
    with open(str(found), "rb") as file:  # noqa: PTH123 - finders speak strings
        digest = hashlib.sha256(file.read()).hexdigest()[:10]
    return f"{static(path)}?v={digest}"


@register.simple_tag
def asset(path: str) -> str:
    """The address of a static file with its content's hash, so that it may be kept for ever."""
    return _asset_url(path)


register.filter("quotable", quotable)


@register.filter
def reasons(objections: list[str]) -> str:
    """The reasons to hold a comment, in words, as a list of one line."""
    return ("، " if get_language() == "ar" else ", ").join(said(objections))


@register.filter
def digits(value: object) -> str:
    """A number in the digits of the reader's language."""
    if type(value) is int and 0 <= value < 1000:
        text = str(value)
        return text.translate(ARABIC_DIGITS) if get_language() == "ar" else text
    text = formats.localize(value, use_l10n=True) if isinstance(value, int | float) else str(value)
    return text.translate(ARABIC_DIGITS) if get_language() == "ar" else text


@register.filter
def figure(found: TextFigure) -> str:
    """A number as it is claimed: `about 1,200`, `200–300`, `at least 5 %`."""
    number = _number(found.value)
    if found.high is not None:
        number = f"{number}–{_number(found.high)}"
    unit = f" {found.unit}" if found.unit else ""
    words = {"about": _("about %(n)s"), "at least": _("at least %(n)s"),
             "at most": _("at most %(n)s")}  # fmt: skip
    return words.get(found.approx, "%(n)s") % {"n": number + unit}


def _number(value: float) -> str:
    text = f"{int(value):,}" if value.is_integer() else f"{value:,g}"
    return digits(text.replace(",", "٬").replace(".", "٫") if get_language() == "ar" else text)


@register.filter
def underscored(key: str) -> str:
    """A folded name as a part of an address."""
    return key.replace(" ", "_")


@register.filter
def marked(sentence: str, words: str) -> str:
    """A sentence with some of its words marked."""
    before, found, after = sentence.partition(words)
    return format_html("{}<mark>{}</mark>{}", before, found, after) if found else sentence


@register.filter
def direction(language: str) -> str:
    """`rtl` or `ltr` for a language code."""
    return "rtl" if (language or "").split("-")[0] in RTL else "ltr"


@register.filter
def language_here(code: str) -> str:
    """A language's name in the language of the page, or its own where Django has none."""
    try:
        return str(get_language_info(code)["name_translated"])
    except KeyError:
        return language_name(code)


@register.filter
def language_name(code: str) -> str:
    """A language in its own name where we know it."""
    return LANGUAGE_NAMES.get(code, code.upper())


LANGUAGE_NAMES = {
    "en": "English", "ar": "العربية", "fr": "Français", "de": "Deutsch", "es": "Español",
    "pt": "Português", "it": "Italiano", "nl": "Nederlands", "ru": "Русский", "tr": "Türkçe",
    "fa": "فارسی", "ur": "اردو", "hi": "हिन्दी", "bn": "বাংলা", "id": "Bahasa Indonesia",
    "ms": "Bahasa Melayu", "ja": "日本語", "ko": "한국어", "zh": "中文", "vi": "Tiếng Việt",
    "th": "ไทย", "pl": "Polski", "uk": "Українська", "cs": "Čeština", "sv": "Svenska",
    "da": "Dansk", "no": "Norsk", "nb": "Norsk", "fi": "Suomi", "el": "Ελληνικά", "he": "עברית",
    "hu": "Magyar", "ro": "Română", "is": "Íslenska", "sw": "Kiswahili",
}  # fmt: skip


def _ago(seconds: float) -> str:
    if seconds < MINUTE:
        return _("just now")
    if seconds < HOUR:
        count = int(seconds // MINUTE)
        return ngettext("%(n)s minute ago", "%(n)s minutes ago", count) % {"n": digits(count)}
    if seconds < DAY:
        count = int(seconds // HOUR)
        return ngettext("%(n)s hour ago", "%(n)s hours ago", count) % {"n": digits(count)}
    count = int(seconds // DAY)
    return ngettext("%(n)s day ago", "%(n)s days ago", count) % {"n": digits(count)}


@register.simple_tag
def today() -> str:
    """The day, in full, in the site's zone."""
    return digits(formats.date_format(timezone.localtime(), _("l, j F Y")))


@register.filter
def ago(when: datetime | None, precision: str = "time") -> SafeString:
    """A relative time, its absolute beside it for machines and for who points at it."""
    if when is None:
        return SafeString("")
    day, full = _written(when, precision, *_here())
    seconds = (datetime.now(UTC) - when).total_seconds()
    is_far = seconds > 7 * DAY or precision == "day"
    text = day if is_far else digits(_ago(max(0.0, seconds)))
    text = _("first seen %(when)s") % {"when": text} if precision == "seen" else text
    return format_html('<time datetime="{}" title="{}">{}</time>', when.isoformat(), full, text)


def _here() -> tuple[str, str]:
    """The language and the zone of this request."""
    return get_language() or "", timezone.get_current_timezone_name()


def _local(when: datetime, precision: str) -> datetime:
    """A time in the site's zone; a day without an hour is the same day everywhere."""
    return when.astimezone(UTC) if precision == "day" else timezone.localtime(when)


@lru_cache(maxsize=KEPT)
def _written(when: datetime, precision: str, language: str, zone: str) -> tuple[str, str]:
    """The day and the whole time; the language and the zone, this request's, tell apart what is
    kept."""
    local = _local(when, precision)
    day = formats.date_format(local, "j F Y")
    full = day if precision == "day" else f"{day}{_(',')} {local:%H:%M} {local.tzname()}"
    if precision == "seen":
        full = _("time unclear, first seen %(when)s") % {"when": full}
    return digits(day), digits(full)


@register.filter
def moment(when: datetime, precision: str = "time") -> SafeString:
    """A relative time while it says something, then the absolute one."""
    near = ago(when, precision)
    full = absolute(when, precision)
    day = _written(when, precision, *_here())[0]
    if f">{day}<" in near:
        return format_html('<time datetime="{}">{}</time>', when.isoformat(), full)
    return format_html("{} · {}", near, full)


@register.filter
def absolute(when: datetime | None, precision: str = "time") -> str:
    """A time in full, in the site's zone."""
    if when is None:
        return ""
    return _written(when, precision, *_here())[1]


@register.filter
def clock(when: datetime, precision: str = "time") -> SafeString:
    """A day and its hour, short, for a table of who reported when; in the site's zone."""
    local = _local(when, precision)
    day = formats.date_format(local, "j M")
    text = day if precision == "day" else f"{day}{_(',')} {local:%H:%M}"
    text = _("first seen %(when)s") % {"when": text} if precision == "seen" else text
    full = absolute(when, precision)
    return format_html(
        '<time datetime="{}" title="{}">{}</time>', when.isoformat(), full, digits(text)
    )


@register.filter
def later(when: datetime, first: datetime) -> str:
    """How much later than the first report, in hours and minutes; nothing for the first."""
    minutes = int((when - first).total_seconds() // MINUTE)
    if minutes < 1:
        return ""
    days, hours, minutes = minutes // 1440, minutes // 60 % 24, minutes % 60
    parts = {"days": digits(days), "hours": digits(hours), "minutes": digits(f"{minutes:02}")}
    if days:
        return _("+%(days)s d %(hours)s h") % parts
    return _("+%(hours)s:%(minutes)s h") % parts


@register.filter
def reading(seconds: int) -> str:
    """A reading time in whole minutes, at least one."""
    count = max(1, round(seconds / 60))
    return ngettext("%(n)s min read", "%(n)s min read", count) % {"n": digits(count)}


@register.filter
def outlets(count: int) -> str:
    """How many outlets, in words."""
    return ngettext("%(n)s outlet", "%(n)s outlets", count) % {"n": digits(count)}


@register.filter
def is_web(url: str) -> bool:
    """Whether an address can be opened: captures and archives may have none."""
    return (url or "").startswith(("http://", "https://"))


@register.filter
def unlocal(value: float) -> str:
    """A number as SVG wants it, whatever the reader's language."""
    return f"{value:g}"


@register.simple_tag
def section_label(section: str) -> str:
    """A section's name in the reader's language."""
    return label(section)


@register.simple_tag
def country_label(code: str) -> str:
    """A country's name in the reader's language."""
    return country_name(code)


@register.simple_tag(takes_context=True)
def other_language(context: template.Context, language: str) -> str:
    """This page's address in another language, its query kept."""
    request = context.get("request")
    if request is None:
        return f"/{language}/" if language != "en" else "/"
    query = f"?{request.GET.urlencode()}" if request.GET else ""
    here = f"{request.path_info}{query}"
    there = translate_url(here, language)
    return there if there != here else f"{settings.BASE_PATH}{here}"


@register.filter
def local_pictures(html: str) -> str:
    """A body whose pictures come from our own proxy."""
    return PICTURE.sub(lambda found: f'{found[1]}"{proxied(unescape(found[2]))}"', html)


PICTURE = re.compile(r'(<img\b[^>]*?\bsrc=)"([^"]*)"')


@register.filter
def at(mapping: Mapping[Any, Any], key: Any) -> Any:
    """A value of a mapping by a key that is itself a variable."""
    return mapping.get(key) if mapping else None


def signer() -> Signer:
    """Signs picture addresses, so that the proxy fetches only what we showed."""
    return Signer(salt="octavo.picture")


@register.filter
def proxied(url: str) -> str:
    """The address at which we serve a publisher's picture: readers never ask the publisher."""
    if not (url or "").startswith(("http://", "https://")):
        return ""
    return _proxied(url, get_script_prefix())


@lru_cache(maxsize=KEPT)
def _proxied(url: str, prefix: str) -> str:
    packed = base64.urlsafe_b64encode(url.encode()).decode().rstrip("=")
    mark = signer().signature(url)[:22]
    return reverse("picture", args=[mark, packed])


def colour_of(name: str) -> int:
    """A steady choice of colour for a name, 0 up to PALETTE."""
    return hashlib.sha256(name.encode()).digest()[0] % PALETTE


@register.simple_tag
def logo(source: Any) -> SafeString:
    """A source's mark: its logo through the proxy, or its first letter."""
    if source.logo:
        return format_html(
            '<img class="mark" src="{}" alt="" width="20" height="20" loading="lazy">',
            proxied(source.logo),
        )
    return _letter(source.name, source.slug)


@lru_cache(maxsize=KEPT)
def _letter(name: str, slug: str) -> SafeString:
    letter = next((char for char in name if char.isalnum()), "·").upper()
    return format_html(
        '<span class="mark mark-{}" aria-hidden="true">{}</span>', colour_of(slug), letter
    )


BAR_LIMIT = 24
"""Outlets that a coverage bar can show; beyond it only the count grows."""


@register.simple_tag
def coverage_bar(story: Any) -> SafeString:
    """One stroke an outlet, own reporting first, wire copy after; drawn as SVG, spoken as text."""
    return _bar(story.outlets, story.independents, get_language() or "")


@lru_cache(maxsize=KEPT)
def _bar(all_outlets: int, independents: int, language: str) -> SafeString:
    total, own = min(all_outlets, BAR_LIMIT), min(independents, BAR_LIMIT)
    width = 100 / max(total, 1)
    strokes = format_html_join(
        "",
        '<rect x="{}%" y="0" width="{}%" height="4" class="{}"/>',
        (
            (f"{i * width:.2f}", f"{max(width - 1.2, 0.6):.2f}", "own" if i < own else "wire")
            for i in range(total)
        ),
    )
    label = _("%(all)s, of which %(own)s independent") % {
        "all": outlets(all_outlets),
        "own": digits(independents),
    }
    return format_html(
        '<svg class="bar" role="img" aria-label="{}" height="4" width="{}">{}</svg>',
        label,
        f"{min(100, total * 8)}%",
        strokes,
    )


@register.filter
def followed(name: str) -> str:
    """What a reader follows, in words: a name as `kind:key`."""
    kind, _colon, key = name.partition(":")
    if kind == "section":
        return label(key)
    if kind == "country":
        return country_name(key)
    return f"#{key}" if kind == "tag" else key


@register.filter
def trusted(html: str) -> SafeString:
    """Markup that extract has sanitised and the store has kept; the only way past escaping."""
    return mark_safe(html)  # noqa: S308 - sanitised by extract, last step of the walk
