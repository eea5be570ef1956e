// Personal data is kept for two years and then by nobody: what can still be opened afterwards (nothing), what stays (days, numbers,
// answers, the ledger), what holds it back (a review or a lawsuit), and the copy an applicant is given while it is there.
import { sql } from 'kysely';
import { beforeEach, describe, expect, test } from 'vitest';
import { folderReader } from '../../../test/support/ledger-checks.ts';
import { codesOf, granted } from '../../../test/support/people.ts';
import {
  answer,
  applicantActor,
  doing,
  handled,
  type RequestTown,
  requestTown,
  sampleApplication,
  send,
  theRequest,
} from '../../../test/support/requests.ts';
import { inventedId } from '../../../seed/invented-ids.ts';
import { auditLog } from '../../ledger/audit/audit-log.ts';
import { verifyAudit } from '../../platform/act/audit.ts';
import { linesOf } from '../../platform/act/outbox.ts';
import { calendarOf } from '../../platform/calendar/calendar-store.ts';
import { startChores } from '../../platform/chores/chore-worker.ts';
import { dispatchChore } from '../../platform/dispatch/dispatch-chore.ts';
import { addDays, type Day, day, dayOf } from '../../town/day.ts';
import { proposeAnswer, noWords } from './answer.ts';
import { askFee, waiveFee } from './charge.ts';
import { consult, letterReceived, recordOpinion } from './consult.ts';
import { copyForApplicant } from './copy-for-applicant.ts';
import { askCorrection, receiveCorrection } from './correct.ts';
import { remedyCounts, requestCounts, requestsOfYears } from './counts.ts';
import { destroyKeyChore, eraseRequest, keptUntil, retentionTimetable } from './erase.ts';
import { filesOf, type GivenFile, openFile } from './files.ts';
import { addFiles } from './add-files.ts';
import { archiveRequest, withdrawRequest } from './finish.ts';
import { gatherFacts } from './gather-facts.ts';
import type { RequestId } from './info-request.ts';
import { beginLetter, signLetter } from './letter.ts';
import { draftLetter } from './letters/draft-letter.ts';
import { lookAsApplicant, lookAt } from './look.ts';
import { askReasons, recordReasons } from './prolong.ts';
import { publicLog } from './public-log.ts';
import { openByReceipt, ReceiptGuard } from './receipts.ts';
import { endRemedy, openRemedy, remediesOf } from './remedy.ts';
import { openPersonal } from './sealed.ts';
import { raiseSuggestion } from './suggestions.ts';
import { leaveMessage, takeNote } from './texts.ts';
import type { Receipt } from './submit.ts';

let w: RequestTown;
const office = () => w.people.actors['openness-office'];
const today = (): Day => dayOf(w.town.clock.now());
const on = (d: string): void => w.town.clock.set(`${d}T02:00:00.000Z`);
const why = '经核查，依据上述规定不能提供。';

beforeEach(async () => {
  w = await requestTown();
}, 120_000);

/** Answered, put away, with a word and a file of everybody's. */
async function ended(): Promise<Receipt> {
  const receipt = await handled(w, { draft: { email: 'qian@example.com' } });
  const { id } = receipt;
  granted(await doing(w, applicantActor, (act) => leaveMessage(act, id, '请问办到哪里了？')));
  granted(await doing(w, office(), (act) => takeNote(act, id, '电话联系过本人。')));
  granted(
    await doing(w, applicantActor, (act) =>
      addFiles(act, id, [{ purpose: 'application', name: '材料.pdf', kind: 'pdf', bytes: Buffer.from('%PDF-1.4 我家的地') }]),
    ),
  );
  const facts = await doing(w, office(), async (act) => {
    const view = granted(await lookAt(act, id));
    const found = await gatherFacts(act.db, view, await calendarOf(act.db), act.today);
    return beginLetter(act, id, { kind: 'receipt', text: draftLetter('receipt', found!) });
  });
  granted(await doing(w, office(), (act) => signLetter(act, id, granted(facts).letter)));
  await answer(w, id, 'C1', { explanation: why });
  granted(await doing(w, office(), (act) => archiveRequest(act, id)));
  return receipt;
}

const nightly = (): Promise<void> => retentionTimetable.run(w.town);

