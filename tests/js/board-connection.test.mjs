import assert from "node:assert/strict";
import test from "node:test";
import { BoardConnection } from "../../fotfeste/static/js/board/connection.js";
import { PROTOCOL_VERSION } from "../../fotfeste/static/js/board/protocol.js";

const STOP = { do: "send", signal: "stop" };
const move = (x) => ({ do: "move", figure: "f", x, y: 1 });
const settled = () => new Promise((resolve) => setImmediate(resolve));

/** A world whose time passes when told, whose sockets are opened by hand and whose HTTP answers as given. */
function world(http = () => null) {
  let now = 0,
    ids = 0,
    timers = [];
  const sockets = [],
    posts = [],
    listeners = {},
    frames = [],
    states = [];
  class Socket {
    readyState = 0;
    bufferedAmount = 0;
    sent = [];
    constructor(url) {
      this.url = url;
      sockets.push(this);
    }
    send(text) {
      this.sent.push(JSON.parse(text));
    }
    close() {
      this.readyState = 3;
    }
    open() {
      this.readyState = 1;
      this.onopen();
    }
    say(frame) {
      this.onmessage({ data: JSON.stringify(frame) });
    }
    end(code = 1006) {
      this.readyState = 3;
      this.onclose?.({ code });
    }
  }
  const fetch = async (url, init = {}) => {
    const fields = init.body ? Object.fromEntries(init.body) : {};
    posts.push({ url, ...fields, token: init.headers["X-CSRFToken"] });
    const answer = http(url, fields);
    if (!answer) throw new TypeError("no net");
    const { status = 200, json } = answer;
    return { status, ok: status < 300, type: "basic", json: async () => json };
  };
  const all = {
    Socket,
    fetch,
    now_ms: () => now,
    newId: () => `id${++ids}`,
    schedule: (act, ms) => {
      const timer = { act, at: now + ms };
      timers.push(timer);
      return timer;
    },
    cancel: (timer) => {
      timers = timers.filter((each) => each !== timer);
    },
    listen: (name, act) => {
      listeners[name] = act;
      return () => delete listeners[name];
    },
  };
  const pass = async (ms) => {
    const until = now + ms;
    for (;;) {
      await settled();
      const next = timers.filter(({ at }) => at <= until).sort((a, b) => a.at - b.at)[0];
      if (!next) break;
      timers = timers.filter((each) => each !== next);
      now = Math.max(now, next.at);
      next.act();
    }
    now = until;
  };
  const places = { live: "ws://x/live/", do: "/do/", stop: "/stop/", view: "/view/", token: "t" };
  const link = new BoardConnection(
    places,
    { frame: (f) => frames.push(f), state: (s, why) => states.push([s, why]) },
    all,
  );
  link.open();
  return {
    link,
    sockets,
    posts,
    frames,
    states,
    listeners,
    pass,
    get socket() {
      return sockets.at(-1);
    },
  };
}

test("a command is sent at once and settled by its acknowledgement", async () => {
  const w = world();
  w.socket.open();
  const answer = w.link.execute(move(1));
  assert.deepEqual(w.socket.sent, [{ id: "id1", do: move(1) }]);
  w.socket.say({ ack: "id1", seq: 7 });
  assert.deepEqual(await answer, { seq: 7 });
});

test("a refusal brings its sentence, and a frame goes to the page", async () => {
  const w = world();
  w.socket.open();
  const answer = w.link.execute(move(1));
  w.socket.say({ no: "id1", code: "frozen", sentence: "Alt står stille." });
  w.socket.say({ seq: 3, moved: { f: [1, 2, 3, 0] } });
  assert.deepEqual(await answer, { code: "frozen", sentence: "Alt står stille." });
  assert.deepEqual(w.frames, [{ seq: 3, moved: { f: [1, 2, 3, 0] } }]);
});

test("what is not acknowledged is sent again in order, with the same id, also through several reconnects", async () => {
  const w = world();
  const answers = [w.link.execute(move(1)), w.link.execute(move(2))];
  w.socket.open();
  const third = w.link.execute(move(3));
  w.socket.say({ ack: "id1", seq: 1 });
  w.socket.end();
  await w.pass(250);
  assert.equal(w.sockets.length, 2);
  w.socket.open();
  assert.deepEqual(
    w.socket.sent.map(({ id, do: { x } }) => [id, x]),
    [
      ["id2", 2],
      ["id3", 3],
    ],
  );
  w.socket.end();
  await w.pass(250);
  w.socket.open();
  assert.deepEqual(
    w.socket.sent.map(({ id }) => id),
    ["id2", "id3"],
  );
  w.socket.say({ ack: "id2", seq: 2 });
  w.socket.say({ ack: "id3", seq: 3 });
  w.socket.say({ ack: "id3", seq: 3 });
  assert.deepEqual(await Promise.all([...answers, third]), [{ seq: 1 }, { seq: 2 }, { seq: 3 }]);
});

