/** Whether this is the full run, of which `npm test` is the part that a developer waits for. */
export const isFullRun = Boolean(process.env['MIGRATION_GUARD_FULL']);
