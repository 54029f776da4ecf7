import { existsSync } from "node:fs";
import { mkdir, mkdtemp, readFile, rename, rm, writeFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";

const pathOf = (path) => fileURLToPath(new URL(path, import.meta.url));

/**
 * The browser for tests and screenshots: the one that `CHROMIUM_PATH` names, else the packed one with the
 * libraries and fonts that a bare Linux lacks, else the installed Chrome.
 *
 * @returns {Promise<import("playwright-core").LaunchOptions>}
 */
export async function browserOptions() {
  const args = ["--no-sandbox", "--disable-gpu", "--font-render-hinting=none"];
  if (process.env.CHROMIUM_PATH) return { executablePath: process.env.CHROMIUM_PATH, args };
  if (process.platform !== "linux" || process.arch !== "x64") return { channel: "chrome", args };
  const folder = await unpack();
  const libraries = [`${folder}/al2023/lib`, process.env.LD_LIBRARY_PATH].filter(Boolean).join(":");
  return {
    executablePath: `${folder}/chromium`,
    args: [...args, "--headless=shell", "--no-zygote"],
    env: { ...process.env, LD_LIBRARY_PATH: libraries, FONTCONFIG_FILE: `${folder}/fonts.conf` },
  };
}

/** Unpacks the browser once per version. A folder that exists is complete: it gets its name last. */
async function unpack() {
  const { devDependencies } = JSON.parse(await readFile(pathOf("../package.json"), "utf8"));
  const cache = pathOf("../node_modules/.cache");
  const folder = `${cache}/chromium-${devDependencies["@sparticuz/chromium"]}`;
  if (existsSync(folder)) return folder;
  await mkdir(cache, { recursive: true });
  const unfinished = await mkdtemp(`${cache}/chromium-`);
  // It unpacks into the folder for temporary files, and unpacks its libraries only if told that this is its platform.
  const { TMPDIR, AWS_LAMBDA_JS_RUNTIME, LD_LIBRARY_PATH, FONTCONFIG_PATH } = process.env;
  setVariables({ TMPDIR: unfinished, AWS_LAMBDA_JS_RUNTIME: "nodejs20.x" });
  try {
    const { default: packed } = await import("@sparticuz/chromium");
    await packed.executablePath();
  } finally {
    setVariables({ TMPDIR, AWS_LAMBDA_JS_RUNTIME, LD_LIBRARY_PATH, FONTCONFIG_PATH });
  }
  await writeFile(`${unfinished}/fonts.conf`, fontsOf(folder));
  await rename(unfinished, folder).catch(async (error) => {
    // Another process was faster.
    await rm(unfinished, { recursive: true, force: true });
    if (!existsSync(folder)) throw error;
  });
  return folder;
}

function setVariables(variables) {
  for (const [name, value] of Object.entries(variables)) {
    if (value === undefined) delete process.env[name];
    else process.env[name] = value;
  }
}

/** Includes the machine's fonts: if there are none, the packed font replaces all. The packed configuration names other folders. */
const fontsOf = (folder) => `<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "fonts.dtd">
<fontconfig>
  <dir>${folder}/fonts/fonts</dir>
  <dir>/usr/share/fonts</dir>
  <cachedir>${folder}/fonts-cache</cachedir>
</fontconfig>
`;
