import { mkdir } from "node:fs/promises";
import { fileURLToPath } from "node:url";

/** Where the packed browser and its libraries are unpacked to. */
const unpacked = fileURLToPath(new URL("../node_modules/.cache/chromium", import.meta.url));

/**
 * The browser that tests and pictures are made with: the one that `CHROMIUM_PATH` names, else the packed one, with the
 * libraries that a bare Linux lacks.
 *
 * @returns {Promise<import("playwright-core").LaunchOptions>}
 */
export async function browserOptions() {
  const args = ["--no-sandbox", "--disable-gpu", "--font-render-hinting=none"];
  if (process.env.CHROMIUM_PATH) return { executablePath: process.env.CHROMIUM_PATH, args };
  await mkdir(unpacked, { recursive: true });
  // It unpacks its libraries, and looks for them, as it does on the platform that it is made for.
  Object.assign(process.env, { TMPDIR: unpacked, AWS_LAMBDA_JS_RUNTIME: "nodejs20.x" });
  const { default: packed } = await import("@sparticuz/chromium");
  return { executablePath: await packed.executablePath(), args: [...args, "--headless=shell", "--no-zygote"] };
}
