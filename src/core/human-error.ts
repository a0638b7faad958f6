/** Something that a person can mend: the message says what is wrong and what to do, in plain sentences. */
export class HumanError extends Error {
  override readonly name = 'HumanError';
}
