"""A visitor without a browser: speaks Streamlit's own messages to a real server.

So the time of a page is what Streamlit itself measures around the script, not what a browser adds.
The server must run with ``COUNTING``, which makes it send that time to the visitor. Nothing leaves the
machine: a browser would pass the numbers on, this visitor does not.
"""

from __future__ import annotations

import contextlib
import time
import urllib.request
import uuid
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from streamlit.proto.AppPage_pb2 import AppPage
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.Block_pb2 import Block
from streamlit.proto.Element_pb2 import Element
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from websockets.sync.client import ClientConnection, connect
from websockets.typing import Subprotocol

COUNTING = {"STREAMLIT_BROWSER_GATHER_USAGE_STATS": "true"}
SECONDS_FOR_A_RUN = 60


@dataclass(frozen=True)
class Visit:
    """What the server sent for one opening of a page, and how long its script took.

    ``openers`` are the blocks that a reader opens and closes, and that the server is told of: widgets too.
    """

    elements: list[Element]
    openers: list[Block.Expandable]
    script_seconds: float


@contextlib.contextmanager
def visitor(address: str) -> Iterator[Visitor]:
    """A fresh session on the server at ``address`` (``http://127.0.0.1:PORT``)."""
    stream = address.replace("http:", "ws:") + "/_stcore/stream"
    protocol = Subprotocol("streamlit")
    with connect(stream, subprotocols=[protocol], compression=None, max_size=None, proxy=None) as connection:
        yield Visitor(address, connection)


class Visitor:
    """One session; ``pages`` is what the navigation lists, known after the first visit."""

    def __init__(self, address: str, connection: ClientConnection) -> None:
        self._address = address
        self._connection = connection
        self._session_id = ""
        self.pages: list[AppPage] = []

    def open(
        self,
        page_script_hash: str = "",
        query_string: str = "",
        opened: Iterable[str] = (),
    ) -> Visit:
        """Open a page by its hash, as ``pages`` has it; "" is the front page.

        ``opened`` are the ids of the lines that the reader has opened.

        Raises:
            RuntimeError: the page shows an error box.
        """
        request = BackMsg()
        request.rerun_script.page_script_hash = page_script_hash
        request.rerun_script.query_string = query_string
        for opener_id in opened:
            request.rerun_script.widget_states.widgets.add(id=opener_id, bool_value=True)
        self._connection.send(request.SerializeToString())
        elements: list[Element] = []
        openers: list[Block.Expandable] = []
        microseconds = 0
        while True:
            message = ForwardMsg.FromString(self._connection.recv(timeout=SECONDS_FOR_A_RUN))
            kind = message.WhichOneof("type")
            if kind == "new_session":
                self._session_id = message.new_session.initialize.session_id
            elif kind == "navigation":
                self.pages = list(message.navigation.app_pages)
            elif kind == "delta" and message.delta.HasField("new_element"):
                elements.append(message.delta.new_element)
            elif kind == "delta" and message.delta.add_block.expandable.id:
                openers.append(message.delta.add_block.expandable)
            elif kind == "page_profile":
                microseconds += message.page_profile.exec_time
            elif kind == "script_finished" and message.script_finished == ForwardMsg.FINISHED_SUCCESSFULLY:
                break
        if boxes := [element.exception.message for element in elements if element.HasField("exception")]:
            raise RuntimeError(f"The page {page_script_hash!r} shows an error box: {boxes[0]}")
        return Visit(elements, openers, microseconds / 1e6)

    def download_seconds(self, deferred_file_id: str) -> float:
        """How long it takes until a file that is made on the click has been made and fetched.

        Raises:
            RuntimeError: the server could not make it.
        """
        started = time.perf_counter()
        request = BackMsg()
        asked = request.backend_operation_request
        asked.request_id, asked.session_id = uuid.uuid4().hex, self._session_id
        asked.deferred_file.file_id = deferred_file_id
        self._connection.send(request.SerializeToString())
        while True:
            message = ForwardMsg.FromString(self._connection.recv(timeout=SECONDS_FOR_A_RUN))
            if message.WhichOneof("type") == "backend_operation_response":
                break
        answer = message.backend_operation_response
        if answer.error_msg:
            raise RuntimeError(f"The file was not made: {answer.error_msg}")
        with urllib.request.urlopen(self._address + answer.deferred_file.url) as file:  # noqa: S310 (our own server)
            file.read()
        return time.perf_counter() - started
