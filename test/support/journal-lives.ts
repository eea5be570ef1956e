// An embedded database in a process of its own that many hands write to and that is killed again and again. Each hand writes
// down what it begins and what it was told; afterwards every promise is held against what is there.
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { projectFile } from '../../src/platform/project.ts';
import { type BrokenBuild, brokenBuild, type Change } from './broken-build.ts';
import { type Child, child } from './child.ts';
import { losePower, recordsSyncs } from './power-loss.ts';

const HANDS = 16;
/** Rows of a sheaf, besides the one it is named by. */
const PARTS = 40;

/** `?` begun, `+` told that it is kept, `-` never to be there. Of a sheaf either every row is there or none. */
const writers = `
  import { openSync, writeSync } from 'node:fs';
  import { openEmbedded } from source('platform/db/embedded.ts');
  import { sql } from ours('kysely');
  const { db: dir, history, hands, life } = JSON.parse(process.env.RUN);
  const paper = openSync(history, 'a');
  const write = (line) => writeSync(paper, line + '\\n');
  const began = performance.now();
  const before = process.cpuUsage();
  const engine = await openEmbedded(dir, (notice) => write('! ' + JSON.stringify(notice)));
  const { user, system } = process.cpuUsage(before);
  write(['ms', Math.round(performance.now() - began), Math.round((user + system) / 1000)].join(' '));
  const db = engine.owner('public');
  const put = (tx, id, body) => sql\`insert into marks values (\${id}, \${'word' + (id.length % 7)}, \${body})\`.execute(tx);
  class Meant extends Error {}
  const deeds = [
    (id, body) => put(db, id, body),
    (id, body) => db.transaction().execute(async (tx) => {
      await put(tx, id, body);
      await sql\`insert into marks select \${id + ' part'}, 'word' || g % 7, repeat('x', g % 200) from generate_series(1, ${PARTS}) g\`.execute(tx);
    }),
    (id, body) => db.transaction().execute(async (tx) => { await put(tx, id, body); throw new Meant(); }),
    (id) => db.transaction().execute((tx) => put(tx, id, Array.from({ length: 2000 }, () => Math.random()).join(''))),
  ];
  const hand = async (h) => {
    for (let i = 0; ; i++) {
      const id = [life, h, i].join('.');
      const kind = (h + i) % deeds.length;
      write((kind === 1 ? '?? ' : '? ') + id);
      try {
        await deeds[kind](id, 'x'.repeat((h * 37 + i) % 900));
        write('+ ' + id);
        if (i === 0) console.log('kept');
      } catch (fault) {
        if (!(fault instanceof Meant)) throw fault;
        write('- ' + id);
      }
    }
  };
  await Promise.all(Array.from({ length: hands }, (_, h) => hand(h)));`;

const reader = `
  import { writeFileSync } from 'node:fs';
  import { openEmbedded } from source('platform/db/embedded.ts');
  import { sql } from ours('kysely');
  const { db: dir, found } = JSON.parse(process.env.RUN);
  const notices = [];
  const engine = await openEmbedded(dir, (notice) => notices.push(notice));
  const { rows } = await sql\`select id, length(body) as n from marks where word like 'word%'\`.execute(engine.owner('public'));
  await engine.close();
  writeFileSync(found, JSON.stringify({ notices, ids: rows.map((r) => r.id) }));`;

const preparer = `
  import { openEmbedded } from source('platform/db/embedded.ts');
  const { db: dir, rows } = JSON.parse(process.env.RUN);
  const engine = await openEmbedded(dir);
  await engine.script('public', 'create table marks (id text not null, word text not null, body text not null)');
  await engine.script('public', 'create index on marks (word); create index on marks (id)');
  await engine.script('public', \`create table old as select n, md5(n::text) as word, repeat(md5(n::text), 8) as body
    from generate_series(1, \${rows}) n; create index on old (word)\`);
  await engine.close();`;

interface Found {
  notices: { what: string; because?: string }[];
  ids: string[];
}

export interface Verdict {
  acknowledged: number;
  wrongs: string[];
  notices: Found['notices'];
}

