/** The address below which each rule has its page. */
const pages = 'https://github.com/migration-guard/migration-guard/blob/main/docs/rules';

/** The address of the page that explains a rule. */
export function pageOf(rule: string): string {
  return `${pages}/${rule}.md`;
}
