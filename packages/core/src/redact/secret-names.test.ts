import { describe, expect, it } from "vitest";
import { isCredentialHeader, isSecretName, isSecretParameter } from "./secret-names.ts";

describe("names", () => {
  it.each([
    ...["authorization", "Proxy-Authorization", "api_key", "x-api-key", "apikey", "access_token", "client_secret"],
    ...[
      "password",
      "passwd",
      "passphrase",
      "Cookie",
      "set-cookie",
      "aws_access_key_id",
      "private key",
      "jwt",
      "session_id",
    ],
    ...["auth", "x-auth", "x_auth", "pwd", "credentials", "app_key", "appKey"],
    ...["cookies", "apiKeys", "api-keys", "secrets", "passwords", "access_key_ids"],
  ])("%s is a secret's", (name) => {
    expect(isSecretName(name)).toBe(true);
    expect(isSecretParameter(name)).toBe(true);
  });

  it.each(["key", "sig", "sign", "code", "policy", "Key-Pair-Id", "GoogleAccessId", "X-Amz-Signature"])(
    "%s is a secret's in a query alone",
    (name) => {
      expect(isSecretName(name)).toBe(false);
      expect(isSecretParameter(name)).toBe(true);
    },
  );

  it.each([
    "max_tokens",
    "tokens",
    "total_tokens",
    "keepAlive",
    "primaryKeys",
    "authorizations",
    "keys",
    "monkey",
    "sigma",
    "zipcode",
    "policy_id",
    "my-auth-x",
    "xauth2",
    "pwds",
    "signatures",
    "encode",
  ])("%s is not a secret's name", (name) => {
    expect(isSecretName(name)).toBe(false);
    expect(isSecretParameter(name)).toBe(false);
  });

  it("of more than 200 characters are not names of secrets", () => {
    expect(isSecretName(`${"a".repeat(194)}-token`)).toBe(true);
    expect(isSecretName(`${"a".repeat(195)}-token`)).toBe(false);
  });

  it("of credential headers are all names of secrets that only headers have, or flags", () => {
    const names = [
      ...["Authorization", "proxy-authorization", "cookie", "Set-Cookie", "api-key", "x-api-key", "x-goog-api-key"],
      ...["mj-api-secret", "x-auth-token", "Ocp-Apim-Subscription-Key", "x-auth"],
      ...["--api-key", "--token", "-password"],
    ];
    expect(names.filter(isCredentialHeader)).toEqual(names);
    expect(
      [
        ...[
          "cookies",
          "token",
          "password",
          "authorization2",
          "x-request-id",
          "so-and-so: my token",
          "well - a token",
          "set --token",
        ],
        ...[7, undefined],
      ].filter(isCredentialHeader),
    ).toEqual([]);
  });
});
