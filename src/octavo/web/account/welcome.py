"""The first minute: a wizard makes the first admin; a click takes the demo press away."""

from typing import TYPE_CHECKING

from django import forms
from django.contrib import messages
from django.contrib.auth import login
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from octavo.actions import subscriptions
from octavo.actions.people import first_admin
from octavo.errors import UsageError
from octavo.store import site_settings
from octavo.store.models import User
from octavo.web.account.guesses import remember_browser
from octavo.web.middleware import is_on_this_machine

if TYPE_CHECKING:
    UserForm = forms.ModelForm[User]
else:
    UserForm = forms.ModelForm


class FirstAdmin(UserForm):
    """Who will look after this site."""

    password = forms.CharField(
        label=gettext_lazy("Password"),
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )
    site_name = forms.CharField(
        label=gettext_lazy("Name of the site"), max_length=60, initial="Octavo"
    )
    registration_open = forms.BooleanField(
        label=gettext_lazy("Let anyone make a reader's account"), required=False
    )

    class Meta:
        model = User
        fields = ("username", "email")
        widgets = {
            "username": forms.TextInput(attrs={"autocomplete": "username"}),
            "email": forms.EmailInput(attrs={"autocomplete": "email"}),
        }

    def clean_password(self) -> str:
        """A password that is not easily guessed, nor like what is known of its owner."""
        password: str = self.cleaned_data["password"]
        known = {name: self.cleaned_data.get(name, "") for name in ("username", "email")}
        validate_password(password, User(**known))
        return password


def may_set_up(request: HttpRequest) -> bool:
    """Whether this may be the person who started the site: somebody on the machine itself, or with
    the token that was printed at the start."""
    given = request.POST.get("token") or request.GET.get("token", "")
    return is_on_this_machine(request) or first_admin.is_token(given)


def welcome(request: HttpRequest) -> HttpResponse:
    """The wizard, for whoever started the site; once there was an admin it is over for good."""
    if not first_admin.is_open():
        return redirect("front")
    if not may_set_up(request):
        return render(request, "welcome.html", {"here": "welcome"}, status=403)
    form = FirstAdmin(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            user = _make(form)
        except UsageError:
            return redirect("front")
        login(request, user)
        messages.success(request, _("Welcome. This site is yours."))
        return remember_browser(request, redirect("front"), user)
    return render(request, "welcome.html", {"form": form, "here": "welcome"})


def _make(form: FirstAdmin) -> User:
    with transaction.atomic():
        user: User = form.save(commit=False)
        first_admin.make(user, form.cleaned_data["password"])
        site_settings.set_value("site_name", form.cleaned_data["site_name"])
        site_settings.set_value("registration_open", form.cleaned_data["registration_open"])
    return user


@require_POST
def remove_demo(request: HttpRequest) -> HttpResponse:
    """Take the demo press away: an admin's click, or that of whoever may still set the site up."""
    user = request.user
    is_admin = isinstance(user, User) and user.is_admin
    if not is_admin and not (first_admin.is_open() and may_set_up(request)):
        raise PermissionDenied
    subscriptions.remove_demo()
    messages.success(request, _("The demo press is gone."))
    return redirect("front")
