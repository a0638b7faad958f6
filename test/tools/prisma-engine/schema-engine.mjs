#!/usr/bin/env node
// Prisma's schema engine as a program, for PRISMA_SCHEMA_ENGINE_BINARY: with it the Prisma CLI from npm is complete, and
// nothing need be downloaded from elsewhere. Inside is Prisma's own engine in its WebAssembly build; this file only
// speaks the protocol that the CLI expects of the native program.
//
//   schema-engine.mjs --datamodels FILE … --datasource JSON       JSON-RPC, one message a line, on stdin and stdout
//   schema-engine.mjs --datasource JSON cli can-connect-to-database | create-database
//   schema-engine.mjs cli --datasource URL …                      the same for Prisma 6
//
// MIGRATION_GUARD_ENGINE names the npm package whose engine it is; without it, that of Prisma 7.10.
import fs from 'node:fs';
import readline from 'node:readline';
import { parseArgs } from 'node:util';
import { adapterFactory, createDatabase } from './databases.mjs';
import { loadEngine } from './load-engine.mjs';
import { nativeError } from './native-words.mjs';

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    datamodels: { type: 'string', multiple: true, default: [] },
    datasource: { type: 'string' },
    'enabled-preview-features': { type: 'string' },
    'extension-types': { type: 'string' },
  },
});

const datamodels = values.datamodels.map((file) => [file, fs.readFileSync(file, 'utf8')]);

/** `{ url, shadowDatabaseUrl? }`: as JSON from Prisma 7, as a URL from `cli` of 6, else what the schema says, as 6 has it. */
function readDatasource() {
  const given = values.datasource;
  const { url = urlInSchema('url'), shadowDatabaseUrl = urlInSchema('shadowDatabaseUrl') } =
    given === undefined ? {} : given.startsWith('{') ? JSON.parse(given) : { url: given };
  return { url, shadowDatabaseUrl };
}

function urlInSchema(property, schema = datamodels.map(([, text]) => text)) {
  const pattern = new RegExp(`^\\s*${property}\\s*=\\s*(?:env\\("([^"]*)"\\)|"([^"]*)")`, 'm');
  for (const text of schema) {
    const [found, variable, url] = pattern.exec(text) ?? [];
    if (found) return variable === undefined ? url : process.env[variable];
  }
  return undefined;
}

const datasource = readDatasource();
/** What went wrong on the main database, as `pg` says it. */
const failures = {};

let opening;

/** The engine of this process. */
function engine() {
  opening ??= open();
  return opening;
}

async function open() {
  const { SchemaEngine } = await loadEngine();
  return SchemaEngine.new(
    { datamodels: datamodels.length > 0 ? datamodels : undefined },
    () => undefined,
    adapterFactory(datasource, failures),
  );
}

/** `migrate diff` of Prisma 6 starts the engine without a schema, and names its databases in the request. */
function useDatabasesOf({ shadowDatabaseUrl, from, to }) {
  for (const { tag, files } of [from, to]) {
    if (tag === 'schemaDatasource')
      datasource.url ??= urlInSchema(
        'url',
        files.map(({ content }) => content),
      );
  }
  if (!shadowDatabaseUrl) return;
  datasource.shadowDatabaseUrl = shadowDatabaseUrl;
  datasource.url ??= shadowDatabaseUrl;
}

/** Calls a method of the engine, by the native engine's name for it. */
async function call(method, params) {
  if (method === 'diff') useDatabasesOf(params);
  const opened = await engine();
  if (method === 'getDatabaseVersion') return opened.version();
  if (method === 'diff') return printDiff(await opened.diff(params));
  if (method === 'evaluateDataLoss') {
    // The WebAssembly build has no shadow database for this, but remembers what an earlier request made of the history.
    const { migrationsList, filters } = params;
    await opened.diagnoseMigrationHistory({ migrationsList, filters, optInToShadowDatabase: true });
  }
  return opened[method](params);
}

/** Answers one request of JSON-RPC. */
async function answer({ id, method, params }) {
  try {
    return { jsonrpc: '2.0', id, result: (await call(method, params)) ?? null };
  } catch (error) {
    const { message, code, meta } = nativeError(error, failures, datasource.url);
    const data = { is_panic: false, message, error_code: code, meta };
    return { jsonrpc: '2.0', id, error: { code: 4466, message, data } };
  }
}

/** The native engine has the CLI print a difference, instead of giving it as a result. */
function printDiff({ exitCode, stdout }) {
  if (stdout !== null) send({ jsonrpc: '2.0', id: 'diff', method: 'print', params: { content: stdout } });
  return { exitCode };
}

function send(message) {
  process.stdout.write(`${JSON.stringify(message)}\n`);
}

async function serve() {
  for await (const line of readline.createInterface({ input: process.stdin })) {
    const request = JSON.parse(line);
    if (request.method !== undefined) send(await answer(request));
    // Else the CLI confirms what it has printed.
  }
}

/** What the engine writes to stderr as a line, in the form that the CLI reads. */
function log(level, fields) {
  console.error(JSON.stringify({ level, fields, target: 'schema_engine::logger' }));
}

/** Runs a command, which succeeds by exit code 0; the CLI drops the first line and reads a failure from the others. */
async function runCommand(command) {
  log('INFO', { message: `Starting schema engine CLI` });
  try {
    if (command === 'create-database') await createDatabase(datasource.url);
    else if (command === 'can-connect-to-database') await call('getDatabaseVersion');
    else throw new Error(`This engine has no command ${command}.`);
    log('INFO', { message: 'Done' });
    return 0;
  } catch (error) {
    const { message, code = '' } = nativeError(error, failures, datasource.url);
    log('ERROR', { is_panic: false, error_code: code, message });
    return 1;
  }
}

if (positionals[0] === 'cli') process.exitCode = await runCommand(positionals[1]);
else await serve();
// Connections that are still open would keep it alive.
process.exit();
