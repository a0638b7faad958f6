/** Who brought one line, as `git blame --porcelain` says. */
export interface BlamedLine {
  readonly commit: string;
  /** Where the line was in that commit, from 1. */
  readonly line: number;
  readonly author: string;
  /** ISO 8601 with the author's offset; undefined where git has nonsense. */
  readonly date: string | undefined;
  /** When it was committed: seconds since 1970. */
  readonly committed: number;
  readonly summary: string;
  /** The file in the parent from which the commit made its own; undefined where it brought the file in. */
  readonly previous: { readonly commit: string; readonly path: string } | undefined;
}

/** Reads the output, by line of the file that was asked about, from 1. A commit is described at its first line only. */
export function readBlame(output: string): ReadonlyMap<number, BlamedLine> {
  const known = new Map<string, Map<string, string>>();
  const lines = new Map<number, BlamedLine>();
  let [commit, line, final] = ['', 0, 0];
  for (const row of output.split('\n')) {
    const heading = /^([0-9a-f]{40,64}) (\d+) (\d+)/.exec(row);
    if (row.startsWith('\t')) {
      lines.set(final, described(commit, line, known.get(commit)));
    } else if (heading) {
      [, commit = ''] = heading;
      [line, final] = [Number(heading[2]), Number(heading[3])];
      if (!known.has(commit)) known.set(commit, new Map());
    } else {
      const space = row.indexOf(' ');
      if (space > 0) known.get(commit)?.set(row.slice(0, space), row.slice(space + 1));
    }
  }
  return lines;
}

function described(commit: string, line: number, facts?: ReadonlyMap<string, string>): BlamedLine {
  const fact = (name: string): string => facts?.get(name) ?? '';
  const [, before, path] = /^([0-9a-f]{40,64}) (.+)$/.exec(fact('previous')) ?? [];
  return {
    ...{ commit, line },
    author: fact('author'),
    date: isoDate(Number(fact('author-time')), fact('author-tz')),
    committed: Number(fact('committer-time')) || 0,
    summary: fact('summary'),
    // A name in quotes has characters that git spells out; such a file is not followed further.
    previous:
      before === undefined || path === undefined || path.startsWith('"')
        ? undefined
        : { commit: before, path },
  };
}

/** The furthest that a JavaScript date reaches, in seconds. */
const furthest = 8.64e12;

/**
 * @param seconds since 1970
 * @param zone as git writes it: `+0130`
 */
function isoDate(seconds: number, zone: string): string | undefined {
  const [, sign = '+', hours = '00', minutes = '00'] = /^([+-])(\d\d)(\d\d)$/.exec(zone) ?? [];
  const offset = (sign === '-' ? -60 : 60) * (Number(hours) * 60 + Number(minutes));
  const local = seconds + offset;
  if (!Number.isFinite(local) || Math.abs(local) > furthest) return undefined;
  return `${new Date(local * 1000).toISOString().replace(/\.\d+Z$/, '')}${sign}${hours}:${minutes}`;
}
