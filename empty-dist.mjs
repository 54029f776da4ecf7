// Every build of a package begins with this: what an earlier build left would be cached, packed and published.
import { rmSync } from "node:fs";

rmSync("dist", { recursive: true, force: true });
