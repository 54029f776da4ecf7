import { vi } from "vitest";

// The peer dependency begins with 4.0.0: what holds with the newest zod holds with that one.
vi.mock("zod", () => import("zod-oldest"));
await import("./schema.test.ts");
await import("./report/create-report.test.ts");
