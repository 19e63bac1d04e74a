"""A language model to try everything with: OpenAI's and Anthropic's doors, and answers that somebody has told it.

POST /__answers takes a JSON list; each answer is given once, in their order:

    {"proposal": {"intent": "pets", "sure": true}}   the form, filled in
    {"text": "Sure!"}                                words instead of the form
    {"refusal": "I can't help with that"}
    {"arguments": "{broken"}                         a form that is no JSON
    {"status": 429}   {"seconds": 20}   {"cut": true}

Without one it is not sure of anything. GET /__record lists what it was asked.
"""

from __future__ import annotations

import json
import socket
import sys
import threading
import time
from collections import deque
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

NOT_SURE: dict[str, Any] = {"proposal": {"intent": "unknown", "sure": False}}
KEPT = 1000


class Server(ThreadingHTTPServer):
    """`url` is what OpenAI's clients call the base URL, without /v1; Anthropic's take it as it is."""

    daemon_threads = True

    def __init__(self, address: tuple[str, int]) -> None:
        super().__init__(address, Handler)
        self.answers: deque[dict[str, Any]] = deque()
        self.record: deque[dict[str, Any]] = deque(maxlen=KEPT)

    @property
    def url(self) -> str:
        host, port = self.server_address[:2]
        return f"http://{host!s}:{port}"

    def in_background(self) -> None:
        threading.Thread(target=self.serve_forever, args=(0.02,), daemon=True).start()

    def handle_error(self, request: Any, client_address: Any) -> None:
        """Who waits no longer is no news."""
        if not isinstance(sys.exception(), OSError):
            super().handle_error(request, client_address)


class Handler(BaseHTTPRequestHandler):
    server: Server
    protocol_version = "HTTP/1.1"

    def log_message(self, format: str, *args: Any) -> None:
        """Silence: what was asked stands at /__record."""

    def do_GET(self) -> None:
        self._json(200 if self.path == "/__record" else 404, list(self.server.record))

    def do_POST(self) -> None:
        body = json.loads(self.rfile.read(int(self.headers.get("Content-Length", 0))) or "null")
        if self.path == "/__answers":
            self.server.answers.extend(body)
            self._json(200, len(self.server.answers))
            return
        forms = {"/v1/chat/completions": _as_openai, "/v1/messages": _as_anthropic}
        if self.path not in forms:
            self._json(404, {"error": {"message": "no such door"}})
            return
        self.server.record.append({"path": self.path, "body": body})
        answer = self.server.answers.popleft() if self.server.answers else NOT_SURE
        time.sleep(answer.get("seconds", 0))
        if answer.get("cut"):
            self.close_connection = True
            self.connection.shutdown(socket.SHUT_RDWR)
        elif status := answer.get("status"):
            self._json(status, {"error": {"message": "as told", "type": "told"}})
        else:
            self._json(200, forms[self.path](body, answer))

    def _json(self, status: int, body: Any) -> None:
        raw = json.dumps(body).encode()
        self.send_response(status)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(raw)))
        self.end_headers()
        self.wfile.write(raw)


def _as_openai(asked: Any, answer: dict[str, Any]) -> Any:
    message: dict[str, Any] = {"role": "assistant", "content": answer.get("text")}
    if "refusal" in answer:
        message["refusal"] = answer["refusal"]
    arguments = answer.get("arguments") or json.dumps(answer.get("proposal", {}))
    if "proposal" in answer or "arguments" in answer:
        form = {"name": asked["tools"][0]["function"]["name"], "arguments": arguments}
        message["tool_calls"] = [{"id": "call_1", "type": "function", "function": form}]
    return {
        "id": "chatcmpl-1",
        "object": "chat.completion",
        "created": 1_700_000_000,
        "model": asked["model"],
        "choices": [{"index": 0, "message": message, "finish_reason": "stop"}],
        "usage": {"prompt_tokens": 900, "completion_tokens": 40, "total_tokens": 940},
    }


def _as_anthropic(asked: Any, answer: dict[str, Any]) -> Any:
    said = answer.get("text") or answer.get("arguments")
    content: list[dict[str, Any]] = [{"type": "text", "text": said}] if said else []
    if "proposal" in answer:
        content.append(
            {"type": "tool_use", "id": "toolu_1", "name": asked["tools"][0]["name"], "input": answer["proposal"]}
        )
    stop = "refusal" if "refusal" in answer else "tool_use" if "proposal" in answer else "end_turn"
    return {
        "id": "msg_1",
        "type": "message",
        "role": "assistant",
        "model": asked["model"],
        "content": content,
        "stop_reason": stop,
        "stop_sequence": None,
        "usage": {"input_tokens": 900, "output_tokens": 40},
    }
