// The command line inside a test: what it said and its exit code. Nobody is at the keyboard.
import type { ExitCode, Io } from '../../src/cli/command.ts';
import { runGongkai } from '../../src/cli/gongkai.ts';

export interface CliRun {
  code: ExitCode;
  out: string;
  err: string;
}

export async function runCli(
  argv: readonly string[],
  env: Readonly<Record<string, string>> = {},
  answers: readonly string[] = [],
): Promise<CliRun> {
  const out: string[] = [];
  const err: string[] = [];
  const waiting = [...answers];
  const io: Io = {
    out: (line) => void out.push(line),
    err: (line) => void err.push(line),
    ask: async () => waiting.shift() ?? null,
    progress: () => ({ at() {}, end() {} }),
    isTerminal: false,
    env,
    untilAskedToEnd: async () => {},
  };
  const code = await runGongkai(argv, io);
  return { code, out: out.join('\n'), err: err.join('\n') };
}
