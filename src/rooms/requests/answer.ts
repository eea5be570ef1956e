// 拟答复 and 签发: one proposes, somebody else signs. Every answer rests on an article; what withholds says why (条例2019#36).
import { sql } from 'kysely';
import type { Act } from '../../platform/act/act.ts';
import type { Db } from '../../platform/db/engine.ts';
import type { Instant } from '../../town/day.ts';
import type { StaffId } from '../../town/ids.ts';
import { done, type Outcome, type Refusal, refuse } from '../../town/outcome.ts';
import { type AnswerCode, answers, lawOf, withholds } from './answers.ts';
import { opinionsOf } from './consult.ts';
import { filesOf } from './files.ts';
import { type History, lastOf } from './history.ts';
import type { RequestRefusal } from './refusals.ts';
import type { InfoRequest, RequestId } from './info-request.ts';
import { type Keeper, openText, sealText } from './sealed.ts';
import { type Held, take, type Taken } from './take.ts';
import { keepText, textProblem } from './texts.ts';

/** What is said beside the code. */
export interface AnswerWords {
  /** Why; compulsory where something is withheld. */
  explanation: string;
  /** Where what is public already stands, or how what is given can be had. */
  where: string;
  /** Name and telephone of the organ that answers for it, where another does and it is known. */
  rightOrgan: string;
  /** Number of the earlier answer, for a repeated request. */
  earlier: string;
  /** Why public interest outweighs a third party's refusal. */
  publicInterest: string;
}

export const noWords: AnswerWords = { explanation: '', where: '', rightOrgan: '', earlier: '', publicInterest: '' };

export interface ProposedAnswer {
  number: number;
  code: AnswerCode;
  law: string;
  words: AnswerWords | null;
  proposedBy: string;
  proposedByStaff: StaffId;
  proposedAt: Instant;
  signedBy: string | null;
  signedAt: Instant | null;
  sentBackBy: string | null;
}

const EXPLANATION_LEAST = 10;

export async function proposeAnswer(
  act: Act,
  id: RequestId,
  given: { code: AnswerCode | null; words: AnswerWords },
): Promise<Outcome<Taken, RequestRefusal>> {
  return take(act, id, 'propose-answer', async (held) => {
    const { code, words } = given;
    if (!code) return refuse({ code: 'answer-unknown', field: 'code' });
    const law = lawOf(code, held.request.regulation);
    if (law === null) return refuse({ code: 'answer-not-then', field: 'code', facts: { regulation: held.request.regulation } });
    const released = (await filesOf(act.db, id)).filter((f) => f.purpose === 'released');
    const found = answerProblems(code, words, held.history, released);
    if (found.length > 0) return { ok: false, refusals: found };
    await insertAnswer(act, held, { code, law, words });
    return done([{ kind: 'answer-proposed', on: act.today, code }]);
  });
}

/** What an answer needs before anybody may sign it. */
export function answerProblems(
  code: AnswerCode,
  words: AnswerWords,
  history: History,
  released: readonly { proof: unknown }[],
): readonly Refusal<RequestRefusal>[] {
  const found: Refusal<RequestRefusal>[] = [];
  const need = (field: keyof AnswerWords, what: string): void => {
    if (words[field].trim() === '') found.push({ code: 'answer-incomplete', field, facts: { what } });
  };
  for (const [field, text] of Object.entries(words)) {
    const long = text === '' ? null : textProblem(text, field);
    if (long && !long.ok) found.push(...long.refusals);
  }
  if (code === 'E1' || code === 'E2') return [...found, { code: 'answer-by-itself', field: 'code' }];
  if (withholds(code) || code === 'A3') {
    if (words.explanation.trim() === '')
      found.push({
        code: 'explanation-missing',
        field: 'explanation',
        law: '条例2019#36',
        facts: { answer: answers[code].name },
      });
    else if ([...words.explanation.trim()].length < EXPLANATION_LEAST)
      found.push({ code: 'explanation-short', field: 'explanation', facts: { least: EXPLANATION_LEAST } });
  }
  if (code === 'A1') need('where', '在哪里可以看到');
  if (code === 'A2' && released.length === 0) need('where', '提供的信息，或者获取的方式、途径和时间');
  if (code === 'A3' && !released.some((f) => f.proof !== null))
    found.push({ code: 'redaction-missing', field: 'code', law: '条例2019#37' });
  if (code === 'D2') need('earlier', '上一次答复的文号');
  if (code === 'C3' && !lastOf(history, 'corrected'))
    found.push({ code: 'answer-needs-correction', field: 'code', law: '条例2019#30' });
  if (code === 'D4' && lastOf(history, 'reasons-given')?.reasonable !== false)
    found.push({ code: 'answer-needs-reasons', field: 'code', law: '条例2019#35' });
  found.push(...thirdPartyProblems(code, words, history));
  return found;
}

