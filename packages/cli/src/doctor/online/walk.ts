import type { Trial, Verdict } from "@comet-triage/core";
import { betterPath } from "../../gateway/target.ts";
import { listed } from "../../words.ts";
import type { Examination } from "../offline/examine.ts";
import type { Progress } from "../progress.ts";
import type { Subject } from "../subject/subject.ts";
import type { Cause, Step, StepId } from "../types.ts";
import { causeOf, saidBy, type Trials } from "./blame.ts";
import { type Answer, type Client, type ClientRequest, NoCallsLeft } from "./client.ts";
import { locate } from "./locate.ts";
import { knownGoodIn, modelsIn } from "./models.ts";
import { Requests, withKey, withModel } from "./requests.ts";
import { unreachable } from "./unreachable.ts";

export interface WalkOptions {
  readonly subject: Subject;
  readonly examination: Examination;
  readonly client: Client;
  readonly otherModel?: string | undefined;
  /** Whether a request that costs money may be sent repeatedly. */
  readonly mayPay: boolean;
  readonly progress: Progress;
}

/** The result of the calls. */
export interface WalkEnd {
  readonly cause?: Cause | undefined;
  /** The failure behind the cause, or the last one. */
  readonly failed?: Answer | undefined;
  readonly trials: Trials;
  /** Whether no call was left for the next request although nothing had failed. */
  readonly isCutShort?: true | undefined;
}

/** Goes through the online checks, in the guide's order, and stops at the cause. */
export class Walk {
  readonly steps: Step[];
  readonly #options: WalkOptions;
  readonly #requests: Requests;
  #failed: Answer | undefined;
  #trials: Trials = {};
  /** The ids in the list of models, if there is one. */
  #models: readonly string[] = [];
  /** There is no list, but the key may be right all the same: the next request shows more. */
  #lacksList = false;

  constructor(options: WalkOptions) {
    this.#options = options;
    this.#requests = new Requests(options.subject);
    this.steps = [...options.examination.steps];
  }

  /** Does not throw when it runs out of calls: what was found until then counts. */
  async run(): Promise<WalkEnd> {
    try {
      const cause = (await this.#checkKey()) ?? (await this.#checkRequest());
      return { cause, failed: this.#failed, trials: this.#trials };
    } catch (error) {
      if (!(error instanceof NoCallsLeft)) throw error;
      const verdict = this.#failed?.verdict;
      const cause = verdict && causeOf("your-request", verdict, this.#trials, this.#about);
      return { cause, failed: this.#failed, trials: this.#trials, isCutShort: cause ? undefined : true };
    }
  }

  get #about() {
    const { subject, examination } = this.#options;
    return { model: subject.model, size: examination.size };
  }

  async #send(id: StepId, request: ClientRequest): Promise<Answer> {
    const { progress, client, examination } = this.#options;
    progress.begin(id);
    const answer = await client.send(request);
    const { verdict, recoveredFrom } = answer;
    const isHint = id === "key-alone" && verdict !== undefined && mayLackList(verdict) && !examination.suggestedBaseUrl;
    this.#end(
      verdict === undefined
        ? stepThatWorks(id, recoveredFrom)
        : { id, state: isHint ? "warning" : "failed", found: [saidBy(verdict)] },
    );
    return answer;
  }

  /** Sends what should work: if it fails, that is the failure to explain. */
  async #check(id: StepId, request: ClientRequest): Promise<Answer> {
    const answer = await this.#send(id, request);
    if (answer.verdict !== undefined) this.#failed = answer;
    return answer;
  }

