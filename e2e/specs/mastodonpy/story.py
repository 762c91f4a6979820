"""Mastodon.py, as Debian packages it, lives through the whole story of an app on one server.

    story.py BASE_URL DIRECTORY

It writes its two secret files into the directory and prints what it got, as JSON.
"""

import json
import os
import sys
from importlib.metadata import version
from urllib.parse import parse_qs, urlsplit

from mastodon import Mastodon, MastodonError, MastodonIllegalArgumentError

from person import Person

base, directory = sys.argv[1:]
app_file, user_file = os.path.join(directory, "app.secret"), os.path.join(directory, "user.secret")
callback = "http://app.localhost/callback"
alice = Person("alice@practice.example", "practice-alice")
found = {"mastodon_py": version("Mastodon.py")}


def query_of(address):
    return {name: values[0] for name, values in parse_qs(urlsplit(address).query).items()}


def refusal(call, *arguments, **named):
    """The name of the error that a call ends in."""
    try:
        call(*arguments, **named)
    except MastodonError as error:
        return type(error).__name__
    return "none"


# Registering, with a redirect to a page and the code to copy.
found["client_id"], found["client_secret"] = Mastodon.create_app(
    "Mastodon.py", redirect_uris=["urn:ietf:wg:oauth:2.0:oob", callback], website="https://app.example",
    to_file=app_file, api_base_url=base)
mastodon = Mastodon(client_id=app_file)
found["server_version"] = [mastodon.mastodon_major, mastodon.mastodon_minor]

# Saying no, then yes.
found["denied"] = query_of(alice.answer(mastodon.auth_request_url(redirect_uris=callback, state="s&t=a te"), "Deny"))
code = query_of(alice.answer(mastodon.auth_request_url(), "Authorize"))["code"]
found["bad_code"] = refusal(mastodon.log_in, code=code + "x")
found["token"] = mastodon.log_in(code=code, to_file=user_file)
found["used_code"] = refusal(Mastodon(client_id=app_file).log_in, code=code)

# A second login of the same person, by redirect and with force_login: consent is asked again, the token is the same.
again = alice.answer(mastodon.auth_request_url(redirect_uris=callback, state="s&t=a te", force_login=True), "Authorize")
found["callback_state"] = query_of(again)["state"]
found["second_token"] = Mastodon(client_id=app_file).log_in(code=query_of(again)["code"], redirect_uri=callback)

# The password grant went with Mastodon 4.4.
found["password"] = refusal(Mastodon(client_id=app_file).log_in, alice.email, alice.password)

# What a token is good for.
mastodon = Mastodon(access_token=user_file)
found["app"] = mastodon.app_verify_credentials()
found["account"] = mastodon.account_verify_credentials()
found["preferences"] = mastodon.preferences()
found["instance"] = mastodon.instance()
found["status"] = mastodon.toot("howdy universe!")
found["empty_status"] = refusal(mastodon.status_post, "")
mastodon.status_post("once", idempotency_key="key-1")
found["repeated_key"] = refusal(mastodon.status_post, "once", idempotency_key="key-1")

# Logging out, and how it shows.
mastodon.revoke_access_token()
found["token_after_revoke"] = mastodon.access_token
revoked = Mastodon(access_token=found["token"], api_base_url=base)
found["revoked"] = refusal(revoked.account_verify_credentials)

json.dump(found, sys.stdout, default=str)