/** Until nothing is left to do; what is on its way finds nobody who takes it. */
async function background(): Promise<void> {
  const send = dispatchChore([], (t) => t.vault);
  const chores = await startChores(w.town, { chores: [destroyKeyChore, send], timetable: [] }, { pollMs: 10 });
  for (let i = 0; i < 500; i++) {
    const { rows } = await sql<{ n: number }>`select count(*)::int as n from platform_chores where state = 'waiting'`.execute(
      w.town.db,
    );
    if (rows[0]!.n === 0) break;
    await new Promise((r) => setTimeout(r, 10));
  }
  await chores.stop();
}

async function erasedOn(id: RequestId): Promise<Day | null> {
  return (await theRequest(w, id)).erasedOn;
}

describe('the timetable', () => {
  test('keeps two years to the day, whatever the request ended by, and leaves what is open', async () => {
    const put = await ended();
    const answered = await handled(w);
    await answer(w, answered.id, 'C1', { explanation: why });
    // Never confirmed, without a title, never put away: kept no longer for that.
    const withdrawn = granted(await send(w));
    granted(await doing(w, applicantActor, (act) => withdrawRequest(act, withdrawn.id, { on: null, text: '不要了。' })));
    const open = await handled(w);
    const last = keptUntil(today())!;
    expect(last).toBe(addDays(today(), 730));
    on(last);
    await nightly();
    for (const { id } of [put, answered, withdrawn, open]) expect(await erasedOn(id)).toBeNull();
    on(addDays(last, 1));
    await nightly();
    for (const { id } of [put, answered, withdrawn]) expect(await erasedOn(id)).toBe(today());
    expect(await erasedOn(open.id)).toBeNull();
    // It is put away without anything personal.
    granted(await doing(w, office(), (act) => archiveRequest(act, answered.id)));
    await nightly();
    const said = await linesOf(w.town.db, put.number);
    expect(said.map((l) => l.type)).toEqual(['request-received', 'request-answered', 'erase']);
  }, 60_000);

  test('waits for a review or a lawsuit, also when the office asks', async () => {
    const { id } = await ended();
    const pending = { kind: 'review', openedOn: today(), organ: '县人民政府', reference: '〔2026〕9号' } as const;
    granted(await doing(w, office(), (act) => openRemedy(act, id, pending)));
    on('2029-12-01');
    await nightly();
    expect(await erasedOn(id)).toBeNull();
    expect(codesOf(await doing(w, office(), (act) => eraseRequest(act, id)))).toEqual(['retention']);
    const [remedy] = await remediesOf(w.town.db, id);
    granted(
      await doing(w, office(), (act) =>
        endRemedy(act, id, { remedy: remedy!.id, result: 'upheld', endedOn: today(), whatWasDone: '' }),
      ),
    );
    await nightly();
    expect(await erasedOn(id)).toBe('2029-12-01');
    // One that begins afterwards is still counted.
    granted(await doing(w, office(), (act) => openRemedy(act, id, { ...pending, kind: 'direct', openedOn: today() })));
    expect(codesOf(await doing(w, office(), (act) => raiseSuggestion(act, id, { title: '样例', also: [] })))).toEqual(['erased']);
  }, 60_000);

  test('takes all of them in one night, however many there are', async () => {
    const receipts = [await ended(), await ended()];
    const { rows } = await sql<{
      n: number;
    }>`with made as (insert into requests_requests (id, number, year, channel, applicant_kind,
        regulation, state, clock, submitted_on, submitted_at, received_on, answer_code, ended_on, key_id, applicant_sealed, wish_sealed,
        salt_sealed, code_hash, form_hash)
      select id || n, 'SQ-2026-' || 100000 + n, year, channel, applicant_kind, regulation, state, clock, submitted_on, submitted_at,
        received_on, answer_code, ended_on, key_id, applicant_sealed, wish_sealed, salt_sealed, code_hash, form_hash || n
      from requests_requests, generate_series(1, 510) n where id = ${receipts[0]!.id} returning 1)
      select count(*)::int as n from made`.execute(w.town.db);
    expect(rows[0]!.n).toBe(510);
    on('2029-12-01');
    await nightly();
    const left = await sql<{ n: number }>`select count(*)::int as n from requests_requests where erased_on is null`.execute(
      w.town.db,
    );
    expect(left.rows[0]!.n).toBe(0);
  }, 120_000);
});

