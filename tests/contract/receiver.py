# SPDX-FileCopyrightText: 2026 The Chancery authors
# SPDX-License-Identifier: GPL-3.0-or-later

"""A receiver of webhooks on loopback, for the tests beside this file."""
import http.server
import queue
import threading


class Receiver:
    """Answers every POST with the next of `statuses`, the last of them for good; `received` holds what came."""

    def __init__(self, *statuses):
        self.received = queue.Queue()
        self.statuses = list(statuses) or [204]
        outer = self

        class Handler(http.server.BaseHTTPRequestHandler):
            def do_POST(self):
                body = self.rfile.read(int(self.headers["Content-Length"]))
                status = outer.statuses.pop(0) if len(outer.statuses) > 1 else outer.statuses[0]
                self.send_response(status)
                self.send_header("Content-Length", "0")
                self.end_headers()
                outer.received.put((body, self.headers["X-Keystone-Signature"]))

            def log_message(self, *_):
                pass

        self.server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.url = f"http://127.0.0.1:{self.server.server_port}/hook"
        threading.Thread(target=self.server.serve_forever, daemon=True).start()

    def next(self, timeout=10):
        return self.received.get(timeout=timeout)

    def stop(self):
        self.server.shutdown()
        self.server.server_close()
