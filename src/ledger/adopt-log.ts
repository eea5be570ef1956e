// After an old backup was restored: entries the log holds and the database does not are taken back into it, so that the log
// can go on. It is history as it was signed; what the entries stood for must be found again elsewhere.
import { appendAdopted, lineCount, linesFrom } from '../platform/act/outbox.ts';
import type { Db } from '../platform/db/engine.ts';
import type { Town } from '../platform/town.ts';
import { instant } from '../town/day.ts';
import { done, type Outcome, refuse } from '../town/outcome.ts';
import { diskAt } from './disk.ts';
import { fromUtf8 } from './format/bytes.ts';
import { type Entry, parseEntry } from './format/entry.ts';
import { decodeBundle, TILE_WIDTH } from './format/tiles.ts';
import { LogDiffers, logFiles, type LogFiles } from './log-files.ts';

export type AdoptRefusal = 'nothing-to-adopt' | 'histories-differ' | 'log-broken';

export const adoptWords: Readonly<Record<AdoptRefusal, (f: Readonly<Record<string, string | number>>) => string>> = {
  'nothing-to-adopt': () => '数据库不比存证旧，没有需要认回的条目。',
  'histories-differ': (f) =>
    `数据库第 ${f.index} 条与存证上的不同：旧备份恢复以后又办过公开的事。两段历史不能并成一段，请恢复较新的备份，或请技术人员把恢复后新办的事重做。没有改动。`,
  'log-broken': (f) => `存证文件 ${f.path} 读不出来，请先从见证方、县里的镜像或备份把它补回。没有改动。`,
};

export interface Adopted {
  entries: number;
  /** Index numbers among them: published according to the log, and unknown to the database that was restored. */
  published: readonly string[];
}

/**
 * One transaction: all of them or none.
 * @param known is told of the index numbers among them in the same transaction, so that none is given a second time.
 */
export async function adoptLog(
  town: Town,
  folder: string,
  known: (db: Db, indexNos: readonly string[]) => Promise<void>,
): Promise<Outcome<Adopted, AdoptRefusal>> {
  const files = logFiles(diskAt(folder));
  const published = await files.checkpoint();
  const told = await lineCount(town.db);
  if (!published || published.size <= told) return refuse({ code: 'nothing-to-adopt' });
  const first = Math.floor(told / TILE_WIDTH) * TILE_WIDTH;
  try {
    const entries = await entriesOf(files, first, published.size);
    for (const line of await linesFrom(town.db, first, told - first)) {
      if (line.entry !== entries[line.idx - first]?.text) return refuse({ code: 'histories-differ', facts: { index: line.idx } });
    }
    const missing = entries.slice(told - first);
    const numbers = missing.filter((m) => m.entry.type === 'publish').map((m) => m.entry.id);
    await town.db.transaction().execute(async (tx) => {
      await appendAdopted(
        tx,
        missing.map(({ text, entry }) => ({
          subject: entry.id,
          type: entry.type,
          ref: null,
          entry: text,
          at: instant(entry.claimedAt),
        })),
      );
      await known(tx, numbers);
    });
    return done({ entries: missing.length, published: numbers });
  } catch (fault) {
    if (fault instanceof LogDiffers) return refuse({ code: 'log-broken', facts: { path: fault.path } });
    throw fault;
  }
}

async function entriesOf(files: LogFiles, from: number, size: number): Promise<{ text: string; entry: Entry }[]> {
  const found: { text: string; entry: Entry }[] = [];
  for (let index = from / TILE_WIDTH; index * TILE_WIDTH < size; index++) {
    const width = Math.min(TILE_WIDTH, size - index * TILE_WIDTH);
    const bytes = await files.tile({ level: 'entries', index, width });
    const entries = bytes && decodeBundle(bytes);
    if (entries?.length !== width) throw new LogDiffers(`tile/entries/${index}`);
    for (const bytes of entries) {
      const text = fromUtf8(bytes) ?? '';
      const entry = parseEntry(text);
      if (!entry) throw new LogDiffers(`tile/entries/${index}`);
      found.push({ text, entry });
    }
  }
  return found;
}
