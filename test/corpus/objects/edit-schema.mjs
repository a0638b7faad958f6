// Edits of the text of schema.prisma as a person makes them: one function for each kind of edit in generated.json.

/** A schema is [path, text] per file. The lines of a block run from the one that names it to its closing brace. */
function findBlock(schema, keyword, name) {
  const pattern = new RegExp(`^${keyword}[ \\t]+${name}[ \\t]*\\{[^\\n]*\\n[\\s\\S]*?^\\}`, 'm');
  for (const [at, [, text]] of schema.entries()) {
    const found = pattern.exec(text);
    if (found) return { at, start: found.index, end: found.index + found[0].length, text: found[0] };
  }
  throw new Error(`there is no ${keyword} ${name}`);
}

function editBlock(schema, keyword, name, edit) {
  const { at, start, end, text: block } = findBlock(schema, keyword, name);
  return schema.map(([path, text], file) =>
    file === at ? [path, text.slice(0, start) + edit(block) + text.slice(end)] : [path, text],
  );
}

const isAttribute = (line) => /^\s*@@/.test(line);
const names = (line, field) => new RegExp(`^\\s*${field}\\s`).test(line);
const mentions = (line, field) => new RegExp(`\\b${field}\\b`).test(line.replace(/"[^"]*"/g, ''));

/** Changes the line of a field, or takes it out where `edit` gives undefined. */
function editField(schema, { model, field }, edit) {
  return editBlock(schema, 'model', model, (block) => {
    const lines = block.split('\n');
    const at = lines.findIndex((line, at) => at > 0 && names(line, field));
    if (at < 0) throw new Error(`${model} has no field ${field}`);
    const line = edit(lines[at]);
    lines.splice(at, 1, ...(line === undefined ? [] : [line]));
    return lines.join('\n');
  });
}

/** Adds a line at the end of a block. */
function addLine(schema, keyword, name, line) {
  return editBlock(schema, keyword, name, (block) => block.replace(/\}$/, `  ${line}\n}`));
}

/** Takes an attribute such as `@default(…)` out of a line, with all that stands in its parentheses. */
function withoutAttribute(line, attribute) {
  const start = line.search(new RegExp(`\\s${attribute}(?![\\w])`));
  if (start < 0) return line;
  let end = start + line.slice(start).search(new RegExp(`${attribute}`)) + attribute.length;
  const rest = /^(?:\.\w+)+/.exec(line.slice(end));
  if (rest) end += rest[0].length;
  if (line[end] !== '(') return line.slice(0, start) + line.slice(end);
  let quoted = false;
  for (let depth = 0; end < line.length; end += 1) {
    if (line[end] === '"' && line[end - 1] !== '\\') quoted = !quoted;
    else if (!quoted && line[end] === '(') depth += 1;
    else if (!quoted && line[end] === ')' && --depth === 0) break;
  }
  return line.slice(0, start) + line.slice(end + 1);
}

const typeOfField = /^(\s*\w+\s+)(Unsupported\("[^"]*"\)|\w+)(\[\]|\?)?/;

/** Another type, which takes what belonged to the old one along; a field that may be null still may. */
function retype(schema, { model, field, to }) {
  return editField(schema, { model, field }, (line) => {
    const bare = ['@default', '@db', '@updatedAt'].reduce(withoutAttribute, line);
    return bare.replace(typeOfField, (_, start, type, rank = '') =>
      to.endsWith('[]') ? start + to : start + to + (rank === '[]' ? '' : rank),
    );
  });
}

function renameField(schema, { model, field, to }) {
  return editBlock(schema, 'model', model, (block) =>
    block
      .split('\n')
      .map((line, at) => {
        if (at > 0 && names(line, field)) {
          return line.replace(field, to).replace(/(@map\((?:name:\s*)?")[^"]*"/, `$1${to}"`);
        }
        const inLists = (list) => list.replace(new RegExp(`\\b${field}\\b`, 'g'), to);
        return isAttribute(line) || line.includes('@relation') ? line.replace(/\[[^\]]*\]/, inLists) : line;
      })
      .join('\n'),
  );
}

/** The field goes, and with it the indexes and keys over it. */
function removeField(schema, { model, field }) {
  return editBlock(schema, 'model', model, (block) =>
    block
      .split('\n')
      .filter((line, at) => at === 0 || !(names(line, field) || (isAttribute(line) && mentions(line, field))))
      .join('\n'),
  );
}

/** Whether a line declares a field of this type. */
const declares = (line, type) =>
  new RegExp(`^\\s*\\w+\\s+${type}(?![\\w(])`).test(line) && !/^\s*(?:\/\/|@@)/.test(line);

/** The model goes, and the relations of others to it; the columns that held their keys stay. */
function removeModel(schema, { model }) {
  const rest = editBlock(schema, 'model', model, () => '');
  return rest.map(([path, text]) => [
    path,
    text
      .split('\n')
      .filter((line) => !declares(line, model))
      .join('\n'),
  ]);
}

/** The model gets another name, and its table, too, where the schema names that. */
function renameModel(schema, { model, to, toTable }) {
  const renamed = editBlock(schema, 'model', model, (block) => {
    const other = block.replace(new RegExp(`^(model\\s+)${model}\\b`), `$1${to}`);
    return toTable === undefined ? other : other.replace(/(@@map\((?:name:\s*)?")[^"]*"/, `$1${toTable}"`);
  });
  return renamed.map(([path, text]) => [
    path,
    text
      .split('\n')
      .map((line) =>
        declares(line, model) ? line.replace(new RegExp(`^(\\s*\\w+\\s+)${model}`), `$1${to}`) : line,
      )
      .join('\n'),
  ]);
}

const requireField = (schema, change) =>
  editField(schema, change, (line) => line.replace(typeOfField, (_, start, type) => start + type));

const changeDefault = (schema, change) =>
  editField(schema, change, (line) => {
    const [code, ...comment] = withoutAttribute(line, '@default').split('//');
    const end = comment.length > 0 ? ` //${comment.join('//')}` : '';
    return `${code.trimEnd()} @default(${change.to})${end}`;
  });

/** A field goes and another one comes that has nothing to do with it. */
const swapField = (schema, { model, field, to }) =>
  addLine(removeField(schema, { model, field }), 'model', model, to);

/** A model goes and another one comes that has nothing to do with it. */
function swapModel(schema, { model, to }) {
  const [[path, text], ...others] = removeModel(schema, { model });
  const fields = ['id String @id', 'title String', 'body String', 'publishedAt DateTime?'];
  const block = [`model ${to} {`, ...fields.map((field) => `  ${field}`), '}'].join('\n');
  return [[path, `${text}\n${block}\n`], ...others];
}

const edits = {
  'retype-column': retype,
  'rename-field': renameField,
  'remove-field': removeField,
  'remove-model': removeModel,
  'rename-model': renameModel,
  'swap-field': swapField,
  'swap-model': swapModel,
  'add-field': (schema, { model, field, to }) => addLine(schema, 'model', model, `${field} ${to}`),
  'add-index': (schema, { model, field }) => addLine(schema, 'model', model, `@@index([${field}])`),
  'require-field': requireField,
  'add-enum-value': (schema, { field, to }) => addLine(schema, 'enum', field, to),
  'change-default': changeDefault,
};

/** The schema after a change of generated.json. @throws where it has not what the change speaks of */
export function editSchema(schema, change) {
  return edits[change.edit](schema, change);
}
