"""Changes as whole transactions: all or nothing, and once more where the database undid one in favour of another.

Locks are taken in one order (see `locks`), so that changes of this product do not deadlock among themselves. Programs
that write to the same tables may not know of that order.
"""

from __future__ import annotations

import logging
from functools import partial, wraps
from typing import TYPE_CHECKING, ParamSpec, TypeVar

from django.db import Error, connection, transaction

from monitoring.domain.database_failures import lost_to_another, words_of

if TYPE_CHECKING:
    from collections.abc import Callable

logger = logging.getLogger(__name__)

Parameters = ParamSpec("Parameters")
Answer = TypeVar("Answer")


def whole_transaction(change: Callable[Parameters, Answer]) -> Callable[Parameters, Answer]:
    """Run a function in a transaction, and once more after a deadlock if the transaction is its own.

    The function reads whatever it decides on within the transaction, and changes none of its arguments: what the first
    attempt knew must not decide the second.
    """

    @wraps(change)
    def run(*args: Parameters.args, **kwargs: Parameters.kwargs) -> Answer:
        return once_more_after_a_conflict(partial(_in_transaction, partial(change, *args, **kwargs)))

    return run


def once_more_after_a_conflict(work: Callable[[], Answer]) -> Answer:
    """Call what opens transactions of its own, and again where the database undid them in favour of another.

    Inside of somebody else's transaction nothing is repeated: all of that was undone. The second failure is raised.
    """
    if connection.in_atomic_block:
        return work()
    try:
        return work()
    except Error as error:
        if not lost_to_another(error):
            raise
        logger.warning("A change was undone in favour of another and is tried once more: %s", words_of(error))
    return work()


def _in_transaction(change: Callable[[], Answer]) -> Answer:
    with transaction.atomic():
        return change()
