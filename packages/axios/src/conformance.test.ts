import { describeConformance } from "@comet-triage/conformance";
import { isOldest } from "../test/releases.ts";
import { candidate as overFetch } from "../test/subject-over-fetch.ts";
import { candidate as overHttp } from "../test/subject-over-http.ts";

describeConformance("axios over http", overHttp.subject, overHttp.gaps);
// The oldest release has no such adapter.
if (!isOldest) describeConformance("axios over fetch", overFetch.subject, overFetch.gaps);
