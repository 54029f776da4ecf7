import { render } from "preact";
import { App } from "./app.tsx";
import "./styles/tokens.css";
import "./styles/base.css";
import "./styles/controls.css";
import "./styles/layout.css";

try {
  decodeURI(location.pathname);
} catch {
  // The router would throw an error.
  history.replaceState(null, "", "/no-such-page");
}

render(<App />, document.getElementById("app") as HTMLElement);