/** Everything sealed that belongs to a request, with where it stands. */
async function sealedOf(id: RequestId): Promise<{ place: { table: string; column: string; row: string }; sealed: string }[]> {
  const { rows } = await sql<{ table: string; column: string; row: string; sealed: string }>`
    select 'requests_requests' as table, c.column, r.id as row, c.sealed from requests_requests r,
      lateral (values ('applicant', r.applicant_sealed), ('wish', r.wish_sealed), ('salt', r.salt_sealed)) as c("column", sealed) where r.id = ${id}
    union all select 'requests_texts', 'sealed', id, sealed from requests_texts where request_id = ${id}
    union all select 'requests_letters', 'sealed', id, sealed from requests_letters where request_id = ${id}
    union all select 'requests_answers', 'sealed', request_id || ' ' || number, sealed from requests_answers where request_id = ${id}
    union all select 'requests_files', 'name', id, name_sealed from requests_files where request_id = ${id}`.execute(w.town.db);
  return rows.map(({ sealed, ...place }) => ({ place, sealed }));
}

/** Whether anything of a request can still be opened, by any way there is. */
async function opens(id: RequestId): Promise<string[]> {
  const request = await theRequest(w, id);
  const { vault } = w.town;
  const found: string[] = [];
  for (const { place, sealed } of await sealedOf(id))
    if ((await vault.open(request.keyId, place, sealed)) !== null) found.push(`${place.table}.${place.column}`);
  for (const file of await filesOf(w.town.db, id)) if (await openFile(w.town, request.keyId, file)) found.push('file');
  if (await openPersonal(w.town, request)) found.push('personal');
  return found;
}

describe('an erasure', () => {
  test('leaves nothing that opens, and everything that was counted, proved or promised', async () => {
    const receipt = await ended();
    const { id } = receipt;
    const other = await ended();
    const year = { from: day('2026-01-01'), to: day('2026-12-31') };
    const figures = async () => ({
      table3: [...(await requestCounts(w.town.db, 2026))].sort(),
      table4: [...(await remedyCounts(w.town.db, year))].sort(),
      times: await requestsOfYears(w.town.db, await calendarOf(w.town.db), year),
      log: await publicLog(w.town.db, { year: null, group: null, words: '', page: 1 }),
    });
    const before = await figures();
    expect(new Set(await opens(id)).size).toBeGreaterThanOrEqual(8);
    on('2029-12-01');
    granted(await doing(w, office(), (act) => eraseRequest(act, id)));
    expect(codesOf(await doing(w, office(), (act) => eraseRequest(act, id)))).toEqual(['erased']);
    await background();
    expect(await opens(id)).toEqual([]);
    expect((await opens(other.id)).length).toBeGreaterThan(5);
    expect(await figures()).toEqual(before);

    const looked = granted(await doing(w, office(), (act) => lookAt(act, id)));
    expect(looked).toMatchObject({ personal: null, texts: [], letters: [], answer: { words: null }, alike: [] });
    expect(looked.files.map((f) => f.name)).toEqual(['（已销毁）']);
    expect(looked.request.erasedOn).toBe(today());
    const opened = granted(await openByReceipt(w.town, new ReceiptGuard(), receipt, 'a'));
    const theirs = granted(await doing(w, applicantActor, (act) => lookAsApplicant(act, opened.id)));
    expect(theirs).toMatchObject({ personal: null, texts: [], letters: [], request: { answerCode: 'C1', erasedOn: today() } });
    expect(theirs.events.map((e) => e.kind)).toContain('answered');

    // Nothing leads from the person to it any more: no hash, no sketch.
    const { rows } = await sql`select person_index, contact_index, sketch from requests_requests
      join requests_sketches on request_id = id where id = ${id}`.execute(w.town.db);
    expect(rows).toEqual([{ person_index: null, contact_index: null, sketch: [] }]);
    expect(
      (granted(await doing(w, office(), (act) => copyForApplicant(act, other.id))) as { number: string }[]).map((c) => c.number),
    ).toEqual([other.number]);

    expect(await verifyAudit(w.town.db)).toMatchObject({ brokenAt: null });
    await w.town.running!.settle();
    const read = folderReader(w.town.ledgerFolder);
    const vkeys = (await w.town.running!.signer.keys(w.town.clock.now())).map((k) => k.vkey);
    const audited = await auditLog({ read: async (path) => read(path), vkeys });
    expect(audited).toMatchObject({ isSound: true });
    expect((await linesOf(w.town.db, receipt.number)).at(-1)).toMatchObject({ type: 'erase' });
  }, 120_000);

  test('whose process ends before the key is destroyed is finished by the next one, and twice is once', async () => {
    const { id } = await ended();
    granted(await doing(w, office(), (act) => eraseRequest(act, id)));
    const request = await theRequest(w, id);
    expect(await w.town.vault.isDestroyed(request.keyId)).toBe(false);
    await background();
    expect(await w.town.vault.isDestroyed(request.keyId)).toBe(true);
    await destroyKeyChore.run(w.town, { keyId: request.keyId }, id);
    expect(await opens(id)).toEqual([]);
  }, 60_000);

  test('refused halfway destroys nothing', async () => {
    const { id } = await ended();
    await expect(
      doing(w, office(), async (act) => {
        granted(await eraseRequest(act, id));
        throw new Error('the power went');
      }),
    ).rejects.toThrow('the power went');
    await background();
    expect(await erasedOn(id)).toBeNull();
    expect((await opens(id)).length).toBeGreaterThan(5);
  }, 60_000);

  test('of a request about which a notice has not gone out yet: it goes to nobody', async () => {
    w = { ...w, town: { ...w.town, dispatchChannels: new Set(['mail', 'sms'] as const) } };
    const { id, number } = await ended();
    granted(await doing(w, office(), (act) => eraseRequest(act, id)));
    await destroyKeyChore.run(w.town, { keyId: (await theRequest(w, id)).keyId }, id);
    const sent: string[] = [];
    const send = async ({ to }: { to: string }) => {
      sent.push(to);
      return { providerId: null };
    };
    const mail = { channel: 'mail', send } as const;
    const chores = await startChores(w.town, { chores: [dispatchChore([mail], (t) => t.vault)], timetable: [] }, { pollMs: 10 });
    const states = async () =>
      (
        await sql<{ state: string; last_error: string | null }>`select distinct state, last_error from platform_dispatches
          where about = ${`request:${number}`} order by state`.execute(w.town.db)
      ).rows;
    for (let i = 0; i < 300 && (await states()).some((s) => s.state === 'queued' || s.state === 'sending'); i++)
      await new Promise((r) => setTimeout(r, 10));
    await chores.stop();
    expect(sent).toEqual([]);
    expect((await states()).map((s) => s.state)).toEqual(['failed', 'not-configured']);
  }, 60_000);
});

