from typing import Any

app_name = "care"
urlpatterns: list[Any] = []
