/** Whether a name is what a pattern with `*` means. */
export function isLike(text: string, pattern: string): boolean {
  const literal = (one: string): string => one.replaceAll(/[\\^$.|?+()[\]{}]/g, String.raw`\$&`);
  return new RegExp(`^${pattern.split(/\*+/).map(literal).join('.*')}$`).test(text);
}
