// What a command is, and how it speaks: sentences, never stacks, and a number that scripts can go by.
import type { ParseArgsConfig } from 'node:util';

/** 0 done · 1 refused, in words · 2 wrong usage · 3 fault of ours or of the machine. */
export type ExitCode = 0 | 1 | 2 | 3;

export interface Io {
  out(line: string): void;
  err(line: string): void;
  /** Asks a person; null when nobody is there to answer. */
  ask(question: string): Promise<string | null>;
  /** One line that renews itself on a terminal; in a log, a line now and then. */
  progress(label: string): Progress;
  readonly isTerminal: boolean;
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Resolves when somebody asks the program to end. */
  untilAskedToEnd(): Promise<void>;
}

export interface Progress {
  /** `total` null: nobody knows how much there is. */
  at(done: number, total: number | null, note?: string): void;
  end(note: string): void;
}

export interface CommandArgs {
  values: Readonly<Record<string, string | boolean | undefined>>;
  positionals: readonly string[];
}

export interface Command {
  options: NonNullable<ParseArgsConfig['options']>;
  /** Names of arguments without a dash, for usage; more or fewer is wrong usage. `[x]` may be left out. */
  positionals?: readonly string[];
  help: string;
  run(io: Io, args: CommandArgs): Promise<ExitCode>;
}

/** Ends a command early with sentences for the person who typed it. */
export class Stop extends Error {
  constructor(
    readonly code: ExitCode,
    ...lines: string[]
  ) {
    super(lines.join('\n'));
    this.name = 'Stop';
  }
}

export function textOption(args: CommandArgs, name: string): string | null {
  const value = args.values[name];
  return typeof value === 'string' && value.trim() !== '' ? value.trim() : null;
}
