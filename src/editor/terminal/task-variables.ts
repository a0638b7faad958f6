/**
 * Whether VS Code would put something else in the place of a part of the text, as it does in everything that a task is
 * made of: `${command:…}` in the name of a folder would run that command. There is no way to write it that it leaves alone.
 */
export function isFilledIn(text: string): boolean {
  return /\$\{.*?\}/s.test(text);
}

/**
 * The variables by which the editor itself has found the database: a terminal may have others, and what was shown and
 * agreed to would then be done elsewhere.
 */
export function taskVariables(): Record<string, string> {
  const entries = Object.entries(process.env).filter(([name]) => !/^(?:VSCODE|ELECTRON)_/.test(name));
  return Object.fromEntries(
    entries.flatMap(([name, value]) => (value === undefined || isFilledIn(value) ? [] : [[name, value]])),
  );
}
