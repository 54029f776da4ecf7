/**
 * A module to load before an example, so that the example itself stays as it is printed: a connection to the
 * gateway's host leads to the simulator instead, in plain text, on this machine. All other connections are unchanged.
 */
export const gatewayOnLoopback = `
import net from "node:net";
import tls from "node:tls";
import { syncBuiltinESMExports } from "node:module";
const connect = tls.connect;
tls.connect = (...args) => {
  const options = args.find((item) => typeof item === "object") ?? {};
  if ((options.servername || options.host) !== "api.cometapi.com") return connect(...args);
  const socket = net.connect(Number(process.env.SIMULATOR_PORT), "127.0.0.1");
  socket.once("connect", () => socket.emit("secureConnect"));
  return socket;
};
syncBuiltinESMExports();
`;
