import type { AttemptRecord } from "./retry/retry-types.ts";
import { routeOf } from "./throttle/key.ts";
import type { ThrottleEvent, ThrottleStatus } from "./throttle/throttle-types.ts";

/** Names of OpenTelemetry's semantic conventions, and `comet.…` where they have none. */
export type Attributes = Record<string, string | number>;

/**
 * An attempt as attributes of a span or a metric, with low cardinality: ids in paths become `*`; message and request id are left
 * out.
 *
 * @see https://opentelemetry.io/docs/specs/semconv/http/http-spans/
 */
export function attemptAttributes(record: AttemptRecord): Attributes {
  return present({
    "http.request.method": record.method,
    "http.request.resend_count": record.attempt > 1 ? record.attempt - 1 : undefined,
    "http.response.status_code": record.status,
    "url.template": record.endpoint && routeOf(record.endpoint),
    "gen_ai.request.model": record.model,
    "error.type": record.ruleId,
  });
}

/** An event of the throttle, or a key of its snapshot, as attributes of a metric. */
export function throttleAttributes(event: ThrottleStatus | ThrottleEvent): Attributes {
  return present({
    "server.address": event.origin.replace(/^.*\/\//, ""),
    "url.template": event.route,
    "gen_ai.request.model": event.model,
    "error.type": event.lastFailure?.ruleId,
    "comet.throttle.state": event.state,
    "comet.throttle.event": "type" in event ? event.type : undefined,
  });
}

const present = (attributes: Record<string, string | number | undefined>): Attributes =>
  Object.fromEntries(Object.entries(attributes).filter((entry): entry is [string, string | number] => !!entry[1]));
