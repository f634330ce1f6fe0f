"""The second step of the sign-in: a code from a person's phone, or one of ten on paper.

People turn it on themselves. Nothing here needs JavaScript.
"""

import segno
from axes.handlers.proxy import AxesProxyHandler
from axes.helpers import get_lockout_response
from django import forms
from django.contrib.auth import authenticate, get_user_model
from django.contrib.auth.signals import user_login_failed
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import HttpResponseRedirect
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import path, reverse
from django.utils.crypto import get_random_string, salted_hmac
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.safestring import mark_safe
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.debug import sensitive_post_parameters
from django_otp import login as remember_second_step
from django_otp import user_has_device, verify_token
from django_otp.plugins.otp_static.models import StaticDevice, StaticToken
from django_otp.plugins.otp_totp.models import TOTPDevice
from wagtail.admin import messages
from wagtail.log_actions import log

from .access import account_of

RECOVERY_CODES = 10
# Without letters and digits that people confuse.
LETTERS = "abcdefghjkmnpqrstuvwxyz23456789"
TOTP_DIGITS = 6


class PasswordForm(forms.Form):
    """Ask a signed-in person for the password, in case somebody else is at the screen."""

    password = forms.CharField(
        label=gettext_lazy("Your password"),
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "current-password"}),
    )

    def __init__(self, request, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.request = request

    def clean_password(self):
        password = self.cleaned_data["password"]
        name = self.request.user.get_username()
        if not authenticate(self.request, username=name, password=password):
            raise forms.ValidationError(_("That is not your password."))
        return password


class CodeForm(forms.Form):
    code = forms.CharField(
        label=gettext_lazy("Code"),
        max_length=20,
        widget=forms.TextInput(
            attrs={"autocomplete": "one-time-code", "autocapitalize": "off", "autofocus": True}
        ),
    )

    def clean_code(self):
        return "".join(self.cleaned_data["code"].lower().replace("-", "").split())


def digest(code):
    """Return the digest that we store of a recovery code, which is enough to recognize it."""
    return salted_hmac("recovery code", code).hexdigest()[:16]


def new_recovery_codes(user):
    """Replace all codes by ten new ones. They cannot be shown again."""
    codes = [get_random_string(10, LETTERS) for _n in range(RECOVERY_CODES)]
    with transaction.atomic():
        device, _is_new = StaticDevice.objects.get_or_create(user=user, name="recovery codes")
        device.token_set.all().delete()
        for code in codes:
            device.token_set.create(token=digest(code))
    return [f"{code[:5]}-{code[5:]}" for code in codes]


def switch_off(user):
    TOTPDevice.objects.filter(user=user).delete()
    StaticDevice.objects.filter(user=user).delete()


def verify(user, code):
    """Return the device of this code, or None. After wrong codes, the next has to wait longer."""
    is_from_phone = len(code) == TOTP_DIGITS and code.isdecimal()
    model = TOTPDevice if is_from_phone else StaticDevice
    device = model.objects.devices_for_user(user, confirmed=True).first()
    if not device:
        return None
    return verify_token(user, device.persistent_id, code if is_from_phone else digest(code))


@sensitive_post_parameters()
def code(request):
    """Ask for the second step of a sign-in."""
    user = request.user
    tried = {"username": user.get_username()}
    if not AxesProxyHandler.is_allowed(request, tried):
        return get_lockout_response(request, None, tried)
    form = CodeForm(request.POST or None)
    if form.is_valid():
        if device := verify(user, form.cleaned_data["code"]):
            remember_second_step(request, device)
            request.session.cycle_key()
            return HttpResponseRedirect(target(request))
        # Counted and recorded like a wrong password.
        user_login_failed.send(__name__, credentials=tried, request=request)
        form.add_error("code", _("This code does not work, or it has already been used."))
    return render(request, "desk/code.html", {"form": form})


def target(request):
    url = request.GET.get("next", "")
    is_ours = url_has_allowed_host_and_scheme(
        url, allowed_hosts={request.get_host()}, require_https=request.is_secure()
    )
    return url if is_ours else reverse("wagtailadmin_home")


@sensitive_post_parameters()
def two_factor(request):
    """Show whether a person has a second step, and let them change it with their password."""
    user = request.user
    phone = TOTPDevice.objects.devices_for_user(user, confirmed=True).first()
    form = PasswordForm(request, request.POST or None)
    if form.is_valid():
        if not phone:
            TOTPDevice.objects.filter(user=user).delete()
            TOTPDevice.objects.create(user=user, name="phone", confirmed=False)
            return redirect("two_factor_confirm")
        if "new_codes" in request.POST:
            return show_codes(request)
        switch_off(user)
        log(account_of(request), "portal.two_factor_off")
        messages.success(request, _("Two-step sign-in is off. Your password alone lets you in."))
        return redirect("two_factor")
    left = StaticToken.objects.filter(device__user=user).count()
    return render(request, "desk/two_factor.html", {"form": form, "phone": phone, "left": left})


@sensitive_post_parameters()
def two_factor_of(request, pk):
    """Turn off the second step of somebody who lost phone and codes.

    The administrator has to be sure who is asking.
    """
    user = get_object_or_404(get_user_model(), pk=pk)
    if not may_help(request.user, user):
        raise PermissionDenied
    form = PasswordForm(request, request.POST or None)
    if form.is_valid():
        switch_off(user)
        log(user, "portal.two_factor_off")
        messages.success(request, _("Two-step sign-in is off for %(name)s.") % {"name": user})
        return redirect("wagtailusers_users:edit", pk)
    context = {"form": form, "person": user, "is_on": user_has_device(user)}
    return render(request, "desk/two_factor_of.html", context)


def may_help(administrator, user):
    is_above = administrator.is_superuser or not user.is_superuser
    return is_above and administrator.has_perm("auth.change_user") and administrator != user


@sensitive_post_parameters()
def confirm(request):
    """Show the secret until a code proves that the phone has it."""
    device = TOTPDevice.objects.devices_for_user(request.user, confirmed=False).first()
    if not device:
        return redirect("two_factor")
    form = CodeForm(request.POST or None)
    if form.is_valid():
        if verify_token(request.user, device.persistent_id, form.cleaned_data["code"]):
            TOTPDevice.objects.filter(pk=device.pk).update(confirmed=True)
            device.refresh_from_db()
            remember_second_step(request, device)
            log(account_of(request), "portal.two_factor_on")
            return show_codes(request)
        form.add_error("code", _("This code does not work. Please wait for the next one."))
    return render(request, "desk/two_factor_confirm.html", {"form": form, **secret_of(device)})


def secret_of(device):
    """Return the secret as a picture to scan and as letters to type."""
    code = segno.make(device.config_url, error="m")
    title = _("QR code with the secret for your app")
    picture = code.svg_inline(scale=5, border=4, light="#fff", title=title)
    letters = device.config_url.partition("secret=")[2].partition("&")[0]
    return {
        "picture": mark_safe(picture),  # noqa: S308 (segno's own SVG; it escapes the title)
        "letters": " ".join(letters[i : i + 4] for i in range(0, len(letters), 4)),
    }


def show_codes(request):
    return render(request, "desk/recovery_codes.html", {"codes": new_recovery_codes(request.user)})


def addresses():
    return [
        path("two-factor/", two_factor, name="two_factor"),
        path("two-factor/confirm/", confirm, name="two_factor_confirm"),
        path("two-factor/code/", code, name="two_factor_code"),
        path("two-factor/of/<int:pk>/", two_factor_of, name="two_factor_of"),
    ]


def log_actions(actions):
    for name, label, message in (
        (
            "portal.two_factor_on",
            gettext_lazy("Two-step sign-in on"),
            gettext_lazy("Two-step sign-in turned on"),
        ),
        (
            "portal.two_factor_off",
            gettext_lazy("Two-step sign-in off"),
            gettext_lazy("Two-step sign-in turned off"),
        ),
    ):
        actions.register_action(name, label, message)
