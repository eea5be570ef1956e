// I8: the moments that speak against an old date cannot be changed themselves: neither by a clock that is walked back in small
// steps, nor by the owner of the database in the rows a page's time is shown from. What is typed or claimed: backdating.test.ts.
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { sql } from 'kysely';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { askWitnesses, policyFile } from '../../src/ledger/ask-witnesses.ts';
import { sha256 } from '../../src/ledger/crypto.ts';
import { diskAt } from '../../src/ledger/disk.ts';
import { utf8 } from '../../src/ledger/format/bytes.ts';
import { formatVkey, parseVkey } from '../../src/ledger/format/note.ts';
import type { Witnesses } from '../../src/ledger/sequencer.ts';
import { readHead } from '../../src/ledger/store.ts';
import { localWitness } from '../../src/ledger/witness/client.ts';
import { openWitness } from '../../src/ledger/witness/open-witness.ts';
import { createWitness } from '../../src/ledger/witness/witness-key.ts';
import { linesOf } from '../../src/platform/act/outbox.ts';
import { selfCheck } from '../../src/rooms/disclosure/door.ts';
import { day } from '../../src/town/day.ts';
import { setClock } from '../support/witness-log.ts';
import { type LedgerSite, ledgerSite, restarted } from '../support/ledger-site.ts';
import { granted } from '../support/people.ts';
import { draft, pass, publishingTown, type PublishingTown, publishNow, type sampleDraft } from '../support/publishing.ts';

const NOW = '2026-11-23T01:30:00Z';
/** Later than the steps of a clock that is walked back. */
const LATER = '2026-11-23T03:30:00Z';
const MONTH_AGO = '2026-10-24T01:30:00Z';

let w: PublishingTown;
let site: LedgerSite;
let witnesses: Witnesses;
let close: () => Promise<void>;
/** Somebody else's, and right. */
const theirs = setClock(NOW);

beforeAll(async () => {
  w = await publishingTown();
  site = await ledgerSite(w.town);
  const { vkey } = (await readHead(w.town.db))!;
  const dir = mkdtempSync(join(tmpdir(), 'gongkai-witness-'));
  const key = granted(await createWitness(dir, 'archives.example/witness'));
  const opened = granted(await openWitness(dir, [parseVkey(sha256, vkey)!], theirs));
  close = opened.close;
  witnesses = askWitnesses([localWitness(opened.witness)], { signer: w.town.running!.signer, log: w.town.log });
  const lines = `log ${vkey}\nwitness 样例县档案馆 ${formatVkey(key)}\nquorum 样例县档案馆\n`;
  await diskAt(w.town.ledgerFolder).replace(policyFile('.'), utf8(lines));
}, 300_000);
afterAll(async () => {
  await w.town.running?.stop();
  await close();
  await site.stop();
});
beforeEach(async () => {
  w.town.clock.set(NOW);
  await restarted(w.town);
});

const own = () => w.town.engine.owner(w.town.schema);
const page = async (indexNo: string): Promise<string> => (await site.get(`/documents/${indexNo}`)).body;

async function claimOf(indexNo: string): Promise<string> {
  return (JSON.parse((await linesOf(w.town.db, indexNo))[0]!.entry) as { claimedAt: string }).claimedAt;
}

async function published(more: Parameters<typeof sampleDraft>[0] = {}): Promise<string> {
  const id = await draft(w, more);
  await pass(w, id);
  return granted(await publishNow(w, id)).indexNo;
}

describe('an old date', () => {
  test('of a server whose clock was set back is not signed; put right, the page says 补录 by itself', async () => {
    await published();
    // Whoever publishes would wait until the ledger's patience ends.
    await w.town.running!.stop();
    w.town.clock.set(MONTH_AGO);
    const indexNo = await published({ createdOn: day('2026-10-20') });
    await (await restarted(w.town)).settle();
    expect(w.town.running!.standing().refusal?.code).toBe('clock-behind');
    expect((await site.get(`/documents/${indexNo}`)).status).toBe(404);
    const { checks } = JSON.parse((await site.get('/readyz')).body) as {
      checks: { name: string; ok: boolean; detail: string }[];
    };
    expect(checks.find((c) => c.name === 'ledger')).toMatchObject({ ok: false, detail: 'clock-behind' });
    w.town.clock.set(NOW);
    await w.town.running!.settle();
    expect(await claimOf(indexNo)).toBe('2026-10-24T01:30:00.000Z');
    expect(await page(indexNo)).toContain('存证只能证明 2026-11-23 起公开');
  });

  test('cannot be reached in small steps: a clock walked back by less than a minute at a time', async () => {
    const start = Date.parse(NOW) + 3_600_000;
    w.town.clock.set(new Date(start).toISOString());
    await published();
    w.town.clock.set(new Date(start - 40_000).toISOString());
    await published();
    expect(w.town.running!.standing().refusal).toBeNull();
    await w.town.running!.stop();
    w.town.clock.set(new Date(start - 80_000).toISOString());
    await published();
    await (await restarted(w.town)).settle();
    expect(w.town.running!.standing().refusal?.code).toBe('clock-behind');
    w.town.clock.set(new Date(start).toISOString());
    await w.town.running!.settle();
    expect(w.town.running!.standing().refusal).toBeNull();
  });
});

describe('an old date that the owner of the database writes into what the ledger’s time is shown from', () => {
  /** A document with an old claim, and the checkpoint that gives the claim the lie. */
  async function claimed(): Promise<{ indexNo: string; size: number }> {
    const late = '2026-12-25T01:30:00Z';
    theirs.ms = Date.parse(late);
    w.town.clock.set(LATER);
    await restarted(w.town, { witnesses });
    const indexNo = await published();
    return { indexNo, size: (await readHead(w.town.db))!.size };
  }

  test.each([
    ['the time of a witness', sql`witnessed_at = '2026-11-23T01:31:00Z'`],
    ['our own time', sql`signed_at = '2026-10-24T01:31:00Z'`],
    ['the note itself', sql`note = replace(note, substr(note, length(note) - 20, 4), 'AAAA')`],
    ['the size it is kept under', sql`root = 'AAAA'`],
  ])('%s is found by the next look', async (_name, change) => {
    const { size } = await claimed();
    expect([...(await selfCheck(w.town))]).toEqual([]);
    const { rows } = await sql<{
      row: string;
    }>`select to_jsonb(c)::text as row from ledger_checkpoints c where size = ${size}`.execute(own());
    await sql`update ledger_checkpoints set ${change} where size = ${size}`.execute(own());
    try {
      expect([...(await selfCheck(w.town)).keys()]).toEqual([`checkpoint:${size}`]);
    } finally {
      await sql`delete from ledger_checkpoints where size = ${size}`.execute(own());
      await sql`insert into ledger_checkpoints select * from jsonb_populate_record(null::ledger_checkpoints, ${rows[0]!.row}::jsonb)`.execute(
        own(),
      );
    }
    expect([...(await selfCheck(w.town))]).toEqual([]);
  });
});
