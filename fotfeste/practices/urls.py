from typing import Any

app_name = "practices"
urlpatterns: list[Any] = []
