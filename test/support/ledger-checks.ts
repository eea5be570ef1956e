// What must hold of a town's ledger whatever has failed, looked at by the second reading of the specifications: each thing
// that does not hold is a sentence. The fault tests feed these checks with broken builds, too, and want them to complain.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { sql } from 'kysely';
import { readHead } from '../../src/ledger/store.ts';
import type { Town } from '../../src/platform/town.ts';
import {
  type ForeignLog,
  leafOf,
  openForeignNote,
  type ReadFile,
  readForeignCheckpoint,
  readForeignLog,
  treeHead,
} from './independent-log.ts';

export function folderReader(folder: string): ReadFile {
  return (path) => {
    try {
      return readFileSync(join(folder, path));
    } catch {
      return null;
    }
  };
}

/** What a client was told of its document, by title. */
export type Promised = Readonly<Record<string, 'once' | 'never' | 'once or never'>>;

interface ShownRow {
  title: string;
  indexNo: string;
  idx: number | null;
  entry: string | null;
}

async function shownRows(town: Pick<Town, 'db'>): Promise<ShownRow[]> {
  const { rows } = await sql<ShownRow>`select e.title, d.index_no as "indexNo", l.idx, l.entry
    from disclosure_editions e join disclosure_documents d on d.id = e.document_id
    left join disclosure_seals s on s.edition_id = e.id left join platform_ledger_events l on l.ref = 'seal:' || s.id
    where e.state in ('published', 'superseded') and d.state = 'published'`.execute(town.db);
  return rows;
}

/** The log as a stranger reads it, or what was wrong with it. */
export function readAsStranger(folder: string, vkeys: readonly string[]): ForeignLog | string {
  try {
    return readForeignLog(folderReader(folder), vkeys);
  } catch (fault) {
    return `the log does not verify: ${(fault as Error).message}`;
  }
}

/** Empty when everything public is in the verified log, and everybody's document is where he was told it is. */
export async function wrongsOf(town: Pick<Town, 'db' | 'ledgerFolder'>, promised: Promised = {}): Promise<string[]> {
  const head = await readHead(town.db);
  if (!head) return ['no ledger'];
  const log = readAsStranger(town.ledgerFolder, [head.vkey]);
  if (typeof log === 'string') return [log];
  const wrongs: string[] = [];
  if (head.size > log.size) wrongs.push(`the pointer stands at ${head.size}, the published log ends at ${log.size}`);
  const shown = await shownRows(town);
  for (const row of shown) {
    if (row.idx === null) wrongs.push(`public and never logged: ${row.title}`);
    else if (log.entries[row.idx]?.toString() !== row.entry) wrongs.push(`public and not covered: ${row.title}`);
  }
  const published = new Map<string, number>();
  for (const bytes of log.entries) {
    const { type, id } = JSON.parse(bytes.toString()) as { type: string; id: string };
    if (type === 'publish') published.set(id, (published.get(id) ?? 0) + 1);
  }
  for (const [id, times] of published) if (times > 1) wrongs.push(`logged ${times} times: ${id}`);
  for (const [title, is] of Object.entries(promised)) {
    const numbers = new Set(shown.filter((r) => r.title === title).map((r) => r.indexNo));
    const most = is === 'never' ? 0 : 1;
    const least = is === 'once' ? 1 : 0;
    if (numbers.size > most || numbers.size < least) wrongs.push(`promised ${is}, shown ${numbers.size} times: ${title}`);
  }
  return wrongs;
}

/** Somebody who fetches the checkpoint every few milliseconds and forgets none. */
export class Watch {
  readonly notes: string[] = [];
  #timer: NodeJS.Timeout | null = null;

  constructor(readonly folder: string) {}

  look(): void {
    const bytes = folderReader(this.folder)('checkpoint');
    const note = bytes ? Buffer.from(bytes).toString() : 'no checkpoint';
    if (this.notes.at(-1) !== note) this.notes.push(note);
  }

  every(ms: number): this {
    this.#timer = setInterval(() => this.look(), ms);
    return this;
  }

  /** Every pair of checkpoints that cannot both be true, held against the log as it is now. */
  wrongs(vkeys: readonly string[]): string[] {
    if (this.#timer) clearInterval(this.#timer);
    this.look();
    const log = readAsStranger(this.folder, vkeys);
    if (typeof log === 'string') return [log];
    const leaves = log.entries.map(leafOf);
    const wrongs: string[] = [];
    let before = 0;
    for (const note of this.notes) {
      try {
        const { size, root } = readForeignCheckpoint(openForeignNote(note, vkeys).text);
        if (size < before) wrongs.push(`shrank from ${before} to ${size}`);
        if (size > log.size) wrongs.push(`${size} was shown, the log ends at ${log.size}`);
        else if (!treeHead(leaves.slice(0, size)).equals(root)) wrongs.push(`another history at ${size}`);
        before = size;
      } catch (fault) {
        wrongs.push((fault as Error).message);
      }
    }
    return wrongs;
  }
}
