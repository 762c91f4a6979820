"""The person in front of a browser: opens a page, signs in, agrees. It knows nothing of Mastodon.py."""

from html.parser import HTMLParser
from urllib.parse import urljoin, urlsplit

import requests


class Forms(HTMLParser):
    """Collects the forms of a page: action, fields that are sent anyway, places to type, and buttons by label."""

    def __init__(self, text):
        super().__init__()
        self.forms, self.button = [], None
        self.feed(text)

    def handle_starttag(self, tag, attributes):
        at = dict(attributes)
        if tag == "form":
            self.forms.append({"action": at.get("action", ""), "fields": {}, "typed": {}, "buttons": {}})
        if not self.forms or tag not in ("input", "button"):
            return
        form, kind = self.forms[-1], at.get("type", "submit" if tag == "button" else "text")
        pressed = {at["name"]: at.get("value", "")} if "name" in at else {}
        if tag == "button" and kind == "submit":
            self.button = [form, pressed, ""]
        elif kind == "submit":
            form["buttons"][at.get("value", "")] = pressed
        elif kind in ("text", "email", "password"):
            form["typed"][kind if kind == "password" else "name"] = at["name"]
        elif "name" in at:
            form["fields"][at["name"]] = at.get("value", "")

    def handle_data(self, data):
        if self.button:
            self.button[2] += data

    def handle_endtag(self, tag):
        if tag == "button" and self.button:
            form, pressed, label = self.button
            form["buttons"][label.strip()] = pressed
            self.button = None


class Person:
    """Somebody with an account, and a browser of their own."""

    def __init__(self, email, password):
        self.email, self.password = email, password
        self.browser = requests.Session()

    def answer(self, address, button):
        """Opens an authorize URL, signs in if asked to, presses a button, and returns the URL where that led."""
        reply = self.follow(self.browser.get(address, allow_redirects=False, timeout=20))
        for form in self.forms(reply):
            if "password" in form["typed"]:
                typed = {form["typed"]["name"]: self.email, form["typed"]["password"]: self.password}
                reply = self.submit(reply, form, typed)
        for form in self.forms(reply):
            if button in form["buttons"]:
                reply = self.submit(reply, form, form["buttons"][button])
        return reply.headers.get("Location", reply.url)

    def forms(self, reply):
        return [] if reply.is_redirect else Forms(reply.text).forms

    def submit(self, reply, form, values):
        target = urljoin(reply.url, form["action"])
        return self.follow(self.browser.post(target, data={**form["fields"], **values}, allow_redirects=False, timeout=20))

    def follow(self, reply):
        """Follows redirects on the same server; one that leads to an app ends the way."""
        while reply.is_redirect:
            target = urljoin(reply.url, reply.headers["Location"])
            if urlsplit(target).netloc != urlsplit(reply.url).netloc:
                break
            reply = self.browser.get(target, allow_redirects=False, timeout=20)
        return reply
