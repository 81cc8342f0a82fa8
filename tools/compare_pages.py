"""`python tools/compare_pages.py URL URL`: does every page say the same in two running demos, spaces included?

Both are read as each of the demo's doors, in both languages, following links. Ids, ports and what a machine draws at
random are made alike first. Prints each page that differs, with its first difference, and ends with 1 if any does.
"""

import re
import sys
import urllib.error
import urllib.parse
import urllib.request
from collections import defaultdict, deque
from dataclasses import dataclass, field
from html.parser import HTMLParser
from http.cookiejar import CookieJar

DOORS = ("client", "therapist", "administrator", "representative")
LANGUAGES = ("nb", "en")
UNSEEN = {"script", "style", "template"}
NEVER = re.compile(r"/(leave|account/logout|demo|static|media|export|language)\b|\.(svg|png|css|js|json|webmanifest)$")
ALIKE = (
    (re.compile(r"[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}"), "ID"),
    (re.compile(r"localhost:\d+"), "HOST"),
    (re.compile(r"[A-Z2-7]{32}"), "SECRET"),
    (re.compile(r"\b[A-Z0-9]{4} [A-Z0-9]{4}\b"), "ROOM CODE"),
)
MOST_OF_A_KIND = 6


class Page(HTMLParser):
    """What is read of a page: visible text as it stands, spaces in a row as one, and where its links lead."""

    def __init__(self, html: str):
        super().__init__()
        self.pieces: list[str] = []
        self.links: list[str] = []
        self._hidden = 0
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._hidden += tag in UNSEEN
        given = dict(attrs)
        if tag == "a" and given.get("href"):
            self.links.append(str(given["href"]))
        for name in ("alt", "aria-label", "title", "placeholder"):
            if given.get(name):
                self.pieces.append(f"[{name}: {given[name]}]")

    def handle_endtag(self, tag: str) -> None:
        self._hidden -= tag in UNSEEN

    def handle_data(self, data: str) -> None:
        if not self._hidden:
            self.pieces.append(data)

    @property
    def text(self) -> str:
        return make_alike(re.sub(r"\s+", " ", "".join(self.pieces)).strip())


def make_alike(text: str) -> str:
    for pattern, word in ALIKE:
        text = pattern.sub(word, text)
    return text


@dataclass
class Reader:
    """A browser without scripts that came in by one of the demo's doors."""

    url: str
    language: str
    opener: urllib.request.OpenerDirector = field(init=False)
    cookies: CookieJar = field(default_factory=CookieJar)

    def __post_init__(self) -> None:
        self.opener = urllib.request.build_opener(urllib.request.HTTPCookieProcessor(self.cookies))
        self.opener.addheaders = [("Accept-Language", self.language)]

    def get(self, path: str) -> str:
        with self.opener.open(self.url + path, timeout=60) as answer:
            return answer.read().decode() if "text/html" in answer.headers.get("Content-Type", "") else ""

    def enter(self, door: str) -> str:
        """The path of the first page behind the door."""
        self.get("/")
        token = next((cookie.value for cookie in self.cookies if "csrf" in cookie.name), "")
        form = urllib.parse.urlencode({"csrfmiddlewaretoken": token or ""}).encode()
        with self.opener.open(f"{self.url}/demo/{door}/", form, timeout=60) as answer:
            return urllib.parse.urlparse(answer.url).path

    def read_all(self, first: str) -> dict[str, list[str]]:
        """Texts of the pages that links lead to, by kind of address, in the order they are met."""
        waiting, met = deque([first]), {first}
        texts: dict[str, list[str]] = defaultdict(list)
        while waiting:
            path = waiting.popleft()
            kind = make_alike(path)
            if len(texts[kind]) >= MOST_OF_A_KIND:
                continue
            page = self._read(path)
            texts[kind].append(page.text)
            for link in page.links:
                path_of_link = self._own_path(path, link)
                if path_of_link and path_of_link not in met:
                    met.add(path_of_link)
                    waiting.append(path_of_link)
        return texts

    def _read(self, path: str) -> Page:
        try:
            return Page(self.get(path))
        except urllib.error.HTTPError as error:
            return Page(f"<p>{error.code}</p>")

    def _own_path(self, path: str, link: str) -> str:
        target = urllib.parse.urlparse(urllib.parse.urljoin(self.url + path, link))
        own = target.scheme == "http" and target.netloc == urllib.parse.urlparse(self.url).netloc
        whole = target.path + (f"?{target.query}" if target.query else "")
        return whole if own and not NEVER.search(target.path) else ""


def first_difference(one: str, other: str) -> str:
    at = next((i for i, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), min(len(one), len(other)))
    return f"  … {one[max(0, at - 40) : at + 60]!r}\n  … {other[max(0, at - 40) : at + 60]!r}"


# Figures stand in the order of their ids, which are random: on a board's pages words count, not their order.
IN_ANY_ORDER = re.compile(r"^/constellations/ID/")


def says_the_same(kind: str, one: list[str], other: list[str]) -> bool:
    if IN_ANY_ORDER.match(kind):
        one, other = ([" ".join(sorted(text.split())) for text in texts] for texts in (one, other))
    return sorted(one) == sorted(other)


def compare(one: dict[str, list[str]], other: dict[str, list[str]]) -> list[str]:
    """A line for each kind of page that only one has, and for each that says something else."""
    found = [f"only in one: {kind}" for kind in one.keys() ^ other.keys()]
    for kind in one.keys() & other.keys():
        if not says_the_same(kind, one[kind], other[kind]):
            pairs = zip(one[kind], other[kind], strict=False)
            shown = next((first_difference(a, b) for a, b in pairs if a != b), "  … their number")
            found.append(f"differs: {kind}\n{shown}")
    return found


def main(urls: list[str]) -> int:
    pages, different = 0, 0
    for door in DOORS:
        for language in LANGUAGES:
            read = []
            for url in urls:
                reader = Reader(url, language)
                read.append(reader.read_all(reader.enter(door)))
            found = compare(*read)
            pages += sum(len(texts) for texts in read[0].values())
            different += len(found)
            print(f"{door}, {language}: {sum(map(len, read[0].values()))} pages", *found, sep="\n")
    print(f"{pages} pages read in each, {different} kinds of page differ")
    return int(bool(different))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:3]))
