// What a letter about a request can say, gathered from its view: the letters themselves know no table.
import type { Db } from '../../platform/db/engine.ts';
import type { Calendar } from '../../town/calendar.ts';
import { type Day, yearOf } from '../../town/day.ts';
import { organById, staffWithRole, townOrgan } from '../people/door.ts';
import { requestClock } from './clock.ts';
import { opinionsOf } from './consult.ts';
import { numbersOfYear } from './charge.ts';
import { feeOf } from './fees.ts';
import { lastOf } from './history.ts';
import type { LetterFacts } from './letters/letter-facts.ts';
import type { RequestView } from './look.ts';
import { remedyOrgans, unnamedRemedyOrgans } from './remedy-organs.ts';
import { requestLimits } from './clock.ts';
import { asHistory } from './store.ts';

/** Requests named one by one in a letter; the rest is counted. */
const NAMED_MOST = 30;

/** Null once what is personal was erased. */
export async function gatherFacts(db: Db, view: RequestView, calendar: Calendar, today: Day): Promise<LetterFacts | null> {
  const { request, personal, charge } = view;
  if (!personal) return null;
  const history = asHistory(view.events);
  const town = await townOrgan(db);
  const [officer] = await staffWithRole(db, 'openness-office', today);
  const office = officer ? await organById(db, officer.organId) : null;
  const handling = request.organId ? await organById(db, request.organId) : null;
  const said = (kind: RequestView['texts'][number]['kind']): string => view.texts.findLast((t) => t.kind === kind)?.text ?? '';
  const signed = (kind: RequestView['letters'][number]['kind']) =>
    view.letters.findLast((l) => l.kind === kind && l.state === 'signed');
  const asked = lastOf(history, 'correction-asked');
  const extended = lastOf(history, 'extended') ?? lastOf(history, 'extension-asked');
  const told = lastOf(history, 'postponed');
  const consulted = lastOf(history, 'consulted');
  const third = opinionsOf(history).findLast((o) => o.whom === 'third-party');
  const words = view.answer?.words ?? null;
  const within = requestLimits[request.regulation].opinion ?? 15;
  return {
    regulation: request.regulation,
    signedOn: today,
    house: {
      organ: town?.name ?? '',
      office: office?.name ?? '政务公开办公室',
      address: office?.address ?? town?.address ?? '',
      telephone: office?.telephone ?? town?.telephone ?? '',
    },
    remedies: (await remedyOrgans(db)) ?? unnamedRemedyOrgans,
    request: {
      number: request.number,
      channel: request.channel,
      submittedOn: request.submittedOn,
      receivedOn: request.receivedOn,
      dueOn: request.dueOn,
      correctedOn: lastOf(history, 'corrected')?.on ?? null,
      extendedTo: lastOf(history, 'extended') ? request.dueOn : null,
      handledBy: handling?.name,
    },
    applicant: personal.applicant,
    wish: personal.wish,
    ...(view.answer && words
      ? {
          answer: {
            code: view.answer.code,
            explanation: words.explanation,
            where: words.where,
            places: view.answer.code === 'A1' ? [{ title: words.where, address: '' }] : [],
            attachments: view.files.filter((f) => f.purpose === 'released').map((f) => f.name),
            rightOrgan: words.rightOrgan === '' ? null : { name: words.rightOrgan, contact: '' },
            earlier: words.earlier === '' ? null : { number: words.earlier, on: null },
            thirdPartyOpinion: third?.opinion ?? null,
            publicInterest: words.publicInterest,
          },
        }
      : {}),
    // Nobody proposes these two: they follow from a day that has passed.
    ...(request.answerCode === 'E1' || request.answerCode === 'E2'
      ? { answer: { code: request.answerCode, explanation: '' } }
      : {}),
    ...(asked
      ? {
          correction: {
            what: said('correction-asked'),
            period: asked.period,
            number: signed('correction-notice')?.number ?? null,
            sentOn: asked.on,
          },
        }
      : {}),
    reasons: { ground: manyRequests(yearOf(request.submittedOn), await numbersOfYear(db, request.id)), period: 15 },
    ...(extended
      ? {
          extension: {
            reason: said('extension'),
            days: extended.days,
            newDue: extendedDue(history, calendar, extended.days) ?? today,
          },
        }
      : {}),
    ...(told ? { postponement: { reason: said('reasons'), until: told.until } } : {}),
    ...(consulted ? { consultation: { whom: consulted.whom, sentOn: consulted.on } } : {}),
    thirdParty: {
      name: consulted?.whom === 'third-party' ? said('consulted') : '',
      isPerson: false,
      what: request.title,
      why: '公开可能涉及您（贵单位）的商业秘密、个人隐私等合法权益',
      period: within,
      publicInterest: words?.publicInterest,
    },
    coMaker: { name: consulted?.whom === 'co-maker' ? said('consulted') : '', what: request.title, period: within },
    assistance: { organ: handling?.name ?? '', what: request.title, by: request.draftOn ?? today },
    ...(charge
      ? {
          fee: {
            basis: charge.basis === 'count' ? ('items' as const) : ('pages' as const),
            amount: charge.yuan,
            lines: feeLines(charge),
            howToPay: `持本通知到${office?.address ?? town?.address ?? '政务公开办'}缴纳，全额上缴财政。`,
            number: signed('fee-notice')?.number ?? null,
            receivedOn: lastOf(history, 'fee-asked')?.receivedOn ?? null,
          },
        }
      : {}),
    delivery: {
      document: signed('answer')?.title ?? '政府信息公开申请答复书',
      number: signed('answer')?.number ?? null,
      place: personal.applicant.address,
      way: '',
      on: lastOf(history, 'answered')?.on ?? null,
    },
  };
}

/** 条例2019#35 asks for reasons where there are too many, too often: which they are, so that it can be checked. */
function manyRequests(year: number, numbers: readonly string[]): string {
  const named = numbers.length > NAMED_MOST ? `${numbers.slice(0, NAMED_MOST).join('、')}等` : numbers.join('、');
  return `自${year}年1月1日起共提出${numbers.length}件政府信息公开申请（${named}）`;
}

function feeLines(charge: { basis: 'count' | 'pages'; quantity: number; yuan: number }): { what: string; amount: number }[] {
  const fee = feeOf(charge.basis === 'count' ? { by: 'count', nth: charge.quantity } : { by: 'pages', pages: charge.quantity });
  return [{ what: fee.steps.join('；'), amount: charge.yuan }];
}

/** The due day with an extension that may still wait for its approval. */
function extendedDue(history: ReturnType<typeof asHistory>, calendar: Calendar, days: number): Day | null {
  if (lastOf(history, 'extended')) return requestClock(history, calendar).law?.due ?? null;
  const asked = lastOf(history, 'extension-asked')!;
  return requestClock([...history, { kind: 'extended', on: asked.on, days, approvedBy: '负责人' }], calendar).law?.due ?? null;
}
