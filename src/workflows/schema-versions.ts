import type { Declarations, SchemaFile } from '../core/prisma-schema/declarations';
import { readDeclarations } from '../core/prisma-schema/read-declarations';

/**
 * Reads each version of a schema once. Most versions that a project asks for are equal: the base's is the working
 * tree's, and what a migration came with is what the next one found.
 */
export function rememberingReader(): (files: readonly SchemaFile[]) => Declarations {
  const byList = new WeakMap<readonly SchemaFile[], Declarations>();
  const byText = new Map<string, Declarations>();
  return (files) => {
    const known = byList.get(files);
    if (known) return known;
    const key = files.flatMap(({ file, text }) => [file, text]).join('\0');
    const declarations = byText.get(key) ?? readDeclarations(files);
    byText.set(key, declarations);
    byList.set(files, declarations);
    return declarations;
  };
}
