"""The Model Context Protocol server: the tools of assistant.py, for `manage.py mcp`.

Its library is not among what the site needs: see requirements-mcp.txt.
"""

from functools import wraps
from typing import Any

from asgiref.sync import sync_to_async
from django.db import close_old_connections
from mcp.server import MCPServer
from mcp.types import ToolAnnotations

from . import assistant


def server() -> MCPServer:
    made = MCPServer("myositis-portal", instructions=assistant.INSTRUCTIONS, log_level="WARNING")
    reads = ToolAnnotations(read_only_hint=True, destructive_hint=False, idempotent_hint=True)
    for function in assistant.TOOLS:
        made.add_tool(_in_a_thread(function), annotations=reads)
    return made


def _in_a_thread(function: Any) -> Any:
    """Django's database may not be asked in the thread of a loop."""

    @wraps(function)
    async def tool(*args: Any, **kwargs: Any) -> dict[str, Any]:
        return await sync_to_async(_asked)(function, *args, **kwargs)

    return tool


def _asked(function, *args, **kwargs):
    close_old_connections()
    return function(*args, **kwargs)
