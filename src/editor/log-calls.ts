import { channel, subscribe, unsubscribe } from 'node:diagnostics_channel';
import * as vscode from 'vscode';
import { callsChannel, type Call } from '../core/calls/call';
import { callLine } from '../core/calls/call-line';

/** Writes every call of a program or a database to the log, with how long it took. Secrets were masked where it was made. */
export function logCalls(log: Pick<vscode.LogOutputChannel, 'debug' | 'info' | 'warn'>): vscode.Disposable {
  const write = (message: unknown): void => {
    // Nobody but us publishes there.
    const { level, text } = callLine(message as Call);
    log[level](text);
  };
  subscribe(callsChannel, write);
  return new vscode.Disposable(() => void unsubscribe(callsChannel, write));
}

/** Passes on a call that was made in another thread, whose channels are its own. */
export function passOnCall(call: Call): void {
  channel(callsChannel).publish(call);
}