test("it comes back within 250 ms, then with longer pauses; a net or a page that comes back is used at once", async () => {
  const w = world(() => ({ status: 500 }));
  w.socket.open();
  w.socket.end();
  await w.pass(250);
  assert.equal(w.sockets.length, 2);
  w.socket.end();
  await w.pass(300);
  assert.equal(w.sockets.length, 2);
  w.listeners.online();
  await w.pass(0);
  assert.equal(w.sockets.length, 3);
  w.socket.end();
  w.listeners.shown();
  await w.pass(0);
  assert.equal(w.sockets.length, 4);
  w.socket.end(4408);
  assert.equal(w.sockets.length, 5);
});

test("a socket that is silent after the phone slept is taken for dead; one that speaks is kept", async () => {
  const w = world();
  w.socket.open();
  w.listeners.shown();
  await w.pass(1_000);
  w.socket.say({ here: ["a"] });
  await w.pass(1_500);
  assert.equal(w.sockets.length, 1);
  w.listeners.shown();
  await w.pass(2_300);
  assert.equal(w.sockets.length, 2);
});

test("a socket that never opens, or never answers, is replaced", async () => {
  const w = world();
  await w.pass(5_300);
  assert.equal(w.sockets.length, 2);
  w.socket.open();
  void w.link.execute(move(1));
  await w.pass(4_300);
  assert.equal(w.sockets.length, 3);
  w.socket.open();
  assert.deepEqual(
    w.socket.sent.map(({ id }) => id),
    ["id1"],
  );
});

test("STOP goes by HTTP at once when no socket is open, again until it arrives, and is not doubled", async () => {
  let net = false;
  const w = world((url, { id }) => (net ? { json: { ack: id, seq: 9 } } : null));
  const answer = w.link.execute(STOP);
  await w.pass(0);
  assert.deepEqual(
    w.posts.map(({ url, id, token }) => [url, id, token]),
    [["/stop/", "id1", "t"]],
  );
  await w.pass(1_000);
  net = true;
  await w.pass(1_000);
  assert.deepEqual(await answer, { seq: 9 });
  assert.deepEqual([...new Set(w.posts.map(({ id }) => id))], ["id1"]);
  w.socket.open();
  assert.deepEqual(w.socket.sent, []);
});

test("STOP goes by HTTP too when the socket has not answered within 300 ms, and only then", async () => {
  const w = world((url, { id }) => ({ json: { ack: id, seq: 4 } }));
  w.socket.open();
  const quick = w.link.execute(STOP);
  w.socket.say({ ack: "id1", seq: 3 });
  await quick;
  await w.pass(400);
  assert.equal(w.posts.length, 0);
  const slow = w.link.execute(STOP);
  await w.pass(299);
  assert.equal(w.posts.length, 0);
  await w.pass(1);
  assert.deepEqual(await slow, { seq: 4 });
  assert.deepEqual(
    w.posts.map(({ url, id }) => [url, id]),
    [["/stop/", "id2"]],
  );
});

test("a STOP the server cannot take by HTTP is never given up", async () => {
  const w = world(() => ({ status: 403 }));
  w.socket.open();
  let told = false;
  void w.link.execute(STOP).then(() => (told = true));
  await w.pass(2_400);
  assert.ok(!told && w.posts.length >= 2);
  w.socket.say({ ack: "id1", seq: 3 });
  await w.pass(0);
  assert.ok(told);
});

test("after three sockets that did not open, commands go by HTTP, in order, and the view is fetched", async () => {
  const w = world((url, { id }) =>
    url === "/view/" ? { json: { view: { seq: 5 } } } : { json: { ack: id, seq: 6, view: { seq: 6 } } },
  );
  const answers = [w.link.execute(move(1)), w.link.execute(move(2))];
  w.socket.end();
  await w.pass(250);
  w.socket.end();
  await w.pass(500);
  assert.deepEqual(w.posts, []);
  w.socket.end();
  await w.pass(0);
  assert.deepEqual(
    (await Promise.all(answers)).map(({ seq }) => seq),
    [6, 6],
  );
  assert.deepEqual(
    w.posts.filter(({ url }) => url === "/do/").map(({ id, command }) => [id, JSON.parse(command).x]),
    [
      ["id1", 1],
      ["id2", 2],
    ],
  );
  assert.deepEqual(w.frames.map(({ view }) => view.seq).sort(), [5, 6, 6]);
  const refused = w.link.execute(move(3));
  assert.deepEqual(await refused, { seq: 6 });
});

