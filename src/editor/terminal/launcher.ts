import path from 'node:path';
import { oldestNode } from './node-program';

/** What a launcher starts: our command line, on the node of the PATH or else on VS Code's own. */
export interface Launched {
  readonly cli: string;
  /** VS Code's own node. */
  readonly node: string;
  /** Where the launchers are. */
  readonly folder: string;
}

/** The files that make `migration-guard` a command, by their names: one for the shells of Unix, one for those of Windows. */
export function launchers({ cli, node, folder }: Launched): ReadonlyMap<string, string> {
  const [major, minor] = oldestNode;
  const shell = `#!/bin/sh
# migration-guard, as it comes with the extension of VS Code, which writes this file.
version=$(node --version 2>/dev/null)
version=\${version#v}
major=\${version%%.*}
minor=\${version#*.}
minor=\${minor%%.*}
if [ "\${major:-0}" -gt ${major} ] || { [ "\${major:-0}" -eq ${major} ] && [ "\${minor:-0}" -ge ${minor} ]; }; then
  exec node ${inShell(cli)} "$@"
fi
ELECTRON_RUN_AS_NODE=1 exec ${inShell(node)} ${inShell(cli)} "$@"
`;
  // Without blocks in parentheses, which an argument such as `app\\(shop)\\prisma` would close.
  const batch = `@echo off
rem migration-guard, as it comes with the extension of VS Code, which writes this file.
setlocal
node -e "const [a,b]=process.versions.node.split('.').map(Number);process.exit(a>${major}||a===${major}&&b>=${minor}?0:1)" >nul 2>nul
if errorlevel 1 goto own
node ${inBatch(folder, cli)} %*
exit /b %errorlevel%
:own
set ELECTRON_RUN_AS_NODE=1
${inBatch(folder, node)} ${inBatch(folder, cli)} %*
exit /b %errorlevel%
`;
  return new Map([
    ['migration-guard', shell],
    ['migration-guard.cmd', batch.replaceAll('\n', '\r\n')],
  ]);
}

/** A path as one word of a POSIX shell. */
function inShell(path: string): string {
  return `'${path.replaceAll("'", `'\\''`)}'`;
}

/**
 * A path as one word of a batch file, where `%` begins a variable. From the batch file's own folder: it is read in the code
 * page of the console, in which the name of a user, such as `Zoë`, would be another one.
 */
function inBatch(folder: string, file: string): string {
  const there = path.win32.relative(folder, file);
  return `"${path.win32.isAbsolute(there) ? '' : '%~dp0'}${there.replaceAll('%', '%%')}"`;
}
