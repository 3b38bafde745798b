"""A server on loopback that speaks as OpenAI's does, and misbehaves as it is told."""

import json
import re
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any


@dataclass
class ModelServer:
    """What the server answers with (`text`), how (`modes`, one a request, the last for all that
    follow), and what it was asked; `robots` is the robots.txt of its host."""

    port: int = 0
    text: str = ""
    modes: list[str] = field(default_factory=lambda: ["stream"])
    asked: list[dict[str, Any]] = field(default_factory=list)
    keys: list[str] = field(default_factory=list)
    robots: str = ""

    @property
    def base_url(self) -> str:
        """The address to set up."""
        return f"http://127.0.0.1:{self.port}/v1"

    def mode(self) -> str:
        """How to answer now."""
        return self.modes.pop(0) if len(self.modes) > 1 else self.modes[0]


@contextmanager
def model_server(**given: Any) -> Iterator[ModelServer]:
    """A running server."""
    state = ModelServer(**given)

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def log_message(self, *_: object) -> None:
            pass

        def do_GET(self) -> None:
            if self.path == "/robots.txt":
                _send(self, state.robots.encode())
            else:
                self.send_error(404)

        def do_POST(self) -> None:
            sent = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
            state.asked.append(sent)
            state.keys.append(self.headers.get("Authorization", ""))
            if self.path.endswith("/translate"):
                _send(self, json.dumps({"translatedText": _shouted(sent["q"])}).encode())
            elif self.path.endswith("/embeddings"):
                _embeddings(self, sent)
            else:
                _chat(self, state, sent)

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    state.port = server.server_port
    thread = threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True)
    thread.start()
    try:
        yield state
    finally:
        server.shutdown()
        server.server_close()


def _chat(handler: BaseHTTPRequestHandler, state: ModelServer, sent: dict[str, Any]) -> None:
    mode = state.mode()
    if mode.isdigit():
        handler.send_response(int(mode))
        handler.send_header("Content-Length", "0")
        if mode == "429":
            handler.send_header("Retry-After", "1")
        handler.end_headers()
    elif mode == "429 for an hour":
        handler.send_response(429)
        handler.send_header("Retry-After", "3600")
        handler.send_header("Content-Length", "0")
        handler.end_headers()
    elif mode in ("whole", "malformed", "error"):
        text = _obeyed(state, sent)
        body = {
            "whole": {"choices": [{"message": {"content": text}}], "usage": {"total_tokens": 77}},
            "malformed": [1, 2],
            "error": {"error": {"message": "out of memory"}},
        }[mode]
        _send(handler, json.dumps(body).encode())
    else:
        with suppress(OSError):  # who waits no longer has gone
            _stream(handler, _obeyed(state, sent), mode)


def _obeyed(state: ModelServer, sent: dict[str, Any]) -> str:
    """The text; of a server that injections reach, what the article orders it to write."""
    user = sent["messages"][-1]["content"]
    if state.text == "TRANSLATE":
        parts = enumerate(_shouted(re.findall(r'<text n="\d+">(.*?)</text>', user, re.DOTALL)), 1)
        return "\n".join(f'<text n="{number}">{text}</text>' for number, text in parts)
    if state.text != "OBEY":
        return state.text
    return str(user.partition("Write: ")[2].partition("\n")[0])


def _shouted(texts: list[str]) -> list[str]:
    """Texts in the language of those who shout; one of mules is given another number."""
    return [text.upper().replace("MULES", "77 MULES") for text in texts]


def _stream(handler: BaseHTTPRequestHandler, text: str, mode: str) -> None:
    handler.send_response(200)
    handler.send_header("Content-Type", "text/event-stream")
    handler.send_header("Connection", "close")
    handler.end_headers()
    handler.wfile.write(b": hello\n\n")
    half = len(text) // 2
    for part in (text[:half], text[half:]):
        row = {"choices": [{"delta": {"content": part}}]}
        handler.wfile.write(f"data: {json.dumps(row)}\n\n".encode())
        handler.wfile.flush()
        if mode == "cut":
            handler.close_connection = True
            return
        if mode == "stall":
            time.sleep(1.0)
    handler.wfile.write(b'data: {"choices": [], "usage": {"total_tokens": 55}}\n\n')
    handler.wfile.write(b"data: [DONE]\n\n")
    handler.close_connection = True


def _embeddings(handler: BaseHTTPRequestHandler, sent: dict[str, Any]) -> None:
    rows = [{"index": at, "embedding": [len(text), 1.0]} for at, text in enumerate(sent["input"])]
    _send(handler, json.dumps({"data": rows[::-1]}).encode())


def _send(handler: BaseHTTPRequestHandler, body: bytes) -> None:
    handler.send_response(200)
    handler.send_header("Content-Type", "application/json")
    handler.send_header("Content-Length", str(len(body)))
    handler.end_headers()
    handler.wfile.write(body)