  #end(step: Step): void {
    this.steps.push(step);
    this.#options.progress.end(step);
  }

  async #checkKey(): Promise<Cause | undefined> {
    const request = this.#requests.keyAlone();
    const answer = await this.#check("key-alone", request);
    this.#models = modelsIn(answer.body);
    const { verdict } = answer;
    if (verdict === undefined) return undefined;
    if (mayLackList(verdict)) return this.#checkBaseUrl(verdict);
    const cause = unreachable(verdict, this.#options.subject.target);
    if (cause !== undefined) {
      // Not the gateway's failure: there is nothing to report.
      this.#failed = undefined;
      return cause;
    }
    await this.#tryOthers(request);
    return causeOf("key-alone", verdict, this.#trials, this.#about);
  }

  async #checkBaseUrl(verdict: Verdict): Promise<Cause | undefined> {
    const { subject, examination } = this.#options;
    const { suggestedBaseUrl: suggestion } = examination;
    this.#lacksList = suggestion === undefined;
    if (suggestion === undefined) return undefined;
    const fixed = await this.#send("fixed-url", this.#requests.keyAlone(suggestion));
    const outcome = fixed.verdict === undefined ? `${suggestion} works` : `${suggestion} does not work either`;
    return {
      step: "key-alone",
      blame: "base URL",
      category: verdict.category,
      summary: `${subject.target.baseUrl} is not the base URL of the API. ${saidBy(verdict)} ${outcome}.`,
      action: fixed.verdict === undefined ? `Use ${suggestion}.` : verdict.action,
    };
  }

  async #checkRequest(): Promise<Cause | undefined> {
    const { subject } = this.#options;
    const { endpoint, path } = subject.target;
    const minimal = subject.model === undefined ? undefined : endpoint?.minimal?.(subject.model);
    const request = minimal
      ? this.#requests.withBody(JSON.stringify(minimal))
      : this.#requests.simple(knownGoodIn(this.#models, undefined));
    const { verdict } = await this.#check("known-good", request);
    if (verdict !== undefined) return this.#judgeMinimal(verdict, request);
    if (this.#lacksList) this.#failed = undefined;
    if (subject.request === undefined) return undefined;

    const own = this.#requests.withBody(subject.request.body);
    const answer = await this.#check("your-request", own);
    if (answer.verdict === undefined) return undefined;
    await this.#tryOthers(own);
    const isPathFault = answer.verdict.category === "path";
    const better = betterPath(path, subject.body, ` to ${path}`);
    const advice = endpoint === undefined ? `Use a documented path; ${better}.` : undefined;
    const cause = causeOf("your-request", answer.verdict, this.#trials, {
      ...this.#about,
      ...(isPathFault && advice !== undefined && { advice }),
    });
    if (isPathFault) return { ...cause, blame: "endpoint" };
    return this.#isNarrowed(answer.verdict) ? this.#narrow(answer.verdict, cause, minimal !== undefined) : cause;
  }

  /** The minimal request fails: the model, the key or the endpoint is to blame. */
  async #judgeMinimal(verdict: Verdict, request: ClientRequest): Promise<Cause> {
    const { subject, otherModel } = this.#options;
    await this.#tryOthers(request);
    // What affects the whole account or the connection looks the same on any model.
    const mayBeModel = !["auth", "quota", "path", "network"].includes(verdict.category);
    if (otherModel === undefined && mayBeModel && subject.model !== undefined) {
      const model = knownGoodIn(this.#models, subject.model);
      const other = await this.#send("known-model", this.#requests.simple(model));
      this.#trials = { ...this.#trials, otherModel: trialOf(other, model) };
    }
    return causeOf("known-good", verdict, this.#trials, this.#about);
  }

  async #tryOthers(request: ClientRequest): Promise<void> {
    const { subject, otherModel } = this.#options;
    const { otherKey } = subject;
    if (otherKey !== undefined) {
      const answer = await this.#send("other-key", withKey(request, otherKey));
      this.#trials = { ...this.#trials, otherKey: trialOf(answer, undefined) };
    }
    const changed = otherModel === undefined ? undefined : withModel(request, otherModel);
    if (otherModel !== undefined && changed !== undefined) {
      const answer = await this.#send("other-model", changed);
      this.#trials = { ...this.#trials, otherModel: trialOf(answer, otherModel) };
    }
  }

  /** Whether a field may be the cause: the shape of the request is wrong, or there is a 403 that the key does not explain. */
  #isNarrowed(verdict: Verdict): boolean {
    return ["request", "permission"].includes(verdict.category) && !this.#trials.otherKey?.works;
  }

  async #narrow(verdict: Verdict, cause: Cause, isMinimalKnown: boolean): Promise<Cause> {
    const { subject, client, mayPay, progress } = this.#options;
    if (subject.body === undefined) return cause;
    if (this.#requests.isPaid && !mayPay) {
      const found = ["Each successful test is billed: --paid-probes allows them."];
      this.#end({ id: "narrowing", state: "skipped", found });
      return cause;
    }
    progress.begin("narrowing");
    const { step, cause: located } = await locate({
      verdict,
      subject: { ...subject, body: subject.body },
      isMinimalKnown,
      send: (body) => client.send(this.#requests.withBody(body)),
      onTry: (names) =>
        progress.note(`call ${client.calls + 1}, with ${names.length === 0 ? "none" : names.join(", ")}`),
    });
    this.#end(step);
    return located ?? cause;
  }
}

/** Some proxies have no list of models, and some keys may not see it. */
const mayLackList = ({ category }: Verdict): boolean => category === "path" || category === "permission";

const stepThatWorks = (id: StepId, recoveredFrom: readonly string[]): Step =>
  recoveredFrom.length === 0
    ? { id, state: "ok", found: ["It works."] }
    : { id, state: "warning", found: [`It works after a retry: ${listed(recoveredFrom)} came first.`] };

const trialOf = ({ verdict }: Answer, model: string | undefined): Trial => ({
  works: verdict === undefined,
  detail: [model, verdict && saidBy(verdict)].filter(Boolean).join(": ") || undefined,
});
