import * as vscode from 'vscode';
import { codeIn, projectCodeVariable, strictestCode, type ProjectCode } from '../core/config/project-code';
import { ConfigValue } from './config-value';
import { ids } from './ids';

const { id } = ids.settings.projectCode;

/** When code of projects may run in this window: the stricter of the setting and the variable counts. */
export function projectCodeSetting(): ConfigValue<ProjectCode> {
  return new ConfigValue(id, effectiveCode);
}

/** What hands the setting over to whoever runs something for the window. */
export function projectCodeVariables(): Readonly<Record<string, string>> {
  return { [projectCodeVariable]: effectiveCode(vscode.workspace.getConfiguration().get(id)) };
}

function effectiveCode(raw: unknown): ProjectCode {
  return (
    strictestCode([codeIn(raw), codeIn(process.env[projectCodeVariable])]) ?? ids.settings.projectCode.default
  );
}
