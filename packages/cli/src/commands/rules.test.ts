import { describe, expect, it } from "vitest";
import { runCommand } from "../../test/run-command.ts";

/** One row of the table, on a terminal of this width. */
const printed = async (columns?: number) =>
  (await runCommand(["rules", "--status", "413", "--category", "size"], { columns })).out.split("\n").slice(0, 2);

const action = "Reduce or compress the attached content.";

describe("a row of the table", () => {
  it.each([undefined, 98, 120])("is one line on a terminal of %s columns", async (columns) => {
    expect((await printed(columns))[0]).toBe(`too-large-sentence         no          size               ${action}`);
  });

  it.each([60, 97])("has its action on a line of its own on a terminal of %s columns", async (columns) => {
    expect(await printed(columns)).toEqual(["too-large-sentence         no          size", `  ${action}`]);
  });
});
