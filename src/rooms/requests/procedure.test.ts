// The whole procedure on a real database: every way a request can go ends in its own row of Table 3, and nothing is done by whom,
// or when, it must not be.
import { beforeAll, describe, expect, test } from 'vitest';
import { codesOf, granted } from '../../../test/support/people.ts';
import {
  answer,
  applicantActor,
  doing,
  handled,
  type RequestTown,
  requestTown,
  send,
  theRequest,
} from '../../../test/support/requests.ts';
import { inventedId } from '../../../seed/invented-ids.ts';
import { linesOf } from '../../platform/act/outbox.ts';
import { addDays, day, dayOf, yearOf } from '../../town/day.ts';
import { noWords, proposeAnswer, sendBackAnswer, signAnswer } from './answer.ts';
import { assign, confirmReceipt, giveTitle } from './begin-handling.ts';
import { askFee, feesPaid, paymentsBehind, recordPayment } from './charge.ts';
import { consult, letterReceived, recordOpinion } from './consult.ts';
import { askCorrection, receiveCorrection } from './correct.ts';
import { deliver } from './deliver.ts';
import { keepFiles } from './files.ts';
import { abandon, archiveRequest, withdrawRequest } from './finish.ts';
import { lookAsApplicant, lookAt } from './look.ts';
import { askExtension, askReasons, decideExtension, postpone, recordReasons } from './prolong.ts';
import { openByReceipt, ReceiptGuard } from './receipts.ts';
import type { RequestId } from './info-request.ts';
import { asHistory, eventsOf, fold } from './store.ts';
import { newFormKey } from './submit.ts';
import { leaveMessage } from './texts.ts';
import { calendarOf } from '../../platform/calendar/calendar-store.ts';
import { resultRows } from '../../../test/support/result-rows.ts';

let w: RequestTown;
const why = '经核查，依据上述规定不能提供。';

beforeAll(async () => {
  w = await requestTown();
}, 120_000);

const today = () => dayOf(w.town.clock.now());
const later = (days: number): void => w.town.clock.set(`${addDays(today(), days)}T02:00:00.000Z`);
const actors = () => w.people.actors;
const office = () => actors()['openness-office'];

/** The rows of Table 3 a request has gone into. */
const rowsOf = (work: () => Promise<RequestId>) =>
  resultRows(w.town.db, [yearOf(today()), yearOf(today()) + 1, yearOf(today()) + 2], work);

describe('an application', () => {
  test('that says too little is refused with everything at once, and nothing is stored', async () => {
    const outcome = await send(w, {
      draft: { name: '', idNumber: '341899195001010001', content: '？？', telephone: '12', carrier: null, obtaining: 'e-mail' },
    });
    expect(codesOf(outcome)).toEqual(
      expect.arrayContaining(['name-missing', 'id-wrong', 'telephone-wrong', 'wish-absurd', 'carrier-missing', 'email-missing']),
    );
    expect(codesOf(await send(w, { on: addDays(today(), 1) }))).toContain('day-future');
    expect(codesOf(await send(w, { on: day('2008-04-30') }))).toContain('day-before-law');
    expect(codesOf(await send(w, { formKey: 'x' }))).toEqual(['form-stale']);
    expect(codesOf(await send(w, { draft: { kind: 'business', idNumber: '11341899999900011X' } }))).toContain(
      'credit-code-wrong',
    );
    expect(codesOf(await send(w, { draft: { agent: { name: '', idNumber: '', telephone: '' } } }))).toEqual(
      expect.arrayContaining(['agent-incomplete', 'mandate-missing']),
    );
  });

  test('sent twice is one, with the same receipt', async () => {
    const formKey = newFormKey();
    const sent = await Promise.all([send(w, { formKey }), send(w, { formKey }), send(w, { formKey })]);
    const receipts = sent.map((s) => granted(s));
    expect(new Set(receipts.map((r) => `${r.number} ${r.code}`)).size).toBe(1);
    expect(receipts.filter((r) => r.isNew)).toHaveLength(1);
  });

  test('is opened by number and code and nothing else, and the ledger knows it from the first moment', async () => {
    const receipt = granted(await send(w));
    const guard = new ReceiptGuard();
    expect(granted(await openByReceipt(w.town, guard, receipt, 'a')).id).toBe(receipt.id);
    const wrongCode = await openByReceipt(w.town, guard, { ...receipt, code: granted(await send(w)).code }, 'a');
    const wrongNumber = await openByReceipt(w.town, guard, { ...receipt, number: 'SQ-2026-9999' }, 'a');
    expect([wrongCode, wrongNumber].map(codesOf)).toEqual([['code-unknown'], ['code-unknown']]);
    expect(wrongCode).toEqual(wrongNumber);
    const lines = await linesOf(w.town.db, receipt.number);
    expect(lines.map((l) => l.type)).toEqual(['request-received']);
    expect(JSON.stringify(lines)).not.toMatch(/钱样例|危房/);
  });

  test('guessing is slowed for a number, a network and all', async () => {
    const receipt = granted(await send(w));
    const other = granted(await send(w));
    const guard = new ReceiptGuard(() => 0);
    const tries = [];
    for (let i = 0; i < 6; i++)
      tries.push(codesOf(await openByReceipt(w.town, guard, { ...receipt, code: other.code }, `10.0.0.${i}`))[0]);
    expect(tries).toEqual([...Array.from({ length: 5 }, () => 'code-unknown'), 'too-often']);
    expect(codesOf(await openByReceipt(w.town, guard, receipt, '10.0.0.9'))).toEqual(['too-often']);
  });
});

