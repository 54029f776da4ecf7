import CliTable from "cli-table3";
import picocolors from "picocolors";
import { cellsOf } from "./cells.ts";
import type { Ending } from "./send.ts";
import type { Terminal } from "./terminal.ts";

/** The width of the table in narrower and wider terminals, in characters. */
const narrowest = 80;
const widest = 160;

/** The widths of all columns but the last: mark, scenario and response, rule and verdict. */
const fixed = [2, 30, 24];

/** Attempts, waits and outcome fit in one line. */
const attemptsWidth = 44;

/** Wide enough for the first action beside the other columns. */
const actionWidth = 30;

type Colors = ReturnType<typeof picocolors.createColors>;

/**
 * Prints endings as a table, row by row as they come: two facts on top of each other in each column, so that a row fits
 * in 80 characters, with the first action below; where there is room for it, the action has a column of its own.
 */
export class Table {
  readonly #terminal: Terminal;
  readonly #colors: Colors;
  readonly #width: number;
  readonly #hasActionColumn: boolean;
  readonly #widths: readonly number[];
  #section: string | undefined;

  constructor(terminal: Terminal) {
    this.#terminal = terminal;
    this.#colors = picocolors.createColors(terminal.color);
    this.#width = Math.min(Math.max(terminal.columns, narrowest), widest);
    const rest = this.#width - fixed.reduce((sum, width) => sum + width);
    this.#hasActionColumn = rest >= attemptsWidth + actionWidth;
    this.#widths = this.#hasActionColumn ? [...fixed, attemptsWidth, rest - attemptsWidth] : [...fixed, rest];
  }

  /** What is shown, before anything else. */
  intro(text: string): void {
    this.#print([text], [this.#width]);
    this.#line("");
  }

  head(): void {
    const cells = ["", "Scenario\nstatus, code", "Rule\ncategory, retry", "Attempts, waits\noutcome"];
    this.#print(
      this.#hasActionColumn ? [...cells, "First action"] : [...cells.slice(0, 3), `${cells[3]}, → first action`],
      this.#widths,
    );
    this.#line(this.#colors.dim("─".repeat(this.#width)));
  }

  /** Begins a group of rows, unless it has begun already. */
  section(name: string): void {
    if (name === this.#section) return;
    this.#section = name;
    this.#line(`\n${this.#colors.bold(this.#colors.cyan(name))}`);
  }

  /** @param problems - deviations from what is expected, as lines below the row; if absent, the row's tick shows success */
  row(name: string, ending: Ending, problems?: readonly string[]): void {
    const { bold, dim, green, red, yellow } = this.#colors;
    const { seen, rule, verdict, attempts, outcome, action } = cellsOf(ending);
    const isRight = problems === undefined ? ending.isOk : problems.length === 0;
    const mark = isRight ? green("✓") : red("✗");
    const paint = ending.isOk ? green : yellow;
    const cells = [mark, `${bold(name)}\n${dim(seen)}`, `${rule}\n${verdict}`, `${attempts}\n${paint(outcome)}`];
    if (this.#hasActionColumn) this.#print([...cells, action], this.#widths);
    else {
      this.#print(cells, this.#widths);
      if (action !== "") this.#print(["", "→", action], [2, 2, this.#width - 4]);
    }
    for (const problem of problems ?? []) this.problem(problem);
  }

  problem(text: string): void {
    const { red } = this.#colors;
    this.#print([red("✗"), red(text)], [2, this.#width - 2]);
  }

  end(text: string, isGood: boolean): void {
    const { bold, green, red } = this.#colors;
    this.#line(`\n${bold((isGood ? green : red)(text))}`);
  }

  #print(cells: readonly string[], widths: readonly number[]): void {
    const table = new CliTable({ colWidths: [...widths], wordWrap: true, chars: noLines, style: noStyle });
    table.push([...cells]);
    for (const line of table.toString().split("\n")) this.#line(line.trimEnd());
  }

  #line(text: string): void {
    this.#terminal.out(`${text}\n`);
  }
}

const noStyle = { head: [], border: [], "padding-left": 0, "padding-right": 1 };

const noLines = {
  ...{ top: "", "top-mid": "", "top-left": "", "top-right": "" },
  ...{ bottom: "", "bottom-mid": "", "bottom-left": "", "bottom-right": "" },
  ...{ left: "", "left-mid": "", mid: "", "mid-mid": "", right: "", "right-mid": "", middle: "" },
};
