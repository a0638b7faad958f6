import type { Environment } from './environment';

/** What a person has to type before anything is written to a production database: `prod@db.example.com`. */
export function confirmationOf({ name, productionAs, url }: Environment): string {
  return `${productionAs ?? name}@${url.host}`;
}
