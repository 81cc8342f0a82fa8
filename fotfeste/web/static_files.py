"""Static files from memory: under ASGI whitenoise streams them with a warning and thread hops; ours are small."""

from pathlib import Path
from typing import Any

from django.http import HttpRequest, HttpResponse
from whitenoise.middleware import WhiteNoiseMiddleware


class StaticFiles(WhiteNoiseMiddleware):  # type: ignore[misc]  # whitenoise ships no types
    def add_files(self, root: Path, prefix: str | None = None) -> None:
        """From the generation itself: a worker keeps its own files when the link leads on to others."""
        super().add_files(root.resolve(), prefix)

    @staticmethod
    def serve(static_file: Any, request: HttpRequest) -> HttpResponse:
        found = static_file.get_response(request.method, request.META)
        response = HttpResponse(found.file.read() if found.file else b"", status=int(found.status))
        if found.file:
            found.file.close()
        del response["Content-Type"]
        for name, value in found.headers:
            response[name] = value
        response["Cross-Origin-Resource-Policy"] = "same-origin"
        return response
