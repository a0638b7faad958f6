import type { Variables } from './variables';

/** What of a program's variables looks like a secret, by its name or as the password of a URL. The longest first. */
export function secretsIn(variables: Variables): string[] {
  const secrets = Object.entries(variables).flatMap(([name, value = '']) => {
    if (/PASSWORD|PASSWD|SECRET|TOKEN|API_?KEY/i.test(name)) return [value];
    const password = URL.canParse(value) ? new URL(value).password : '';
    return password === '' ? [] : [value, password, decoded(password)];
  });
  return [...new Set(secrets)].filter((secret) => secret.length > 2).sort((a, b) => b.length - a.length);
}

function decoded(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    return part;
  }
}
