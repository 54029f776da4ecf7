import { expectTypeOf } from "expect-type";
import type { z } from "zod";
import type { Removal } from "./redact/types.ts";
import type { Report } from "./report/types.ts";
import type { Rule } from "./rule.ts";
import type { RuleId, rules } from "./rules/index.ts";
import type { parseRules, RemovalSchema, ReportSchema, RuleSchema, RulesSchema } from "./schema.ts";

expectTypeOf<z.infer<typeof RuleSchema>>().toEqualTypeOf<Rule>();
expectTypeOf<z.infer<typeof RulesSchema>>().toEqualTypeOf<Rule[]>();
expectTypeOf<z.infer<typeof ReportSchema>>().toEqualTypeOf<Report>();
expectTypeOf<z.infer<typeof RemovalSchema>>().toEqualTypeOf<Removal>();
expectTypeOf<ReturnType<typeof parseRules>>().toEqualTypeOf<readonly Rule[]>();
expectTypeOf<(typeof rules)[number]["id"]>().toEqualTypeOf<RuleId>();
expectTypeOf<"rate-limited">().toExtend<RuleId>();
expectTypeOf<"no-such-row">().not.toExtend<RuleId>();
