/**
 * An error that a person can mend; its message is one plain sentence that says how. Shown without a stack. Told by its
 * name, since what is loaded late comes in a bundle of its own, with a class of its own.
 */
export class HumanError extends Error {
  override readonly name = 'HumanError';

  static override [Symbol.hasInstance](value: unknown): boolean {
    if (this !== HumanError) return Function.prototype[Symbol.hasInstance].call(this, value);
    return value instanceof Error && value.name === 'HumanError';
  }
}
