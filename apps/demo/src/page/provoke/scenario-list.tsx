import { useLayoutEffect, useRef } from "preact/hooks";
import type { ScenarioInfo } from "../../contract/lab-info.ts";
import { addressOf, type Choice } from "./choice.ts";

interface Props {
  readonly scenarios: readonly ScenarioInfo[];
  readonly choice: Choice;
  readonly choose: (change: Partial<Choice>) => void;
}

/** The catalogue: links beside the view, or a single field if there is no room for them. */
export function ScenarioList({ scenarios, choice, choose }: Props) {
  const sections = [...new Set(scenarios.map(({ section }) => section))].map((section) => ({
    section,
    items: scenarios.filter((scenario) => scenario.section === section),
  }));
  // The list is one stop for the Tab key, so that what follows it is not ninety presses away.
  const reachable = (scenarios.find(({ name }) => name === choice.scenario) ?? scenarios[0])?.name;
  const list = useRef<HTMLElement>(null);
  // The chosen failure is scrolled into view within the list, without moving the page.
  useLayoutEffect(() => {
    const chosen = list.current?.querySelector<HTMLElement>("[aria-current]");
    if (chosen) list.current?.scrollTo({ top: chosen.offsetTop - window.innerHeight / 3 });
  }, []);
  return (
    <>
      <label class="field scenario-select">
        <span>Failure</span>
        <select value={choice.scenario} onChange={({ currentTarget }) => choose({ scenario: currentTarget.value })}>
          {sections.map(({ section, items }) => (
            <optgroup key={section} label={section}>
              {items.map(({ name, title }) => (
                <option key={name} value={name}>
                  {title}
                </option>
              ))}
            </optgroup>
          ))}
        </select>
      </label>
      <nav ref={list} class="scenario-list" aria-label="Failures" onKeyDown={moveFocus}>
        {sections.map(({ section, items }) => (
          <div key={section}>
            <h2 class="section">{section}</h2>
            <ul>
              {items.map(({ name, title }) => (
                <li key={name}>
                  <a
                    href={addressOf({ ...choice, scenario: name })}
                    aria-current={name === choice.scenario ? "true" : undefined}
                    tabIndex={name === reachable ? 0 : -1}
                  >
                    {title}
                  </a>
                </li>
              ))}
            </ul>
          </div>
        ))}
      </nav>
    </>
  );
}

/** The arrow keys, Home and End move through the list. */
function moveFocus(event: KeyboardEvent & { readonly currentTarget: HTMLElement }): void {
  const links = [...event.currentTarget.querySelectorAll("a")];
  const at = links.indexOf(document.activeElement as HTMLAnchorElement);
  const targets: Readonly<Record<string, number>> = {
    ArrowDown: at + 1,
    ArrowUp: at - 1,
    Home: 0,
    End: links.length - 1,
  };
  const link = links[targets[event.key] ?? -1];
  if (link === undefined) return;
  event.preventDefault();
  link.focus();
}
