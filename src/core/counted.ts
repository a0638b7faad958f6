/** `1 migration`, `2 migrations`. */
export function counted(count: number, noun: string, ending = 's'): string {
  return `${count} ${noun}${count === 1 ? '' : ending}`;
}
