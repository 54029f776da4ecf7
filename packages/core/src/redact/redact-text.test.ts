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
    ["", ""],
  ])("makes of %j %j", (text, expected) => {
    expect(redactText(text)).toBe(expected);
  });
});

it("takes the query out of a URL, and Google's keys out of prose", () => {
  expect(redactText("for url (https://h.example/v1beta/x?key=AIzaSyA1234567890abcdefghij): failed")).toBe(
    "for url (https://h.example/v1beta/x?***): failed",
  );
  expect(redactText("API key AIzaSyA1234567890abcdefghij not valid")).toBe("API key *** not valid");
});
