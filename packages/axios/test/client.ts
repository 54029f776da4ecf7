import { inspect } from "node:util";
import { type RunningSimulator, startSimulator } from "@comet-triage/simulator/node";
import axios, { type AxiosError, type AxiosInstance, type AxiosRequestConfig } from "axios";
import { afterAll, beforeEach } from "vitest";
import { type AxiosTriageOptions, attachTriage } from "../src/index.ts";

export const plantedKey = "sk-planted-key-0123456789abcdef";
export const plantedPrompt = "the planted prompt";

export const chat = { model: "gpt-5-mini", messages: [{ role: "user", content: plantedPrompt }] };

/** A simulator for the tests of a file, empty before each. */
export async function simulated(running?: RunningSimulator) {
  const simulator = running ?? (await startSimulator());
  beforeEach(() => simulator.reset());
  afterAll(() => simulator.close());

  /** An instance that never waits, and posts a chat that ends as a scenario of the simulator specifies. */
  const client = (options: AxiosTriageOptions = {}, config: AxiosRequestConfig = {}): AxiosInstance => {
    const headers = { authorization: `Bearer ${plantedKey}` };
    const instance = axios.create({ baseURL: simulator.baseUrl, headers, ...config });
    attachTriage(instance, { initialDelay: 0, ...options });
    return instance;
  };
  const as = (scenario: string, config: AxiosRequestConfig = {}): AxiosRequestConfig => ({
    ...config,
    headers: { "x-simulate": scenario },
  });
  return { simulator, client, as };
}

/** The error with which a call is rejected. */
export const rejectionOf = async (call: Promise<unknown>): Promise<AxiosError> => {
  const result = await call.then(
    (value) => new Error(`it resolved with ${inspect(value, { depth: 0 })}`),
    (error: unknown) => error,
  );
  if (!axios.isAxiosError(result)) throw result;
  return result;
};
