from django.contrib.auth.hashers import Argon2PasswordHasher


class QuickArgon2(Argon2PasswordHasher):
    """The real algorithm with the smallest settings."""

    time_cost, memory_cost, parallelism = 1, 8, 1
