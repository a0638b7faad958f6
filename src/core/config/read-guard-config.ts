import createRules from 'ignore';
import * as z from 'zod/mini';
import type { Severity } from '../linter/findings/finding';
import type { FileProblem } from '../json/problem';
import { problemsOf, valueOf } from '../json/check';
import type { IgnoreEntry, SkippedPath, WrittenAt } from '../linter/findings/rule-settings';
import type { GuardConfig, NamedPath } from './guard-config';
import { environmentEntry, localHost } from './environment-schema';
import { settingOf, type EnvironmentSetting } from './environment-setting';
import { extendsNodes, extendsProblem, guardFiles } from './extended-files';
import type { GuardFile } from './guard-file';
import {
  guardConfigFile,
  ignoreEntry,
  limitingCode,
  prelude,
  ruleSeverity,
  skippedPath,
} from './guard-config-schema';
import {
  elementsAt,
  type JsonNode,
  type JsonText,
  nodeAt,
  propertiesAt,
  rangeOfNode,
  readJson,
} from '../json/read';

/** A file of settings that could be read, with its JSON. */
interface ReadFile extends GuardFile {
  readonly json: JsonText;
}

/**
 * Reads migration-guard.json with what it extends; comments and trailing commas are allowed. What extends a file goes
 * before what it says, and of a list what stands later. Never throws: what is wrong is reported.
 */
export function readGuardConfig(source: GuardFile): GuardConfig {
  const files = guardFiles(source).map((one): ReadFile => ({ ...one, json: readJson(one.text) }));
  const own = files.at(-1) ?? { ...source, json: readJson(source.text) };
  const rules = files.flatMap(severitiesIn);
  const skippedPaths = files.flatMap(pathsIn);
  const codes = files.flatMap(({ json }) => valueIn(json, 'projectCode', limitingCode) ?? []);
  return {
    file: source.file,
    prismaCommand: files.flatMap(commandIn).at(-1),
    severities: new Map(rules.map(({ rule, severity }) => [rule, severity])),
    severityPlaces: new Map(rules.map(({ rule, file, range }) => [rule, { file, range }])),
    skippedPaths,
    ignore: files.flatMap(ignoreIn),
    skips: skipperOf(files, skippedPaths),
    hasQueries: queriesIn(files),
    environments: environmentsOf(files),
    prismaConfig: valueIn(own.json, 'config', prelude),
    // A file that many share cannot be loosened by one of them.
    projectCode: codes.includes('never') ? 'never' : codes.at(-1),
    prelude: files.flatMap(preludeIn).at(-1),
    localHosts: [...new Set(files.flatMap(hostsIn))],
    problems: files.flatMap(problemsIn),
  };
}

function valueIn<S extends z.core.$ZodType>({ root }: JsonText, key: string, schema: S) {
  const node = nodeAt(root, [key]);
  return node && valueOf(node, schema);
}

function severitiesIn({
  file,
  json,
}: ReadFile): (WrittenAt & { readonly rule: string; readonly severity: Severity | 'off' })[] {
  return propertiesAt(json.root, ['rules']).flatMap(([rule, node]) => {
    const severity = valueOf(node, ruleSeverity);
    return severity === undefined ? [] : [{ rule, severity, file, range: rangeOfNode(node) }];
  });
}

function pathsIn({ file, json }: ReadFile): SkippedPath[] {
  return elementsAt(json.root, ['paths']).flatMap((node): SkippedPath[] => {
    const pattern = valueOf(node, skippedPath);
    if (pattern === undefined) return [];
    const skips = verdictBy(file, [pattern]);
    return [{ file, pattern, matches: (migration) => skips(migration) ?? false, range: rangeOfNode(node) }];
  });
}

function ignoreIn({ file, json }: ReadFile): IgnoreEntry[] {
  return elementsAt(json.root, ['ignore']).flatMap((node: JsonNode): IgnoreEntry[] => {
    const entry = valueOf(node, ignoreEntry);
    if (!entry) return [];
    const { migration, rule, index, reason } = entry;
    return [{ file, migration, rule, index, reason, range: rangeOfNode(node) }];
  });
}

function commandIn({ json }: ReadFile): (readonly string[])[] {
  const command = elementsAt(json.root, ['prismaCommand']).flatMap((node) => valueOf(node, z.string()) ?? []);
  return command.length > 0 ? [command] : [];
}

