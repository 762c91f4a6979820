#!/bin/sh
# poll_vote of Mastodon.py 1.8 returns None, although its documentation says that it returns the updated poll.
#
# Expected: poll_vote returns the poll dict, as its documentation says, with the counts after the vote: the server answers with it.
# Seen: the vote is sent and the server answers with the poll. The function has no return, so the answer is dropped.
#
# Whom it hits: bots that show the result of their vote. poll_vote(…)["votes_count"] raises a TypeError, after the vote has been counted.
# What to do: call poll(id) after it.
#
# Needs python3-mastodon of Debian 13 (1.8.0-1). Fails if poll_vote returns something.
#
# Seen on 30 November 2026, Mastodon.py 1.8.0:
#   the server answered POST /api/v1/polls/1/votes with votes_count 3
#   poll_vote returned None
#   poll returned votes_count 3
set -eu
/usr/bin/python3 - <<'PY' || { echo "poll_vote does something else than it did."; exit 1; }
import importlib.metadata
import json
import sys
import threading
from http.server import BaseHTTPRequestHandler, HTTPServer

from mastodon import Mastodon

poll = {"id": "1", "expires_at": None, "expired": False, "multiple": False, "votes_count": 3, "voters_count": 3, "voted": True, "own_votes": [0],
        "options": [{"title": "yes", "votes_count": 2}, {"title": "no", "votes_count": 1}], "emojis": []}


class Server(BaseHTTPRequestHandler):
    def answer(self):
        self.rfile.read(int(self.headers.get("Content-Length", 0)))
        body = json.dumps(poll).encode()
        self.send_response(200)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)
        if self.command == "POST":
            print(f"the server answered {self.command} {self.path} with votes_count {poll['votes_count']}")

    do_GET = do_POST = answer

    def log_message(self, *_):
        pass


server = HTTPServer(("127.0.0.1", 0), Server)
threading.Thread(target=server.serve_forever, daemon=True).start()
client = Mastodon(api_base_url=f"http://127.0.0.1:{server.server_port}", access_token="any", version_check_mode="none")
print(f"Mastodon.py {importlib.metadata.version('Mastodon.py')}")
voted = client.poll_vote("1", [0])
print(f"poll_vote returned {voted}")
print(f"poll returned votes_count {client.poll('1')['votes_count']}")
sys.exit(voted is not None)
PY
