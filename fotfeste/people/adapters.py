"""How allauth behaves here: accounts only by invitation; people are named by e-mail in their authenticator."""

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.mfa.adapter import DefaultMFAAdapter
from django.http import HttpRequest


class InvitedOnly(DefaultAccountAdapter):  # type: ignore[misc]  # allauth ships no types
    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False


class SecondFactor(DefaultMFAAdapter):  # type: ignore[misc]
    """TOTP secrets and recovery seeds are sealed at rest under a key derived from the instance key."""

    def encrypt(self, text: str) -> str:
        from fotfeste.people.seals import seal_text

        return seal_text(text)

    def decrypt(self, encrypted_text: str) -> str:
        from fotfeste.people.seals import open_text

        return open_text(encrypted_text)

    def get_public_key_credential_rp_entity(self) -> dict[str, Any]:
        return {**super().get_public_key_credential_rp_entity(), "name": "Fotfeste"}
