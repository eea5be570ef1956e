// Where letters send people who disagree: named by the office, and read by letters drafted from then on.
import { beforeAll, expect, test } from 'vitest';
import { granted } from '../../../test/support/people.ts';
import { answer, doing, handled, type RequestTown, requestTown } from '../../../test/support/requests.ts';
import { calendarOf } from '../../platform/calendar/calendar-store.ts';
import { gatherFacts } from './gather-facts.ts';
import type { RequestId } from './info-request.ts';
import { draftLetter } from './letters/draft-letter.ts';
import { lookAt } from './look.ts';
import { nameRemedyOrgans, remedyOrgans } from './remedy-organs.ts';

let w: RequestTown;
beforeAll(async () => {
  w = await requestTown();
}, 60_000);

const organs = { reviewOrgan: '样例县人民政府', court: '样例县人民法院' };

const factsOf = (id: RequestId) =>
  doing(w, w.people.actors['openness-office'], async (act) => {
    const view = granted(await lookAt(act, id));
    return { ok: true, value: await gatherFacts(act.db, view, await calendarOf(act.db), act.today) };
  });

test('only the office names them, both, and in so many words', async () => {
  for (const who of ['drafter', 'principal', 'window'] as const)
    expect(await doing(w, w.people.actors[who], (act) => nameRemedyOrgans(act, organs))).toMatchObject({ ok: false });
  const empty = await doing(w, w.people.actors['openness-office'], (act) =>
    nameRemedyOrgans(act, { reviewOrgan: ' ', court: '院'.repeat(61) }),
  );
  expect(empty).toEqual({
    ok: false,
    refusals: [
      { code: 'organ-name-missing', field: 'reviewOrgan' },
      { code: 'organ-name-long', field: 'court', facts: { most: 60 } },
    ],
  });
  expect(await remedyOrgans(w.town.db)).toBeNull();
});

test('a letter says what can be said of any town until then, and their names afterwards', async () => {
  const { id } = await handled(w);
  await answer(w, id, 'B1', { explanation: '评审材料涉及国家秘密，依据规定不予公开。' });
  const before = draftLetter('answer', granted(await factsOf(id))!);
  expect(before.paragraphs.join('')).toContain('有管辖权的人民法院');
  granted(await doing(w, w.people.actors['openness-office'], (act) => nameRemedyOrgans(act, organs)));
  const after = draftLetter('answer', granted(await factsOf(id))!);
  expect(after.paragraphs.join('')).toContain(organs.reviewOrgan);
  expect(after.paragraphs.join('')).toContain(organs.court);
});

test('whoever asks too often is told which requests are meant', async () => {
  const first = await handled(w);
  const second = await handled(w);
  const { ground } = granted(await factsOf(second.id))!.reasons!;
  for (const { number } of [first, second]) expect(ground).toContain(number);
});
