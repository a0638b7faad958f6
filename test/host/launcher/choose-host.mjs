// Decides in which VS Code the tests run.
import { fileURLToPath } from 'node:url';
import { downloadAndUnzipVSCode, SilentReporter } from '@vscode/test-electron';
import { newest } from './install-host.mjs';
import { onPath } from './programs.mjs';

/** How long the download may stand still. A machine without a way out should not wait for long. */
const downloadTimeoutMs = 5_000;

/**
 * The host for a VS Code version, or for the newest one: what VSCODE_TEST_EXECUTABLE names, else a downloaded VS Code,
 * else the offline host. Resolves to { name, executable, before, vscode, isOffline }: one line that says which and why, what
 * to start, the arguments that come before VS Code's own, VS Code's program if there is one, and whether it is the offline
 * host.
 */
export async function chooseHost({ version, offline }) {
  const given = process.env.VSCODE_TEST_EXECUTABLE;
  if (given)
    return { name: `${given} (VSCODE_TEST_EXECUTABLE)`, executable: given, before: [], vscode: given };
  if (offline) return offlineHost(version, 'asked for');
  const screen = screenFor();
  if (!screen) return offlineHost(version, 'no display, and no xvfb-run to stand in for one');
  try {
    const executable = await downloadAndUnzipVSCode({
      version: version ?? 'stable',
      timeout: downloadTimeoutMs,
      reporter: new SilentReporter(),
    });
    const name = `${executable} (downloaded)`;
    if (screen.length === 0) return { name, executable, before: [], vscode: executable };
    const [program, ...words] = screen;
    return {
      name: `${name}, on ${program}`,
      executable: program,
      before: [...words, executable],
      vscode: executable,
    };
  } catch (error) {
    return offlineHost(version, `VS Code could not be downloaded: ${error?.message ?? error}`);
  }
}

function offlineHost(version, why) {
  return {
    name: `VS Code ${version ?? newest} as a server with headless Chromium (${why})`,
    executable: fileURLToPath(new URL('offline.mjs', import.meta.url)),
    before: [],
    isOffline: true,
  };
}

/** The words to put before VS Code so that it has a screen: none where there is one; undefined where nothing helps. */
function screenFor() {
  const { DISPLAY, WAYLAND_DISPLAY } = process.env;
  if (process.platform !== 'linux' || DISPLAY || WAYLAND_DISPLAY) return [];
  const xvfb = onPath('xvfb-run');
  return xvfb ? [xvfb, '-a'] : undefined;
}
