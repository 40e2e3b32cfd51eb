"""The log's form."""

import logging

LINE_BREAKS = str.maketrans({"\n": "\\n", "\r": "\\r", "\x1b": "\\x1b"})


class OneLineFormatter(logging.Formatter):
    """Keeps a record on one line, so that nothing a client sends can forge a second one; tracebacks follow."""

    def formatMessage(self, record: logging.LogRecord) -> str:  # noqa: N802 - the standard library's name
        return super().formatMessage(record).rstrip().translate(LINE_BREAKS)
