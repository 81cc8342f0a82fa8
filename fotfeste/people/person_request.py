"""A request behind the gate: someone is signed in, so `request.user` is a person."""

from django.http import HttpRequest

from fotfeste.people.models import Person


class PersonRequest(HttpRequest):
    user: Person
