import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Extractor, ExtractorConfig, ExtractorLogLevel } from "@microsoft/api-extractor";
import type { EntryPoint } from "./entry-points.ts";

/** The public API of an entry point. */
export interface Extracted {
  /** The report: every exported name with its type, in Markdown. */
  readonly report: string;
  /** Types that it uses but does not export. */
  readonly forgotten: readonly string[];
}

const compilerOptions = {
  target: "es2023",
  lib: ["es2023", "dom", "dom.iterable", "dom.asynciterable"],
  module: "nodenext",
  moduleResolution: "nodenext",
  types: ["node"],
  strict: true,
  skipLibCheck: true,
  noEmit: true,
};

/**
 * Reads the declarations that the build has written.
 *
 * @throws Error if they do not compile
 */
export async function extract({ folder, types, name }: EntryPoint): Promise<Extracted> {
  const place = await mkdtemp(join(tmpdir(), "api-"));
  try {
    const forgotten: string[] = [];
    Extractor.invoke(configOf(folder, types, name, place), {
      localBuild: true,
      messageCallback: (message) => {
        message.handled = true;
        if (message.logLevel === ExtractorLogLevel.Error) throw new Error(`${name} cannot be read: ${message.text}`);
        if (message.messageId === "ae-forgotten-export") forgotten.push(/"(.+?)"/.exec(message.text)?.[1] ?? "");
      },
    });
    return { report: await readFile(join(place, `${name}.api.md`), "utf8"), forgotten };
  } finally {
    await rm(place, { recursive: true });
  }
}

const configOf = (folder: string, types: string, name: string, place: string): ExtractorConfig =>
  ExtractorConfig.prepare({
    configObject: {
      projectFolder: folder,
      mainEntryPointFilePath: join(folder, types),
      newlineKind: "lf",
      compiler: { overrideTsconfig: { compilerOptions, include: ["dist"] } },
      apiReport: {
        enabled: true,
        reportFileName: `${name}.api.md`,
        reportFolder: place,
        reportTempFolder: join(place, "temp"),
      },
      docModel: { enabled: false },
      dtsRollup: { enabled: false },
      tsdocMetadata: { enabled: false },
      messages: {
        compilerMessageReporting: { default: { logLevel: ExtractorLogLevel.Error } },
        extractorMessageReporting: {
          default: { logLevel: ExtractorLogLevel.Warning },
          "ae-missing-release-tag": { logLevel: ExtractorLogLevel.None },
        },
        tsdocMessageReporting: { default: { logLevel: ExtractorLogLevel.None } },
      },
    },
    configObjectFullPath: undefined,
    packageJsonFullPath: join(folder, "package.json"),
  });
