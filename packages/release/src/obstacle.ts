/** Why nothing can be published now, and what to do about it. */
export class Obstacle extends Error {
  override readonly name = "Obstacle";
}
