// I4: an old copy of anything never becomes a second history.
import { cpSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { sql } from 'kysely';
import { beforeEach, describe, expect, test } from 'vitest';
import { type LedgerTown, ledgerTown } from '../../test/support/ledger-town.ts';
import { codesOf, granted } from '../../test/support/people.ts';
import { TEST_ORIGIN } from '../../test/support/stand-ins.ts';
import { lineCount } from '../platform/act/outbox.ts';
import { adoptLog } from './adopt-log.ts';
import { askWitnesses } from './ask-witnesses.ts';
import { createLedger } from './create-ledger.ts';
import { runLedger } from './run-ledger.ts';
import { sequence } from './sequencer.ts';
import { parseVkey } from './format/note.ts';
import { sha256 } from './crypto.ts';
import { localWitness } from './witness/client.ts';
import { openWitness } from './witness/open-witness.ts';
import { createWitness } from './witness/witness-key.ts';

let w: LedgerTown;
beforeEach(async () => {
  w = await ledgerTown();
  await w.say(10);
  expect(await sequence(w.deps())).toMatchObject({ ok: true, size: 10 });
});

/** The database as it was when it had said less: what a backup of yesterday brings back. */
async function backTo(size: number): Promise<void> {
  const own = w.town.engine.owner(w.town.schema);
  await sql`delete from platform_ledger_events where idx >= ${size}`.execute(own);
  await sql`update platform_heads set ledger_size = ${size} where id = 1`.execute(own);
  await sql`delete from ledger_checkpoints where size > ${size}`.execute(own);
  await sql`update ledger_heads set size = least(size, ${size}::bigint) where id = 1`.execute(own);
}

function copyOf(folder: string): string {
  const copy = join(mkdtempSync(join(tmpdir(), 'gongkai-copy-')), 'log');
  cpSync(folder, copy, { recursive: true });
  return copy;
}

describe('a ledger', () => {
  test('is made once: a second is refused, in the database and on the disk', async () => {
    expect(codesOf(await createLedger(w.town, w.town.ledgerFolder, TEST_ORIGIN))).toEqual(['ledger-exists']);
    const other = await ledgerTown();
    await sql`delete from ledger_heads`.execute(other.town.engine.owner(other.town.schema));
    await other.say(1);
    // Its folder has a log somebody signed: the database that knows nothing of it is the old one.
    expect(codesOf(await createLedger(other.town, w.town.ledgerFolder, TEST_ORIGIN))).toEqual(['folder-used']);
  });

  test('with yesterday’s database signs nothing and says so; acts go on, and nothing of them becomes public', async () => {
    await backTo(7);
    const shown: number[] = [];
    const running = await runLedger(w.town, {
      folder: w.town.ledgerFolder,
      covered: [async (_t, size) => void shown.push(size)],
    });
    expect(await running.settle()).toMatchObject({ ok: false, refusal: { code: 'database-behind' } });
    await w.say(1);
    await running.settle();
    expect(running.standing().refusal?.code).toBe('database-behind');
    expect(shown).toEqual([]);
    await running.stop();
    expect(w.foreign().size).toBe(10);
  });

  test('goes on after the log was adopted, with the history that was signed', async () => {
    const before = w.foreign().entries.map(String);
    await backTo(7);
    expect(granted(await adoptLog(w.town, w.town.ledgerFolder, async () => {})).entries).toBe(3);
    expect(codesOf(await adoptLog(w.town, w.town.ledgerFolder, async () => {}))).toEqual(['nothing-to-adopt']);
    await w.say(2);
    expect(await sequence(w.deps())).toMatchObject({ ok: true, size: 12 });
    expect(w.foreign().entries.map(String).slice(0, 10)).toEqual(before);
  });

  test('with yesterday’s database that then lived on is neither signed nor adopted', async () => {
    await backTo(7);
    await w.say(1);
    expect(codesOf(await adoptLog(w.town, w.town.ledgerFolder, async () => {}))).toEqual(['histories-differ']);
    await w.say(4);
    expect(await lineCount(w.town.db)).toBe(12);
    expect(await sequence(w.deps())).toMatchObject({ ok: false, refusal: { code: 'histories-differ' } });
    expect(w.foreign().size).toBe(10);
  });

  test('whose files are gone, or of yesterday, signs nothing', async () => {
    const old = copyOf(w.town.ledgerFolder);
    await w.say(3);
    await sequence(w.deps());
    const now = copyOf(w.town.ledgerFolder);
    rmSync(w.town.ledgerFolder, { recursive: true });
    cpSync(old, w.town.ledgerFolder, { recursive: true });
    await w.say(1);
    expect(await sequence(w.deps())).toMatchObject({ ok: false, refusal: { code: 'files-behind' } });
    rmSync(join(w.town.ledgerFolder, 'checkpoint'));
    expect(await sequence(w.deps())).toMatchObject({ ok: false, refusal: { code: 'files-behind' } });
    rmSync(w.town.ledgerFolder, { recursive: true });
    cpSync(now, w.town.ledgerFolder, { recursive: true });
    expect(await sequence(w.deps())).toMatchObject({ ok: true, size: 14 });
  });

  test('put back as a whole to yesterday is told by a witness, before anything new is signed', async () => {
    const dir = mkdtempSync(join(tmpdir(), 'gongkai-witness-'));
    granted(await createWitness(dir, 'archives.example/witness'));
    const { witness, close } = granted(await openWitness(dir, [parseVkey(sha256, w.vkey)!], w.town.clock));
    const asked = () => askWitnesses([localWitness(witness)], { signer: w.deps().signer, log: w.town.log });
    await w.say(1);
    expect(await sequence(w.deps({ witnesses: asked() }))).toMatchObject({ ok: true, size: 11 });
    const old = copyOf(w.town.ledgerFolder);
    await w.say(4);
    expect(await sequence(w.deps({ witnesses: asked() }))).toMatchObject({ ok: true, size: 15 });
    // Everything of yesterday, the signer's memory too: on this machine nothing speaks against it.
    rmSync(w.town.ledgerFolder, { recursive: true });
    cpSync(old, w.town.ledgerFolder, { recursive: true });
    await backTo(11);
    await w.say(1);
    expect(await sequence(w.deps({ witnesses: asked() }))).toMatchObject({ ok: false, refusal: { code: 'witness-ahead' } });
    expect(w.foreign().size).toBe(11);
    // Shown on a broken build: without the witness the second history is signed.
    expect(await sequence(w.deps())).toMatchObject({ ok: true, size: 12 });
    await close();
  });
});
