/** What a statement does, and PostgreSQL's own words when it refuses that. */
export function said(sentence: string, error: string): string {
  return `${sentence}: PostgreSQL refuses it: ${error}.`;
}
