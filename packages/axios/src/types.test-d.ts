import axios, { type AxiosError, type AxiosResponse } from "axios";
import {
  type AttemptRecord,
  attachTriage,
  createThrottle,
  type FailedTriage,
  type RetryContext,
  type Triage,
  type Verdict,
} from "./index.ts";

const detach: () => void = attachTriage(axios.create(), { maxRetries: 1 });
detach();

export const told = (response: AxiosResponse): Triage | undefined => response.triage;
export const failed = (error: AxiosError): FailedTriage | undefined => error.triage;

void axios.get("/models", { triage: { unknownOutcome: "stop" } });
void axios.get("/models", { triage: false });

// @ts-expect-error: a call has no option of this name
void axios.get("/models", { triage: { retries: 1 } });
// @ts-expect-error: rejections are AxiosErrors as they are
attachTriage(axios.create(), { throwOnError: true });

export const verdict = ({ triage }: AxiosError): Verdict | undefined => triage?.verdict;
export const attempts = ({ triage }: AxiosResponse): readonly AttemptRecord[] | undefined => triage?.attempts;
attachTriage(axios.create(), { maxRetries: undefined, onRetry: undefined, normalize: undefined });
attachTriage(axios.create(), { throttle: createThrottle(), onRetry: ({ delayMs }: RetryContext) => delayMs });

// `require` has types of its own.
declare const required: import("axios", { with: { "resolution-mode": "require" }}).AxiosInstance;
attachTriage(required, { maxRetries: 1 })();
// @ts-expect-error: no instance
attachTriage({});
