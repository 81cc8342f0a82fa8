"""Fifty words that occur nowhere else, written into a real house by the ways people write."""

import random
import uuid
from collections.abc import Callable
from dataclasses import dataclass, field

from tests.cast import PASSWORD
from tests.ops.homes import Answer, Visitor
from tests.people.keys import code_now

MANY = 50
_dice = random.Random(50)  # noqa: S311
WORDS = ["kø" + "".join(_dice.choices("bdfghjklmnprtv", k=14)) for _ in range(MANY)]


@dataclass
class Planter:
    """Gives out one word after another and remembers what was answered."""

    url: str
    left: list[str] = field(default_factory=lambda: [*WORDS])
    pages: list[str] = field(default_factory=list)  # what was answered

    def word(self) -> str:
        return self.left.pop(0)

    def visitor(self, email: str, second: bool = False) -> Visitor:
        visitor = Visitor(self.url)
        visitor.sign_in(email, PASSWORD)
        if second:
            visitor.post("/account/2fa/authenticate/", {"code": code_now()})
        return visitor

    def plant(self, send: Callable[[str], Answer], *status: int) -> str:
        word = self.word()
        answer = send(word)
        assert answer.status in (status or (200,)), f"{answer.status} {answer.url}"
        self.pages.append(answer.body)
        return word


def as_client(planter: Planter, ana: Visitor) -> None:
    """Everything a client can write, kept, changed, taken away, refused and sent in vain: 28 words."""
    plant = planter.plant
    plant(lambda w: ana.post("/now/body/", {"own_words": w, "activation": "2"}))
    ana.post("/now/safety/", {"head_safe": "6"})
    plant(lambda w: ana.post("/now/feelings/", {"feeling": w, "thought": planter.word()}))
    plant(lambda w: ana.post("/now/body/", {"own_words": w}))  # and left there
    moment = str(uuid.uuid4())
    plant(lambda w: ana.post("/moments/new/", {"row": moment, "words": w}))
    plant(lambda w: ana.post(f"/moments/{moment}/", {"words": w}))
    plant(lambda w: ana.post("/moments/new/", {"row": str(uuid.uuid4()), "words": w * 60}))  # too long
    taken = str(uuid.uuid4())
    plant(lambda w: ana.post("/moments/new/", {"row": taken, "words": w}))
    ana.post(f"/moments/{taken}/remove/")
    plant(lambda w: ana.post("/next-time/", {"row": str(uuid.uuid4()), "words": w}))
    asked = str(uuid.uuid4())
    plant(lambda w: ana.post("/next-time/", {"row": asked, "words": w}))
    ana.post(f"/next-time/{asked}/remove/")
    for kind in ("place", "person", "sound", "touch"):
        plant(lambda w, kind=kind: ana.post("/anchors/", {"row": str(uuid.uuid4()), "kind": kind, "words": w}))  # type: ignore[misc]
    plant(lambda w: ana.post("/anchors/", {"kind": "place", "words": w * 30}))  # too long
    plant(lambda w: ana.post("/tell/", {"row": str(uuid.uuid4()), "to": _reader(ana), "words": w}))
    plant(lambda w: ana.post("/tell/", {"to": "nobody", "words": w}))
    for form in ("ask-me", "harm", "something-else"):
        plant(lambda w, form=form: ana.post(f"/draft/{form}/", {"words": w}))  # type: ignore[misc]
    plant(lambda w: ana.post("/draft/long/", {"words": w * 6000}), 413)
    run = str(uuid.uuid4())
    ana.post("/practise/jording/begin/", {"row": run})
    plant(lambda w: ana.post(f"/run/{run}/go/", {"move": w, "step": w}))
    plant(lambda w: ana.post(f"/run/{run}/go/", {"move": "stop", "step": w}))
    plant(lambda w: ana.post(f"/run/{run}/afterwards/", {"felt": w, "activation": w}))
    plant(lambda w: ana.post("/moments/new/", {"words": w}, token="no-such-token"), 403)
    plant(lambda w: ana.post(f"/{w}/", {"words": "noe"}), 404)
    plant(lambda w: ana.post("/forget/?step=sure", {"sure": "on", "password": w}))


def as_therapist(planter: Planter, thea: Visitor, ana: str) -> str:
    """Notes, invitations, limits: 10 words. Gives the last link she was shown."""
    plant, note, thrown = planter.plant, str(uuid.uuid4()), str(uuid.uuid4())
    new = f"/clients/{ana}/notes/new/"
    old = thea.get(new).url.split("/notes/")[1].strip("/")  # the draft she had already
    thea.post(f"/notes/{old}/discard/")
    body = {"row": note, "tab": str(uuid.uuid4())}
    plant(lambda w: thea.post(new, {**body, "body": w, "unwanted": planter.word()}))
    thea.post(f"/notes/{note}/sign/", {"seen": _value(thea.get(f"/notes/{note}/sign/").body, "seen")})
    plant(lambda w: thea.post(f"/notes/{note}/add/", {"row": str(uuid.uuid4()), "body": w}))
    plant(lambda w: thea.post(new, {"row": thrown, "tab": str(uuid.uuid4()), "body": w}))
    thea.post(f"/notes/{thrown}/discard/")
    plant(lambda w: thea.post(new, {"row": str(uuid.uuid4()), "body": w * 1500}))  # too long
    plant(lambda w: thea.post(new, {"row": str(uuid.uuid4()), "tab": str(uuid.uuid4()), "body": w}))  # not signed
    plant(lambda w: thea.post(f"/clients/{ana}/limits/", {"menu": w, "tier": w}))
    for address in ("ny@example.org", "ny2@example.org"):
        fields = {"email": address, "adult": "on"}
        plant(lambda w, f=fields: thea.post("/clients/invite/", {**f, "row": str(uuid.uuid4()), "name": w}))  # type: ignore[misc]
    return planter.pages[-1].split("/invitation/")[1].split("/")[0]


def as_stranger(planter: Planter) -> None:
    """Signed out, guessing, and coming by an invitation: 9 words."""
    plant, nobody = planter.plant, Visitor(planter.url)
    nobody.get("/account/login/")
    for path in ("/now/body/", "/tell/", "/draft/ask-me/"):
        plant(lambda w, path=path: nobody.post(path, {"words": w, "own_words": w}), 401)  # type: ignore[misc]
    plant(lambda w: nobody.post("/account/login/", {"login": "ana@example.org", "password": w}))
    plant(lambda w: nobody.post("/account/login/", {"login": f"{w}@example.org", "password": "noe-ganske-langt"}))
    plant(lambda w: nobody.post("/account/password/reset/", {"email": f"{w}@example.org"}))
    plant(lambda w: nobody.get(f"/invitation/{w}/"), 404)
    plant(lambda w: nobody.post("/language/", {"language": w, "next": f"/?{w}"}))
    plant(lambda w: nobody.post("/scheme/", {"scheme": w}))


def arrive(planter: Planter, link: str) -> Visitor:
    """A new client with a name and a password of her own: 2 words."""
    new = Visitor(planter.url)
    new.get(link)
    name, password = planter.word(), planter.word()
    fields = {"name": name, "email": "ny@example.org", "password": password, "adult": "on"}
    assert new.post(link, fields).url.endswith("/welcome/")
    return new


def _reader(ana: Visitor) -> str:
    return _value(ana.get("/tell/").body, "to")


def _value(page: str, name: str) -> str:
    return page.split(f'name="{name}" value="')[1].split('"')[0]
