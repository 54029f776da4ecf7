import {
  check,
  checkOptions,
  describeValue,
  isText,
  type OptionCheck,
  type OptionChecks,
  oneOf,
} from "./check-options.ts";
import { advice } from "./rules/index.ts";

const aList: OptionCheck = { isValid: Array.isArray, wanted: "an array" };

const members: Readonly<Record<string, OptionCheck>> = /* @__PURE__ */ (() => ({
  id: { isValid: isText, wanted: "a string" },
  category: oneOf(...Object.keys(advice)),
  retry: oneOf("yes", "usually-no", "no"),
}))();

const conditions: OptionChecks = {
  status: aList,
  code: aList,
  type: aList,
  message: aList,
  body: aList,
  header: {
    isValid: (value: unknown) => !Array.isArray(value) && Object.keys(Object(value)).length > 0,
    wanted: "an object with members",
  },
  path: aList,
  network: aList,
};

/**
 * Checks that a row can be used. Without conditions, or with an unknown one, it would match every failure; a condition that
 * should be a list and is none would make the whole table match nothing.
 *
 * @returns true; so it serves as a condition
 * @throws TypeError that names row and member
 */
export function checkRow(row: Readonly<Record<string, unknown>> | null, index: number): true {
  const where = `rules[${index}] (${describeValue(row?.id)})`;
  for (const name in members) check(`${where}: ${name}`, row?.[name], members[name] as OptionCheck);
  if (checkOptions(row?.when as object, conditions, `${where}.when`).length > 0) return true;
  throw new TypeError(`${where}.when needs a condition`);
}
