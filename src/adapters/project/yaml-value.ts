/**
 * The value under a path of keys, for the plain block style in which package managers write YAML: one key a line,
 * deeper ones indented. Undefined where there is none.
 */
export function yamlValue(yaml: string, path: readonly string[]): string | undefined {
  const parents: { indent: number; key: string }[] = [];
  for (const line of yaml.split(/\r?\n/)) {
    const { indent, key, value } =
      /^(?<indent> *)(?<key>"[^"]+"|'[^']+'|[^\s#"'][^:]*):(?:\s+(?<value>[^#]*))?\s*(?:#.*)?$/.exec(line)
        ?.groups ?? {};
    if (key === undefined) continue;
    const depth = indent?.length ?? 0;
    while ((parents.at(-1)?.indent ?? -1) >= depth) parents.pop();
    const here = [...parents.map((parent) => parent.key), unquoted(key)];
    if (value === undefined || value.trim() === '') parents.push({ indent: depth, key: unquoted(key) });
    else if (here.length === path.length && here.every((name, index) => name === path[index])) {
      return unquoted(value);
    }
  }
  return undefined;
}

function unquoted(text: string): string {
  return text.trim().replace(/^(["'])(.*)\1$/, '$2');
}
