import createRules from 'ignore';
import * as z from 'zod/mini';
import type { Severity } from '../linter/findings/finding';
import { problemsOf, valueOf } from '../json/check';
import type { IgnoreEntry, SkippedPath } from '../linter/findings/rule-settings';
import type { GuardConfig } from './guard-config';
import { environmentEntry, localHost } from './environment-schema';
import { settingOf } from './environment-setting';
import {
  guardConfigFile,
  ignoreEntry,
  limitingCode,
  prelude,
  ruleSeverity,
  skippedPath,
} from './guard-config-schema';
import { elementsAt, type JsonNode, nodeAt, propertiesAt, rangeOfNode, readJson } from '../json/read';

function readIgnore(node: JsonNode): IgnoreEntry[] {
  const entry = valueOf(node, ignoreEntry);
  if (!entry) return [];
  const { migration, rule, index, reason } = entry;
  return [{ migration, rule, index, reason, range: rangeOfNode(node) }];
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

/** The patterns are those of .gitignore, and speak of the file's own folder. */
function skipper(config: string, paths: readonly string[]): GuardConfig['skips'] {
  if (paths.length === 0) return () => false;
  const rules = createRules().add([...paths]);
  return (file) => {
    const path = pathBeside(config, file);
    return path !== undefined && createRules.isPathValid(path) && rules.ignores(path);
  };
}

/** Reads migration-guard.json; comments and trailing commas are allowed. Never throws: what is wrong is reported. */
export function readGuardConfig(file: string, text: string): GuardConfig {
  const json = readJson(text);
  const rules = propertiesAt(json.root, ['rules']);
  const severities = rules.flatMap(([rule, node]): [string, Severity | 'off'][] => {
    const severity = valueOf(node, ruleSeverity);
    return severity === undefined ? [] : [[rule, severity]];
  });
  const paths = elementsAt(json.root, ['paths']).flatMap((node): SkippedPath[] => {
    const pattern = valueOf(node, skippedPath);
    if (pattern === undefined) return [];
    return [{ pattern, matches: skipper(file, [pattern]), range: rangeOfNode(node) }];
  });
  const command = elementsAt(json.root, ['prismaCommand']).flatMap((node) => valueOf(node, z.string()) ?? []);
  const configNode = nodeAt(json.root, ['config']);
  const codeNode = nodeAt(json.root, ['projectCode']);
  const preludeNode = nodeAt(json.root, ['prelude']);
  return {
    file,
    prismaCommand: command.length > 0 ? command : undefined,
    severities: new Map(severities),
    severityRanges: new Map(rules.map(([rule, node]) => [rule, rangeOfNode(node)])),
    skippedPaths: paths,
    ignore: elementsAt(json.root, ['ignore']).flatMap(readIgnore),
    skips: skipper(
      file,
      paths.map(({ pattern }) => pattern),
    ),
    environments: new Map(
      propertiesAt(json.root, ['environments']).flatMap(([name, node]) => {
        const entry = valueOf(node, environmentEntry);
        const setting = entry && settingOf(entry);
        return setting ? [[name, setting] as const] : [];
      }),
    ),
    prismaConfig: configNode && valueOf(configNode, prelude),
    projectCode: codeNode && valueOf(codeNode, limitingCode),
    prelude: preludeNode && valueOf(preludeNode, prelude),
    localHosts: elementsAt(json.root, ['localHosts']).flatMap(
      (node) => valueOf(node, localHost)?.toLowerCase() ?? [],
    ),
    problems: problemsOf(json, guardConfigFile),
  };
}
