"""A storing thread for tests that need none."""

from collections.abc import Callable
from typing import Any

from index_builder.errors import HakushoError


class AtOnce:
    """A thread that has always finished already."""

    def submit(
        self,
        work: Callable[[], Any],
        done: Callable[[Any], None],
        failed: Callable[[HakushoError], None],
    ) -> None:
        try:
            result = work()
        except HakushoError as error:
            failed(error)
        else:
            done(result)
