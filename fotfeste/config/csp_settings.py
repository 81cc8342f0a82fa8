"""What a page may load and where its forms may lead: only here, and to the identity provider where one is set up."""

from typing import Any

from csp.constants import NONCE, NONE, SELF

from fotfeste.people.openid.configuration import IdentityProvider


def build_content_security_policy(provider: IdentityProvider | None) -> dict[str, Any]:
    return {
        "DIRECTIVES": {
            "default-src": [NONE],
            "script-src": [SELF, NONCE],  # the nonce serves the import map alone
            "style-src": [SELF],
            "img-src": [SELF, "data:"],
            "font-src": [SELF],
            "connect-src": [SELF],
            "manifest-src": [SELF],
            "worker-src": [SELF],
            "form-action": [SELF, *([provider.origin] if provider else [])],
            "base-uri": [NONE],
            "frame-ancestors": [NONE],
        }
    }
