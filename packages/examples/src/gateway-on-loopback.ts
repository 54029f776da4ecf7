/**
 * A module to load before an example, so that the example itself stays as it is printed: whoever connects to the
 * gateway's host reaches the simulator, in plain text, on this machine. Everything else goes where it was going.
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
