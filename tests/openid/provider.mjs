// A real OpenID provider for tests, on this machine only: node tests/openid/provider.mjs PORT CLIENT_ID SECRET REDIRECT_URI
// It asks for the client's secret and PKCE, and tells more about people than it was asked for, as some do.
import { createServer } from "node:http";
import { Provider } from "oidc-provider";

const [port, clientId, secret, redirectUri] = process.argv.slice(2);
const issuer = `http://localhost:${port}`;
const SECOND_FACTOR = "urn:test:second-factor";
const ABOUT = { name: "Kari Planteord Nordmann", email: "kari.planteord@example.org", pid: "01017012345" };

const provider = new Provider(issuer, {
  clients: [{ client_id: clientId, client_secret: secret, redirect_uris: [redirectUri], response_types: ["code"] }],
  pkce: { required: () => true },
  acrValues: ["urn:test:password", SECOND_FACTOR],
  claims: { openid: ["sub", "name", "email", "pid"] },
  conformIdTokenClaims: false,
  cookies: { keys: [secret] },
  features: { devInteractions: { enabled: false } },
  interactions: { url: (_context, interaction) => `/interaction/${interaction.uid}` },
  findAccount: (_context, sub) => ({ accountId: sub, claims: () => ({ sub, ...ABOUT }) }),
  async loadExistingGrant(context) {
    const grant = new context.oidc.provider.Grant({
      clientId: context.oidc.client.clientId,
      accountId: context.oidc.session.accountId,
    });
    grant.addOIDCScope("openid");
    await grant.save();
    return grant;
  },
});

const PAGE = `<!doctype html><html lang="en"><title>Institution</title><main><h1>Institution</h1><form method="post">
<label>Who <input name="who"></label>
<button name="do" value="password">Sign in</button>
<button name="do" value="second">Sign in with two factors</button>
<button name="do" value="stop">Cancel</button></form></main></html>`;

async function interact(request, response) {
  if (request.method === "GET") {
    response.setHeader("Content-Type", "text/html; charset=utf-8").end(PAGE);
    return;
  }
  let body = "";
  for await (const part of request) body += part;
  const answers = new URLSearchParams(body);
  const acr = answers.get("do") === "second" ? SECOND_FACTOR : "urn:test:password";
  const result =
    answers.get("do") === "stop" ? { error: "access_denied" } : { login: { accountId: answers.get("who"), acr } };
  await provider.interactionFinished(request, response, result);
}

const answer = provider.callback();
createServer((request, response) => {
  if (request.url.startsWith("/interaction/")) interact(request, response);
  else answer(request, response);
}).listen(Number(port), "localhost");
