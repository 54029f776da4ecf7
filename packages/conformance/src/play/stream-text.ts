interface StreamEvent {
  readonly event?: string;
  /** Parsed if it is JSON. */
  readonly data: unknown;
}

/** The events that a reader of a stream gets; lines that are not fields are ignored. */
export function eventsIn(text: string): StreamEvent[] {
  return text.split(/\r?\n\r?\n/).flatMap((block) => {
    const lines = block.split(/\r?\n/);
    const field = (name: string) =>
      lines.filter((line) => line.startsWith(`${name}:`)).map((line) => line.slice(name.length + 1).trimStart());
    const data = field("data");
    if (data.length === 0) return [];
    const [event] = field("event");
    return [{ ...(event !== undefined && { event }), data: parsed(data.join("\n")) }];
  });
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}
