"""Ending a listening socket without losing who is at the door: a proxy then takes the next process, and nobody notices.

A connection that the kernel has opened and the process has not yet accepted is reset when the socket is closed; a proxy
cannot know whether its request was read, and may not send it again. So the kernel is first told to leave newcomers
unanswered. They ask again after a second and are then refused, which a proxy may take elsewhere, while the process
works off those who came before.
"""

from __future__ import annotations

import ctypes
import socket
import struct
import sys

# How long a request may be behind its connection: a proxy sends it at once. Less than the second of the newcomers.
SECONDS_FOR_THE_LAST = 0.5
SO_ATTACH_FILTER = 26
# Of a packet's TCP header, byte 13 are the flags: drop those that ask for a new connection (SYN), take all others.
LOAD_BYTE, JUMP_IF_SET, RETURN = 0x30, 0x45, 0x06
FLAGS, SYN, WHOLE_PACKET = 13, 0x02, 0xFFFFFFFF
NO_NEWCOMERS = (
    (LOAD_BYTE, 0, 0, FLAGS),
    (JUMP_IF_SET, 0, 1, SYN),
    (RETURN, 0, 0, 0),
    (RETURN, 0, 0, WHOLE_PACKET),
)


def leave_newcomers_unanswered(listening: socket.socket) -> None:
    """Have the kernel open no more connections on a listening socket; those that are open go on. Linux alone can."""
    if sys.platform != "linux":
        return
    program = b"".join(struct.pack("HBBI", *instruction) for instruction in NO_NEWCOMERS)
    instructions = ctypes.create_string_buffer(program, len(program))
    pointer = struct.pack("HP", len(NO_NEWCOMERS), ctypes.addressof(instructions))
    listening.setsockopt(socket.SOL_SOCKET, SO_ATTACH_FILTER, pointer)
