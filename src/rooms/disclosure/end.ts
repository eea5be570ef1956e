// How a published document ends: marked out of force, or withdrawn. Either way its address keeps answering.
import type { Act } from '../../platform/act/act.ts';
import type { Day } from '../../town/day.ts';
import type { DocumentId } from '../../town/ids.ts';
import { done, type Outcome, type Refusal, refuse } from '../../town/outcome.ts';
import { reopen } from '../catalogue/door.ts';
import { type DisclosureRefusal, type Validity, validities } from './document.ts';
import { organCode, sealEdition } from './seal.ts';
import { logEntry } from '../../ledger/log-entry.ts';
import { editionById, insertEvent, insertWithdrawal, lockDocument, setDocumentState, setValidity } from './store.ts';

/** Grounds for taking a published text away, each with the law it rests on. */
export const withdrawalGrounds = {
  personal: '个人信息保护（个人信息保护法#47）',
  secret: '保守国家秘密（保守国家秘密法#35）',
  'penalty-changed': '处罚决定被变更或撤销（行政处罚法#48）',
  wrong: '内容不准确，另行发布准确信息（条例2019#6）',
  court: '行政复议或者诉讼确认不应公开',
  'third-party': '损害第三方合法权益（条例2019#15）',
} as const;

/** The same in the ledger, which holds codes and no sentences. */
const groundCodes: Readonly<Record<keyof typeof withdrawalGrounds, string>> = {
  personal: '个人信息保护法#47',
  secret: '保守国家秘密法#35',
  'penalty-changed': '行政处罚法#48',
  wrong: '条例2019#6',
  court: 'court',
  'third-party': '条例2019#15',
};

export type WithdrawalGround = keyof typeof withdrawalGrounds;

export function isWithdrawalGround(text: string): text is WithdrawalGround {
  return Object.hasOwn(withdrawalGrounds, text);
}

/** Marks a document 失效, 废止, 部分废止 or in force again. It stays on line and says so. */
export async function markValidity(
  act: Act,
  id: DocumentId,
  validity: string,
  since: Day | null,
  note: string,
): Promise<Outcome<null, DisclosureRefusal>> {
  const document = await lockDocument(act.db, id);
  if (document?.state !== 'published' || !document.currentEditionId) return refuse({ code: 'not-published' });
  if (!act.actor.roles.includes('openness-office')) return refuse({ code: 'not-office' });
  const refusals: Refusal<DisclosureRefusal>[] = [];
  if (!(validities as readonly string[]).includes(validity)) refusals.push({ code: 'validity-unknown', field: 'validity' });
  const ends = validity === '失效' || validity === '废止' || validity === '部分废止';
  if (ends && (since === null || note.trim() === '')) refusals.push({ code: 'validity-date-needed', field: 'since' });
  if (refusals.length > 0) return { ok: false, refusals };
  await setValidity(act, document.currentEditionId, validity as Validity, ends ? since : null);
  await insertEvent(
    act,
    id,
    document.currentEditionId,
    'validity',
    `${validity}${since ? `（自 ${since} 起）` : ''}${note.trim() === '' ? '' : `：${note.trim()}`}`,
  );
  const edition = await editionById(act.db, document.currentEditionId);
  if (!edition || document.indexNo === null) throw new Error(`document ${id} is published without an edition`);
  const organ = await organCode(act.db, document);
  await sealEdition(act, { type: 'revise', indexNo: document.indexNo, organ, edition, document, claimedAt: act.at });
  act.publicChanged();
  act.record(`document:${id}`, { validity, since, note });
  return done(null);
}

/** Takes the text away and leaves a page that says who, when, why and on what ground. The duty it answered is open again. */
export async function withdraw(act: Act, id: DocumentId, why: string, ground: string): Promise<Outcome<null, DisclosureRefusal>> {
  const document = await lockDocument(act.db, id);
  if (document?.state !== 'published') return refuse({ code: 'not-published' });
  if (!act.actor.roles.includes('openness-office')) return refuse({ code: 'not-office' });
  const refusals: Refusal<DisclosureRefusal>[] = [];
  if (why.trim() === '') refusals.push({ code: 'withdrawal-why-needed', field: 'why' });
  if (!isWithdrawalGround(ground)) refusals.push({ code: 'withdrawal-ground-needed', field: 'ground' });
  if (refusals.length > 0 || !isWithdrawalGround(ground)) return { ok: false, refusals };
  await setDocumentState(act, id, 'withdrawn');
  await insertWithdrawal(act, id, why.trim(), withdrawalGrounds[ground]);
  if (document.dutyId !== null) await reopen(act, document.dutyId, `公开的文件已撤回：${why.trim()}`);
  await insertEvent(act, id, document.currentEditionId, 'withdrawn', why.trim());
  const said = { org: await organCode(act.db, document), id: document.indexNo as string, claimedAt: act.at };
  await logEntry(act, { ...said, type: 'withdraw', ground: groundCodes[ground] }, { wait: true });
  act.publicChanged();
  act.record(`document:${id}`, { withdrawn: why.trim(), ground });
  return done(null);
}
