// A whole set at once, for the command line: begun and ended on record, a line for every file, progress told as it goes.
import { perform } from '../../platform/act/act.ts';
import type { Actor } from '../../platform/act/actor.ts';
import type { Town } from '../../platform/town.ts';
import { done, type Outcome, refuse } from '../../town/outcome.ts';
import { figuresOf } from './batches.ts';
import type { Gathered } from './gather.ts';
import { importOne, startRun } from './import-one.ts';
import type { BatchId, Entry, Release, Settled } from './intake.ts';
import type { SetChoices } from './proposal.ts';
import { insertBatch, insertLine, setBatchState, settleLine } from './store.ts';
import { mayImport } from './take-document.ts';
import type { IntakeRefusal } from './words.ts';

export interface SetOptions {
  choices: SetChoices;
  via: string;
  dryRun: boolean;
  /** For every file of the set that holds personal data. */
  release: Release | null;
}

export interface SetLine extends Settled {
  name: string;
  rowNumber: number | null;
}

export async function importSet(
  town: Town,
  actor: Actor,
  set: Gathered,
  options: SetOptions,
  progress: (done: number, total: number, name: string) => void = () => {},
): Promise<Outcome<{ batchId: BatchId | null; lines: readonly SetLine[] }, IntakeRefusal>> {
  if (!mayImport(actor)) return refuse({ code: 'not-allowed' });
  const opened = options.dryRun ? null : await openSet(town, actor, set, options);
  if (opened && !opened.ok) return opened;
  const entries = opened?.value.entries ?? set.entries;
  const run = await startRun(town, actor, set.box, { choices: options.choices, via: options.via, pretend: options.dryRun });
  const lines: SetLine[] = [];
  for (const [i, entry] of entries.entries()) {
    progress(i, entries.length, entry.name);
    const settled = await importOne(run, { ...entry, release: options.release });
    if (entry.lineId) await settleLine(town.db, town.clock.now(), entry.lineId, settled);
    lines.push({ ...settled, name: entry.name, rowNumber: entry.row?.number ?? null });
  }
  progress(entries.length, entries.length, '');
  const batchId = opened?.value.batchId ?? null;
  if (batchId) {
    await perform(town, actor, 'intake.finished', async (act) => {
      await setBatchState(act, batchId, 'done', 1);
      act.record(`batch:${batchId}`, { ...(await figuresOf(act.db, batchId)) });
      return done(null);
    });
  }
  return done({ batchId, lines });
}

async function openSet(
  town: Town,
  actor: Actor,
  set: Gathered,
  options: SetOptions,
): Promise<Outcome<{ batchId: BatchId; entries: readonly Entry[] }, IntakeRefusal>> {
  return perform(town, actor, 'intake.begun', async (act) => {
    const batchId = await insertBatch(act, {
      channel: 'command-line',
      label: set.label.slice(0, 120),
      state: 'importing',
      choices: options.choices,
    });
    const entries: Entry[] = [];
    for (const [i, entry] of set.entries.entries()) {
      const { rowKey, keyed, name, row } = entry;
      const lineId = await insertLine(act, batchId, i, { role: 'document', rowKey, keyed, name, sha256: null, size: 0, row });
      entries.push({ ...entry, lineId });
    }
    act.record(`batch:${batchId}`, { begun: set.label, files: entries.length, via: options.via });
    return done({ batchId, entries });
  });
}