describe('who may do what', () => {
  test('another organ’s clerk sees nothing, not even that it exists', async () => {
    const { id } = await handled(w);
    const stranger = { ...actors().drafter, organId: w.people.village.id };
    expect(codesOf(await doing(w, stranger, (act) => lookAt(act, id)))).toEqual(['not-found']);
    expect(codesOf(await doing(w, stranger, (act) => askReasons(act, id)))).toEqual(['not-found']);
    expect(codesOf(await doing(w, actors().supervisor, (act) => lookAt(act, id)))).toEqual(['not-found']);
  });

  test('nobody signs what they proposed, approves what they asked for, or acts out of turn', async () => {
    const { id } = await handled(w);
    const both = { ...office(), roles: ['openness-office', 'deputy-leader'] as const };
    granted(
      await doing(w, both, (act) => proposeAnswer(act, id, { code: 'A1', words: { ...noWords, where: '镇网站第 24 项' } })),
    );
    expect(codesOf(await doing(w, both, (act) => signAnswer(act, id)))).toEqual(['own-proposal']);
    expect(
      codesOf(
        await doing(w, office(), (act) => deliver(act, id, { delivery: 'post', on: today(), lateReason: '', proof: null })),
      ),
    ).toEqual(['not-now']);
    granted(await doing(w, actors().principal, (act) => sendBackAnswer(act, id, '请写明网址。')));
    granted(await doing(w, office(), (act) => askExtension(act, id, { days: 20, reason: '需要到县档案馆查阅原件。' })));
    expect(codesOf(await doing(w, office(), (act) => decideExtension(act, id, true)))).toEqual(['own-proposal']);
    expect(codesOf(await doing(w, actors().drafter, (act) => decideExtension(act, id, true)))).toEqual(['not-yours']);
    granted(await doing(w, actors()['deputy-leader'], (act) => decideExtension(act, id, true)));
    expect((await theRequest(w, id)).extended).toBe(true);
    expect(codesOf(await doing(w, office(), (act) => askExtension(act, id, { days: 1, reason: '再来一次。' })))).toContain(
      'extension-once',
    );
  });

  test('every look at personal data leaves a row', async () => {
    const { id, number } = await handled(w);
    const count = async () =>
      (
        await w.town.db
          .selectFrom('platform_audit' as never)
          .selectAll()
          .execute()
      ).filter((r) => JSON.stringify(r).includes(number)).length;
    const before = await count();
    granted(await doing(w, office(), (act) => lookAt(act, id)));
    granted(await doing(w, applicantActor, (act) => lookAsApplicant(act, id)));
    expect(await count()).toBe(before + 2);
  });

  test('the applicant reads what is theirs and nothing of the office’s own', async () => {
    const { id } = await handled(w);
    granted(await doing(w, applicantActor, (act) => leaveMessage(act, id, '请问办到哪里了？')));
    granted(await doing(w, office(), (act) => leaveMessage(act, id, '正在查找。')));
    granted(
      await doing(w, actors().drafter, (act) => proposeAnswer(act, id, { code: 'C1', words: { ...noWords, explanation: why } })),
    );
    const view = granted(await doing(w, applicantActor, (act) => lookAsApplicant(act, id)));
    expect(view.texts.map((t) => t.kind)).toEqual(['message-in', 'message-out']);
    expect(view.answer).toBeNull();
  });
});

