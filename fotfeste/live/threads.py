"""Work on the database, away from the event loop that all boards of a process share."""

import asyncio
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any

from django.db import close_old_connections

from fotfeste.kit.keyring import keyring

command_threads = ThreadPoolExecutor(4, thread_name_prefix="board")
background_threads = ThreadPoolExecutor(
    1, thread_name_prefix="looks"
)  # what nobody waits for never stands before a command


async def run_in_thread(work: Callable[[], Any], pool: ThreadPoolExecutor = command_threads) -> Any:
    """Database work, away from the loop. Data keys opened for it are forgotten with it."""

    def run_work() -> Any:
        close_old_connections()
        with keyring():
            return work()

    return await asyncio.get_running_loop().run_in_executor(pool, run_work)
