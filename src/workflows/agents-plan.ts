import { agentThings, type AgentEnvironment, type AgentFacts } from '../core/agents/facts';
import { withBlock } from '../core/agents/marked-block';
import { agentsParagraph } from '../core/agents/paragraph';
import { skillBlock, skillHead } from '../core/agents/skill';
import { usualEnvironment } from '../core/command-target';
import { HumanError, isHumanError } from '../core/human-error';
import { ChangedTexts, type FileChange } from './changed-texts';
import type { Offer } from './init-offer';
import { judgingBy, type JudgingOptions } from './judging';
import { findProtected } from './protected-indexes';
import type { ReplayedProject } from './replayed-project';

/** Where agents read what is written for them, and how the project starts us. */
export interface AgentFiles {
  /** Each AGENTS.md and CLAUDE.md from the project to the top, else the first at the top: absolute. */
  readonly instructions: readonly string[];
  readonly hasInstructions: boolean;
  /** Each SKILL.md, absolute; they say the same. */
  readonly skills: readonly string[];
  readonly skillName: string;
  /** The first of them, from the repository's top. */
  readonly skillPath: string;
  /** The project's folder, from the repository's top; undefined where it is that. */
  readonly place: string | undefined;
  /** What starts us. */
  readonly program: string;
  /** The folder to start us in, from the repository's top; undefined where it is that. */
  readonly folder: string | undefined;
  /** The project, from the folder to start us in; undefined where it is that. */
  readonly project: string | undefined;
}

/** For whom agents work here. */
export interface AgentOptions extends JudgingOptions {
  readonly files: AgentFiles;
  readonly environments: readonly AgentEnvironment[];
}

/**
 * The files that agents read, which no longer fit the project, and as they would be.
 *
 * @param readText gives a file's text; undefined where it is not there
 * @throws HumanError where somebody has broken the marks around what is ours
 */
export async function agentChanges(
  project: ReplayedProject,
  options: AgentOptions,
  readText: (file: string) => string | undefined,
): Promise<readonly FileChange[]> {
  const texts = new ChangedTexts(readText);
  await writeAgents(project, options, texts);
  return texts.changes;
}

/** Tells agents what is protected and how to work here; undefined where that is written already. */
export async function agentOffer(
  project: ReplayedProject,
  options: AgentOptions,
  readText: (file: string) => string | undefined,
): Promise<Offer | undefined> {
  const { instructions, skillPath, hasInstructions } = options.files;
  const names = [...new Set(instructions.map(nameOf)), skillPath];
  const isWritten = async (): Promise<boolean> => {
    try {
      return (await agentChanges(project, options, readText)).length === 0;
    } catch (error) {
      // Whoever does not ask for it need not hear of it.
      if (isHumanError(error)) return false;
      throw error;
    }
  };
  if (await isWritten()) return undefined;
  return {
    kind: 'agents',
    title: `Tell coding agents what is protected and how migrations are made (${names.join(', ')})`,
    ...{ remark: undefined, isInYes: hasInstructions },
    apply: (texts) => writeAgents(project, options, texts),
  };
}

function nameOf(file: string): string {
  return file.slice(Math.max(file.lastIndexOf('/'), file.lastIndexOf('\\')) + 1);
}

/** By what drift-ignore.json lists in these texts, so that to write it once more changes nothing. */
async function writeAgents(
  project: ReplayedProject,
  { files, environments, ...options }: AgentOptions,
  texts: ChangedTexts,
): Promise<void> {
  const { driftIgnoreFile: file } = project.source;
  const text = texts.get(file);
  const listed = text === undefined ? undefined : await project.withConfigurationText({ file, text });
  const { indexes, objects } = await findProtected(listed ?? project, { judging: judgingBy(options) });
  const { instructions, skills, skillName, skillPath, program, place, folder } = files;
  const facts: AgentFacts = {
    ...{ things: agentThings(indexes, objects), environments, place, folder },
    target: { environment: usualEnvironment, program, project: files.project },
  };
  const put = (at: string, block: string, head?: string): void => {
    const now = withBlock(texts.get(at) ?? head, skillName, block);
    if (typeof now !== 'string') throw new HumanError(`${at} ${now.broken}.`);
    texts.set(at, now);
  };
  for (const at of instructions) put(at, agentsParagraph(facts, skillPath));
  for (const at of skills) put(at, skillBlock(facts), skillHead(skillName));
}
