import * as vscode from 'vscode';
import { severities, type Severity } from '../../core/linter/findings/finding';
import { booleanOr, choicesByKey, ConfigValue, texts } from '../config-value';
import { ids } from '../ids';

/** What a person has set about linting in this editor. */
export interface LintSettings {
  /** Whether there is any. */
  readonly enable: ConfigValue<boolean>;
  /** Whether projects are linted without a file being open. */
  readonly background: ConfigValue<boolean>;
  readonly rules: ConfigValue<ReadonlyMap<string, Severity | 'off'>>;
  /** Files of which nobody wants to hear. */
  readonly skipped: { has(uri: vscode.Uri): boolean; readonly onDidChange: vscode.Event<unknown> };
  dispose(): void;
}

export function lintSettings(): LintSettings {
  const { lintEnable, lintBackground, rules: severity, lintSkip } = ids.settings;
  const enable = new ConfigValue(lintEnable.id, booleanOr(lintEnable.default));
  const background = new ConfigValue(lintBackground.id, booleanOr(lintBackground.default));
  const rules = new ConfigValue(severity.id, choicesByKey(['off', ...severities]));
  const skip = new ConfigValue(lintSkip.id, texts);
  const disposables = vscode.Disposable.from(enable, background, rules, skip);
  return {
    ...{ enable, background, rules },
    skipped: {
      has: (uri) => skip.value.some((pattern) => matches(pattern, uri)),
      onDidChange: skip.onDidChange,
    },
    dispose: (): void => void disposables.dispose(),
  };
}

/** Nothing but the URI of a document is looked at for a pattern alone, and most files are not open. */
function matches(pattern: string, uri: vscode.Uri): boolean {
  return vscode.languages.match({ pattern }, { uri, languageId: 'sql' } as vscode.TextDocument) > 0;
}
