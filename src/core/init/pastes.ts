/** Something that a repository has in which lint can run, or which says who approves changes. */
export interface SetUp {
  readonly kind: 'lint-staged' | 'husky' | 'pre-commit' | 'github' | 'gitlab' | 'codeowners';
  /** As it came in. */
  readonly file: string;
  readonly text: string;
}

/** A text for a person to paste: what others wrote is not rewritten. */
export interface Paste {
  readonly file: string;
  /** Completes "To ". */
  readonly purpose: string;
  /** Lines that are laid out for their place in the file. */
  readonly text: string;
}

const files = String.raw`(^|/)(migration\.sql|[^/]+\.prisma|drift-ignore\.json|migration-guard\.json)$`;

const beforeCommits = 'lint before each commit';
const inRequests = (what: string): string => `lint each ${what}`;

const hook = `  - repo: local
    hooks:
      - id: migration-guard
        name: Migration Guard
        entry: npx --no migration-guard lint
        language: system
        files: ${files}
        require_serial: true`;

function gitlabJob(version: string): string {
  return `migration-guard:
  image: node:22
  variables:
    GIT_DEPTH: 0
  script:
    - npx --yes migration-guard@${version} lint --format gitlab > gl-code-quality-report.json
  artifacts:
    when: always
    reports:
      codequality: gl-code-quality-report.json
  rules:
    - if: $CI_PIPELINE_SOURCE == "merge_request_event"
    - if: $CI_COMMIT_BRANCH == $CI_DEFAULT_BRANCH`;
}

function githubJob(version: string): string {
  return `  migration-guard:
    runs-on: ubuntu-latest
    permissions:
      contents: read
      pull-requests: write
    steps:
      - uses: actions/checkout@v4
      - uses: migration-guard/migration-guard@v${version}`;
}

/** What fits into the set-ups that are there and do not speak of us yet. */
export function pastesFor(all: readonly SetUp[], version: string): Paste[] {
  const of = (kind: SetUp['kind']): readonly SetUp[] => all.filter((one) => one.kind === kind);
  const isSpoken = (kind: SetUp['kind']): boolean =>
    of(kind).some(({ text }) => text.includes('migration-guard'));
  const into = (kind: SetUp['kind'], purpose: string, text: string): Paste[] => {
    const [first] = isSpoken(kind) ? [] : placesIn(of(kind));
    return first ? [{ file: first.file, purpose, text }] : [];
  };
  return [
    ...into(
      'lint-staged',
      beforeCommits,
      `"{migration.sql,*.prisma,drift-ignore.json,migration-guard.json}": "migration-guard lint"`,
    ),
    // Where husky calls lint-staged, that is the place.
    ...(of('lint-staged').length > 0 ? [] : into('husky', beforeCommits, 'npx --no migration-guard lint')),
    ...into('pre-commit', beforeCommits, hook),
    ...into('github', inRequests('pull request'), githubJob(version)),
    ...into('gitlab', inRequests('merge request'), gitlabJob(version)),
    ...owners(of('codeowners')),
  ];
}

/** Of several workflows first those that run for pull requests, then those for pushes; none that a program writes. */
function placesIn(setUps: readonly SetUp[]): readonly SetUp[] {
  const places = setUps.filter((setUp) => setUp.kind !== 'github' || !isGenerated(setUp));
  const runsOn = (event: RegExp): SetUp[] =>
    places.filter(({ kind, text }) => kind !== 'github' || event.test(eventsIn(text)));
  return [...runsOn(/\bpull_request\b/), ...runsOn(/\bpush\b/)];
}

/** Whether its name or the comment at its top says that a program writes it anew. */
function isGenerated({ file, text }: SetUp): boolean {
  const [comment = ''] = /^\uFEFF?(?:[ \t]*(?:#.*)?\r?\n)*/.exec(text) ?? [];
  return (
    /\.lock\.ya?ml$/.test(file) ||
    /\bgenerated (?:by|from|with)\b|\bauto(?:matically)?[ -]?generated\b|\bdo not (?:edit|modify)\b/i.test(
      comment,
    )
  );
}

/** What stands below `on` in a workflow, without comments. */
function eventsIn(text: string): string {
  const [events = ''] = /^(?:on|"on"|'on')[ \t]*:.*(?:\r?\n(?:[ \t#-].*)?(?=\r?\n|$))*/m.exec(text) ?? [];
  return events.replaceAll(/(?:^|\s)#.*/g, '');
}

const owned = ['drift-ignore.json', 'migration-guard.json'];

function owners([first]: readonly SetUp[]): Paste[] {
  const missing = owned.filter((name) => first !== undefined && !first.text.includes(name));
  if (!first || missing.length === 0) return [];
  const lines = missing.map((name) => `${name.padEnd(20)}  @<who looks after the database>`);
  return [
    {
      file: first.file,
      purpose: 'have somebody approve what is no longer protected',
      text: lines.join('\n'),
    },
  ];
}
