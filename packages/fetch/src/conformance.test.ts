import { describeConformance } from "@comet-triage/conformance";
import { candidate } from "../test/subject.ts";

describeConformance("fetch", candidate.subject, candidate.gaps);
