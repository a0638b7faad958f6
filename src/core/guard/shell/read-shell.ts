import {
  forEachChild,
  parse,
  type Assignment,
  type Command,
  type Redirection,
  type SyntaxNode,
} from 'unbash';
import { expand, expandWhole, joinParts, type Substitute } from './expand';
import { printedBy } from './printed';
import type { Scope } from './scope';
import type { Setting, SimpleCommand, Written } from './simple-command';
import { joined, known, unknown, type Word } from './word';

/** No command line that somebody means has more to read; a loop in a loop in a loop may. */
const mostSteps = 100_000;
const mostCommands = 4_000;
/** So many turns of a `for` are looked at one by one. */
const mostTurns = 16;

/** Gets every command that a shell would start, in order. */
export type Visit = (command: SimpleCommand, reader: ShellReader) => void;

/** Reads command lines as bash does, without running anything. */
export class ShellReader {
  readonly #visit: Visit;
  #steps = 0;
  #commands = 0;
  /** The part of the command line that is being read: a command or a pipe, as it is written. */
  #part: string | undefined;
  #text = '';
  readonly #unread = new Set<string>();

  constructor(visit: Visit) {
    this.#visit = visit;
  }

  /** The parts of the command line that could not be read to the end. */
  get unread(): readonly string[] {
    return [...this.#unread];
  }

  get part(): string {
    return this.#part ?? this.#text;
  }

  /** Reads a script that runs in a scope, and gives what it prints as far as that is known. */
  run(text: string, scope: Scope, input?: Word): Word {
    const script = parse(text);
    if (this.#part === undefined) this.#text = text;
    if ((script.errors?.length ?? 0) > 0) this.#leave();
    return this.#all(script.commands, scope, input);
  }

  /** The same for what a command starts, which changes nothing here. */
  runInside(
    { scope, input }: SimpleCommand,
    text: string,
    folder = scope.folder,
    given: readonly Word[] = [],
  ): void {
    const inside = scope.inside(folder);
    if (!inside) {
      this.#leave();
      return;
    }
    inside.takeArguments(given);
    this.run(text, inside, input);
  }

  /** Hands over a command that another one starts. */
  visit(command: SimpleCommand): void {
    this.#commands++;
    if (this.#commands > mostCommands) this.#leave();
    else this.#visit(command, this);
  }

  /** Goes on without what cannot be read. */
  #leave(): void {
    this.#unread.add(this.part);
  }

  #all(nodes: readonly SyntaxNode[], scope: Scope, input: Word | undefined): Word {
    return joined(
      nodes.map((node) => this.#node(node, scope, input)),
      '\n',
    );
  }

  #node(node: SyntaxNode, scope: Scope, input: Word | undefined): Word {
    if (this.#part !== undefined || (node.type !== 'Pipeline' && node.type !== 'Command')) {
      return this.#inPart(node, scope, input);
    }
    this.#part = this.#text.slice(node.pos, node.end);
    const said = this.#inPart(node, scope, input);
    this.#part = undefined;
    return said;
  }

  #inPart(node: SyntaxNode, scope: Scope, input: Word | undefined): Word {
    this.#steps++;
    if (this.#steps > mostSteps || this.#commands > mostCommands) {
      this.#leave();
      return unknown();
    }
    switch (node.type) {
      case 'Command':
        return this.#command(node, scope, input);
      case 'Pipeline': {
        let feed = input;
        for (const command of node.commands) feed = this.#node(command, scope.fork(), feed);
        return feed ?? unknown();
      }
      case 'Subshell':
        return this.#node(node.body, scope.fork(), input);
      case 'Redirected': {
        const { redirected, writes } = this.#redirects(node.redirects, scope);
        const said = this.#node(node.command, scope, redirected ?? input);
        for (const { to, isAppended } of writes) scope.write(to, said, isAppended);
        return said;
      }
      case 'Function':
        scope.functions.set(node.name.value, node.body);
        return known('');
      case 'For':
        return this.#loop(node, scope, input);
      case 'Word':
        return expandWhole(node, scope, this.#substitute);
      default:
        return this.#children(node, scope, input);
    }
  }

  #children(node: SyntaxNode, scope: Scope, input: Word | undefined): Word {
    const children: SyntaxNode[] = [];
    forEachChild(node, (child) => children.push(child));
    return this.#all(children, scope, input);
  }

