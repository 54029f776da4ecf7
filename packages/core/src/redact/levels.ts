import { isCredentialHeader, isSecretName, isSecretParameter } from "./secret-names.ts";

/** One object or array that has been opened. */
export interface Level {
  readonly isObject: boolean;
  readonly isSecret: boolean;
  /** The member or index that is being read. */
  name: string;
  /** The name, or that of the list, is the name of a secret. */
  isSecretName: boolean;
  index: number;
  /** In a `{ name, value }`: the name is the name of a secret. In a list: the last text was. */
  isNamed: boolean;
}

/** Deeper levels are not distinguished. */
const maxLevels = 256;

/** The objects and arrays around a position in JSON text. */
export class Levels {
  readonly #levels: Level[] = [newLevel(false, false)];
  /** Number of levels opened beyond the deepest one. */
  #ignored = 0;

  get top(): Level {
    return this.#levels.at(-1) as Level;
  }

  open(isObject: boolean): void {
    const { top } = this;
    const isSecret = top.isSecret || (top.isObject && isSecretMember(top));
    if (this.#levels.length >= maxLevels) this.#ignored++;
    else this.#levels.push(newLevel(isObject, isSecret));
  }

  close(): void {
    if (this.#ignored > 0) this.#ignored--;
    else if (this.#levels.length > 1) this.#levels.pop();
  }

  /** Notes the name of the member that follows. */
  name(name: string): void {
    this.top.name = name;
    // A schema's `properties` may be named like secrets, but hold none.
    this.top.isSecretName = isSecretName(name) && this.#levels.at(-2)?.name !== "properties";
  }

  /** Notes a text: if it is the name of a secret header or parameter, the next one is a secret. */
  text(value: string): void {
    const { top } = this;
    if (!top.isObject) top.isNamed = isCredentialHeader(value);
    else if (top.name === "name" || top.name === "key") top.isNamed = isSecretParameter(value);
  }

  /** Whether a value at this position is a secret. */
  get isSecret(): boolean {
    return this.top.isSecret || isSecretMember(this.top);
  }

  path(): string {
    return this.#levels.slice(1).reduce((path, { isObject, name, index }) => step(path, isObject ? name : index), "$");
  }
}

const newLevel = (isObject: boolean, isSecret: boolean): Level => ({
  isObject,
  isSecret,
  name: "",
  isSecretName: false,
  index: 0,
  isNamed: false,
});

const isSecretMember = ({ isObject, name, isSecretName, isNamed }: Level): boolean =>
  isObject ? (isNamed && name === "value") || isSecretName : isNamed;

/** A path, extended by one step. */
export function step(path: string, to: string | number): string {
  if (typeof to === "number") return `${path}[${to}]`;
  return /^[A-Za-z_$][\w$]{0,63}$/.test(to) ? `${path}.${to}` : `${path}[${JSON.stringify(to.slice(0, 64))}]`;
}
