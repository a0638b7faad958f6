/** The order in which a project's own Prisma applies migrations: by name, which since version 7 means by locale. */
export function inPrismaOrder(names: readonly string[], version: string): string[] {
  const byLocale = Number.parseInt(version, 10) >= 7;
  // The engine of older versions compares code units.
  return [...names].sort(byLocale ? (a, b) => a.localeCompare(b) : (a, b) => (a < b ? -1 : a > b ? 1 : 0));
}