/** 条例2019#32: who may be harmed is asked first; a refusal with ground stands, unless public interest outweighs it. */
function thirdPartyProblems(code: AnswerCode, words: AnswerWords, history: History): readonly Refusal<RequestRefusal>[] {
  const third = opinionsOf(history).filter((o) => o.whom === 'third-party');
  if (code === 'B4' && third.length === 0) return [{ code: 'answer-third-party', field: 'code', law: '条例2019#32' }];
  const refused = third.some((o) => o.opinion === 'refuses-with-ground');
  if (answers[code].group !== 'granted' || !refused || words.publicInterest.trim() !== '') return [];
  return [
    {
      code: 'answer-incomplete',
      field: 'publicInterest',
      law: '条例2019#32',
      facts: { what: '第三方有理由地不同意时，公共利益上必须公开的理由' },
    },
  ];
}

const placeOf = (id: RequestId, number: number): { table: string; row: string } => ({ table: 'answers', row: `${id} ${number}` });

async function insertAnswer(
  act: Act,
  { request }: Held,
  a: { code: AnswerCode; law: string; words: AnswerWords },
): Promise<void> {
  const { rows } = await sql<{
    n: number;
  }>`select count(*)::int + 1 as n from requests_answers where request_id = ${request.id}`.execute(act.db);
  const number = rows[0]!.n;
  const sealed = await sealText(act.town, request.keyId, placeOf(request.id, number), JSON.stringify(a.words));
  await sql`insert into requests_answers (request_id, number, code, law, sealed, proposed_by, proposed_by_staff, proposed_at)
    values (${request.id}, ${number}, ${a.code}, ${a.law}, ${sealed}, ${act.actor.name}, ${act.actor.staffId}, ${act.at})`.execute(
    act.db,
  );
}

/** The newest proposal, signed or not. */
export async function latestAnswer(db: Db, town: Keeper, r: Pick<InfoRequest, 'id' | 'keyId'>): Promise<ProposedAnswer | null> {
  const { rows } = await sql<ProposedAnswer & { sealed: string }>`select number, code, law, sealed, proposed_by as "proposedBy",
    proposed_by_staff as "proposedByStaff", proposed_at as "proposedAt", signed_by as "signedBy", signed_at as "signedAt",
    sent_back_by as "sentBackBy" from requests_answers where request_id = ${r.id} order by number desc limit 1`.execute(db);
  const row = rows[0];
  if (!row) return null;
  const { sealed, ...answer } = row;
  const words = await openText(town, r.keyId, placeOf(r.id, answer.number), sealed);
  return { ...answer, words: words === null ? null : (JSON.parse(words) as AnswerWords) };
}

/** Not by whoever proposed it. */
export async function signAnswer(act: Act, id: RequestId): Promise<Outcome<Taken, RequestRefusal>> {
  return take(act, id, 'sign-answer', async ({ request }) => {
    const answer = await latestAnswer(act.db, act.town, request);
    if (!answer) return refuse({ code: 'not-now' });
    if (answer.proposedByStaff === act.actor.staffId) return refuse({ code: 'own-proposal' });
    await sql`update requests_answers set signed_by = ${act.actor.name}, signed_by_staff = ${act.actor.staffId}, signed_at = ${act.at}
      where request_id = ${id} and number = ${answer.number}`.execute(act.db);
    return done([{ kind: 'answer-signed', on: act.today, code: answer.code }]);
  });
}

export async function sendBackAnswer(act: Act, id: RequestId, why: string): Promise<Outcome<Taken, RequestRefusal>> {
  return take(act, id, 'send-back-answer', async ({ request }) => {
    const text = textProblem(why, 'why');
    if (text) return text;
    await keepText(act, request, 'send-back', why);
    await sql`update requests_answers set sent_back_by = ${act.actor.name}, signed_by = null, signed_by_staff = null, signed_at = null
      where request_id = ${id} and number = (select max(number) from requests_answers where request_id = ${id})`.execute(act.db);
    return done([{ kind: 'answer-sent-back', on: act.today }]);
  });
}
