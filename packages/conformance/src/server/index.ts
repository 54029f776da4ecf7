export { openControl } from "./control.ts";
export { type Listening, listen } from "./listen.ts";
export { startServer } from "./server.ts";
