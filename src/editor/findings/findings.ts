import * as vscode from 'vscode';
import { severityAsSet } from '../../core/linter/configured-severities';
import type { Severity } from '../../core/linter/findings/finding';
import type { LintedProject } from './linted-project';
import { diagnosticOf } from './finding-diagnostics';
import type { KnownFinding } from './known-finding';

export interface FindingsOptions {
  readonly diagnostics: vscode.DiagnosticCollection;
  /** What a person has set for a rule in this editor; undefined where nothing. */
  readonly severityOf: (rule: string) => Severity | 'off' | undefined;
  /** Whether a person wants to hear nothing of a file. */
  readonly isSkipped: (uri: vscode.Uri) => boolean;
}

/**
 * What is wrong in the window's projects, whether a file is open or not. Problems, views, badges and the status bar show
 * what is here, and nothing else.
 */
export class Findings implements vscode.Disposable {
  readonly #options: FindingsOptions;
  /** By the URI of the migrations folder. */
  readonly #projects = new Map<string, LintedProject>();
  /** Of the files on disk, by URI. */
  #onDisk: ReadonlyMap<string, readonly KnownFinding[]> = new Map();
  /** Of open documents, by URI: it goes before what the file on disk has. */
  readonly #live = new Map<string, { version: number; findings: readonly KnownFinding[] }>();
  /** By URI, what stands in Problems and for which version of the text, as JSON. */
  readonly #published = new Map<string, string>();
  readonly #changed = new vscode.EventEmitter<void>();
  readonly onDidChange = this.#changed.event;

  constructor(options: FindingsOptions) {
    this.#options = options;
  }

  /** What is wrong in a file; `uri` as VS Code writes it. */
  of(uri: string): readonly KnownFinding[] {
    return this.#live.get(uri)?.findings ?? this.#onDisk.get(uri) ?? [];
  }

  /** What the files of the project tell; undefined while they have not been looked at. */
  project(migrationsFolder: string): LintedProject | undefined {
    return this.#projects.get(migrationsFolder);
  }

  /** All that is wrong in a project, of each file once. */
  ofProject(migrationsFolder: string): readonly KnownFinding[] {
    const files = new Set(this.project(migrationsFolder)?.findings.map(({ file }) => file));
    for (const file of this.#live.keys()) if (this.#isIn(file, migrationsFolder)) files.add(file);
    return [...files].flatMap((file) => this.of(file));
  }

  /** Whether no other project's folder, which may lie within, is nearer. */
  #isIn(file: string, folder: string): boolean {
    const isNearer = (other: string): boolean => other.length > folder.length && file.startsWith(`${other}/`);
    return file.startsWith(`${folder}/`) && ![...this.#projects.keys()].some(isNearer);
  }

  /** An open document was linted. */
  setLive(
    { uri, version }: Pick<vscode.TextDocument, 'uri' | 'version'>,
    findings: readonly KnownFinding[],
  ): void {
    const key = uri.toString();
    const before = JSON.stringify(this.of(key));
    this.#live.set(key, { version, findings });
    this.#publish([key]);
    if (JSON.stringify(findings) !== before) this.#changed.fire();
  }

  /** A document was closed, or could not be linted: what the file on disk has stands again. */
  clearLive(uri: vscode.Uri): void {
    const key = uri.toString();
    if (!this.#live.delete(key)) return;
    this.#publish([key]);
    this.#changed.fire();
  }

  /** These projects were linted again; the window has all of those in `folders`, and no other. */
  setProjects(linted: readonly LintedProject[], folders: ReadonlySet<string>): void {
    for (const project of linted) this.#projects.set(project.migrationsFolder, project);
    const gone = [...this.#projects.keys()].filter((folder) => !folders.has(folder));
    for (const folder of gone) this.#projects.delete(folder);
    // It is often asked whether something is new, and mostly nothing is.
    if (linted.length + gone.length > 0) this.showAgain();
  }

  /** The settings have changed. */
  showAgain(): void {
    const before = this.#onDisk;
    const now = new Map<string, KnownFinding[]>();
    for (const finding of [...this.#projects.values()].flatMap((project) => project.findings)) {
      const set = finding.found && this.#options.severityOf(finding.found.rule);
      if (set === 'off' || this.#options.isSkipped(vscode.Uri.parse(finding.file))) continue;
      const ofFile = now.get(finding.file) ?? [];
      now.set(finding.file, ofFile);
      // Projects with one configuration find the same in it.
      if (ofFile.some((one) => isSame(one, finding))) continue;
      ofFile.push(
        finding.found
          ? {
              ...finding,
              severity: severityAsSet({ severity: finding.severity, state: finding.found.state }, set),
            }
          : finding,
      );
    }
    this.#onDisk = now;
    this.#publish([...new Set([...before.keys(), ...now.keys()])]);
    this.#changed.fire();
  }

  dispose(): void {
    this.#changed.dispose();
    this.#options.diagnostics.clear();
  }

  /**
   * Puts into Problems what is other there than before. What is the same stays untouched, above all when a file is opened:
   * VS Code would end the search for quick fixes that somebody has just asked for. After an edit all is put there again,
   * because the edit may have moved or removed what VS Code has drawn.
   */
  #publish(uris: readonly string[]): void {
    const entries = uris.flatMap((uri): [vscode.Uri, vscode.Diagnostic[] | undefined][] => {
      const findings = this.of(uri);
      const before = this.#published.get(uri);
      const { version = 1 } = this.#live.get(uri) ?? {};
      const now = findings.length === 0 ? undefined : JSON.stringify([version, findings]);
      if (now === before) return [];
      if (now === undefined) this.#published.delete(uri);
      else this.#published.set(uri, now);
      return [[vscode.Uri.parse(uri), now === undefined ? undefined : findings.map(diagnosticOf)]];
    });
    if (entries.length > 0) this.#options.diagnostics.set(entries);
  }
}

function isSame(one: KnownFinding, other: KnownFinding): boolean {
  return (
    one.message === other.message &&
    one.span.start.line === other.span.start.line &&
    one.span.start.character === other.span.start.character
  );
}
