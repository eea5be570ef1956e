// A witness in a process of its own, killed again and again while two histories of one log are pressed on it.
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { formatVkey } from '../../src/ledger/format/note.ts';
import { formatAddCheckpoint } from '../../src/ledger/witness/add-checkpoint.ts';
import { originHash } from '../../src/ledger/witness/state.ts';
import { createWitness } from '../../src/ledger/witness/witness-key.ts';
import { type Child, child } from './child.ts';
import { openForeignNote, readForeignCheckpoint } from './independent-log.ts';
import { type WatchedLog, watchedLog } from './witness-log.ts';

/** The command as it is, or one whose answers go out before anything is on disk. */
const programs = {
  whole: `
    import { witnessCommand } from source('cli/witness.ts');
    import { processIo } from source('cli/io.ts');
    const { DIR, LOG } = process.env;
    process.exitCode = await witnessCommand.run(processIo(), { values: { dir: DIR, log: LOG, port: '0' }, positionals: ['serve'] });`,
  'answers first': `
    import { readFileSync } from 'node:fs';
    import { diskAt } from source('ledger/disk.ts');
    import { readKnownLogs } from source('ledger/witness/known-logs.ts');
    import { serveWitness } from source('ledger/witness/serve-witness.ts');
    import { FolderState } from source('ledger/witness/state.ts');
    import { Witness } from source('ledger/witness/witness.ts');
    import { readWitnessKey } from source('ledger/witness/witness-key.ts');
    import { systemClock } from source('platform/clock.ts');
    const { DIR, LOG } = process.env;
    const key = (await readWitnessKey(DIR)).value;
    class Late extends FolderState {
      latest = null;
      async read(origin) { return this.latest ?? super.read(origin); }
    }
    class AnswersFirst extends Witness {
      async commit(origin, next) {
        state.latest = next;
        setTimeout(() => void state.write(origin, next.note), 60);
      }
    }
    const state = new Late(diskAt(DIR), key.key);
    const witness = new AnswersFirst(key, readKnownLogs(readFileSync(LOG, 'utf8')).logs, state, systemClock);
    const served = await serveWitness({ witness, host: '127.0.0.1', port: 0, onFault: console.error });
    console.log('已启动：' + served.url + '/ ');`,
} as const;

export interface KillRun {
  kills: number;
  /** Cosignatures that reached somebody. */
  signed: number;
  /** Each thing that must never be: a size smaller than one answered before, a second history, a signature that is none. */
  wrongs: readonly string[];
}

interface Run {
  log: WatchedLog;
  vkey: string;
  /** The history each answered size belongs to. */
  signed: Map<number, number>;
  largest: number;
  count: number;
  wrongs: string[];
}

async function press(run: Run, url: string, from: number, to: number, branch: number): Promise<number | null> {
  const body = formatAddCheckpoint(from, run.log.proof(from, to, branch), run.log.note(to, branch));
  const answer = await fetch(`${url}/add-checkpoint`, { method: 'POST', body }).catch(() => null);
  const said = await answer?.text().catch(() => null);
  if (!answer || said === null || said === undefined) return null;
  if (answer.status === 409) return Number(said);
  if (answer.status !== 200) return null;
  openForeignNote(`${run.log.note(to, branch)}${said}`, [run.vkey]);
  run.count += 1;
  const before = run.signed.get(to);
  if (before !== undefined && before !== branch) run.wrongs.push(`two roots for ${to}`);
  if ([...run.signed.values()].some((b) => b !== branch)) run.wrongs.push(`a second history at ${to}`);
  run.signed.set(to, branch);
  run.largest = Math.max(run.largest, to);
  return to;
}

/** Pressed until the process is gone; several at once, so that it dies between check, commit and answer. */
async function pressOn(run: Run, url: string, alive: () => boolean): Promise<void> {
  const grower = async (step: number): Promise<void> => {
    let at = run.largest;
    while (alive()) at = (await press(run, url, at, at + step, 0)) ?? at;
  };
  const forger = async (): Promise<void> => {
    while (alive()) {
      await press(run, url, 0, 1 + (run.largest % 7), 1);
      await press(run, url, run.largest, run.largest, 1);
    }
  };
  await Promise.all([grower(1), grower(3), forger()]);
}

async function started(program: string, dir: string, logs: string): Promise<{ process: Child; url: string }> {
  const process = child(program, { DIR: dir, LOG: logs });
  await process.says('已启动：');
  await process.says('/');
  return { process, url: /http:\/\/[\d.:]+/.exec(process.said())![0] };
}

/** The size the witness shows, checked to be signed by it; 0 when it shows none. */
async function standsAt(run: Run, url: string): Promise<number> {
  const answer = await fetch(`${url}/${originHash(run.log.key.name)}/checkpoint`);
  const said = await answer.text();
  if (answer.status === 404) return 0;
  if (answer.status !== 200) throw new Error(`the witness answers ${answer.status} after a restart: ${said}`);
  return readForeignCheckpoint(openForeignNote(said, [run.vkey]).text).size;
}

async function oneLife(run: Run, { process, url }: { process: Child; url: string }, delay: number): Promise<void> {
  let alive = true;
  try {
    const stands = await standsAt(run, url);
    if (stands < run.largest) run.wrongs.push(`fell from ${run.largest} to ${stands}`);
    // A forger is the first to ask a witness that has forgotten.
    await press(run, url, stands, stands + 1, run.largest > stands ? 1 : 0);
    const pressing = pressOn(run, url, () => alive);
    await new Promise((done) => setTimeout(done, delay));
    process.process.kill('SIGKILL');
    alive = false;
    await pressing;
  } finally {
    alive = false;
    process.process.kill('SIGKILL');
    await process.ended;
  }
}

export async function killWitness(program: keyof typeof programs, delays: readonly number[]): Promise<KillRun> {
  const root = mkdtempSync(join(tmpdir(), 'gongkai-witness-kill-'));
  const dir = join(root, 'witness');
  const made = await createWitness(dir, 'witness.example.org');
  if (!made.ok) throw new Error('no key');
  const log = watchedLog();
  const logs = join(root, 'towns.txt');
  writeFileSync(logs, `${formatVkey(log.key)}\n`);
  const run: Run = { log, vkey: formatVkey(made.value), signed: new Map(), largest: 0, count: 0, wrongs: [] };
  for (const delay of delays) await oneLife(run, await started(programs[program], dir, logs), delay);
  rmSync(root, { recursive: true, force: true });
  return { kills: delays.length, signed: run.count, wrongs: run.wrongs };
}
