"""The Model Context Protocol server: the tools of assistant.py, for `manage.py mcp` and for /mcp/.

Its library is not among what the site needs: see requirements-mcp.txt.
"""

from functools import cache, wraps
from typing import Any

from asgiref.sync import async_to_sync, sync_to_async
from django.db import close_old_connections
from django.http import HttpRequest, HttpResponse
from mcp.server import MCPServer
from mcp.server.transport_security import TransportSecuritySettings
from mcp.types import ToolAnnotations

from web.one_edition import snapshot

from . import assistant

# The longest question that makes sense has some hundred bytes.
LONGEST_MESSAGE = 65_536
# Django has already checked the host. Pages of other sites may ask, as they may ask the API.
CHECKED_BEFORE = TransportSecuritySettings(enable_dns_rebinding_protection=False)


@cache
def server() -> MCPServer:
    made = MCPServer("myositis-portal", instructions=assistant.INSTRUCTIONS, log_level="WARNING")
    reads = ToolAnnotations(read_only_hint=True, destructive_hint=False, idempotent_hint=True)
    for function in assistant.TOOLS:
        made.add_tool(_in_a_thread(function), annotations=reads)
    return made


def answer(request: HttpRequest) -> HttpResponse:
    """Answer one message that came over HTTP."""
    return async_to_sync(_answer)(request)


async def _answer(request):
    """Run the library's own web application for this one message.

    It is made anew each time and keeps no session, so any process may answer the next message.
    """
    app = server().streamable_http_app(
        streamable_http_path=request.path_info,
        json_response=True,
        stateless_http=True,
        max_request_body_size=LONGEST_MESSAGE,
        transport_security=CHECKED_BEFORE,
    )
    asked = [{"type": "http.request", "body": request.body, "more_body": False}]
    response = HttpResponse()

    async def receive():
        return asked.pop() if asked else {"type": "http.disconnect"}

    async def send(message):
        if message["type"] == "http.response.start":
            response.status_code = message["status"]
            for name, value in message["headers"]:
                response[name.decode("latin-1")] = value.decode("latin-1")
        else:
            response.write(message.get("body", b""))

    async with app.router.lifespan_context(app):
        await app(_scope(request), receive, send)
    return response


def _scope(request):
    """The request as ASGI has it, without the address of whoever asks."""
    return {
        "type": "http",
        "asgi": {"version": "3.0"},
        "http_version": "1.1",
        "method": request.method,
        "scheme": request.scheme,
        "path": request.path_info,
        "query_string": b"",
        "headers": [
            (name.lower().encode("latin-1"), value.encode("latin-1", "replace"))
            for name, value in request.headers.items()
        ],
    }


def _in_a_thread(function: Any) -> Any:
    """Django's database cannot be used in the thread of an event loop."""

    @wraps(function)
    async def tool(*args: Any, **kwargs: Any) -> dict[str, Any]:
        return await sync_to_async(_asked)(function, *args, **kwargs)

    return tool


def _asked(function, *args, **kwargs):
    close_old_connections()
    with snapshot():
        return function(*args, **kwargs)
