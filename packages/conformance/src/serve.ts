export { type Control, openControl } from "./control.ts";
export { type Server, startServer } from "./server.ts";