test("a refusal by HTTP is a refusal; what cannot be taken is told as not sent", async () => {
  const answers = {
    1: { status: 409, json: { no: "id1", code: "frozen", sentence: "Stille." } },
    2: { status: 400, json: {} },
  };
  const w = world((url, { command }) => (url === "/view/" ? null : answers[JSON.parse(command).x]));
  const asked = [w.link.execute(move(1)), w.link.execute(move(2))];
  for (const ms of [250, 500, 0]) w.socket.end(), await w.pass(ms);
  assert.deepEqual(await Promise.all(asked), [
    { code: "frozen", sentence: "Stille." },
    { code: "not_sent", sentence: "" },
  ]);
});

test("a session that is over and a seat that is gone end it: no more sockets, and nothing waits for ever", async () => {
  for (const [code, why] of [
    [4404, "seat"],
    [4403, "seat"],
  ]) {
    const w = world();
    w.socket.open();
    const answer = w.link.execute(move(1));
    w.socket.end(code);
    assert.deepEqual(await answer, { code: "gone", sentence: "" });
    assert.deepEqual(w.states.at(-1), ["gone", why]);
    await w.pass(20_000);
    assert.equal(w.sockets.length, 1);
    assert.deepEqual(await w.link.execute(move(2)), { code: "gone", sentence: "" });
  }
});

test("a drag is shown at most each 50 ms, the newest place, and told again while the hand rests", async () => {
  const w = world();
  w.socket.open();
  for (let i = 0; i < 100; i++) {
    w.link.drag.show(["f", i, 0, 0]);
    await w.pass(10);
  }
  const shown = w.socket.sent.map(({ drag }) => drag[1]);
  assert.ok(shown.length <= 21 && shown.length >= 19, String(shown.length));
  await w.pass(1_100);
  assert.ok(w.socket.sent.length - shown.length <= 3 && w.socket.sent.at(-1).drag[1] === 99);
  w.link.drag.end();
  const before = w.socket.sent.length;
  await w.pass(2_000);
  assert.equal(w.socket.sent.length, before);
});

test("a drag without a socket, or on a full one, is dropped", async () => {
  const w = world();
  w.link.drag.show(["f", 1, 0, 0]);
  w.socket.open();
  assert.deepEqual(w.socket.sent, []);
  w.socket.bufferedAmount = 100_000;
  await w.pass(60);
  w.link.drag.show(["f", 2, 0, 0]);
  assert.deepEqual(w.socket.sent, []);
});

test("it tells the version it speaks, also when it comes back", async () => {
  const w = world();
  w.socket.end();
  await w.pass(250);
  assert.deepEqual(
    w.sockets.map(({ url }) => url),
    Array(2).fill(`ws://x/live/?protocol=${PROTOCOL_VERSION}`),
  );
});

test("a page of another release is told, opens no socket again, and loses nothing: all goes by HTTP, a stop at once", async () => {
  const w = world((url) => ({ json: url === "/view/" ? { view: { seq: 4 } } : { ack: "x", seq: 3 } }));
  const before = w.link.execute(move(1));
  w.socket.open();
  w.socket.say({ reload: PROTOCOL_VERSION + 1, sentence: "Brettet er fornyet." });
  w.socket.end(4426);
  assert.deepEqual(w.states.at(-1), ["outdated", "Brettet er fornyet."]);
  assert.deepEqual(await before, { seq: 3 });
  assert.deepEqual(await Promise.all([w.link.execute(move(2)), w.link.execute(STOP)]), [{ seq: 3 }, { seq: 3 }]);
  for (const again of ["online", "shown"]) w.listeners[again]();
  await w.pass(20_000);
  assert.equal(w.sockets.length, 1);
  assert.deepEqual(w.states.at(-1), ["outdated", "Brettet er fornyet."]);
  assert.ok(w.posts.filter(({ url }) => url === "/view/").length > 3); // it still learns when its seat ends
  assert.deepEqual(w.frames, []); // and draws nothing that it would misread
  assert.deepEqual(
    w.posts.filter(({ url }) => url !== "/view/").map(({ url, id }) => [url, id]),
    [
      ["/do/", "id1"],
      ["/do/", "id2"],
      ["/stop/", "id3"],
    ],
  );
});
