from typing import Any


def redirect_target(response: Any) -> str:
    """Where a redirect leads. Fails for any other answer."""
    assert response.status_code in {302, 303}, response.status_code
    return str(response.headers["Location"])
