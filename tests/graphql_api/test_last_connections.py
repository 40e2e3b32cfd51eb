"""A listening socket that takes nobody new, and keeps those who are there."""

import socket

import pytest

from graphql_api.last_connections import leave_newcomers_unanswered

PATIENCE_SECONDS = 60


def test_newcomers_wait_for_an_answer_while_who_came_before_goes_on() -> None:
    with socket.create_server(("127.0.0.1", 0)) as listening:
        address = listening.getsockname()
        with socket.create_connection(address, timeout=PATIENCE_SECONDS) as early:
            leave_newcomers_unanswered(listening)

            with pytest.raises(TimeoutError):
                socket.create_connection(address, timeout=0.2)
            early.sendall(b"a request")
            accepted, _ = listening.accept()
            with accepted:
                assert accepted.recv(100) == b"a request"
                accepted.sendall(b"an answer")
            assert early.recv(100) == b"an answer"


def test_newcomers_are_refused_once_the_socket_is_closed() -> None:
    with socket.create_server(("127.0.0.1", 0)) as listening:
        address = listening.getsockname()
        leave_newcomers_unanswered(listening)

    with pytest.raises(ConnectionRefusedError):
        socket.create_connection(address, timeout=PATIENCE_SECONDS)
