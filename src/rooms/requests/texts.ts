// Sentences about a request: messages both ways, notes inside the office, corrections, grounds. Sealed, never changed.
import { sql } from 'kysely';
import type { Act } from '../../platform/act/act.ts';
import type { Db } from '../../platform/db/engine.ts';
import type { Instant } from '../../town/day.ts';
import { type Id, newId } from '../../town/ids.ts';
import { done, type Outcome, refuse } from '../../town/outcome.ts';
import type { RequestRefusal } from './refusals.ts';
import type { InfoRequest, RequestId } from './info-request.ts';
import { type Keeper, openText, sealText } from './sealed.ts';
import { type Held, take, type Taken } from './take.ts';
import { tell } from './tell.ts';

export type TextKind =
  | 'message-in'
  | 'message-out'
  | 'note'
  | 'correction-asked'
  | 'correction'
  | 'reasons'
  | 'consulted'
  | 'opinion'
  | 'extension'
  | 'withdrawal'
  | 'waiver'
  | 'send-back';

export const textKindNames: Readonly<Record<TextKind, string>> = {
  'message-in': '申请人留言',
  'message-out': '答复留言',
  note: '内部记事',
  'correction-asked': '需要补正的事项',
  correction: '补正内容',
  reasons: '说明的理由',
  consulted: '征求意见的对象',
  opinion: '征求到的意见',
  extension: '延期理由',
  withdrawal: '撤回说明',
  waiver: '免收理由',
  'send-back': '退回意见',
};

/** What the applicant may read of them. */
export const openToApplicant: readonly TextKind[] = [
  'message-in',
  'message-out',
  'correction-asked',
  'correction',
  'reasons',
  'withdrawal',
  'waiver',
];

export interface StoredText {
  id: string;
  kind: TextKind;
  text: string;
  at: Instant;
  byName: string;
}

export const TEXT_MOST = 5_000;

export function textProblem(text: string, field = 'text'): Outcome<never, RequestRefusal> | null {
  if (text.trim() === '') return refuse({ code: 'text-missing', field });
  return [...text].length > TEXT_MOST ? refuse({ code: 'text-long', field, facts: { most: TEXT_MOST } }) : null;
}

export async function keepText(act: Act, r: Pick<InfoRequest, 'id' | 'keyId'>, kind: TextKind, text: string): Promise<void> {
  if (text.trim() === '') return;
  const id = newId<Id<'request-text'>>();
  const sealed = await sealText(act.town, r.keyId, { table: 'texts', row: id }, text.trim());
  await sql`insert into requests_texts (id, request_id, kind, sealed, at, by_name, by_staff)
    values (${id}, ${r.id}, ${kind}, ${sealed}, ${act.at}, ${act.actor.name}, ${act.actor.staffId})`.execute(act.db);
}

/** In the order they were written; none once the key is destroyed. */
export async function textsOf(
  db: Db,
  town: Keeper,
  r: Pick<InfoRequest, 'id' | 'keyId'>,
  kinds?: readonly TextKind[],
): Promise<StoredText[]> {
  const { rows } = await sql<StoredText & { sealed: string }>`select id, kind, sealed, at, by_name as "byName" from requests_texts
    where request_id = ${r.id} order by at, id`.execute(db);
  const wanted = kinds ? rows.filter((t) => kinds.includes(t.kind)) : rows;
  const opened = await Promise.all(
    wanted.map(async ({ sealed, ...t }) => ({
      ...t,
      text: await openText(town, r.keyId, { table: 'texts', row: t.id }, sealed),
    })),
  );
  return opened.filter((t): t is StoredText => t.text !== null);
}

/** Requests with a message of the applicant's that nobody has answered since. */
export async function hasUnanswered(db: Db, id: RequestId): Promise<boolean> {
  const { rows } = await sql<{ kind: TextKind }>`select kind from requests_texts
    where request_id = ${id} and kind in ('message-in', 'message-out') order by at desc, id desc limit 1`.execute(db);
  return rows[0]?.kind === 'message-in';
}

export async function leaveMessage(act: Act, id: RequestId, text: string): Promise<Outcome<Taken, RequestRefusal>> {
  return withText(act, id, 'message', text, () => (act.actor.kind === 'resident' ? 'message-in' : 'message-out'));
}

export async function takeNote(act: Act, id: RequestId, text: string): Promise<Outcome<Taken, RequestRefusal>> {
  return withText(act, id, 'note', text, () => 'note');
}

function withText(
  act: Act,
  id: RequestId,
  deed: 'message' | 'note',
  text: string,
  kind: (held: Held) => TextKind,
): Promise<Outcome<Taken, RequestRefusal>> {
  return take(act, id, deed, async (held) => {
    const problem = textProblem(text);
    if (problem) return problem;
    await keepText(act, held.request, kind(held), text);
    if (kind(held) === 'message-out') await tell(act, held.request, '公开办有新留言');
    return done([]);
  });
}
