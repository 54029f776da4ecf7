import { categoriesInUse, layerNames, type Selection, tableRows } from "./selection.ts";

interface Props {
  readonly selection: Selection;
  readonly choose: (change: Partial<Selection>) => void;
  readonly shown: number;
}

const retryNames = [
  ["yes", "yes"],
  ["usually-no", "usually no"],
  ["no", "no"],
] as const;

/** The fields to filter rows by. */
export const Filters = ({ selection: { words, layer, category, retry }, choose, shown }: Props) => (
  <search class="filters">
    <label class="field grow">
      <span>Search</span>
      <input
        type="search"
        placeholder="429, balance, cloudflare, invalid_request…"
        value={words}
        onInput={({ currentTarget }) => choose({ words: currentTarget.value })}
      />
    </label>
    <Choice name="Retry" value={retry} options={retryNames} choose={(retry) => choose({ retry })} />
    <Choice
      name="Category"
      value={category}
      options={categoriesInUse.map((name) => [name, name.replaceAll("_", " ")])}
      choose={(category) => choose({ category })}
    />
    <Choice
      name="Layer"
      value={layer}
      options={layerNames.map((name) => [name, name])}
      choose={(layer) => choose({ layer })}
    />
    <p class="shown small soft" role="status">
      {shown === tableRows.length ? `${shown} rows` : `${shown} of ${tableRows.length} rows`}
    </p>
  </search>
);

interface ChoiceProps {
  readonly name: string;
  readonly value: string;
  readonly options: readonly (readonly [value: string, text: string])[];
  readonly choose: (value: string) => void;
}

const Choice = ({ name, value, options, choose }: ChoiceProps) => (
  <label class="field">
    <span>{name}</span>
    <select value={value} onChange={({ currentTarget }) => choose(currentTarget.value)}>
      <option value="">any</option>
      {options.map(([value, text]) => (
        <option key={value} value={value}>
          {text}
        </option>
      ))}
    </select>
  </label>
);
