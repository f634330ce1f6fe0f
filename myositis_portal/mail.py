"""E-mails to editors over SMTP, and how many went out: an alarm depends on those that did not."""

from django.core.cache import caches
from django.core.mail.backends import smtp

SENT, FAILED = "sent", "failed"


class EmailBackend(smtp.EmailBackend):
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
