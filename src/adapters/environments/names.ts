import { didYouMean } from '../../core/did-you-mean';
import type { EnvironmentSource } from '../../core/config/environment-setting';
import type { EnvironmentProject } from './project';
import { EnvironmentError } from './resolved';

/** What a name stands for. */
export interface Named {
  /** The name under which it is known: `prod` for `production`, unless migration-guard.json says otherwise. */
  readonly name: string;
  /** Undefined is the local database, as the project itself says. */
  readonly source: EnvironmentSource | undefined;
  /** Whether the name, or what is configured for it, says that it is production. */
  readonly production: boolean;
  readonly isConfigured: boolean;
}

const railway = (environment: string): EnvironmentSource => ({
  kind: 'railway',
  environment,
  service: undefined,
});

/** What is there without migration-guard.json. */
const usual: ReadonlyMap<string, EnvironmentSource | undefined> = new Map([
  ['local', undefined],
  ['dev', railway('development')],
  ['prod', railway('production')],
]);

const alike: readonly (readonly [short: string, long: string])[] = [
  ['dev', 'development'],
  ['prod', 'production'],
];

/** Every environment that the project has: those that are configured, and the usual ones that are not. */
export function namedEnvironments({ guard }: EnvironmentProject): Named[] {
  const configured = [...(guard?.environments ?? [])].map(([name, { source, production }]): Named => ({
    name,
    source,
    production: production || saysProduction(name, source),
    isConfigured: true,
  }));
  const isTaken = (name: string): boolean => configured.some((one) => spellings(one.name).includes(name));
  const others = [...usual].filter(([name]) => !isTaken(name));
  return [
    ...configured,
    ...others.map(([name, source]): Named => ({
      name,
      source,
      production: saysProduction(name, source),
      isConfigured: false,
    })),
  ];
}

/** @throws HumanError for a name that no environment has; it lists those that there are */
export function environmentNamed(name: string, project: EnvironmentProject): Named {
  const all = namedEnvironments(project);
  const found = all.find((one) => one.name === name) ?? all.find((one) => spellings(one.name).includes(name));
  if (found) return found;
  const names = all.map((one) => one.name);
  // What was meant for a URL may hold a password, which must not get into a log.
  if (name.includes('://')) {
    throw new EnvironmentError(
      'unknown-environment',
      `An environment is named, not given as a URL. There are ${names.join(', ')}; --url-env names a variable that holds a URL.`,
    );
  }
  throw new EnvironmentError(
    'unknown-environment',
    `There is no environment ${name === '' ? "''" : name}.${didYouMean(name, names)} There are ${names.join(', ')}; migration-guard.json can name more.`,
  );
}

function spellings(name: string): readonly string[] {
  return alike.find((pair) => pair.includes(name)) ?? [name];
}

/** No setting turns that off: `"production": false` beside such a name changes nothing. */
function saysProduction(name: string, source: EnvironmentSource | undefined): boolean {
  const names = [name, ...(source?.kind === 'railway' ? [source.environment] : [])];
  return names.some((one) => /^prod(?:uction)?$/i.test(one));
}
