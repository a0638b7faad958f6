/** An error that a person can resolve; its message is one plain sentence that says how. Shown without a stack. */
export class HumanError extends Error {
  override readonly name = 'HumanError';
}

/**
 * Whether a person can resolve it. Recognised by the name: what is loaded late comes in a bundle of its own, with a
 * class of its own, so `instanceof` would not know the error of another bundle (a lint rule forbids it).
 */
export function isHumanError(error: unknown): error is HumanError {
  return error instanceof Error && error.name === 'HumanError';
}
