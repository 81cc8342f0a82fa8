#!/usr/bin/env bash
# Django 5.2.19 with psycopg 3.3.9 on PostgreSQL: a foreign key made by AddField is asked at once for the rest of the
# transaction that adds it, though it is declared DEFERRABLE INITIALLY DEFERRED as every foreign key of Django's.
#
# One would guess: rows may come in any order until the transaction ends, whichever operation made the key.
# Seen: where CreateModel made the key, a row may come before the one it points at; where AddField made it, that same
# insert is refused with a ForeignKeyViolation. Whoever migrates and fills in one transaction meets it (a restore, a
# data migration after AddField). `connection.check_constraints()` after the migration puts every key back.
#
# Needs PostgreSQL's own programs on this machine. Fails when the behaviour has changed.
set -euo pipefail
place=$(mktemp -d)
programs=$(ls -d /usr/lib/postgresql/*/bin | sort -V | tail -1)
as() { if [ "$(id -u)" = 0 ]; then runuser -u postgres -- "$@"; else "$@"; fi; }
cd "$place"
python3 -m venv venv
venv/bin/pip install --quiet --disable-pip-version-check django==5.2.19 'psycopg[binary]==3.3.9'
mkdir server && { [ "$(id -u)" != 0 ] || { chmod 755 "$place" && chown postgres server; }; }
port=$((20000 + RANDOM % 20000))
as "$programs/initdb" -D server/data -A trust -U tester >/dev/null
as "$programs/pg_ctl" -D server/data -w -l server/log -o "-p $port -k $place/server -c listen_addresses=127.0.0.1" start >/dev/null
trap 'as "$programs/pg_ctl" -D "$place/server/data" -m immediate stop >/dev/null; rm -rf "$place"' EXIT

cat >look.py <<'PYTHON'
import sys

import django
from django.conf import settings
from django.db import IntegrityError, connection, models, transaction

settings.configure(
    DATABASES={"default": {"ENGINE": "django.db.backends.postgresql", "NAME": "postgres", "USER": "tester",
                           "HOST": "127.0.0.1", "PORT": sys.argv[1]}},
    DEFAULT_AUTO_FIELD="django.db.models.BigAutoField",
)
django.setup()


class Author(models.Model):
    class Meta:
        app_label = "look"


class Book(models.Model):
    author = models.ForeignKey(Author, models.CASCADE)

    class Meta:
        app_label = "look"


class Review(models.Model):
    class Meta:
        app_label = "look"


def may_come_first(make_tables, model):
    """Whether, in the transaction that makes the tables, a row may come before the author it points at."""
    try:
        with transaction.atomic():
            with connection.schema_editor(atomic=False) as editor:
                make_tables(editor)
            try:
                with transaction.atomic():
                    model.objects.create(author_id=7)
            except IntegrityError:
                return False, put_back(model)
            return True, True
    finally:
        with connection.schema_editor() as editor:
            for each in (Book, Review, Author):
                if each._meta.db_table in connection.introspection.table_names():
                    editor.delete_model(each)


def put_back(model):
    connection.check_constraints()
    created = model.objects.create(author_id=7)
    created.delete()
    return True


def by_create_model(editor):
    editor.create_model(Author)
    editor.create_model(Book)


try:
    created, _ = may_come_first(by_create_model, Book)
except IntegrityError:
    created = True  # it was refused only when the transaction ended, for there is no author 7
added = models.ForeignKey(Author, models.CASCADE, null=True)
added.set_attributes_from_name("author")
added.contribute_to_class(Review, "author")
review_without = type("ReviewBefore", (models.Model,), {
    "__module__": __name__, "Meta": type("Meta", (), {"app_label": "look", "db_table": Review._meta.db_table})})


def by_add_field(editor):
    editor.create_model(Author)
    editor.create_model(review_without)
    editor.add_field(Review, added)


after_add, put = may_come_first(by_add_field, Review)
print(f"Django {django.__version__}, PostgreSQL {connection.pg_version // 10_000}")
print("key by CreateModel: a row may come before the one it points at:", created)
print("key by AddField:    a row may come before the one it points at:", after_add)
print("after check_constraints() it may again:", put)
sys.exit(0 if (created, after_add, put) == (True, False, True) else 1)
PYTHON
venv/bin/python look.py "$port"
