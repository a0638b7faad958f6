/**
 * A text as one word of a shell's command line, to be pasted: names of files, branches and indexes may hold blanks, quotes
 * and `$(…)`. What stands in angle brackets is for the person to fill in, and stays as it is.
 */
export function shellWord(text: string): string {
  if (/^[\w@%+:,./-][\w@%+=:,./^~-]*$/.test(text) || /^<[\w. ]+>$/.test(text)) return text;
  return `'${text.replaceAll("'", String.raw`'\''`)}'`;
}
