from typing import Any

app_name = "body"
urlpatterns: list[Any] = []
