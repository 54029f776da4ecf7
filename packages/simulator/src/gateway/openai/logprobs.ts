const encoder = new TextEncoder();

/**
 * The `logprobs` of a chat's tokens, each as likely as the others.
 *
 * @param alternatives - `top_logprobs`; there is only one alternative, the token itself
 */
export function logprobsOf(tokens: readonly string[], alternatives: number) {
  const content = tokens.map((token) => {
    const logprob = { token, logprob: -0.1, bytes: [...encoder.encode(token)] };
    return { ...logprob, top_logprobs: alternatives > 0 ? [logprob] : [] };
  });
  return { content, refusal: null };
}