/** Two people who have the same said and done to them, each in words of their own. */
function wordsOf(who: string, n: number) {
  const mark = (what: string): string => `${who}之${what}`;
  return {
    mark,
    draft: sampleApplication({
      name: mark('名'),
      idNumber: withX(n),
      telephone: `1380000${1000 + n}`,
      email: `${n}copy@example.com`,
      address: mark('住址'),
      help: mark('困难'),
      content: mark('想知道的事情，是很要紧的'),
      purpose: mark('用途'),
      agent: { name: mark('代理人'), idNumber: inventedId(n + 5), telephone: `1370000${1000 + n}` },
    }),
  };
}

/** The n-th identity number that ends in X, which people write small as well. */
function withX(n: number): string {
  return Array.from({ length: 400 }, (_, i) => inventedId(i)).filter((id) => id.endsWith('X'))[n]!;
}

/** Two requests of one person, with every kind of word there is. Answers with what must be in the copy. */
async function twoRequests(who: string, n: number): Promise<{ id: RequestId; theirs: string[]; others: string[] }> {
  const { draft, mark } = wordsOf(who, n);
  const pdf = (name: string, purpose: GivenFile['purpose']) => ({
    purpose,
    name,
    kind: 'pdf' as const,
    bytes: Buffer.from('%PDF-1.4'),
  });
  const files = [pdf(mark('委托书.pdf'), 'mandate'), pdf(mark('身份证.pdf'), 'identity')];
  const { id } = await handled(w, { draft, files });
  const say = async (work: Parameters<typeof doing>[2], by = office()) => void granted(await doing(w, by, work));
  const drafter = w.people.actors.drafter;
  await say((act) => askCorrection(act, id, { what: mark('要补的'), period: 15 }));
  await say((act) => receiveCorrection(act, id, { on: null, text: mark('补来的') }), applicantActor);
  await say((act) => leaveMessage(act, id, mark('问话')), applicantActor);
  await say((act) => leaveMessage(act, id, mark('回话')));
  await say((act) => takeNote(act, id, mark('内部话')));
  await say((act) => addFiles(act, id, [pdf(mark('查到的.pdf'), 'found')]), drafter);
  await say((act) => consult(act, id, { whom: 'third-party', on: today(), name: mark('第三方') }));
  const view = granted(await doing(w, office(), (act) => lookAt(act, id)));
  const letter = view.events.find((e) => e.kind === 'consulted')!.facts.letter as string;
  await say((act) => letterReceived(act, id, { letter, on: today() }));
  await say((act) => recordOpinion(act, id, { letter, on: today(), opinion: 'agrees', text: mark('第三方的话') }));
  await say((act) => askReasons(act, id));
  await say((act) => recordReasons(act, id, { on: today(), text: mark('理由'), reasonable: true }));
  const made = granted(
    await doing(w, office(), async (act) => {
      const facts = await gatherFacts(act.db, granted(await lookAt(act, id)), await calendarOf(act.db), act.today);
      return beginLetter(act, id, { kind: 'receipt', text: { ...draftLetter('receipt', facts!), salutation: mark('称呼') } });
    }),
  );
  await say((act) => signLetter(act, id, made.letter));
  await answer(w, id, 'C1', { explanation: `${mark('答复理由')}，依据规定不能提供。` });
  await say((act) => raiseSuggestion(act, id, { title: mark('建议'), also: [] }), applicantActor);

  const second = await handled(w, {
    draft: { ...draft, agent: null, idNumber: draft.idNumber.toLowerCase(), content: mark('第二件想知道的事情') },
  });
  await say((act) => askFee(act, second.id, { basis: 'pages', pages: 109, receivedOn: today() }));
  await say((act) => waiveFee(act, second.id, mark('免收理由')));
  await say(
    (act) => proposeAnswer(act, second.id, { code: 'C1', words: { ...noWords, explanation: mark('还没有签发的理由') } }),
    drafter,
  );
  await say((act) => addFiles(act, second.id, [pdf(mark('拟提供的.pdf'), 'released')]), drafter);
  await say((act) => withdrawRequest(act, second.id, { on: null, text: mark('撤回的话') }), applicantActor);
  const theirs = [
    ...[draft.name, draft.idNumber, draft.telephone, draft.email, draft.address, draft.help, draft.content, draft.purpose],
    ...[draft.agent!.name, draft.agent!.idNumber, draft.agent!.telephone],
    ...['委托书.pdf', '身份证.pdf', '要补的', '补来的', '问话', '回话', '理由', '称呼', '答复理由', '建议'].map(mark),
    ...['第二件想知道的事情', '免收理由', '撤回的话'].map(mark),
  ];
  return { id, theirs, others: ['内部话', '第三方', '第三方的话', '查到的.pdf', '还没有签发的理由', '拟提供的.pdf'].map(mark) };
}

