/** How long a test waits for something that must happen, however busy the machine is. */
export const patience = { timeout: 30_000 };
