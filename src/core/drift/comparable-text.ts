/** A text that is equal for what is equal but for the schema in which it lies. For comparing only: it is no SQL. */
export type ComparableText = (printed: string) => string;

/** @param schemas those whose names do not count where they stand before another name */
export function withoutSchemas(schemas: readonly string[]): ComparableText {
  const names = schemas.flatMap((schema) => [`"${schema.replaceAll('"', '""')}"`, schema]).map(escaped);
  const qualifier = new RegExp(`(?<![\\w$".])(?:${names.join('|')})\\.(?=[\\w$"])`, 'g');
  return (printed) => printed.replaceAll('\r\n', '\n').replace(qualifier, '');
}

/**
 * What is left of a view's text where servers of different versions print it: they do not agree on parentheses, white
 * space and the tables before columns.
 */
export function looseText(printed: string): string {
  return printed
    .replace(/(?<![\w$"'])(?:[\w$]+|"[^"]*")\.(?=[\w$"])/g, '')
    .replace(/[\s()]+/g, '')
    .toLowerCase();
}

function escaped(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
}
