import { useLocation } from "preact-iso";

const tabs = [
  { path: "/rules", name: "Row by row" },
  { path: "/rules/burst", name: "200 callers at once" },
];

/** The two parts of the Rules view: how one call is decided, and what happens to many calls. */
export function RulesTabs() {
  const { path } = useLocation();
  const isBurst = path === "/rules/burst";
  return (
    <nav class="tabs" aria-label="Rules">
      {tabs.map(({ path, name }) => (
        <a key={path} href={path} aria-current={(path === "/rules/burst") === isBurst ? "page" : undefined}>
          {name}
        </a>
      ))}
    </nav>
  );
}
