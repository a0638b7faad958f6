/**
 * How many random inputs a property is tried on: ten times as many in the full run, which tests the `*.property.test.ts`
 * of the quick one once more.
 */
export function propertyRuns(quick: number): number {
  return process.env['MIGRATION_GUARD_FULL'] === '1' ? quick * 10 : quick;
}
