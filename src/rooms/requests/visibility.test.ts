// Who sees what of requests in lists and counts, and that the public log is new as soon as something in it is.
import { beforeAll, describe, expect, test } from 'vitest';
import { sheetBytes } from '../../platform/http/sheet.ts';
import { Fields } from '../../platform/http/form.ts';
import type { Actor } from '../../platform/act/actor.ts';
import { addDays, type Day, dayOf } from '../../town/day.ts';
import type { OrganId } from '../../town/ids.ts';
import { answer, doing, handled, type RequestTown, requestTown, send } from '../../../test/support/requests.ts';
import { codesOf, granted } from '../../../test/support/people.ts';
import { addFiles } from './add-files.ts';
import { noWords, proposeAnswer, signAnswer } from './answer.ts';
import { confirmReceipt, giveTitle } from './begin-handling.ts';
import { deliver } from './deliver.ts';
import { withdrawRequest } from './finish.ts';
import { lookAt } from './look.ts';
import { type ListFilter, listRequests, requestsWaiting } from './reads.ts';
import { raiseSuggestion, suggestionsFor } from './suggestions.ts';
import { applicantFields, deskFields, readFiles } from './web/read-application.ts';

let w: RequestTown;
let elsewhere: Actor;
beforeAll(async () => {
  w = await requestTown();
  const { drafter } = w.people.actors;
  elsewhere = { ...drafter, organId: w.people.village.id as OrganId };
});
const actors = () => w.people.actors;
const today = (): Day => dayOf(w.town.clock.now());
const all: ListFilter = { which: 'turn', state: null, organId: null, kind: null, words: '', page: 1 };

describe('a clerk of another organ', () => {
  test('is not told of it by what is alike, nor by a suggestion, and cannot draw it into one', async () => {
    const content = '样例村 2025 年危房改造补助的评审结果和发放时间';
    const first = await handled(w, { draft: { content } });
    const second = await handled(w, { draft: { content } });
    granted(
      await doing(w, actors().drafter, (act) => raiseSuggestion(act, first.id, { title: '危房改造补助', also: [second.id] })),
    );

    const seen = granted(await doing(w, actors().drafter, (act) => lookAt(act, first.id)));
    expect(seen.alike.map((a) => a.id)).toContain(second.id);
    expect((await suggestionsFor(w.town.db, actors().drafter))[0]?.seen.map((r) => r.id).sort()).toEqual(
      [first.id, second.id].sort(),
    );

    expect(await suggestionsFor(w.town.db, elsewhere)).toEqual([]);
    expect(codesOf(await doing(w, elsewhere, (act) => lookAt(act, first.id)))).toEqual(['not-found']);
    const unseen = granted(await send(w));
    const drawn = await doing(w, actors().drafter, (act) => raiseSuggestion(act, first.id, { title: '别的', also: [unseen.id] }));
    expect(codesOf(drawn)).toEqual(['not-found']);
  });
});

describe('what waits for somebody', () => {
  test('is counted as it is listed, for each role and nobody else', async () => {
    granted(await send(w));
    await handled(w);
    const counts: Record<string, number> = {};
    for (const role of ['openness-office', 'drafter', 'principal', 'window', 'secrecy-reviewer'] as const) {
      const by = actors()[role];
      counts[role] = await requestsWaiting(w.town.db, by, today());
      expect((await listRequests(w.town.db, by, all, today())).total, role).toBe(counts[role]);
    }
    expect(counts).toMatchObject({ principal: 0, 'secrecy-reviewer': 0 });
    expect(counts['openness-office']).toBeGreaterThan(0);
    expect(counts.drafter).toBeGreaterThan(0);
    expect(await requestsWaiting(w.town.db, elsewhere, today())).toBe(0);
  });
});

describe('files', () => {
  const form = async (...fields: string[]): Promise<Fields> => {
    const bytes = await sheetBytes('表', [{ title: '项目', width: 10 }], [['样例']]);
    return Fields.from(
      {},
      fields.map((field) => ({ field, name: '表.xlsx', bytes })),
    );
  };

  test('of an applicant are never taken for what the organ found, and none at all is no deed', async () => {
    const given = await form('found', 'proof', 'opinion', 'files');
    expect(granted(await readFiles(given, applicantFields)).map((f) => f.purpose)).toEqual(['application']);
    expect(granted(await readFiles(given, deskFields)).map((f) => f.purpose)).toEqual([
      'found',
      'delivery-proof',
      'opinion',
      'application',
    ]);
    const { id } = await handled(w);
    expect(codesOf(await doing(w, actors().drafter, (act) => addFiles(act, id, [])))).toEqual(['file-missing']);
  });
});

describe('what the public reads', () => {
  const moved = async (deed: () => Promise<unknown>): Promise<boolean> => {
    const before = w.town.publicVersion.current();
    await deed();
    return w.town.publicVersion.current() !== before;
  };
  const office = () => actors()['openness-office'];

  test('is new when a request is received, ended or named anew, and not when a form comes in', async () => {
    const { id } = granted(await send(w));
    expect(await moved(() => send(w))).toBe(false);
    expect(await moved(() => doing(w, office(), (act) => confirmReceipt(act, id, act.today)))).toBe(true);
    expect(await moved(() => doing(w, office(), (act) => giveTitle(act, id, '样例事由')))).toBe(false);
    expect(await moved(() => doing(w, office(), (act) => withdrawRequest(act, id, { on: act.today, text: '来信撤回' })))).toBe(
      true,
    );
    expect(await moved(() => doing(w, office(), (act) => giveTitle(act, id, '另一个事由')))).toBe(true);
    expect(await moved(() => send(w, { channel: 'counter', by: office() }))).toBe(true);
    const other = await handled(w);
    expect(await moved(() => answer(w, other.id, 'A1', { where: '镇网站第 24 项' }))).toBe(true);
  });

  test('holds no telephone in the reason for being late', async () => {
    const { id } = await handled(w, { on: addDays(today(), -60), channel: 'counter', by: office() });
    granted(
      await doing(w, actors().drafter, (act) =>
        proposeAnswer(act, id, { code: 'A1', words: { ...noWords, where: '镇网站第 24 项' } }),
      ),
    );
    granted(await doing(w, actors().principal, (act) => signAnswer(act, id)));
    const late = (lateReason: string) =>
      doing(w, office(), (act) => deliver(act, id, { delivery: 'in-person', on: act.today, lateReason, proof: null }));
    expect(codesOf(await late('申请人 13800138000 联系不上'))).toEqual(['late-reason-personal']);
    expect(codesOf(await late(''))).toEqual(['late-reason-missing']);
    granted(await late('档案正在搬迁'));
  });
});
