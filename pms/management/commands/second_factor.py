"""`manage.py second_factor ana --remove`: for who has lost phone and backup codes, and has nobody above them."""

from __future__ import annotations

from typing import Any

from django.contrib.auth.models import User
from django.core.management import BaseCommand, CommandError, CommandParser

from pms import entrance, second_factor


class Command(BaseCommand):
    help = "Whether somebody's role asks for a second factor, and whether they have one; --remove takes it away."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("username")
        parser.add_argument("--remove", action="store_true", help="they set up a new phone at the next log-in")

    def handle(self, *args: Any, **options: Any) -> None:
        user = User.objects.filter(username=options["username"]).first()
        if user is None:
            raise CommandError(f"There is no user {options['username']}.")
        if options["remove"]:
            removed = second_factor.remove(user)
            self.stdout.write("Removed." if removed else "There was none.")
            return
        state = "set up" if entrance.has_device(user) else "not set up"
        needed = "asked for by their role" if entrance.needs_device(user) else "not asked for by their role"
        self.stdout.write(f"{user}: {state}, {needed}; {second_factor.codes_left(user)} backup codes left.")
