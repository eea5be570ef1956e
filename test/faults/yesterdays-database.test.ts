// I4, I3: the database is put back to yesterday under a running town. Nothing is signed and nothing becomes public, and everybody
// who asks is told; after the log was adopted the town goes on, and no number is given twice.
import { sql } from 'kysely';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { adoptLog } from '../../src/ledger/adopt-log.ts';
import { verifyAudit } from '../../src/platform/act/audit.ts';
import { documentByIndexNo, keepNumbers, selfCheck } from '../../src/rooms/disclosure/door.ts';
import { readAsStranger, Watch, wrongsOf } from '../support/ledger-checks.ts';
import { type LedgerSite, ledgerSite, restarted } from '../support/ledger-site.ts';
import { granted } from '../support/people.ts';
import { draft, edition, pass, publishingTown, type PublishingTown, publishNow } from '../support/publishing.ts';
import { copyTables } from '../support/table-copy.ts';

let w: PublishingTown;
let site: LedgerSite;
beforeAll(async () => {
  w = await publishingTown();
  site = await ledgerSite(w.town);
}, 300_000);
afterAll(async () => {
  await w.town.running?.stop();
  await site.stop();
});

async function publishOne(): Promise<{ indexNo: string; id: Awaited<ReturnType<typeof draft>> }> {
  const id = await draft(w);
  await pass(w, id);
  return { indexNo: granted(await publishNow(w, id)).indexNo, id };
}

test('a town with yesterday’s database says so, shows nothing new, and goes on after the log was adopted', async () => {
  const { town } = w;
  const vkey = (await town.running!.signer.keys(town.clock.now()))[0]!.vkey;
  const watch = new Watch(town.ledgerFolder);
  const kept = await publishOne();
  const restore = await copyTables(town);
  const lost = [await publishOne(), await publishOne(), await publishOne()];
  watch.look();
  const signed = readAsStranger(town.ledgerFolder, [vkey]);
  await town.running!.stop();
  await restore();
  await town.publicVersion.refresh(town.db);

  // The act commits; its document waits.
  const waiting = await publishOne();
  expect((await edition(w, waiting.id)).state).toBe('released');
  expect(await (await restarted(town)).settle()).toMatchObject({ ok: false, refusal: { code: 'database-behind' } });
  const ready = await site.get('/readyz');
  expect([ready.status, ready.body.includes('database-behind')]).toEqual([503, true]);
  const { ledger } = JSON.parse((await site.get('/statusz')).body) as { ledger: { refusal: string; waiting: number } };
  expect(ledger).toMatchObject({ refusal: 'database-behind' });
  expect((await site.get(`/documents/${waiting.indexNo}`)).status).not.toBe(200);
  expect(await wrongsOf(town)).toEqual([]);
  expect(await adoptLog(town, town.ledgerFolder, keepNumbers)).toMatchObject({
    ok: false,
    refusals: [{ code: 'histories-differ' }],
  });

  // The right way: nothing is done before the log was adopted.
  await town.running!.stop();
  await restore();
  const adopted = granted(await adoptLog(town, town.ledgerFolder, keepNumbers));
  expect([...adopted.published].sort()).toEqual(lost.map((l) => l.indexNo).sort());
  expect(await (await restarted(town)).settle()).toMatchObject({ ok: true });
  const fresh = await publishOne();
  expect([kept, ...lost].map((l) => l.indexNo)).not.toContain(fresh.indexNo);
  expect(await documentByIndexNo(town.db, fresh.indexNo)).not.toBeNull();
  watch.look();
  expect(watch.wrongs([vkey])).toEqual([]);
  expect(await wrongsOf(town)).toEqual([]);
  const now = readAsStranger(town.ledgerFolder, [vkey]);
  if (typeof now === 'string' || typeof signed === 'string') throw new Error('the log does not verify');
  expect(now.entries.slice(0, signed.size).map(String)).toEqual(signed.entries.map(String));
  expect((await verifyAudit(town.db)).brokenAt).toBeNull();
  // What was lost is named, and its address says so.
  expect([...(await selfCheck(town)).keys()].sort()).toEqual(lost.map((l) => `document:${l.indexNo}`).sort());
  expect((await site.get(`/documents/${lost[0]!.indexNo}`)).status).toBe(503);
  const { rows } = await sql<{ n: number }>`select count(*) as n from disclosure_documents where index_no is not null`.execute(
    town.db,
  );
  expect(rows[0]!.n).toBe(2);
}, 120_000);
