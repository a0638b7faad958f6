/**
 * A text as one word of a shell's command line, to be pasted: names of files, branches and indexes may hold blanks, quotes
 * and `$(…)`. In double quotes where that means the same to `sh`, PowerShell and `cmd`; else in single ones, which `cmd`
 * does not know. What stands in angle brackets is for the person to fill in, and stays as it is.
 */
export function shellWord(text: string): string {
  if (/^[\w@%+:,./-][\w@%+=:,./~-]*$/.test(text) || /^<[\w. ]+>$/.test(text)) return text;
  if (/^[^$`"“”„\\!%\p{Cc}]*$/u.test(text)) return `"${text}"`;
  return `'${text.replaceAll("'", String.raw`'\''`)}'`;
}
