import * as vscode from 'vscode';
import type { Finding, Severity } from '../../core/linter/findings/finding';
import { severityAsSet } from '../../core/linter/configured-severities';
import { diagnosticOf, spanOf } from '../findings/finding-diagnostics';
import type { Findings } from '../findings/findings';
import { aboutFile, knownFinding, type KnownFinding, type Locating } from '../findings/known-finding';
import { rangeIn, rangeInText } from '../documents/ranges';
import type { DocumentLinter, DocumentReport, NewMigration } from './document-linter';
import type { AppliedRow } from '../../workflows/edited-applied';
import { type Clock, Scheduler } from '../scheduler';
import { logCrash } from '../log-crash';
import { incompleteMessage, unreadLine } from './incomplete-message';

/** A diagnostic on the screen and the finding that it shows. */
export interface ShownFinding {
  readonly diagnostic: vscode.Diagnostic;
  readonly finding: Finding;
}

/** What is shown for one version of a document. */
export interface ShownFindings {
  readonly version: number;
  readonly findings: readonly ShownFinding[];
  /** The texts of other files in which the findings' offsets were counted, by URI. */
  readonly texts: ReadonlyMap<string, string>;
  readonly newMigration: NewMigration | undefined;
}

export interface LintSessionDependencies {
  /** Makes the linter when it is first needed: activation must not load a parser. */
  loadLinter(): Promise<DocumentLinter>;
  readonly findings: Pick<Findings, 'setLive' | 'clearLive'>;
  readonly log: Pick<vscode.LogOutputChannel, 'error' | 'warn' | 'info'>;
  readonly clock: Clock;
  /** What a person has set for a rule in this editor; undefined where nothing. */
  readonly severityOf?: (rule: string) => Severity | 'off' | undefined;
  /** What is remembered of a migration in a database; no database is asked for it. */
  readonly appliedRow?: (uri: vscode.Uri) => Promise<AppliedRow | undefined>;
}

/** Lints the documents that it is given, shows what was found and remembers it for the quick fixes. */
export class LintSession implements vscode.Disposable {
  readonly #dependencies: LintSessionDependencies;
  readonly #documents = new Map<string, vscode.TextDocument>();
  readonly #shown = new Map<string, ShownFindings>();
  /** Who waits for the first result of a document. */
  readonly #waiting = new Map<string, (() => void)[]>();
  readonly #scheduler: Scheduler;
  /** Sentences that the log has already: every keystroke would bring them again. */
  readonly #logged = new Set<string>();
  #linter: Promise<DocumentLinter> | undefined;

  constructor(dependencies: LintSessionDependencies) {
    this.#dependencies = dependencies;
    this.#scheduler = new Scheduler((key) => this.#lint(key), dependencies.clock);
  }

  /** Lints a document, now and whenever everything is linted again, until it is dropped. */
  add(document: vscode.TextDocument, delay: number): void {
    const key = document.uri.toString();
    this.#documents.set(key, document);
    this.#scheduler.schedule(key, delay);
  }

  /** Takes a document's diagnostics away and lints it no more. */
  drop(document: vscode.TextDocument): void {
    const key = document.uri.toString();
    this.#documents.delete(key);
    this.#scheduler.cancel(key);
    this.#hide(document);
  }

  /** Forgets what is known of a file, or of all files, and lints every document again. */
  invalidate(uri: vscode.Uri | undefined, delay: number): void {
    // A linter that could not be made is reported where it is used.
    this.#linter?.then(
      (linter) => linter.invalidate(uri?.toString()),
      () => undefined,
    );
    for (const key of this.#documents.keys()) this.#scheduler.schedule(key, delay);
  }

