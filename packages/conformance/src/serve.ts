export { openControl } from "./control.ts";
export { startServer } from "./server.ts";
