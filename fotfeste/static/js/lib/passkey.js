/** Passkey options and answers between JSON, as the server speaks, and the binary form the browser wants. */

/** @param {string} text base64url @returns {Uint8Array<ArrayBuffer>} */
export function toBytes(text) {
  const plain = atob(text.replace(/-/g, "+").replace(/_/g, "/"));
  return Uint8Array.from(plain, (letter) => letter.charCodeAt(0));
}

/** @param {ArrayBuffer | null} buffer @returns {string | undefined} base64url without padding */
export function fromBytes(buffer) {
  if (!buffer) return undefined;
  const letters = Array.from(new Uint8Array(buffer), (byte) => String.fromCharCode(byte));
  return btoa(letters.join("")).replace(/\+/g, "-").replace(/\//g, "_").replace(/=+$/, "");
}

/** @param {any[] | undefined} list */
const decodeIds = (list) => (list ?? []).map((each) => ({ ...each, id: toBytes(each.id) }));

/** A key made here can sign in by itself, so it lies in the authenticator and asks who one is. @param {any} options */
export function requireDiscoverable(options) {
  const choice = {
    ...options.authenticatorSelection,
    residentKey: "required",
    requireResidentKey: true,
    userVerification: "required",
  };
  return { ...options, authenticatorSelection: choice };
}

/** @param {any} json @returns {PublicKeyCredentialCreationOptions} */
export function toCreationOptions(json) {
  if ("parseCreationOptionsFromJSON" in PublicKeyCredential)
    return PublicKeyCredential.parseCreationOptionsFromJSON(json);
  const user = { ...json.user, id: toBytes(json.user.id) };
  return { ...json, user, challenge: toBytes(json.challenge), excludeCredentials: decodeIds(json.excludeCredentials) };
}

/** @param {any} json @returns {PublicKeyCredentialRequestOptions} */
export function toRequestOptions(json) {
  if ("parseRequestOptionsFromJSON" in PublicKeyCredential)
    return PublicKeyCredential.parseRequestOptionsFromJSON(json);
  return { ...json, challenge: toBytes(json.challenge), allowCredentials: decodeIds(json.allowCredentials) };
}

/** What the server reads. Older browsers have no `toJSON`. @param {any} credential */
export function toJson(credential) {
  if (typeof credential.toJSON === "function") return credential.toJSON();
  const { response } = credential;
  /** @type {Record<string, string | undefined>} */
  const parts = {};
  for (const part of ["clientDataJSON", "attestationObject", "authenticatorData", "signature", "userHandle"]) {
    if (response[part]) parts[part] = fromBytes(response[part]);
  }
  return {
    id: credential.id,
    rawId: fromBytes(credential.rawId),
    type: credential.type,
    authenticatorAttachment: credential.authenticatorAttachment,
    clientExtensionResults: credential.getClientExtensionResults(),
    response: parts,
  };
}