test('the copy an applicant is given has all of theirs, from all their requests, and nothing of anybody else', async () => {
  const one = await twoRequests('甲', 1);
  const two = await twoRequests('乙', 2);
  for (const [mine, not] of [
    [one, two],
    [two, one],
  ] as const) {
    const copies = granted(await doing(w, office(), (act) => copyForApplicant(act, mine.id)));
    const text = JSON.stringify(copies);
    expect(copies).toHaveLength(2);
    expect(mine.theirs.filter((x) => !text.includes(x))).toEqual([]);
    expect([...mine.others, ...not.theirs, ...not.others].filter((x) => text.includes(x))).toEqual([]);
  }
  // The applicant's own page has no more of it.
  const seen = await sql<{ id: RequestId }>`select id from requests_requests`.execute(w.town.db);
  for (const { id } of seen.rows) {
    const page = JSON.stringify(granted(await doing(w, applicantActor, (act) => lookAsApplicant(act, id))));
    expect([...one.others, ...two.others].filter((x) => page.includes(x))).toEqual([]);
  }
  // Whoever may not see the one may not have the copy, and what they may not see of the others is left out.
  const stranger = { ...w.people.actors.drafter, organId: w.people.village.id };
  expect(codesOf(await doing(w, stranger, (act) => copyForApplicant(act, one.id)))).toEqual(['not-found']);
}, 120_000);
