import { readFile } from "node:fs/promises";

/** Milliseconds of processor time that a process has used so far; available on Linux only. */
export async function processorTime(pid: number): Promise<number> {
  const stat = await readFile(`/proc/${pid}/stat`, "utf8").catch(() => "");
  const fields = stat.slice(stat.lastIndexOf(")") + 2).split(" ");
  // The file has hundredths of a second.
  return (Number(fields[11]) + Number(fields[12])) * 10;
}

/** Memory of a process, in bytes; available on Linux only. */
export async function memoryOf(pid: number): Promise<number> {
  const status = await readFile(`/proc/${pid}/status`, "utf8").catch(() => "");
  return Number(/VmRSS:\s+(\d+)/.exec(status)?.[1]) * 1024;
}
