"""Redis, where one is named: whether it can wake the other processes."""

from collections.abc import Iterator
from importlib.util import find_spec


def wake_up_findings(url: str) -> Iterator[str]:
    """The address is not repeated: it may hold a password."""
    if not url:
        return
    if find_spec("redis") is None:
        yield "Wake-ups: REDIS_URL is set, but the package is missing. Mend: pip install -r requirements.txt"
        return
    import redis

    try:
        with redis.Redis.from_url(url, socket_connect_timeout=3) as one:
            one.ping()
    except (redis.RedisError, ValueError) as fault:
        yield (
            f"Wake-ups: Redis does not answer ({type(fault).__name__}). Is it running, is REDIS_URL right? Until then "
            "the workers look for what is new by themselves, a second later."
        )
