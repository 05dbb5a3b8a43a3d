"""One agency on the night of the deadline, as its browser behaves: saves item by item, tries again, sends."""

import http.client
import json
import re
import threading
from dataclasses import dataclass, field
from http.cookies import SimpleCookie
from urllib.parse import urlencode

from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.contrib.sessions.backends.cached_db import SessionStore

TOKEN = "n" * 32  # the same in cookie and header is all that the check asks for
PAUSE = 0.2  # seconds before trying a dead server again
TRIES = 300


def session_for(user) -> str:
    """A signed-in session, made without the sign-in page: hashing passwords is not what this night is about."""
    session = SessionStore()
    session[SESSION_KEY] = str(user.pk)
    session[BACKEND_SESSION_KEY] = "django.contrib.auth.backends.ModelBackend"
    session[HASH_SESSION_KEY] = user.get_session_auth_hash()
    session.save()
    return session.session_key


@dataclass
class Reporter:
    """`acknowledged` is what the server said it had saved, by (entry, field); `told` what the page said in the end."""

    port: int
    session: str
    report: int
    entries: list[int]
    acknowledged: dict[tuple[int, str], str] = field(default_factory=dict)
    told: str = ""
    messages: str = ""  # the cookie by which a page says what the step before it did
    retries: int = 0

    def work(self, saved: threading.Semaphore) -> None:
        """Fill every item and send; `saved` is released after each acknowledged save."""
        for entry in self.entries:
            version = 0
            for changes in ({"progress": "in_progress"}, {"result": f"Kết quả của mục {entry}."}):
                version = self._save(entry, version, changes)
                saved.release()
        self._send()

    def _save(self, entry: int, version: int, changes: dict[str, str]) -> int:
        path = f"/bao-cao/{self.report}/nhiem-vu/{entry}/"
        status, body = self._post(path, {**changes, "version": version})
        answer = json.loads(body)
        if status == 409:  # an earlier try was saved and its answer lost: what stands there is our own
            assert changes.items() <= answer["current"].items(), answer
        else:
            assert status == 200, (status, answer)
        for name, text in changes.items():
            self.acknowledged[entry, name] = text
        return int(answer["version"])

    def _send(self) -> None:
        status, _body = self._post(f"/bao-cao/{self.report}/buoc/send/", {"version": 0, "without_parts": "on"})
        assert status == 302, status
        _status, page = self._try("GET", f"/bao-cao/{self.report}/xem/", "")  # the page that says what happened
        self.told = " ".join(re.findall(r"Đã gửi báo cáo đến|lần bấm này không thay đổi gì", page))

    def _post(self, path: str, data: dict[str, object]) -> tuple[int, str]:
        return self._try("POST", path, urlencode(data))

    def _try(self, method: str, path: str, body: str) -> tuple[int, str]:
        for _ in range(TRIES):
            try:
                status, answer = self._ask(method, path, body)
            except (OSError, http.client.HTTPException):
                status, answer = 0, ""
            if 0 < status < 500:
                return status, answer
            self.retries += 1
            threading.Event().wait(PAUSE)
        raise AssertionError(f"{path}: no answer after {TRIES} tries")

    def _ask(self, method: str, path: str, body: str) -> tuple[int, str]:
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=30)
        headers = {
            "Cookie": f"sessionid={self.session}; csrftoken={TOKEN}; messages={self.messages}",
            "X-CSRFToken": TOKEN,
            "Content-Type": "application/x-www-form-urlencoded",
        }
        try:
            connection.request(method, path, body, headers)
            response = connection.getresponse()
            for cookie in map(SimpleCookie, response.headers.get_all("Set-Cookie", [])):
                self.messages = cookie["messages"].coded_value if "messages" in cookie else self.messages
            return response.status, response.read().decode()
        finally:
            connection.close()
