"""What a button is called in the language of this run."""

from fotfeste.ops.translations import merge_catalogs

LOCALE_OF_LANGUAGE = {"nb": "nb-NO", "en": "en-GB"}


class Translations:
    def __init__(self, language: str):
        self.language, self.locale = language, LOCALE_OF_LANGUAGE[language]
        self._catalog = merge_catalogs(language) if language != "en" else None

    def __call__(self, english: str, context: str | None = None) -> str:
        """The words for an English source string. Raises KeyError for a string the product does not have."""
        if self._catalog is None:
            return english
        message = self._catalog.get(english, context)
        if message is None:
            raise KeyError(english)
        return str(message.string)
