"""A server on this machine that answers in all the ways that a page of somebody else may."""

import contextlib
import socket
import threading


class Hostile:
    """`on(path, answer)`: `answer(send)` sends what it likes; bytes are sent as they are.

    A path may be asked by method: `on("/", b"…", "HEAD")`. `asked` has every (method, path).
    """

    def __init__(self, context=None, listener=None):
        self.context = context
        self.answers = {}
        self.asked = []
        self.heads = []
        self.over = threading.Event()
        self.listener = listener or socket.create_server(("127.0.0.1", 0))
        self.port = self.listener.getsockname()[1]
        self.threads = [threading.Thread(target=self._accept)]

    @property
    def url(self):
        return f"{'https' if self.context else 'http'}://127.0.0.1:{self.port}"

    @property
    def paths(self):
        return [path for _method, path in self.answers]

    def on(self, path, answer, method=None):
        self.answers[method, path] = answer

    def __enter__(self):
        self.threads[0].start()
        return self

    def __exit__(self, *problem):
        self.over.set()
        # On Linux this wakes accept() up.
        self.listener.shutdown(socket.SHUT_RDWR)
        self.listener.close()
        for thread in self.threads:
            thread.join()

    def _accept(self):
        while not self.over.is_set():
            try:
                client, _address = self.listener.accept()
            except OSError:
                return
            thread = threading.Thread(target=self._serve, args=[client])
            self.threads.append(thread)
            thread.start()

    def _serve(self, client):
        # What a client that hangs up, or shakes no hands, leads to is no concern of the tests.
        with contextlib.suppress(OSError), client:
            client.settimeout(10)
            if self.context:
                client = self.context.wrap_socket(client, server_side=True)
            with client:
                self._answer(client)

    def _answer(self, client):
        head = b""
        while b"\r\n\r\n" not in head:
            if not (more := client.recv(4096)):
                return
            head += more
        method, path, _version = head.split(b"\r\n")[0].decode().split()
        self.asked.append((method, path))
        self.heads.append(head.decode())
        answer = self.answers.get((method, path)) or self.answers.get((None, path), page(404))
        if callable(answer):
            answer(client)
        else:
            client.sendall(answer)


def page(status=200, *headers):
    lines = [f"HTTP/1.1 {status} Whatever", *headers, "Content-Length: 0", "", ""]
    return "\r\n".join(lines).encode()


def redirect(to, status=302, *headers):
    return page(status, f"Location: {to}", *headers)
