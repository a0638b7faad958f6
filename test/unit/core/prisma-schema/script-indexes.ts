/**
 * The indexes that a script of Prisma's makes, a line each: `unique name on schema.table using gin (a, b desc) where …`.
 * Names are cut as PostgreSQL cuts them. For Prisma's own, regular form of SQL, without quotes inside names.
 */
export function indexesInScript(script: string): string[] {
  const indexes: string[] = [];
  let table = '';
  for (const line of script.split('\n')) {
    const create = /^CREATE TABLE (?:"([^"]*)"\.)?"([^"]*)" \($/.exec(line);
    if (create) table = `${create[1] ?? 'public'}.${cut(create[2]!)}`;

    const key = /^ {4}CONSTRAINT "([^"]*)" PRIMARY KEY \((.*)\)$/.exec(line);
    if (key) indexes.push(`id ${cut(key[1]!)} on ${table} (${columns(key[2]!)})`);

    if (!/^CREATE (UNIQUE )?INDEX/.test(line)) continue;
    const index =
      /^CREATE (UNIQUE )?INDEX "([^"]*)" ON (?:"([^"]*)"\.)?"([^"]*)"(?: USING (\w+) )?\(((?:"[^"]*"[^",)]*(?:, )?)*)\)(?: WHERE \((.*)\))?;$/.exec(
        line,
      );
    if (!index) throw new Error(`not in the form that this reads: ${line}`);
    const [, unique, name, schema, on, method, keys, where] = index;
    indexes.push(
      `${unique ? 'unique' : 'index'} ${cut(name!)} on ${schema ?? 'public'}.${cut(on!)}` +
        `${method ? ` using ${method.toLowerCase()}` : ''} (${columns(keys!)})` +
        (where === undefined ? '' : ` where ${where.includes('"') ? '…' : where}`),
    );
  }
  return indexes;
}

function columns(list: string): string {
  return Array.from(
    list.matchAll(/"([^"]*)"( [a-z]\w*)?( ASC| DESC)?(?=,|$)/g),
    ([, name, ops, sort]) => cut(name!) + (ops ?? '') + (sort ?? '').toLowerCase(),
  ).join(', ');
}

/** By dropping characters until it fits: slow, and not how the reader does it. */
function cut(name: string): string {
  const characters = Array.from(name);
  while (Buffer.byteLength(characters.join('')) > 63) characters.pop();
  return characters.join('');
}
