import { NotApplicableSchema, SectionSchema } from "./vector.ts";
import a from "./vectors/a.json" with { type: "json" };
import b from "./vectors/b.json" with { type: "json" };
import c from "./vectors/c.json" with { type: "json" };
import d from "./vectors/d.json" with { type: "json" };
import e from "./vectors/e.json" with { type: "json" };
import f from "./vectors/f.json" with { type: "json" };
import g from "./vectors/g.json" with { type: "json" };
import h from "./vectors/h.json" with { type: "json" };
import l from "./vectors/l.json" with { type: "json" };
import m from "./vectors/m.json" with { type: "json" };
import none from "./vectors/not-applicable.json" with { type: "json" };
import scenarios from "./vectors/scenarios.json" with { type: "json" };

/** All vectors, by section. */
export const sections = [a, b, c, d, e, f, g, h, l, m, scenarios].map((section) => SectionSchema.parse(section));

/** Rows without a vector, and why. */
export const notApplicable = NotApplicableSchema.parse(none);
