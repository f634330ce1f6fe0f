"""For an administrator who lost phone and recovery codes, if nobody else can help on the desk."""

from django.contrib.auth import get_user_model
from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _

from desk.two_factor import switch_off


class Command(BaseCommand):
    help = _("Lets someone sign in with only a password.")

    def add_arguments(self, parser):
        parser.add_argument("name", help=_("The name of the account."))

    def handle(self, *, name, **options):
        user = get_user_model().objects.filter(username=name).first()
        if not user:
            raise CommandError(_("There is no account named %(name)s.") % {"name": name})
        switch_off(user)
        self.stdout.write(_("Two-step sign-in is off for %(name)s.") % {"name": name})