  #loop(
    { name, wordlist, body }: Extract<SyntaxNode, { type: 'For' }>,
    scope: Scope,
    input: Word | undefined,
  ): Word {
    const words = (wordlist ?? []).flatMap((word) => expand(word, scope, this.#substitute));
    const turns = words.length > mostTurns ? [unknown(`$${name.value}`)] : words;
    return joined(
      (turns.length === 0 ? [unknown(`$${name.value}`)] : turns).map((word) => {
        scope.variables.set(name.value, word);
        return this.#node(body, scope, input);
      }),
      '\n',
    );
  }

  #command(node: Command, scope: Scope, given: Word | undefined): Word {
    const settings = node.prefix
      .filter((one): one is Assignment => one.type === 'Assignment')
      .map((one) => this.#setting(one, scope));
    const name = node.name ? expand(node.name, scope, this.#substitute) : [];
    const words = [...name, ...node.args.flatMap((one) => this.#argument(one, scope))];
    const { redirected, writes } = this.#redirects(node.redirects, scope);
    if (node.name === undefined) {
      for (const { name: variable, value } of settings) scope.variables.set(variable, value);
    }
    const command: SimpleCommand = { words, settings, input: redirected ?? given, writes, scope };
    const alias = words[0] && scope.aliases.get(words[0].text);
    return this.#start(
      alias === undefined ? command : { ...command, words: [...splitWords(alias), ...words.slice(1)] },
    );
  }

  /** What the shell does itself changes what comes next; all else is handed over. */
  #start(command: SimpleCommand): Word {
    const { words, scope, input } = command;
    const [program, ...args] = words;
    const body = program && scope.functions.get(program.text);
    if (body) return this.#call(body, command);
    switch (program?.text) {
      case 'cd':
      case 'pushd':
        scope.changeFolder(args.find(({ text }) => !/^-./.test(text)));
        return known('');
      case 'popd':
        scope.folder = undefined;
        return known('');
      case 'eval':
        return this.run(joined(args).text, scope, input);
      case 'trap':
        return this.run(args[0]?.text ?? '', scope.fork(), input);
      case 'source':
      case '.': {
        const text = args[0] && scope.read(args[0]);
        if (text?.isKnown) return this.#inSameShell(text.text, command);
        break;
      }
      case 'alias':
        setAll(args, (name, value) => scope.aliases.set(name, value.text));
        break;
      case 'export':
      case 'declare':
      case 'typeset':
      case 'local':
      case 'readonly':
        setAll(args, (name, value) => scope.variables.set(name, value));
        break;
      case undefined:
      default:
    }
    this.visit(command);
    const said = printedBy(command);
    for (const { to, isAppended } of command.writes) scope.write(to, said, isAppended);
    if (program?.text === 'tee') for (const to of args) scope.write(to, said, false);
    return said;
  }

  #inSameShell(text: string, { scope, input }: SimpleCommand): Word {
    const inside = scope.inside();
    if (!inside) {
      this.#leave();
      return unknown();
    }
    const said = this.run(text, inside, input);
    scope.folder = inside.folder;
    for (const [name, value] of inside.variables) scope.variables.set(name, value);
    for (const [name, node] of inside.functions) scope.functions.set(name, node);
    return said;
  }

  #call(body: SyntaxNode, { words, scope, input }: SimpleCommand): Word {
    const inside = scope.inside();
    if (!inside) {
      this.#leave();
      return unknown();
    }
    inside.takeArguments(words.slice(1));
    return this.#node(body, inside, input);
  }

  readonly #substitute: Substitute = (script, scope) => {
    if ((script.errors?.length ?? 0) > 0) this.#leave();
    const said = this.#all(script.commands, scope.fork(), undefined);
    return { ...said, text: said.text.replace(/\n+$/, '') };
  };

  #setting({ name, value }: Assignment, scope: Scope): Setting {
    const words = value.type === 'ArrayValue' ? value.elements : [value];
    return { name, value: joined(words.map((word) => expandWhole(word, scope, this.#substitute))) };
  }

  #argument(argument: Command['args'][number], scope: Scope): Word[] {
    if (argument.type === 'Word') return expand(argument, scope, this.#substitute);
    const { name, value } = this.#setting(argument, scope);
    return [{ ...value, text: `${name}=${value.text}` }];
  }

  #redirects(
    redirects: readonly Redirection[],
    scope: Scope,
  ): { readonly redirected: Word | undefined; readonly writes: readonly Written[] } {
    let redirected: Word | undefined;
    const writes: Written[] = [];
    for (const one of redirects) {
      if (one.type === 'HereDoc') {
        const { parts, text } = one.body;
        redirected = parts ? joinParts(parts, scope, this.#substitute) : known(text);
        continue;
      }
      const target = one.target && expandWhole(one.target, scope, this.#substitute);
      if (!target) continue;
      if (one.type === 'HereString') redirected = target;
      else if (one.operator === '<') redirected = scope.read(target);
      else if (one.operator.includes('>'))
        writes.push({ to: target, isAppended: one.operator.endsWith('>>') });
    }
    return { redirected, writes };
  }
}

function splitWords(text: string): Word[] {
  return text.trim().split(/\s+/).map(known);
}

function setAll(args: readonly Word[], set: (name: string, value: Word) => void): void {
  for (const { text, isKnown } of args) {
    const [, name, value] = /^(\w[\w-]*)=(.*)$/s.exec(text) ?? [];
    if (name !== undefined && value !== undefined) set(name, { text: value, isKnown });
  }
}
