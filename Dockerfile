# docs/operations.md says how to move on to a newer one.
FROM python:3.13.15-slim@sha256:881d80734ee05dca6f7f42dcb080975652a53c7eda9ba1f03bb8da31aa6a6ec2

# Where the processes of the site count requests together: gone when the container goes.
ENV PYTHONUNBUFFERED=1 \
    PROMETHEUS_MULTIPROC_DIR=/tmp/metrics \
    VAR_DIR=/var/lib/portal

# Fixed numbers, so that volumes keep their owner when the image changes.
RUN groupadd --gid 10001 portal \
    && useradd --uid 10001 --gid 10001 --no-create-home --home-dir /nonexistent \
        --shell /usr/sbin/nologin portal \
    && install --directory --owner=portal --group=portal "$VAR_DIR" "$VAR_DIR/backups" \
        "$VAR_DIR/editions"

WORKDIR /app

# Only wheels, each with a known hash: nothing is compiled, so there is no compiler to remove.
COPY requirements.txt requirements-mcp.txt ./
RUN pip install --no-cache-dir --disable-pip-version-check --root-user-action=ignore \
        --require-hashes --only-binary=:all: -r requirements.txt -r requirements-mcp.txt

COPY . .
# This key is used only in this line; the portal gets its own at the start.
RUN SECRET_KEY=unused python manage.py collectstatic --noinput

USER 10001:10001
EXPOSE 8000
STOPSIGNAL SIGTERM

# The portal itself writes a line for each request, without a reader's address and without what follows
# a "?". Each of the 2 × 8 threads may keep a database connection. A worker that dies is replaced. If a
# reader's open connection keeps one from ending, it is killed after 20 seconds, before
# `stop_grace_period` in docker-compose.yml is over. Headers may take 5 seconds and 64 KiB.
CMD ["granian", "myositis_portal.wsgi:application", "--interface", "wsgi", "--http", "1", \
     "--host", "0.0.0.0", "--port", "8000", "--workers", "2", "--blocking-threads", "8", \
     "--respawn-failed-workers", "--workers-kill-timeout", "20", \
     "--http1-header-read-timeout", "5000", "--http1-buffer-size", "65536"]
