#!/usr/bin/env python3
"""receive_webhooks.py SECRET [PORT]   takes omhu's messages, says whether each is signed with the secret, and shows it.

To try webhooks on one machine: docs/how-to/use-the-api.md. Standard library only; it keeps nothing.
"""
import base64
import hashlib
import hmac
import sys
import time
from http.server import BaseHTTPRequestHandler, HTTPServer

KEY = base64.b64decode(sys.argv[1].removeprefix("whsec_"))


class Receiver(BaseHTTPRequestHandler):
    def do_POST(self):
        body = self.rfile.read(int(self.headers["Content-Length"]))
        number, stamp = self.headers["webhook-id"], self.headers["webhook-timestamp"]
        signed = f"{number}.{stamp}.".encode() + body
        right = "v1," + base64.b64encode(hmac.digest(KEY, signed, hashlib.sha256)).decode()
        # There may be several signatures, apart by spaces, while a secret is changed.
        known = any(hmac.compare_digest(right, one) for one in self.headers["webhook-signature"].split())
        fresh = abs(time.time() - int(stamp)) < 300
        self.send_response(204 if known and fresh else 400)
        self.end_headers()
        print(number, "signed" if known and fresh else "NOT SIGNED", body.decode(), flush=True)

    def log_message(self, *_):
        pass


port = int(sys.argv[2]) if len(sys.argv) > 2 else 9000
HTTPServer(("127.0.0.1", port), Receiver).serve_forever()
