"""The reader's button: "the text is wrong". Works without JavaScript; lands in the lab."""

from datetime import UTC, datetime

from django.contrib import messages
from django.contrib.auth.views import redirect_to_login
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from octavo.actions import text_reports
from octavo.actions.text_reports import Reporter, Wrong
from octavo.errors import UsageError
from octavo.store import read, site_settings
from octavo.web.reader import reader

WRONG = {
    Wrong.MISSING: gettext_lazy("something is missing"),
    Wrong.BOILERPLATE: gettext_lazy("there is something in it that does not belong"),
    Wrong.FIELD: gettext_lazy("headline, author, date or picture is wrong"),
    Wrong.NO_ARTICLE: gettext_lazy("this is no article"),
}
REASONS = {
    "unknown_wrong": gettext_lazy("Choose what is wrong with the text."),
    "too_fast": gettext_lazy("That was a lot at once. Please tell us the rest in an hour."),
}


def may_report(request: HttpRequest) -> bool:
    """Whether this reader may say that a text is wrong: anyone with an account, and visitors where
    the owner lets them."""
    return request.user.is_authenticated or bool(site_settings.value("visitors_report"))


@require_POST
def wrong(request: HttpRequest, number: int) -> HttpResponse:
    """Note what a reader says is wrong with an article."""
    there = reverse("article", args=[number])
    if not may_report(request):
        return redirect_to_login(there)
    found = read.visible_article(number)
    if found is None:
        raise Http404
    kind, note = request.POST.get("wrong", ""), request.POST.get("note", "")
    try:
        is_new = text_reports.report(found, _reporter(request), kind, note, datetime.now(UTC))
    except UsageError as error:
        messages.error(request, REASONS[error.code])
        return redirect(there)
    if is_new:
        messages.info(request, _("Thank you. Whoever looks after this site will see it."))
    else:
        messages.info(request, _("You have said so already. Thank you."))
    return redirect(there)


def _reporter(request: HttpRequest) -> Reporter:
    """Who speaks. Of a visitor's address only a keyed hash is kept."""
    if user := reader(request):
        return Reporter(f"u{user.pk}", user)
    address = request.META.get("REMOTE_ADDR", "")
    mark = salted_hmac("octavo.text_report", address, algorithm="sha256").hexdigest()
    return Reporter(f"v{mark[:32]}")