/** The last word on a name holds, but production stays production. */
function environmentsOf(files: readonly ReadFile[]): ReadonlyMap<string, EnvironmentSetting> {
  const environments = new Map<string, EnvironmentSetting>();
  for (const [name, setting] of files.flatMap(environmentsIn)) {
    const production = setting.production || environments.get(name)?.production === true;
    environments.set(name, { ...setting, production });
  }
  return environments;
}

function environmentsIn({ file, json }: ReadFile): (readonly [string, EnvironmentSetting])[] {
  return propertiesAt(json.root, ['environments']).flatMap(([name, node]) => {
    const entry = valueOf(node, environmentEntry);
    const setting = entry && settingOf(entry, file);
    return setting ? [[name, setting] as const] : [];
  });
}

function preludeIn({ file, json }: ReadFile): NamedPath[] {
  const path = valueIn(json, 'prelude', prelude);
  return path === undefined ? [] : [{ path, namedBy: file }];
}

function hostsIn({ json }: ReadFile): string[] {
  return elementsAt(json.root, ['localHosts']).flatMap(
    (node) => valueOf(node, localHost)?.toLowerCase() ?? [],
  );
}

function problemsIn({ file, json, extended }: ReadFile): FileProblem[] {
  const own = problemsOf(json, guardConfigFile);
  const ofExtends = extendsNodes(json).flatMap(([path, node]) => {
    const message = extendsProblem(path, extended?.get(path));
    return message === undefined ? [] : [{ range: rangeOfNode(node), message }];
  });
  return [...own, ...ofExtends].map((problem) => ({ file, ...problem }));
}

/** The path below the folder of another file, with forward slashes; both are paths, or both are URIs. */
function pathBeside(config: string, file: string): string | undefined {
  const isUri = /^[a-z][a-z0-9+.-]+:\/\//i.test(config);
  const plain = (path: string): string => (isUri ? decodeURIComponent(path) : path.replaceAll('\\', '/'));
  const from = plain(config);
  const folder = from.slice(0, from.lastIndexOf('/') + 1);
  const path = plain(file);
  return path.startsWith(folder) ? path.slice(folder.length) : undefined;
}

/** Whether the patterns of one file skip a migration; undefined where they do not speak of it. */
type Verdict = (migration: string) => boolean | undefined;

/** The patterns are those of .gitignore, and speak of the file's own folder. */
function verdictBy(config: string, patterns: readonly string[]): Verdict {
  const rules = createRules().add([...patterns]);
  return (migration) => {
    const path = pathBeside(config, migration);
    if (path === undefined || !createRules.isPathValid(path)) return undefined;
    for (const one of [path, ...foldersOf(path)]) {
      const { ignored, unignored } = rules.test(one);
      if (ignored || unignored) return ignored;
    }
    return undefined;
  };
}

/** From the nearest: what takes a folder back in speaks of what is in it. */
function foldersOf(path: string): string[] {
  const names = path.split('/').slice(0, -1);
  return names.map((_, index) => `${names.slice(0, names.length - index).join('/')}/`);
}

/** Where each file's patterns say that queries are; the last file that has any decides. */
function queriesIn(files: readonly ReadFile[]): GuardConfig['hasQueries'] {
  const [last] = files.toReversed().flatMap(({ file, json }): Verdict[] => {
    const patterns = elementsAt(json.root, ['queries']).flatMap((node) => valueOf(node, skippedPath) ?? []);
    return patterns.length === 0 ? [] : [verdictBy(file, patterns)];
  });
  return last && ((file) => last(file) ?? false);
}

/** As with several .gitignore files, the last that speaks of the migration decides. */
function skipperOf(files: readonly ReadFile[], paths: readonly SkippedPath[]): GuardConfig['skips'] {
  const verdicts = files.flatMap(({ file }): Verdict[] => {
    const patterns = paths.filter((path) => path.file === file).map(({ pattern }) => pattern);
    return patterns.length === 0 ? [] : [verdictBy(file, patterns)];
  });
  return (migration) =>
    verdicts.reduceRight<boolean | undefined>((known, verdict) => known ?? verdict(migration), undefined) ??
    false;
}
