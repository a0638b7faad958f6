import type { Edit } from '../edits';
import { appendChild, layoutOf } from '../json/insert';
import { nodeAt, readJson } from '../json/read';
import { usualVariable } from './environment-setting';

/** A setting of migration-guard.json. */
export type OfferedSetting =
  /** A file with the URL of the local database, as seen from the folder of migration-guard.json. */
  | { readonly kind: 'env-file'; readonly envFile: string; readonly variable: string }
  /** Hosts that are to count as local. */
  | { readonly kind: 'local-hosts'; readonly hosts: readonly string[] };

/** A setting that would help, found in the repository. It is used only once a person has had it written. */
export interface SettingOffer {
  readonly setting: OfferedSetting;
  /** The file that speaks for it, as seen from the project's folder: `../../.env`, `docker-compose.yml`. */
  readonly found: string;
  /** The migration-guard.json that it goes into, an absolute path. */
  readonly target: string;
  /** Whether that file is there. */
  readonly isThere: boolean;
}

/** The keys that lead to the value, and the value. */
function entryOf(setting: OfferedSetting): { readonly path: readonly string[]; readonly value: unknown } {
  if (setting.kind === 'local-hosts') return { path: ['localHosts'], value: setting.hosts };
  const { envFile, variable } = setting;
  const value = variable === usualVariable ? { envFile } : { envFile, variable };
  return { path: ['environments', 'local'], value };
}

/** An order to a person: what to write, and where. */
export function settingSentence({ setting, target, isThere }: SettingOffer): string {
  const { path, value } = entryOf(setting);
  const whole = inLine(nested(path, value));
  return isThere ? `add to ${target}: ${whole.slice(1, -1).trim()}` : `write into ${target}: ${whole}`;
}

/**
 * What writes the setting into the file; everything else in it, comments included, stays.
 *
 * @param text undefined where there is no file yet
 * @returns undefined where the file has mistakes, or says something else there already
 */
export function settingEdits(text: string | undefined, setting: OfferedSetting): Edit[] | undefined {
  const { path, value } = entryOf(setting);
  if (text === undefined) {
    const newText = `${JSON.stringify(nested(path, value), null, 2)}\n`;
    return [{ range: { start: 0, end: 0 }, newText }];
  }
  const { root, problems } = readJson(text);
  if (root?.type !== 'object' || problems.length > 0) return undefined;
  const layout = layoutOf(text);
  const laidOut = (what: unknown): string => JSON.stringify(what, null, layout.step);
  const known = nodeAt(root, path);
  if (known) {
    if (setting.kind !== 'local-hosts' || known.type !== 'array') return undefined;
    return appendChild(text, known, setting.hosts.map((host) => JSON.stringify(host)).join(',\n'), layout);
  }
  // The deepest object on the way that is there already.
  const depth = path.findLastIndex((_, index) => nodeAt(root, path.slice(0, index)) !== undefined);
  const container = nodeAt(root, path.slice(0, depth));
  const [key = '', ...rest] = path.slice(depth);
  if (container?.type !== 'object') return undefined;
  return appendChild(text, container, `${JSON.stringify(key)}: ${laidOut(nested(rest, value))}`, layout);
}

function nested(path: readonly string[], value: unknown): unknown {
  return path.reduceRight<unknown>((inner, key) => ({ [key]: inner }), value);
}

/** On one line, as a person would write it. */
function inLine(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(inLine).join(', ')}]`;
  if (typeof value !== 'object' || value === null) return JSON.stringify(value);
  const members = Object.entries(value).map(([key, inner]) => `${JSON.stringify(key)}: ${inLine(inner)}`);
  return `{ ${members.join(', ')} }`;
}
