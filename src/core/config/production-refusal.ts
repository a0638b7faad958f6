/** With it in its environment a command refuses every production database, also to read from it. */
export const productionVariable = 'MIGRATION_GUARD_PRODUCTION';

/** What makes a command refuse: for callers that nobody watches. */
export const refuseProduction = { [productionVariable]: 'refuse' } as const;

/** Whether production is refused. What is misspelt refuses: somebody wanted to forbid something. */
export function refusesProduction(env: Readonly<Record<string, string | undefined>>): boolean {
  const said = (env[productionVariable] ?? '').trim();
  return said !== '' && said !== 'allow';
}
