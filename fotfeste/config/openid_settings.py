"""Sign-in through an institution, if the operator set one up. A fault turns it off; `fotfeste check` says which."""

from collections.abc import Mapping

from fotfeste.people.openid.configuration import ConfigurationFault, IdentityProvider, read_identity_provider


def read_openid_settings(environ: Mapping[str, str]) -> tuple[IdentityProvider | None, str]:
    """The provider, or none and the sentence that says why. The house serves either way."""
    try:
        return read_identity_provider(environ), ""
    except ConfigurationFault as fault:
        return None, str(fault)
