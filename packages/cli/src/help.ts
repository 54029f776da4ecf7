const exitCodes = `Exit codes:
  0   nothing is wrong
  1   the output cannot be written, or simulate cannot listen on its port
  2   bad usage: an unknown flag, a file that cannot be read, a missing --status
  10  fix the request: sending it again does not help
  20  retry later
`;

/** What `--help` ends with. */
export const examples = `
Examples:
  curl -i https://api.cometapi.com/v1/models | comet-triage explain
  comet-triage explain page.har --json
  comet-triage explain '{"error":{"code":"invalid_request","message":"…"}}' --status 500
  comet-triage doctor request.json --other-model gpt-5-mini
  comet-triage report page.har --format markdown > report.md
  comet-triage rules --status 500 --retry no
  comet-triage simulate --port 4010

${exitCodes}`;

/** What `explain --help` ends with. */
export const explainExamples = `
Examples:
  curl -i https://api.cometapi.com/v1/models | comet-triage explain
  comet-triage explain failed.txt --why
  comet-triage explain page.har --json
  comet-triage explain '{"error":{"code":"","message":"invalid token"}}' --status 401
  comet-triage explain "Error code: 429 - {'error': {'message': '…'}}"

${exitCodes}`;

/** What `report --help` ends with. */
export const reportExamples = `
Examples:
  comet-triage report page.har > report.md
  comet-triage report page.har --entry 2 --format text
  curl -v https://api.cometapi.com/v1/models 2>&1 | comet-triage report --json

${exitCodes}`;

/** What `rules --help` ends with. */
export const rulesExamples = `
Examples:
  comet-triage rules --status 500 --retry no
  comet-triage rules --category quota --markdown
  comet-triage rules --json

${exitCodes}`;

/** What `doctor --help` ends with. */
export const doctorExamples = `
The key is never printed. It comes from the environment or a file, because other users could read an argument.
Successful calls are billed as usual. Redirects are not followed. Nothing is sent before the offline checks pass.

Examples:
  comet-triage doctor
  comet-triage doctor request.json --dry-run
  comet-triage doctor request.json --other-model gpt-5-mini --other-key SECOND_KEY
  pbpaste | comet-triage doctor --endpoint /v1/responses
  comet-triage doctor page.har --entry 2 --json
  comet-triage doctor "curl https://api.cometapi.com/v1/chat/completions -d @request.json"

${exitCodes}`;