describe('each way ends in its row', () => {
  test('answered at once', async () => {
    const rows = await rowsOf(async () => {
      const { id } = await handled(w, { channel: 'counter' });
      granted(
        await doing(w, actors().drafter, (act) =>
          proposeAnswer(act, id, { code: 'A1', words: { ...noWords, where: '镇网站第 24 项' } }),
        ),
      );
      granted(await doing(w, actors().principal, (act) => signAnswer(act, id)));
      granted(
        await doing(w, office(), (act) =>
          deliver(act, id, { delivery: 'on-the-spot', on: today(), lateReason: '', proof: null }),
        ),
      );
      return id;
    });
    expect(rows).toEqual({ 'granted.natural': 1 });
  });

  test('corrected once, and not again; the period begins anew', async () => {
    const rows = await rowsOf(async () => {
      const { id } = await handled(w);
      granted(await doing(w, office(), (act) => askCorrection(act, id, { what: '请写明是哪一年的。', period: 15 })));
      expect((await theRequest(w, id)).dueOn).toBeNull();
      later(5);
      granted(await doing(w, applicantActor, (act) => receiveCorrection(act, id, { on: null, text: '2025 年的。' })));
      const request = await theRequest(w, id);
      expect(request.clock.startedOn).toBe(today());
      expect(codesOf(await doing(w, office(), (act) => askCorrection(act, id, { what: '再写清楚。', period: 15 })))).toContain(
        'correction-once',
      );
      await answer(w, id, 'C3', { explanation: why });
      return id;
    });
    expect(rows).toEqual({ 'unclear.natural': 1 });
  });

  test('not corrected in time', async () => {
    const rows = await rowsOf(async () => {
      const { id } = await handled(w, { draft: { kind: 'legal', idNumber: '11341899999900011F', contact: '钱样例' } });
      granted(await doing(w, office(), (act) => askCorrection(act, id, { what: '请写明是哪一年的。', period: 15 })));
      expect(codesOf(await doing(w, office(), (act) => abandon(act, id)))).toEqual(['still-time']);
      later(40);
      granted(await doing(w, office(), (act) => abandon(act, id)));
      return id;
    });
    expect(rows).toEqual({ 'notCorrected.legal': 1 });
  });

  test('correction too late for the office', async () => {
    const { id } = await handled(w);
    later(14);
    expect(codesOf(await doing(w, office(), (act) => askCorrection(act, id, { what: '请写明年份。', period: 15 })))).toEqual([
      'correction-late',
    ]);
  });

  test('a third party refuses with ground: withheld, or given for the public interest', async () => {
    const ask = async (): Promise<RequestId> => {
      const { id } = await handled(w);
      expect(
        codesOf(
          await doing(w, actors().drafter, (act) =>
            proposeAnswer(act, id, { code: 'B4', words: { ...noWords, explanation: why } }),
          ),
        ),
      ).toEqual(['answer-third-party']);
      granted(await doing(w, office(), (act) => consult(act, id, { whom: 'third-party', on: today(), name: '孙样例' })));
      const letter = (await eventsOf(w.town.db, id)).at(-1)!.facts.letter as string;
      granted(await doing(w, office(), (act) => letterReceived(act, id, { letter, on: today() })));
      expect(
        codesOf(await doing(w, office(), (act) => recordOpinion(act, id, { letter, on: null, opinion: 'silent', text: '' }))),
      ).toEqual(['not-silent-yet']);
      later(3);
      granted(
        await doing(w, office(), (act) =>
          recordOpinion(act, id, { letter, on: today(), opinion: 'refuses-with-ground', text: '涉及我家收入。' }),
        ),
      );
      return id;
    };
    const withheld = await rowsOf(async () => {
      const id = await ask();
      await answer(w, id, 'B4', { explanation: why });
      return id;
    });
    expect(withheld).toEqual({ 'thirdParty.natural': 1 });
    const given = await rowsOf(async () => {
      const id = await ask();
      const words = { ...noWords, where: '到镇政务公开办领取' };
      expect(codesOf(await doing(w, actors().drafter, (act) => proposeAnswer(act, id, { code: 'A2', words })))).toEqual([
        'answer-incomplete',
      ]);
      await answer(w, id, 'A2', { ...words, publicInterest: '涉及公共资金分配，不公开会对公共利益造成重大影响。' });
      return id;
    });
    expect(given).toEqual({ 'granted.natural': 1 });
  });

  test('partly granted needs a file whose masking was proved', async () => {
    const rows = await rowsOf(async () => {
      const { id } = await handled(w);
      const words = { ...noWords, explanation: why };
      expect(codesOf(await doing(w, actors().drafter, (act) => proposeAnswer(act, id, { code: 'A3', words })))).toEqual([
        'redaction-missing',
      ]);
      const request = await theRequest(w, id);
      granted(
        await doing(w, actors().drafter, async (act) => {
          await keepFiles(
            act,
            request,
            [{ purpose: 'released', name: '结果（遮盖）.pdf', kind: 'pdf', bytes: Buffer.from('%PDF-1.4') }],
            { checked: 1 },
          );
          return { ok: true, value: null };
        }),
      );
      await answer(w, id, 'A3', { explanation: why });
      return id;
    });
    expect(rows).toEqual({ 'partial.natural': 1 });
  });

  test('not held, repeated, petition-like', async () => {
    const rows = await rowsOf(async () => {
      let last = '' as RequestId;
      for (const [code, words] of [
        ['C1', { explanation: why }],
        ['D2', { explanation: why, earlier: '样公开复〔2026〕1号' }],
        ['D1', { explanation: why }],
      ] as const) {
        const { id } = await handled(w);
        await answer(w, id, code, words);
        last = id;
      }
      return last;
    });
    expect(rows).toEqual({ 'notHeld.natural': 1, 'repeated.natural': 1, 'petition.natural': 1 });
  });

  test('repeated ones are shown to the desk', async () => {
    const first = await handled(w, { draft: { content: '申请公开样例村 2024 年土地流转合同备案清单和面积。' } });
    const second = await handled(w, {
      draft: { content: '请公开样例村 2024 年土地流转合同备案清单、面积。', idNumber: inventedId(91), telephone: '13900000002' },
    });
    const view = granted(await doing(w, office(), (act) => lookAt(act, second.id)));
    const alike = view.alike.find((a) => a.number === first.number);
    expect(alike).toMatchObject({ samePerson: false });
    expect(alike!.likeness).toBeGreaterThan(0.35);
  });

  test('too many: reasons asked; good ones postpone, bad ones end it', async () => {
    const rows = await rowsOf(async () => {
      const bad = await handled(w);
      granted(await doing(w, office(), (act) => askReasons(act, bad.id)));
      granted(
        await doing(w, office(), (act) => recordReasons(act, bad.id, { on: today(), text: '就是要。', reasonable: false })),
      );
      expect(codesOf(await doing(w, office(), (act) => postpone(act, bad.id, addDays(today(), 90))))).toEqual(['reasons-first']);
      await answer(w, bad.id, 'D4', { explanation: why });
      const good = await handled(w);
      granted(await doing(w, office(), (act) => askReasons(act, good.id)));
      granted(
        await doing(w, office(), (act) => recordReasons(act, good.id, { on: today(), text: '编写村志。', reasonable: true })),
      );
      granted(await doing(w, office(), (act) => postpone(act, good.id, addDays(today(), 90))));
      expect((await theRequest(w, good.id)).dueOn).toBe(addDays(today(), 90));
      return good.id;
    });
    expect(rows).toEqual({ 'excessive.natural': 1, 'carriedOut.natural': 1 });
  });

  test('fee not paid; paid begins anew', async () => {
    const rows = await rowsOf(async () => {
      const unpaid = await handled(w);
      expect(
        codesOf(await doing(w, office(), (act) => askFee(act, unpaid.id, { basis: 'pages', pages: 30, receivedOn: today() }))),
      ).toEqual(['fee-nothing']);
      granted(await doing(w, office(), (act) => askFee(act, unpaid.id, { basis: 'pages', pages: 109, receivedOn: today() })));
      const paid = await handled(w);
      granted(await doing(w, office(), (act) => askFee(act, paid.id, { basis: 'pages', pages: 44, receivedOn: today() })));
      later(6);
      granted(await doing(w, office(), (act) => recordPayment(act, paid.id, { on: today(), receipt: '票0001' })));
      expect((await theRequest(w, paid.id)).clock.startedOn).toBe(today());
      await answer(w, paid.id, 'A2', { where: '到镇政务公开办领取' });
      const year = { from: day('2026-01-01'), to: day('2027-12-31') };
      const payments = await paymentsBehind(w.town.db, year, 10);
      expect(payments.rows.map((p) => [p.number, p.title])).toEqual([[paid.number, '样例村危房改造补助评审结果']]);
      expect(payments.rows[0]!.yuan).toBe(await feesPaid(w.town.db, year.from, year.to));
      later(40);
      granted(await doing(w, office(), (act) => abandon(act, unpaid.id)));
      return unpaid.id;
    });
    expect(rows).toEqual({ 'feeUnpaid.natural': 1, 'granted.natural': 1 });
  });

  test('withdrawn, before and after it counted as received', async () => {
    const rows = await rowsOf(async () => {
      const early = granted(await send(w));
      granted(await doing(w, applicantActor, (act) => withdrawRequest(act, early.id, { on: null, text: '' })));
      const { id } = await handled(w);
      granted(await doing(w, applicantActor, (act) => withdrawRequest(act, id, { on: null, text: '已经找到了。' })));
      expect(codesOf(await doing(w, applicantActor, (act) => withdrawRequest(act, id, { on: null, text: '' })))).toEqual([
        'not-now',
      ]);
      return id;
    });
    expect(rows).toEqual({ 'otherwise.natural': 1 });
  });

  test('late: the reason is compulsory, and archived with it', async () => {
    const rows = await rowsOf(async () => {
      const { id } = await handled(w);
      later(60);
      expect(codesOf(await doing(w, office(), (act) => askExtension(act, id, { days: 20, reason: '忘了。' })))).toContain(
        'extension-late',
      );
      granted(
        await doing(w, actors().drafter, (act) =>
          proposeAnswer(act, id, { code: 'C1', words: { ...noWords, explanation: why } }),
        ),
      );
      granted(await doing(w, actors().principal, (act) => signAnswer(act, id)));
      const out = { delivery: 'post', on: today(), lateReason: '', proof: null } as const;
      expect(codesOf(await doing(w, office(), (act) => deliver(act, id, out)))).toEqual(['late-reason-missing']);
      granted(await doing(w, office(), (act) => deliver(act, id, { ...out, lateReason: '承办人病假，没有安排代岗。' })));
      granted(await doing(w, office(), (act) => archiveRequest(act, id)));
      return id;
    });
    expect(rows).toEqual({ 'notHeld.natural': 1 });
  });
});

