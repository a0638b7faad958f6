// Finds the browser in which the offline host shows its workbench, or installs Debian's.
import { chromium } from 'playwright-core';
import { HumanError, runAsScript } from './script.mjs';
import { isExecutable, onPath, run } from './programs.mjs';

/** Without a font package the pictures are full of empty boxes. */
const debianPackages = ['chromium', 'fonts-dejavu-core'];

const names = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable', 'chrome'];

/** Switches for a run without a screen, also as root and in a container, that talks to nobody. */
const quietSwitches = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

/** Starts a headless browser; the caller closes it. */
export async function launchChromium() {
  return chromium.launch({ executablePath: await ensureChromium(), args: quietSwitches });
}

/** The path of a Chromium that can be started. Installs one where it may; otherwise a HumanError says what to do. */
export async function ensureChromium() {
  const found = findChromium();
  if (found) return found;
  await installFromDebian();
  const installed = findChromium();
  if (installed) return installed;
  throw missing('apt-get installed no program that can be started.');
}

function findChromium() {
  for (const variable of ['MIGRATION_GUARD_CHROMIUM', 'CHROME_BIN']) {
    const chosen = process.env[variable];
    if (!chosen) continue;
    if (isExecutable(chosen)) return chosen;
    throw new HumanError(
      `${variable} names ${chosen}, which is not an executable file. Correct or unset it.`,
    );
  }
  const candidates = [...names.map(onPath), '/usr/bin/chromium', chromium.executablePath()];
  return candidates.find((file) => file && isExecutable(file));
}

async function installFromDebian() {
  if (!onPath('apt-get')) throw missing('There is no apt-get to install it with.');
  const command = await asRoot();
  if (!command) throw missing(`Installing it needs root: sudo apt-get install ${debianPackages.join(' ')}`);
  console.error(`Installing ${debianPackages.join(' and ')} with apt-get, for the offline test host.`);
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  const aptGet = (...args) => run(command[0], [...command.slice(1), 'apt-get', ...args], { env });
  try {
    await aptGet('update', '-qq');
    await aptGet('install', '-y', '-qq', '--no-install-recommends', ...debianPackages);
  } catch (error) {
    throw missing(error.message);
  }
}

/** How to run a program as root, as the words that come before it; undefined where that needs a password. */
async function asRoot() {
  if (process.getuid?.() === 0) return ['/usr/bin/env'];
  if (!onPath('sudo')) return undefined;
  return run('sudo', ['-n', 'true']).then(
    () => ['sudo', '-n', '--preserve-env=DEBIAN_FRONTEND'],
    () => undefined,
  );
}

function missing(why) {
  return new HumanError(
    `The offline test host needs Chromium or Chrome. Install one, or name one in MIGRATION_GUARD_CHROMIUM. ${why}`,
  );
}

await runAsScript(import.meta.url, async () => console.log(await ensureChromium()));
