import { severities, type Intent } from '../../src/core/linter/findings/finding';
import type { RuleKind, RuleMetadata } from '../../src/core/linter/findings/rule-metadata';
import { rules } from '../../src/core/linter/rules/registry';

/** `error`, or `warning if listed, else hint`. */
function severityCell({ severity, exceptions = {}, isOffByDefault }: RuleMetadata, intent: Intent): string {
  const usual = severity[intent] ?? 'nothing';
  const others = Object.values(exceptions).filter((other) => (other.intent ?? intent) === intent);
  const cell = [...others.map((other) => `${other.severity} ${other.when}`), usual].join(', else ');
  return isOffByDefault && usual !== 'nothing' ? 'as configured' : cell;
}

function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]): string => `| ${cells.join(' | ')} |`;
  return [line(head), line(head.map(() => '---')), ...rows.map(line)].join('\n');
}

function linkTo({ id }: RuleMetadata, folder: string): string {
  return `[${id}](${folder}${id}.md)`;
}

function says({ summary, isOffByDefault }: RuleMetadata): string {
  return summary.replace(/\.$/, '') + (isOffByDefault ? ' (off by default)' : '');
}

/** The rules of one kind. Who meant a statement is asked about migrations only. */
function tableOf(kind: RuleKind): string {
  const intents: readonly Intent[] = kind === 'migration' ? ['generated', 'deliberate'] : ['deliberate'];
  return table(
    ['rule', 'says', ...(intents.length > 1 ? intents : ['severity']), 'fixes'],
    rules
      .filter(({ kinds }) => kinds.includes(kind))
      .map((rule) => [
        linkTo(rule, ''),
        says(rule),
        ...intents.map((intent) => severityCell(rule, intent)),
        rule.fixable.join(', ') || 'none',
      ]),
  );
}

const lists: Readonly<Record<string, () => string>> = {
  all: () =>
    table(
      ['rule', 'says'],
      rules.map((rule) => [linkTo(rule, 'docs/rules/'), says(rule)]),
    ),
  migration: () => tableOf('migration'),
  history: () => tableOf('history'),
  'applied-text': () => tableOf('applied-text'),
  suppression: () => tableOf('suppression'),
  configuration: () => tableOf('configuration'),
  query: () => tableOf('query'),
  files: () => tableOf('files'),
};

/** A page with the lists between its markers as they should be. */
function withLists(text: string): string {
  return text.replace(
    /(<!-- rules: ([a-z-]+), written by npm run rules -->\n)[^]*?(<!-- end of rules -->)/g,
    (_, start: string, list: string, end: string) => `${start}\n${lists[list]?.() ?? ''}\n\n${end}`,
  );
}

/** The manifest with a setting for every rule. */
function withSettings(text: string): string {
  const manifest = JSON.parse(text) as {
    contributes: { configuration: { properties: Record<string, { properties?: object }> } };
  };
  const setting = manifest.contributes.configuration.properties['migrationGuard.lint.rules'];
  if (setting)
    setting.properties = Object.fromEntries(rules.map(({ id }) => [id, { enum: ['off', ...severities] }]));
  return `${JSON.stringify(manifest, null, 2)}\n`;
}

/** The files that list rules, each with what makes its text as it should be. */
export const ruleLists: Readonly<Record<string, (text: string) => string>> = {
  'README.md': withLists,
  'docs/rules/README.md': withLists,
  'package.json': withSettings,
};
