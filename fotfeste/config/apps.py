from importlib import import_module
from importlib.util import find_spec

from django.apps import AppConfig

KEEPER_ROOMS = ("people", "privacy", "safety", "body", "pace", "practices", "constellations", "care", "kit")


class FotfesteConfig(AppConfig):
    name = "fotfeste"
    label = "fotfeste"

    def ready(self) -> None:
        for room in KEEPER_ROOMS:
            if find_spec(f"fotfeste.{room}.keeper"):
                import_module(f"fotfeste.{room}.keeper")