function verdict(history: string, found: Found): Verdict {
  const times = new Map<string, number>();
  for (const id of found.ids) times.set(id, (times.get(id) ?? 0) + 1);
  const said = new Map<string, { told: string; isSheaf: boolean }>();
  // A line cut off by the kill was not said.
  for (const line of readFileSync(history, 'utf8').split('\n').slice(0, -1)) {
    const [mark, id] = line.split(' ') as [string, string];
    if (mark === '?' || mark === '??') said.set(id, { told: '?', isSheaf: mark === '??' });
    else if (mark === '+' || mark === '-') said.get(id)!.told = mark;
  }
  const wrongs: string[] = [];
  let acknowledged = 0;
  for (const [id, { told, isSheaf }] of said) {
    const n = times.get(id) ?? 0;
    if (told === '+') acknowledged++;
    if (told === '+' ? n !== 1 : told === '-' ? n !== 0 : n > 1) wrongs.push(`${id}: told ${told}, there ${n} times`);
    const parts = times.get(`${id} part`) ?? 0;
    if (parts !== (isSheaf ? n * PARTS : 0)) wrongs.push(`${id}: ${parts} rows of its sheaf`);
    times.delete(id);
    times.delete(`${id} part`);
  }
  for (const id of times.keys()) wrongs.push(`${id}: there, and never begun`);
  return { acknowledged, wrongs, notices: found.notices };
}

/** A life of the program: how it is ended, and what is done to its folder while it runs. */
export interface Life {
  /** How long it lives: from its start on, or from its first answer. */
  ms: number;
  opening?: boolean;
  /** Done at half of its time, while it writes. */
  halfway?: () => void;
}

/** One database, through many lives of one build. */
export class Lives {
  readonly root = mkdtempSync(join(tmpdir(), 'gongkai-lives-'));
  readonly db = join(this.root, 'db');
  readonly pg = join(this.db, 'pg');
  readonly #history = join(this.root, 'history');
  readonly #notes = join(this.root, 'synced');
  readonly #build: BrokenBuild | null;
  #lives = 0;

  constructor(readonly changes: readonly Change[] = []) {
    this.#build = changes.length > 0 ? brokenBuild(changes) : null;
    writeFileSync(this.#history, '');
    writeFileSync(this.#notes, '');
  }

  #run(code: string, more: object = {}): Child {
    const run = JSON.stringify({ db: this.db, history: this.#history, hands: HANDS, life: this.#lives++, ...more });
    return child(code, { RUN: run, SYNCED: this.#notes }, this.#build?.root ?? projectFile());
  }

  async prepare(rows = 0): Promise<void> {
    const preparing = this.#run(preparer, { rows });
    if ((await preparing.ended) !== 0) throw new Error(`could not be prepared: ${preparing.said()}`);
  }

  async live({ ms, opening = false, halfway }: Life): Promise<void> {
    const writing = this.#run(writers);
    if (!opening) await writing.says('kept');
    await pause(ms / 2);
    halfway?.();
    await pause(ms / 2);
    writing.process.kill('SIGKILL');
    await writing.ended;
  }

  /** A copy of the directory as it lies there at this moment, taken while the engine writes. */
  keepDirectory(): string {
    const kept = join(this.root, `kept-${this.#lives}`);
    mkdirSync(kept, { recursive: true });
    cpSync(this.pg, kept, { recursive: true, preserveTimestamps: true, errorOnExist: false });
    return kept;
  }

  putBack(kept: string): void {
    rmSync(this.pg, { recursive: true });
    cpSync(kept, this.pg, { recursive: true, preserveTimestamps: true });
  }

  losePower(): void {
    losePower(this.db, this.#notes);
  }

  /** Opens it once more and holds what is there against what was promised. A database that does not open has lost everything. */
  async judge(): Promise<Verdict> {
    const found = join(this.root, 'found.json');
    rmSync(found, { force: true });
    const reading = this.#run(reader, { found });
    if ((await reading.ended) !== 0)
      return { acknowledged: 0, wrongs: [`did not open: ${reading.said().slice(0, 500)}`], notices: [] };
    return verdict(this.#history, JSON.parse(readFileSync(found, 'utf8')) as Found);
  }

  /** How long each start took by the clock on the wall, and in work of the processors, which a busy machine stretches less. */
  starts(): { ms: number; work: number }[] {
    return [...readFileSync(this.#history, 'utf8').matchAll(/^ms (\d+) (\d+)$/gm)].map((m) => ({
      ms: Number(m[1]),
      work: Number(m[2]),
    }));
  }

  remove(): void {
    rmSync(this.root, { recursive: true, force: true });
    this.#build?.remove();
  }
}

const pause = (ms: number): Promise<void> => new Promise((done) => setTimeout(done, ms));

/** The whole build, with its syncs noted for a loss of power. */
export const noted: readonly Change[] = [recordsSyncs];
