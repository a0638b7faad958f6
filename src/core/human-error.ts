/** An error that a person can mend; its message is one plain sentence that says how. Shown without a stack. */
export class HumanError extends Error {
  override readonly name = 'HumanError';
}
