"""What a button is called in the language of this run."""

from fotfeste.ops.catalogs import read_catalogs

LOCALE_OF_LANGUAGE = {"nb": "nb-NO", "en": "en-GB"}


class Translations:
    def __init__(self, language: str):
        self.language, self.locale = language, LOCALE_OF_LANGUAGE[language]
        self._catalogs = list(read_catalogs(language).values()) if language != "en" else None

    def __call__(self, english: str, context: str | None = None) -> str:
        """The words for an English source string. Raises KeyError for a string the product does not have."""
        if self._catalogs is None:
            return english
        for catalog in self._catalogs:
            if message := catalog.get(english, context):
                return str(message.string)
        raise KeyError(english)