  /** Lints every document again; what is known of files stays. */
  lintAgain(): void {
    for (const key of this.#documents.keys()) this.#scheduler.schedule(key, 0);
  }

  /** What is shown for a document, if it is about the version that the document has now. */
  shown(document: vscode.TextDocument): ShownFindings | undefined {
    const shown = this.#shown.get(document.uri.toString());
    return shown?.version === document.version ? shown : undefined;
  }

  /** The same; a document that has just been opened is waited for, so that nobody is told that there is nothing. */
  async shownSoon(document: vscode.TextDocument): Promise<ShownFindings | undefined> {
    const key = document.uri.toString();
    if (this.#documents.has(key) && !this.#shown.has(key)) {
      await new Promise<void>((resolve) =>
        this.#waiting.set(key, [...(this.#waiting.get(key) ?? []), resolve]),
      );
    }
    return this.shown(document);
  }

  dispose(): void {
    this.#scheduler.dispose();
    for (const document of this.#documents.values()) this.#hide(document);
    for (const key of this.#waiting.keys()) this.#tellWaiting(key);
    this.#documents.clear();
  }

  async #lint(key: string): Promise<void> {
    const document = this.#documents.get(key);
    if (!document) return;
    const { version } = document;
    const text = document.getText();
    const isCurrent = (): boolean => this.#documents.get(key) === document && document.version === version;
    try {
      const linter = await this.#load();
      const applied = await this.#dependencies.appliedRow?.(document.uri).catch(() => undefined);
      const report = await linter.lint({ uri: key, text, version, applied });
      this.#log(report);
      if (!isCurrent()) return; // Newer text is being linted, or nobody looks any more.
      this.#show(document, report);
    } catch (error) {
      // Linting is a service to someone who is typing: it may fail, but not in their face.
      this.#dependencies.log.error(`Version ${version} of ${key} could not be linted:`);
      logCrash(this.#dependencies.log, error);
      if (isCurrent()) this.#hide(document);
    }
  }

  #show(document: vscode.TextDocument, report: DocumentReport): void {
    const { texts, problems, newMigration } = report;
    const { version } = document;
    const key = document.uri.toString();
    const locating = locatingIn(document, texts);
    const incomplete = incompleteMessage(report.unread, nameOf);
    const aboutAll: readonly KnownFinding[] = [
      ...(incomplete === undefined ? [] : [aboutFile(key, incomplete, { severity: 'warning' })]),
      ...problems.map(({ range, message }) =>
        aboutFile(key, message, { severity: 'error', span: locating.spanIn(key, range) }),
      ),
    ];
    const shown = report.findings
      .filter((finding) => finding.file === key && !finding.suppressed)
      .flatMap((finding) => this.#asSet(finding))
      .map((finding) => ({ finding, known: knownFinding(finding, locating) }))
      .map(({ finding, known }) => ({ finding, known, diagnostic: diagnosticOf(known) }));
    this.#shown.set(key, { version, findings: shown, texts, newMigration });
    this.#dependencies.findings.setLive(document, [...aboutAll, ...shown.map(({ known }) => known)]);
    this.#tellWaiting(key);
  }

  #asSet(finding: Finding): Finding[] {
    const set = this.#dependencies.severityOf?.(finding.rule);
    return set === 'off' ? [] : [{ ...finding, severity: severityAsSet(finding, set) }];
  }

  #tellWaiting(key: string): void {
    for (const resolve of this.#waiting.get(key) ?? []) resolve();
    this.#waiting.delete(key);
  }

  #log({ unread, notices }: DocumentReport): void {
    const { log } = this.#dependencies;
    const isNew = (line: string): boolean => !this.#logged.has(line);
    const warnings = unread.map((file) => unreadLine(file, nameOf)).filter(isNew);
    const news = notices.filter(isNew);
    for (const line of warnings) log.warn(line);
    for (const line of news) log.info(line);
    for (const line of [...warnings, ...news]) this.#logged.add(line);
  }

  #load(): Promise<DocumentLinter> {
    this.#linter ??= this.#dependencies.loadLinter().catch((error: unknown) => {
      this.#linter = undefined; // The next document tries again.
      throw error;
    });
    return this.#linter;
  }

  #hide(document: vscode.TextDocument): void {
    this.#shown.delete(document.uri.toString());
    this.#dependencies.findings.clearLive(document.uri);
    this.#tellWaiting(document.uri.toString());
  }
}

/** Where offsets lie: in the document itself, and in other files by the texts that the linter read. */
function locatingIn(document: vscode.TextDocument, texts: ReadonlyMap<string, string>): Locating {
  return {
    uriOf: (file) => file,
    spanIn: (file, range) =>
      spanOf(
        file === document.uri.toString()
          ? rangeIn(document, range)
          : rangeInText(texts.get(file) ?? '', range),
      ),
  };
}

/** A file as a person would name it here. */
function nameOf(uri: string): string {
  return vscode.workspace.asRelativePath(vscode.Uri.parse(uri));
}