test('what is stored is what the events say', async () => {
  const calendar = await calendarOf(w.town.db);
  const { rows } = await w.town.db.executeQuery<{ id: RequestId }>(
    (await import('kysely')).sql<{ id: RequestId }>`select id from requests_requests`.compile(w.town.db),
  );
  expect(rows.length).toBeGreaterThan(20);
  for (const { id } of rows) {
    const { standing, clock } = fold(asHistory(await eventsOf(w.town.db, id)), calendar);
    const stored = await theRequest(w, id);
    expect(stored).toMatchObject({ state: standing.state, clock, dueOn: clock.law?.due ?? null, answerCode: standing.answer });
  }
});

test('a request goes back to nobody: assigning it to a stranger or giving it a telling title is refused', async () => {
  const receipt = granted(await send(w));
  granted(await doing(w, office(), (act) => confirmReceipt(act, receipt.id, today())));
  expect(
    codesOf(
      await doing(w, office(), (act) =>
        assign(act, receipt.id, { organId: w.people.village.id, handlerId: w.people.staff.drafter.id }),
      ),
    ),
  ).toEqual(['handler-unknown']);
  expect(codesOf(await doing(w, office(), (act) => giveTitle(act, receipt.id, '关于 13800000001 的申请')))).toEqual([
    'title-personal',
  ]);
});
