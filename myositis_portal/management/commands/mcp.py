from django.core.management.base import BaseCommand, CommandError


class Command(BaseCommand):
    help = "Serves the portal to an assistant over the Model Context Protocol, on standard input."

    def handle(self, **options):
        try:
            from myositis_portal import mcp_server
        except ModuleNotFoundError as missing:
            if (missing.name or "").partition(".")[0] != "mcp":
                raise
            raise CommandError(
                "The library is missing: pip install --require-hashes -r requirements-mcp.txt"
            ) from missing
        mcp_server.server().run("stdio")
