import fs from 'node:fs';
import path from 'node:path';
import { append } from '../../core/append';
import { elementsAt, nodeAt, readJson } from '../../core/json/read';
import { readText } from '../files/regular-file';
import { foldersToTop } from './env-files-around';

/** Hosts of databases that one file of Docker Compose starts, in lower case. */
export interface ComposeFile {
  /** An absolute path. */
  readonly file: string;
  readonly hosts: readonly string[];
}

/**
 * What the files of Docker Compose between a project and its repository's top start of PostgreSQL, those of dev containers
 * included; the nearest file first.
 */
export function composeFilesAround(root: string): ComposeFile[] {
  const files = foldersToTop(root).flatMap((folder) => [
    ...composeFilesIn(folder),
    ...ofDevContainers(folder),
  ]);
  return [...new Set(files)].flatMap((file) => {
    const hosts = databaseHostsIn(readText(file) ?? '');
    return hosts.length > 0 ? [{ file, hosts }] : [];
  });
}

/** `docker-compose.yml`, `compose.dev.yaml`; not those with which somebody deploys. */
const composeName = /^(?:docker-)?compose(?!.*(?:prod|stag))(?:[.-][\w.-]+)?\.ya?ml$/i;

function composeFilesIn(folder: string): string[] {
  return namesIn(folder)
    .filter((name) => composeName.test(name))
    .map((name) => path.join(folder, name));
}

/** A repository may have several of them, each in a folder of its own. */
function ofDevContainers(folder: string): string[] {
  const outer = path.join(folder, '.devcontainer');
  const folders = [outer, ...namesIn(outer).map((name) => path.join(outer, name))];
  return folders.flatMap((one) => [...composeFilesIn(one), ...namedComposeFiles(one)]);
}

/** `dockerComposeFile` of devcontainer.json: a path, or a list of them. */
function namedComposeFiles(folder: string): string[] {
  const { root } = readJson(readText(path.join(folder, 'devcontainer.json')) ?? '');
  const key = ['dockerComposeFile'];
  const nodes = [nodeAt(root, key), ...elementsAt(root, key)];
  return nodes.flatMap((node) => (typeof node?.value === 'string' ? path.resolve(folder, node.value) : []));
}

function namesIn(folder: string): string[] {
  try {
    return fs.readdirSync(folder).sort();
  } catch {
    return [];
  }
}

const databaseImage = /postgres|postgis|pgvector|timescale|pgbouncer|paradedb|citus/i;

/**
 * The names by which the services of PostgreSQL are reached from other containers. It reads the usual layout of such a file,
 * by indentation; what is written in another way is not found, and nobody is worse off.
 */
export function databaseHostsIn(text: string): string[] {
  const hosts: string[] = [];
  let service:
    { indent: number; names: string[]; inner: number | undefined; isDatabase: boolean } | undefined;
  let isInServices = false;
  const endService = (): void => {
    if (service?.isDatabase) append(hosts, service.names);
    service = undefined;
  };
  for (const line of text.split(/\r?\n/)) {
    const read = /^( *)(?:"([^"]+)"|'([^']+)'|([\w.-]+))\s*:(?:\s+(.*))?$/.exec(line);
    if (!read) continue;
    const [, space = '', double, single, plain = '', value = ''] = read;
    const key = double ?? single ?? plain;
    const indent = space.length;
    if (indent === 0) {
      endService();
      isInServices = key === 'services';
    } else if (isInServices && indent <= (service?.indent ?? indent)) {
      endService();
      service = { indent, names: [key.toLowerCase()], inner: undefined, isDatabase: false };
    } else if (service && indent === (service.inner ??= indent)) {
      const name = scalar(value);
      if (key === 'image') service.isDatabase = databaseImage.test(name);
      if (key === 'container_name' || key === 'hostname') service.names.push(name.toLowerCase());
    }
  }
  endService();
  return [...new Set(hosts)];
}

function scalar(value: string): string {
  const [, double, single, plain = ''] = /^(?:"([^"]*)"|'([^']*)'|(\S+))/.exec(value.trim()) ?? [];
  return double ?? single ?? plain;
}
