import fs from 'node:fs';
import path from 'node:path';

/** The repository's top, from where the compiled tests are. */
export const top = path.join(__dirname, '../../..');

/** A fenced block of a page. */
export interface Block {
  readonly page: string;
  readonly language: string;
  readonly lines: readonly string[];
}

export function pages(folder: string): string[] {
  return fs
    .readdirSync(path.join(top, folder), { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.md'))
    .map((file) => path.posix.join(folder, file.split(path.sep).join('/')));
}

/** The README and all docs. */
export const allPages = ['README.md', ...pages('docs')];

export function blocksOf(page: string): Block[] {
  const text = fs.readFileSync(path.join(top, page), 'utf8');
  return [...text.matchAll(/^```(\w+)\n(.*?)^```$/gms)].map(([, language = '', body = '']) => ({
    ...{ page, language },
    lines: body.trimEnd().split('\n'),
  }));
}

/** The words of our own command in a line of a shell; undefined where it has none, or only shows what can stand there. */
export function wordsOf(line: string): string[] | undefined {
  const command = /^(?:\$ )?(?:npx (?:--yes |--no )?)?migration-guard(?:@[\w.]+)? (.*)$/.exec(line)?.[1];
  if (command === undefined || /\[options\]|\[paths|\.\.\.>/.test(command)) return undefined;
  const [alone = ''] = command.replaceAll(/<[^>]*>/g, 'name').split(/ +(?:#|>|\||&&) ?/);
  return [...alone.matchAll(/'([^']*)'|"([^"]*)"|(\S+)/g)].map(
    ([, one, two, three]) => one ?? two ?? three ?? '',
  );
}
