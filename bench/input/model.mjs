// A schema that grows: what the generated migrations have made so far, and how Prisma writes it down.

const nouns =
  'Account Address Agent Article Attachment Audit Batch Booking Campaign Card Channel Chat Comment Company Contact Contract Course Customer Device Document Event Feature Folder Group Invite Invoice Item Label Lead Ledger Lesson Location Memory Message Note Order Payment Plan Post Product Profile Project Question Queue Receipt Report Review Role Schedule Segment Session Setting Shipment Space Subscription Tag Task Team Template Ticket Token Topic Upload User Version Webhook Workflow Workspace'.split(
    ' ',
  );
const attributes =
  'active amount archived body category code color comment content count currency description email enabled external hash height icon kind language last level link locale metadata mode name notes number order origin owner payload phone position priority quantity rank rating reason score secret size slug source state status subject summary title total type url value visible weight width'.split(
    ' ',
  );

const types = [
  [8, { sql: 'TEXT', prisma: 'String' }],
  [3, { sql: 'INTEGER', prisma: 'Int', value: '0' }],
  [3, { sql: 'BOOLEAN', prisma: 'Boolean', value: 'false' }],
  [2, { sql: 'TIMESTAMP(3)', prisma: 'DateTime' }],
  [1, { sql: 'JSONB', prisma: 'Json' }],
  [1, { sql: 'DOUBLE PRECISION', prisma: 'Float', value: '0' }],
];

/** A schema without a table. */
export function emptyModel() {
  return { tables: [], made: 0 };
}

/** Adds a table with an id and some columns; some belong to a table that is there already. */
export function addTable(model, random) {
  const number = Math.floor(model.made / nouns.length);
  const name = `${nouns[model.made % nouns.length]}${number === 0 ? '' : number + 1}`;
  model.made += 1;
  const table = { name, columns: [], indexes: [], relations: [], hidden: [] };
  addColumns(table, random, 3 + random.below(8));
  for (const target of model.tables.length > 2
    ? [random.pick(model.tables), random.pick(model.tables)]
    : []) {
    const column = `${target.name[0].toLowerCase()}${target.name.slice(1)}Id`;
    if (table.columns.some((known) => known.name === column)) continue;
    table.columns.push({ name: column, sql: 'TEXT', prisma: 'String', optional: false });
    table.relations.push({ column, target: target.name });
  }
  model.tables.push(table);
  return table;
}

/** Gives a table new columns; fewer than `count` where their names run out. */
export function addColumns(table, random, count) {
  const added = [];
  for (let tries = 0; added.length < count && tries < count * 4; tries += 1) {
    const second = random.pick(attributes);
    const name = random.pick(attributes) + second[0].toUpperCase() + second.slice(1);
    if (table.columns.some((column) => column.name === name)) continue;
    const type = random.weighted(types);
    added.push({ name, ...type, optional: type.value === undefined || random.chance(0.3) });
    table.columns.push(added.at(-1));
  }
  return added;
}

/** An index that the schema declares; undefined where the table has it. */
export function addIndex(table, random) {
  const columns = [...new Set([random.pick(table.columns), random.pick(table.columns)])].slice(
    0,
    1 + random.below(2),
  );
  const unique = random.chance(0.2);
  const names = columns.map((column) => column.name);
  const name = `${table.name}_${names.join('_')}_${unique ? 'key' : 'idx'}`;
  if (name.length > 63 || table.indexes.some((index) => index.name === name)) return undefined;
  table.indexes.push({ name, columns: names, unique });
  return table.indexes.at(-1);
}

/** `schema.prisma` as it stands with the model. */
export function schemaText(model) {
  const backs = new Map();
  for (const table of model.tables) {
    for (const { column, target } of table.relations) {
      backs.set(target, [
        ...(backs.get(target) ?? []),
        `  ${table.name}_${column} ${table.name}[] @relation("${table.name}_${column}")`,
      ]);
    }
  }
  return [
    'datasource db {\n  provider = "postgresql"\n  url      = env("DATABASE_URL")\n}',
    'generator client {\n  provider = "prisma-client-js"\n}',
    ...model.tables.map((table) => modelText(table, backs.get(table.name) ?? [])),
    '',
  ].join('\n\n');
}

function modelText({ name, columns, relations, indexes }, backs) {
  return [
    `model ${name} {`,
    '  id String @id @default(uuid())',
    ...columns.map(
      ({ name: column, prisma, optional, value }) =>
        `  ${column} ${prisma}${optional ? '?' : ''}${optional || value === undefined ? '' : ` @default(${value})`}`,
    ),
    ...relations.map(
      ({ column, target }) =>
        `  ${column.slice(0, -2)} ${target} @relation("${name}_${column}", fields: [${column}], references: [id], onDelete: Cascade)`,
    ),
    ...backs,
    ...indexes.map(({ columns: keys, unique }) => `  @@${unique ? 'unique' : 'index'}([${keys.join(', ')}])`),
    '}',
  ].join('\n');
}
