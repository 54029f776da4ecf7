import { describe, expect, it } from "vitest";
import { redactText } from "./redact-text.ts";

describe("redactText", () => {
  it.each([
    ["key sk-abcdefghij1234 is wrong", "key *** is wrong"],
    ["sk-proj-AB_cd-1234567890", "***"],
    ["sk-ant-api03-xyz_XYZ-12345678", "***"],
    ["pk-abcdefgh rk-abcdefgh ak-abcdefgh", "*** *** ***"],
    ["Authorization: Bearer abcdef123456", "Authorization: Bearer ***"],
    ["authorization: bearer   abcdef123456, more", "authorization: bearer   ***, more"],
    ['{"authorization":"Bearer abcdef123456"}', '{"authorization":"Bearer ***"}'],
    ["Incorrect API key provided: sk-abc*****wxyz.", "Incorrect API key provided: sk-abc*****wxyz."],
    ["task-scheduler and risk-averse disk-intensive work", "task-scheduler and risk-averse disk-intensive work"],
    ["a bearer of news", "a bearer of news"],
    ['password: "it\'s here", said she', 'password: "***", said she'],
    ["password = 'say \"x\" y', said he", "password = '***', said he"],
    ['password: "open\nand more', 'password: "***\nand more'],
    ["password: 'open\nand more", "password: '***\nand more"],
    ['{\\"password\\": \\"hunter 2\\", \\"a\\": 1}', '{\\"password\\": \\"***\\", \\"a\\": 1}'],
    ['token="Bearer   Token \t abc"', 'token="Bearer   Token \t ***"'],
    ['token="my bearer abc"', 'token="***"'],
    ['token="  basic abc"', 'token="  basic ***"'],
    ["https://h/x?secret, https://h/x?a#b", "https://h/x?***, https://h/x?***"],
    ["https://h/x#part https://h/x#a=b.", "https://h/x#part https://h/x#***."],
    ["https://h/x?). https://h/x?", "https://h/x?). https://h/x?"],
    ["https://?). https://?", "https://?). https://?"],
    ["PROXY_http://user:pass@h/x?@", "PROXY_http://***@h/x?***"],
    ["ftp://user:pass@h/x git+ssh://user@h/x", "ftp://***@h/x git+ssh://***@h/x"],
    ["https:\\/\\/u:p@h\\/x?key=1", "https:\\/\\/***@h\\/x?***"],
    ["dial https://user:p@ssw0rd@proxy:80/x failed", "dial https://***@proxy:80/x failed"],
    ["https://u:a@b@c@h/x@y?z=1@2 https://u:p@h, mail a@b", "https://***@h/x@y?*** https://***@h, mail a@b"],
    ["https://user:pa#ssw0rd@h/x, https://user:pa?ss@h.", "https://***?***, https://***?***."],
    ["https://u:p@a#b@h https://h?a=b@c/d&e=f", "https://***?*** https://***?***"],
    ["://u:p@h/x averylongschemename://u:p@h/x?y", "://***@h/x averylongschemename://***@h/x?***"],
    ["https://h/https://u:p@h/x", "https://h/https://***@h/x"],
    ["HTTPS_PROXY=http://user:p/ss@w/rd@proxy:8080/x is no URL", "HTTPS_PROXY=http://***@proxy:8080/x is no URL"],
    ["https://user:p/w@h?a=b", "https://***@h?***"],
    ["redis://:pa/ss@h:6379/0 http://:80/a@b", "redis://***@h:6379/0 http://:80/a@b"],
    [
      "http://h:8080/a@b http://[::1]:80/a@b http://h/a:b/c@d",
      "http://h:8080/a@b http://[::1]:80/a@b http://h/a:b/c@d",
    ],
    ["mail a@b.example, see http://h", "mail a@b.example, see http://h"],
    [
      "-----BEGIN RSA PRIVATE KEY-----\nMIIE/x+\n-----END RSA PRIVATE KEY-----",
      "-----BEGIN RSA PRIVATE KEY-----***-----END RSA PRIVATE KEY-----",
    ],
    [
      "-----BEGIN RSA PRIVATE KEY-----\nProc-Type: 4,ENCRYPTED\nDEK-Info: AES-256-CBC,1F\n\nMIIE/x+\n-----END RSA PRIVATE KEY-----",
      "-----BEGIN RSA PRIVATE KEY-----***-----END RSA PRIVATE KEY-----",
    ],
    [
      "aws_secret_access_key = wJalrXUtnFEMI/K7MDENG+bPxR==\naws_session_token =FwoG4",
      "aws_secret_access_key = ***\naws_session_token =FwoG4",
    ],
    ["password = hunter22, [api_key] => abcdefg1; token = word", "password = ***, [api_key] => ***; token = word"],
    ["const token = tokens.at(1); token = sign(a1b2c3d4);", "const token = tokens.at(1); token = sign(a1b2c3d4);"],
    ["'api_key' => 'abc', :token=>\"a b\"", "'api_key' => '***', :token=>\"***\""],
    [
      "Authorization: Key abcdefgh1\nauthorization: ApiKey abcdefgh1",
      "Authorization: Key ***\nauthorization: ApiKey ***",
    ],
    ["authorization: api-key abcdefgh1, the key is lost", "authorization: api-key ***, the key is lost"],
    ['<a href="/x?a=1&amp;key=abc"> "/x?a\\u0026key=abc"', '<a href="/x?a=1&amp;key=***"> "/x?a\\u0026key=***"'],
    ["csk-abcdefgh pplx-abcdefgh tvly-abcdefgh nvapi-abcdefgh", "*** *** *** ***"],
    ["AQ.abcdefghij123456 FAQ.abcdefghij123456 ASIAABCDEFGHIJ234567", "*** FAQ.abcdefghij123456 ***"],
    ["ASIA-PACIFIC-SOUTHEAST-1 sk_learn_model_selection_v2", "ASIA-PACIFIC-SOUTHEAST-1 sk_learn_model_selection_v2"],
    [`sk_${"0123456789abcdef".repeat(3)}`, "***"],
    ["Cookie: a=b; c=d\nAccept: x", "Cookie: ***\nAccept: x"],
    ["set-cookie  :  a=b; Path=/", "set-cookie  :  ***"],
    ["api_key=abcd&x=1 token=abc", "api_key=***&x=1 token=abc"],
    ["token: abcdefghijklmnop, token: identifier", "token: ***, token: identifier"],
    ["token: abc4, password : Basic abc4", "token: ***, password : Basic ***"],
    ["/x?key=abc&sig=def&code=g&a=b", "/x?key=***&sig=***&code=***&a=b"],
    ["/x?policy=abc#d /y?signature=e", "/x?policy=***#d /y?signature=***"],
    ["?a=1&X-Goog-Signature=abc&Key-Pair-Id=def", "?a=1&X-Goog-Signature=***&Key-Pair-Id=***"],
    ["api_keys=abcd1234, cookies: sid=abcdefgh1", "api_keys=***, cookies: ***"],
    [
      "[('x-api-key', 'abc'), (b'mj-api-secret', b'd e'), ('accept', 'f')]",
      "[('x-api-key', '***'), (b'mj-api-secret', b'***'), ('accept', 'f')]",
    ],
    ['x ["authorization","abc"], ["Set-Cookie", "a=b"]', 'x ["authorization","***"], ["Set-Cookie", "***"]'],
    ['x ["password", "email"] and ("token", "name")', 'x ["password", "email"] and ("token", "name")'],
    ["{b'x-api-key': b'abc', 'api_key': b'def'}", "{b'x-api-key': b'***', 'api_key': b'***'}"],
    ["bearer%20abcdefgh1, Bearer:abcdefgh1", "bearer%20***, Bearer:***"],
    ["forbearer abcdefgh1", "forbearer abcdefgh1"],
    ["\\nbearer abcdefgh1", "\\nbearer ***"],
    ["%0absk-abcdefgh1 \\u000ask-abcdefgh1 disk-abcdefgh1", "%0absk-abcdefgh1 \\u000a*** disk-abcdefgh1"],
    ["SK-ABCDEFGH, xai-abcdefgh xoxb-abcdefgh glpat-abcdefgh", "***, *** *** ***"],
    ["sk_live_abcdefgh rk_test_abcdefgh pk_other_abcdefgh", "*** *** pk_other_abcdefgh"],
    ["sk-abcdefg sk-abcdefgh", "sk-abcdefg ***"],
    ["ghp_abcdefghij123456 gho_abcdefghij12345,", "*** gho_abcdefghij12345,"],
    ["github_pat_abcdefghij123456 hf_abcdefghij123456 gsk_abcdefghij123456", "*** *** ***"],
    ["r8_abcdefghij123456 npm_abcdefghij123456 AKIAabcdefghij123456", "*** *** ***"],
    ["ya29.abcdefghij123456 eyJabcdefghij.1234_56-78", "*** ***"],
    ["eyjabcdefghij123456", "eyjabcdefghij123456"],
    ["npx mcp --api-key abcd1234efgh --token\tabcd1234 -v", "npx mcp --api-key *** --token\t*** -v"],
    ["--oauth2-bearer abcdefgh1 --secret abcdefghijklmnop", "--oauth2-bearer *** --secret ***"],
    [`--password "a b" --api-key 'abc'`, `--password "***" --api-key '***'`],
    ["pass --api-key or --token instead, the token 1234", "pass --api-key or --token instead, the token 1234"],
    ["--max-tokens 4096 --keep-alive 30000", "--max-tokens 4096 --keep-alive 30000"],
    ["curl -u admin:pw123456 https://h", "curl -u admin:*** https://h"],
    [`curl -su 'admin:pw' --user "a:b,c" https://h`, `curl -su 'admin:***' --user "a:***" https://h`],
    ["curl --proxy-user=a:bcd -u admin https://h:80", "curl --proxy-user=a:*** -u admin https://h:80"],
    ["-u, --user <user:password> Server user", "-u, --user <user:password> Server user"],
    ["docker run -u 1000:1000 python -u https://h:80/x", "docker run -u 1000:1000 python -u https://h:80/x"],
    ["x-api-key: missing\nx-api-key: required", "x-api-key: missing\nx-api-key: required"],
    ["the api-key: see below, x-api-key: somewhere else", "the api-key: see below, x-api-key: somewhere else"],
    ["authorization: forbidden\nauthorization: Unauthorized", "authorization: forbidden\nauthorization: Unauthorized"],
    ["Incorrect API key provided: mykey-abcd1234efgh. You", "Incorrect API key provided: *** You"],
    [
      "API key provided: undefined. No token provided: 2 of 3",
      "API key provided: undefined. No token provided: 2 of 3",
    ],
    ["sess-abcdefgh whsec_abcdefghij123456 vcp_abcdefghij123456", "*** *** ***"],
    [
      `dop_v1_abcdefghij123456 SG.${"a-Z_1".repeat(5).slice(3)}.${"b".repeat(43)} SG.Names.OfAClass`,
      "*** *** SG.Names.OfAClass",
    ],
    ["", ""],
  ])("makes of %j %j", (text, expected) => {
    expect(redactText(text)).toBe(expected);
  });
});

it("notes nothing where it removes nothing", () => {
  redactText("see https://h/x#part", () => expect.unreachable());
});

it("removes the query from a URL, and Google's keys from prose", () => {
  expect(redactText("for url (https://h.example/v1beta/x?key=AIzaSyA1234567890abcdefghij): failed")).toBe(
    "for url (https://h.example/v1beta/x?***): failed",
  );
  expect(redactText("API key AIzaSyA1234567890abcdefghij not valid")).toBe("API key *** not valid");
});
