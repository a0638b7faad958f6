import { basename } from 'node:path';
import { InvalidArgumentError } from 'commander';
import { isPrismaConfig } from '../../../adapters/project/prisma-config';
import type { ColorOption } from '../../options';

export const formats = ['pretty', 'json', 'sarif', 'github', 'gitlab', 'markdown'] as const;
export type Format = (typeof formats)[number];

export const thresholds = ['error', 'warning', 'info', 'hint', 'never'] as const;
export type Threshold = (typeof thresholds)[number];

/** A report that goes into a file. */
export interface ReportFile {
  readonly format: Format;
  readonly file: string;
}

export interface LintArgs extends ColorOption {
  /** Files or folders; none means the working directory. */
  readonly paths: readonly string[];
  readonly fix?: boolean;
  /** A git revision; undefined lets the project choose. */
  readonly base?: string | undefined;
  /** Only projects that differ from the base. */
  readonly changed?: boolean;
  readonly format: Format;
  /** What else is written, into files. */
  readonly report?: readonly ReportFile[];
  readonly failOn: Threshold;
  readonly quiet?: boolean;
  /** Also judges the vector queries in the project's code. */
  readonly queries?: boolean;
  /** With it, the files of code to look at; none means all. */
  readonly code?: readonly string[];
  /** Also lists the findings in migrations that are already merged. */
  readonly settled?: boolean;
}

/** Reads `sarif=lint.sarif` of an option that may be repeated. */
export function parseReports(value: string, before: readonly ReportFile[] = []): readonly ReportFile[] {
  const equals = value.indexOf('=');
  const format = formats.find((one) => one === value.slice(0, equals));
  const file = value.slice(equals + 1).trim();
  if (equals < 0 || format === undefined || file === '') {
    throw new InvalidArgumentError(
      `Write a format and a file, such as sarif=lint.sarif. Formats: ${formats.join(', ')}.`,
    );
  }
  return [...before, { format, file }];
}

/** Among the paths that a hook names, files of code are searched for queries; a Prisma config stands for its project. */
export function withoutCode(
  paths: readonly string[],
  isAsked: boolean,
): { readonly code: readonly string[]; readonly others: readonly string[] } {
  const isCode = (path: string): boolean => {
    const name = basename(path);
    return /\.(?:[mc]?[jt]sx?|sql)$/.test(name) && name !== 'migration.sql' && !isPrismaConfig(name);
  };
  const code = isAsked ? paths.filter(isCode) : [];
  return { code, others: paths.filter((path) => !code.includes(path)) };
}
