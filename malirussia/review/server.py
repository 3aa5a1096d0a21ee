"""The page on loopback: an address that nobody can guess, and nothing for other origins.

Only 127.0.0.1 is listened on. Each address begins with 32 random bytes that are printed where the command was called,
requests must name this host, and what changes anything must come from the page itself: its origin, as JSON. The page
runs no script and loads no file but its own.
"""

from __future__ import annotations

import asyncio
import hmac
import secrets
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Any

import msgspec
from tornado.httpserver import HTTPServer
from tornado.netutil import bind_sockets
from tornado.web import Application, HTTPError, RequestHandler

from malirussia.errors import EvidenceError, MaliRussiaError, os_problem
from malirussia.intake import drafts
from malirussia.language import LANGS
from malirussia.review import page
from malirussia.review.desk import ChangedMeanwhileError, Desk, Step
from malirussia.review.finish import finish

HOST = "127.0.0.1"
BODY = 1 << 20
"""Bytes of a request at most."""
_STATIC = Path(__file__).parent / "static"
_TYPES = {"review.js": "text/javascript", "review.css": "text/css"}
_POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; "
    "base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
)


class Finish(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """What the last key asks for; see `finish`."""

    coded_by: str = ""
    reviewed_by: str = ""
    over: bool = False


class Check(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """The lines of a candidate that are to be checked and not saved."""

    id: str
    fields: dict[str, str | bool | None]


class Review:
    """The page of review of all drafts.

    Args:
        lang: fr or en: what an address without a language shows.
        who: Who sits there, for the log; by default the user of this machine.
        port: Where to listen; any free one by default.

    Attributes:
        port: Where it listens.
        token: The first part of every address.
    """

    def __init__(self, lang: str, who: str | None = None, port: int = 0) -> None:
        self.lang = lang
        self.who = who
        self.token = secrets.token_urlsafe(32)
        self.busy = asyncio.Lock()
        self._desks: dict[str, Desk] = {}
        sockets = bind_sockets(port, HOST)
        self.port: int = sockets[0].getsockname()[1]
        kept = {"review": self}
        ours = r"/([A-Za-z0-9_-]+)"
        draft = rf"{ours}/draft/([a-z0-9][a-z0-9-]*)"
        self._server = HTTPServer(
            Application(
                [
                    (rf"{ours}/", _Index, kept),
                    (rf"{ours}/static/(review\.js|review\.css)", _Static, kept),
                    (draft, _Page, kept),
                    (rf"{draft}/article", _Article, kept),
                    (rf"{draft}/state", _State, kept),
                    (rf"{draft}/check", _Check, kept),
                    (rf"{draft}/step", _Step, kept),
                    (rf"{draft}/finish", _Finish, kept),
                ],
                default_handler_class=_Nothing,
                default_handler_args=kept,
                log_function=lambda _: None,
            ),
            max_body_size=BODY,
            max_buffer_size=4 * BODY,
        )
        self._server.add_sockets(sockets)

    def address(self, source_id: str | None = None) -> str:
        """The address of a draft, or of the list of drafts."""
        return f"http://{HOST}:{self.port}/{self.token}/" + (f"draft/{source_id}" if source_id else "")

    def desk(self, source_id: str) -> Desk:
        """The desk of a draft, made when it is first asked for.

        Raises:
            MaliRussiaError: If the draft, its copy or the ledger cannot be read.
        """
        if source_id not in self._desks:
            self._desks[source_id] = Desk(source_id, self.who)
        return self._desks[source_id]

    def stop(self) -> None:
        """Listen no longer."""
        self._server.stop()


def serve(source_id: str | None, lang: str, *, who: str | None, port: int, ready: Callable[[str], None]) -> None:
    """Serve the page until this process is interrupted.

    Args:
        source_id: The draft whose address is told; the list of drafts if None.
        lang: fr or en.
        who: Who sits there; by default the user of this machine.
        port: Where to listen; 0 for any free one.
        ready: Called with the address once it answers.

    Raises:
        MaliRussiaError: If the draft, its copy or the ledger cannot be read.
        OSError: If the port is taken.
    """

    async def run() -> None:
        review = Review(lang, who, port)
        if source_id is not None:
            review.desk(source_id)
        ready(review.address(source_id))
        try:
            await asyncio.Event().wait()
        finally:
            review.stop()

    asyncio.run(run())


class _Ours(RequestHandler):
    """Answers those who know the address, on this host and, where anything changes, from the page itself."""

    def initialize(self, review: Review) -> None:
        self.review = review

    def set_default_headers(self) -> None:
        self.clear_header("Server")
        for name, value in {
            "Content-Security-Policy": _POLICY,
            "Cache-Control": "no-store",
            "Referrer-Policy": "no-referrer",
            "X-Content-Type-Options": "nosniff",
            "X-Frame-Options": "DENY",
            "Cross-Origin-Opener-Policy": "same-origin",
            "Cross-Origin-Resource-Policy": "same-origin",
        }.items():
            self.set_header(name, value)

    def prepare(self) -> None:
        host = f"{HOST}:{self.review.port}"
        if self.request.host != host:
            raise HTTPError(403)
        token = self.request.path.split("/")[1]
        if not hmac.compare_digest(token.encode(), self.review.token.encode()):
            raise HTTPError(403)
        site = self.request.headers.get("Sec-Fetch-Site")
        if self.request.method not in ("GET", "POST") or site not in (None, "same-origin", "none"):
            raise HTTPError(403)
        if self.request.method == "POST":
            kind = self.request.headers.get("Content-Type", "").partition(";")[0].strip()
            if self.request.headers.get("Origin") != f"http://{host}" or kind != "application/json":
                raise HTTPError(403)

    def lang(self) -> str:
        asked = self.get_query_argument("lang", self.review.lang)
        return asked if asked in LANGS else self.review.lang

    def answer(self, content: Any, status: int = 200) -> None:
        self.set_status(status)
        self.set_header("Content-Type", "application/json; charset=utf-8")
        self.finish(msgspec.json.encode(content))

    def html(self, content: str) -> None:
        self.set_header("Content-Type", "text/html; charset=utf-8")
        self.finish(content)

    def write_error(self, status_code: int, **_: Any) -> None:
        self.set_header("Content-Type", "text/plain; charset=utf-8")
        self.finish(f"{status_code}\n")

    async def told(self, work: Callable[[], Awaitable[None]]) -> None:
        """Do what is asked, and tell as JSON why it cannot be done."""
        try:
            await work()
        except ChangedMeanwhileError as error:
            self.answer({"changed": True, "fault": str(error)}, 409)
        except EvidenceError as error:
            self.answer({"fault": str(error), "problems": [str(problem) for problem in error.problems]}, 422)
        except MaliRussiaError as error:
            field = error.where.removeprefix("field ") if error.where.startswith("field ") else None
            self.answer({"fault": f"{error.found}; {error.todo}", "field": field}, 422)
        except OSError as error:
            self.answer({"fault": str(os_problem(error, "malirussia review"))}, 507)

    def asked(self, kind: type[Any]) -> Any:
        try:
            return msgspec.json.decode(self.request.body, type=kind)
        except (msgspec.DecodeError, UnicodeDecodeError):
            raise HTTPError(400) from None


class _Nothing(_Ours):
    def get(self) -> None:
        raise HTTPError(404)

    post = get


class _Index(_Ours):
    def get(self, _: str) -> None:
        self.html(page.index(drafts.ids(), self.lang(), self.review.token))


class _Static(_Ours):
    def get(self, _: str, name: str) -> None:
        self.set_header("Content-Type", f"{_TYPES[name]}; charset=utf-8")
        self.finish((_STATIC / name).read_bytes())


class _Page(_Ours):
    def get(self, _: str, source_id: str) -> None:
        if source_id not in drafts.ids():
            raise HTTPError(404)
        self.html(page.page(source_id, self.lang(), self.review.token))


class _Article(_Ours):
    async def get(self, _: str, source_id: str) -> None:
        async def work() -> None:
            self.answer(self.review.desk(source_id).article(self.lang()))

        await self.told(work)


class _State(_Ours):
    async def get(self, _: str, source_id: str) -> None:
        async def work() -> None:
            draft = drafts.load(source_id)
            if self.get_query_argument("since", "") == str(draft.revision):
                self.set_status(204)
                return
            self.answer(self.review.desk(source_id).state(draft, self.lang()))

        await self.told(work)


class _Check(_Ours):
    async def post(self, _: str, source_id: str) -> None:
        async def work() -> None:
            asked: Check = self.asked(Check)
            self.answer(msgspec.to_builtins(self.review.desk(source_id).check(asked.id, asked.fields)))

        await self.told(work)


class _Step(_Ours):
    async def post(self, _: str, source_id: str) -> None:
        async def work() -> None:
            self.answer(self.review.desk(source_id).step(self.asked(Step), self.lang()))

        await self.told(work)


class _Finish(_Ours):
    async def post(self, _: str, source_id: str) -> None:
        async def work() -> None:
            asked: Finish = self.asked(Finish)
            async with self.review.busy:
                done = await asyncio.to_thread(
                    finish,
                    source_id,
                    coded_by=asked.coded_by.strip() or None,
                    reviewed_by=asked.reviewed_by.strip() or None,
                    over=asked.over,
                )
            self.answer(msgspec.to_builtins(done))

        await self.told(work)
