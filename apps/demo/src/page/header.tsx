import { useLocation } from "preact-iso";
import "./header.css";

const views = [
  { path: "/provoke", name: "Provoke", hint: "a failure" },
  { path: "/explain", name: "Explain", hint: "a response" },
  { path: "/rules", name: "Rules", hint: "the table" },
];

export function Header() {
  const { path } = useLocation();
  const current = path === "/" ? "/provoke" : path;
  return (
    <header class="header">
      <a class="brand" href="/">
        <img src="/icon.svg" alt="" width="26" height="26" />
        <span>
          comet-triage <b>lab</b>
        </span>
      </a>
      <nav aria-label="Views">
        {views.map(({ path, name, hint }) => (
          <a key={path} href={path} aria-current={current.startsWith(path) ? "page" : undefined}>
            {name} <span class="hint">{hint}</span>
          </a>
        ))}
      </nav>
    </header>
  );
}
