/** A file of settings with those that it extends; `file` is a path or a URI. */
export interface GuardFile {
  readonly file: string;
  readonly text: string;
  /** What `extends` leads to, by how it is written there. What is being typed has not been looked for. */
  readonly extended?: ReadonlyMap<string, Extended>;
}

/**
 * What one element of `extends` leads to.
 *
 * - missing: `file` is not there, or cannot be read
 * - no-package: it is in no node_modules folder from the file's own upwards
 * - outside: the path leads out of the repository, or is absolute
 * - cycle: that file extends this one already
 */
export type Extended =
  | { readonly kind: 'file'; readonly source: GuardFile }
  | { readonly kind: 'missing'; readonly file: string }
  | { readonly kind: 'no-package' | 'outside' | 'cycle' };

/** All files that were read for the settings, those that are extended before what extends them. */
export function settingFiles({ extended, ...own }: GuardFile): Omit<GuardFile, 'extended'>[] {
  const below = [...(extended?.values() ?? [])].flatMap((one) =>
    one.kind === 'file' ? settingFiles(one.source) : [],
  );
  return [...below, own];
}

/** The same with other identities of the files. */
export function withIdentities(source: GuardFile, identify: (file: string) => string): GuardFile {
  const { file, text, extended } = source;
  if (!extended) return { file: identify(file), text };
  const renamed = [...extended].map(([path, one]): [string, Extended] => {
    if (one.kind === 'file') return [path, { ...one, source: withIdentities(one.source, identify) }];
    return [path, one.kind === 'missing' ? { ...one, file: identify(one.file) } : one];
  });
  return { file: identify(file), text, extended: new Map(renamed) };
}

/** The same with another text of one of the files; undefined where it is none of them. */
export function withText(source: GuardFile, edited: Omit<GuardFile, 'extended'>): GuardFile | undefined {
  if (source.file === edited.file) return { ...source, text: edited.text };
  const changed = [...(source.extended ?? [])].flatMap(([path, one]): [string, Extended][] => {
    const below = one.kind === 'file' ? withText(one.source, edited) : undefined;
    return below ? [[path, { kind: 'file', source: below }]] : [];
  });
  if (changed.length === 0) return undefined;
  return { ...source, extended: new Map([...(source.extended ?? []), ...changed]) };
}
