"""Named causes as sentences: what happened and, where somebody can do something, what."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

SENTENCES = {
    "ok": gettext_lazy("read"),
    "not_modified": gettext_lazy("nothing new"),
    "blocked_address": gettext_lazy("the address lies in a private network, which is shut"),
    "bad_scheme": gettext_lazy("not a web address"),
    "bad_url": gettext_lazy("the address cannot be read"),
    "robots": gettext_lazy("the publisher's robots.txt asks us not to"),
    "air_gap": gettext_lazy("the air gap is on"),
    "no_network": gettext_lazy("no network: nobody at all is reached"),
    "redirects": gettext_lazy("sent on too many times"),
    "refused": gettext_lazy("refused"),
    "dns": gettext_lazy("no such host"),
    "connect": gettext_lazy("no connection"),
    "tls": gettext_lazy("the certificate is not valid"),
    "timeout": gettext_lazy("no answer in time"),
    "reset": gettext_lazy("the connection was cut"),
    "truncated": gettext_lazy("the answer was cut short"),
    "protocol": gettext_lazy("an answer that is not HTTP"),
    "unreachable": gettext_lazy("not reachable"),
    "too_large": gettext_lazy("larger than the limit"),
    "bomb": gettext_lazy("compressed beyond any honest measure"),
    "empty": gettext_lazy("an empty answer"),
    "not_a_feed": gettext_lazy("not a feed"),
    "not_html": gettext_lazy("not a page"),
    "malformed": gettext_lazy("too broken to be read"),
    "encoding": gettext_lazy("letters that cannot be read"),
    "deadline": gettext_lazy("reading it took too long"),
    "too_many": gettext_lazy("only the newest items were read"),
    "unreadable": gettext_lazy("not readable"),
    "wall": gettext_lazy("a wall stands before the page (consent, login or a check)"),
    "index_page": gettext_lazy("a page of links"),
    "author_page": gettext_lazy("a page about an author"),
    "empty_body": gettext_lazy("no text"),
    "unsure": gettext_lazy("which part of the page is the article could not be told"),
    "no_headline": gettext_lazy("no headline"),
    "undated": gettext_lazy("no date"),
    "future": gettext_lazy("dated in the future"),
    "too_short": gettext_lazy("too short to be an article"),
    "no_article": gettext_lazy("no article"),
    "rule_missed": gettext_lazy("a publisher rule found nothing on the page"),
    "bug": gettext_lazy("a mistake of Octavo's own; it waits in quarantine"),
    "http_401": gettext_lazy("the publisher asks for a login"),
    "http_403": gettext_lazy("the publisher forbids it"),
    "http_404": gettext_lazy("no longer there"),
    "http_410": gettext_lazy("gone for good"),
    "http_429": gettext_lazy("the publisher asks for fewer requests"),
    "http_451": gettext_lazy("withheld for legal reasons"),
}


def sentence(code: str) -> str:
    """A named cause in the reader's language; a code that has no sentence stands for itself."""
    if code in SENTENCES:
        return str(SENTENCES[code])
    kind, sign, status = code.partition("_")
    if sign and kind == "http":
        if status.startswith("5"):
            return _("the publisher's server fails (%(status)s)") % {"status": status}
        return _("the publisher answers %(status)s") % {"status": status}
    return code or "—"
