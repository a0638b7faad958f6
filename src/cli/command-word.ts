/** The command that a word names, without `db:`: people call their tools from npm scripts of that name. */
export function commandOf(word: string): string {
  return word.replace(/^db:(?=.)/, '');
}
