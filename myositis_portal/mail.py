"""E-mails to editors over SMTP, and how many went out: an alarm depends on those that did not."""

import smtplib
import socket
from urllib.parse import urlsplit

from django.conf import settings
from django.core.cache import caches
from django.core.mail.backends import smtp

LONGEST_ANSWER_BYTES = 8192
SENT, FAILED = "sent", "failed"


class Tunneled(smtplib.SMTP):
    """SMTP through the HTTP proxy, which smtplib knows nothing of."""

    def _get_socket(self, host, port, timeout):
        proxy = urlsplit(settings.OUTBOUND_PROXY)
        found = socket.create_connection((proxy.hostname, proxy.port), timeout)
        try:
            found.sendall(f"CONNECT {host}:{port} HTTP/1.1\r\nHost: {host}:{port}\r\n\r\n".encode())
            answer = b""
            # Byte by byte: what comes behind it is the mail server's greeting.
            while not answer.endswith(b"\r\n\r\n"):
                byte = found.recv(1)
                answer += byte
                if not byte or len(answer) > LONGEST_ANSWER_BYTES:
                    raise OSError("the proxy for what goes out gave no answer")
            status = answer.split(b"\r\n")[0].decode("latin-1")
            if status.split()[1:2] != ["200"]:
                raise OSError(f"the proxy for what goes out refuses {host}:{port}: {status}")
        except BaseException:
            found.close()
            raise
        return found


class TunneledTLS(smtplib.SMTP_SSL, Tunneled):
    """The same with TLS from the start."""


class EmailBackend(smtp.EmailBackend):
    @property
    def connection_class(self):
        if not settings.OUTBOUND_PROXY:
            return super().connection_class
        return TunneledTLS if self.use_ssl else Tunneled

    def send_messages(self, email_messages):
        sent = 0
        try:
            sent = super().send_messages(email_messages) or 0
        finally:
            _count(SENT, sent)
            _count(FAILED, len(email_messages) - sent)
        return sent


def counts() -> dict[str, int]:
    return {outcome: caches["shared"].get(_key(outcome), 0) for outcome in (SENT, FAILED)}


def _count(outcome, number):
    shared, key = caches["shared"], _key(outcome)
    shared.add(key, 0, timeout=None)
    if number:
        shared.incr(key, number)


def _key(outcome):
    return f"letters.{outcome}"
