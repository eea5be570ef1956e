// A deed as the desk's form sends it: which one, and what it needs, read into the verb's own terms.
import type { Act } from '../../../platform/act/act.ts';
import type { Fields } from '../../../platform/http/form.ts';
import { type Day, parseDay } from '../../../town/day.ts';
import { parseId } from '../../../town/ids.ts';
import { type Outcome, refuse } from '../../../town/outcome.ts';
import { addFiles } from '../add-files.ts';
import { noWords, proposeAnswer, sendBackAnswer, signAnswer } from '../answer.ts';
import { answerCodes, type AnswerCode } from '../answers.ts';
import { assign, confirmReceipt, giveTitle, watch } from '../begin-handling.ts';
import { askFee, recordPayment, waiveFee } from '../charge.ts';
import { consult, letterReceived, recordOpinion } from '../consult.ts';
import { askCorrection, noticeReceived, receiveCorrection } from '../correct.ts';
import { type DeedName, deeds } from '../deeds.ts';
import { deliver, deliveryOf } from '../deliver.ts';
import { eraseRequest } from '../erase.ts';
import type { GivenFile } from '../files.ts';
import { abandon, archiveRequest, unlist, withdrawRequest } from '../finish.ts';
import { signLetter } from '../letter.ts';
import { askExtension, askReasons, decideExtension, postpone, recordReasons } from '../prolong.ts';
import { resend } from '../resend.ts';
import { raiseSuggestion } from '../suggestions.ts';
import type { RequestRefusal } from '../refusals.ts';
import {
  endRemedy,
  openRemedy,
  type RemedyId,
  type RemedyKind,
  remedyKindNames,
  type RemedyResult,
  remedyResultNames,
} from '../remedy.ts';
import type { LetterId, RequestId } from '../info-request.ts';
import { leaveMessage, takeNote } from '../texts.ts';

export interface DeedInput {
  form: Fields;
  files: readonly GivenFile[];
  id: RequestId;
}

type Done = Promise<Outcome<unknown, RequestRefusal>>;
type Doing = (act: Act, input: DeedInput) => Done;

const dayOn = (form: Fields, name: string): Day | null => parseDay(form.line(name));
const count = (form: Fields, name: string): number => (/^\d{1,6}$/.test(form.line(name)) ? Number(form.line(name)) : Number.NaN);

function oneOf<T extends string>(form: Fields, name: string, words: Readonly<Record<T, unknown>>): T | null {
  const value = form.line(name);
  return Object.hasOwn(words, value) ? (value as T) : null;
}

const opinions = { agrees: 1, 'refuses-with-ground': 1, 'refuses-without-ground': 1, silent: 1 } as const;
const consulted = { 'third-party': 1, 'co-maker': 1 } as const;
const bases = { count: 1, pages: 1 } as const;

/** Letters have pages of their own; everything else is done on the page of the request. */
const doings: Readonly<Record<Exclude<DeedName, 'letter'>, Doing>> = {
  confirm: (act, { form, id }) => confirmReceipt(act, id, dayOn(form, 'on')),
  title: (act, { form, id }) => giveTitle(act, id, form.line('title')),
  assign: async (act, { form, id }) => {
    const organId = parseId<Parameters<typeof assign>[2]['organId']>(form.line('organ'));
    if (!organId) return refuse({ code: 'organ-unknown', field: 'organ' });
    return assign(act, id, { organId, handlerId: parseId(form.line('handler')) });
  },
  resend: (act, { id }) => resend(act, id),
  watch: (act, { form, id }) => watch(act, id, form.line('watching') !== 'off'),
  'ask-correction': (act, { form, id }) => askCorrection(act, id, { what: form.text('what'), period: count(form, 'period') }),
  'notice-received': (act, { form, id }) => noticeReceived(act, id, dayOn(form, 'on')),
  'receive-correction': (act, { form, id }) => receiveCorrection(act, id, { on: dayOn(form, 'on'), text: form.text('text') }),
  consult: (act, { form, id }) =>
    consult(act, id, { whom: oneOf(form, 'whom', consulted), on: dayOn(form, 'on'), name: form.line('name') }),
  'letter-received': (act, { form, id }) => letterReceived(act, id, { letter: form.line('letter'), on: dayOn(form, 'on') }),
  'record-opinion': (act, { form, id }) =>
    recordOpinion(act, id, {
      letter: form.line('letter'),
      on: dayOn(form, 'on'),
      opinion: oneOf(form, 'opinion', opinions),
      text: form.text('text'),
    }),
  'ask-reasons': (act, { id }) => askReasons(act, id),
  'record-reasons': (act, { form, id }) =>
    recordReasons(act, id, { on: dayOn(form, 'on'), text: form.text('text'), reasonable: form.line('reasonable') === 'yes' }),
  postpone: (act, { form, id }) => postpone(act, id, dayOn(form, 'until')),
  'ask-fee': (act, { form, id }) =>
    askFee(act, id, { basis: oneOf(form, 'basis', bases), pages: count(form, 'pages'), receivedOn: dayOn(form, 'receivedOn') }),
  'record-payment': (act, { form, id }) => recordPayment(act, id, { on: dayOn(form, 'on'), receipt: form.line('receipt') }),
  'waive-fee': (act, { form, id }) => waiveFee(act, id, form.text('because')),
  'ask-extension': (act, { form, id }) => askExtension(act, id, { days: count(form, 'days'), reason: form.text('reason') }),
  'decide-extension': (act, { form, id }) => decideExtension(act, id, form.line('granted') === 'yes'),
  'propose-answer': (act, { form, id }) =>
    proposeAnswer(act, id, {
      code: (answerCodes as readonly string[]).includes(form.line('code')) ? (form.line('code') as AnswerCode) : null,
      words: {
        ...noWords,
        explanation: form.text('explanation'),
        where: form.text('where'),
        rightOrgan: form.line('rightOrgan'),
        earlier: form.line('earlier'),
        publicInterest: form.text('publicInterest'),
      },
    }),
  'sign-answer': (act, { id }) => signAnswer(act, id),
  'send-back-answer': (act, { form, id }) => sendBackAnswer(act, id, form.text('why')),
  deliver: (act, { form, files, id }) =>
    deliver(act, id, {
      delivery: deliveryOf(form.line('delivery')),
      on: dayOn(form, 'on'),
      lateReason: form.text('lateReason'),
      proof: files.find((f) => f.purpose === 'delivery-proof') ?? null,
    }),
  abandon: (act, { id }) => abandon(act, id),
  withdraw: (act, { form, id }) => withdrawRequest(act, id, { on: dayOn(form, 'on'), text: form.text('text') }),
  archive: (act, { id }) => archiveRequest(act, id),
  message: (act, { form, id }) => leaveMessage(act, id, form.text('text')),
  note: (act, { form, id }) => takeNote(act, id, form.text('text')),
  'sign-letter': async (act, { form, id }) => {
    const letter = parseId<LetterId>(form.line('letter'));
    return letter ? signLetter(act, id, letter) : refuse({ code: 'not-found' });
  },
  file: (act, { files, id }) => addFiles(act, id, files),
  remedy: async (act, { form, id }) => {
    const remedy = form.line('remedy');
    if (remedy === '')
      return openRemedy(act, id, {
        kind: oneOf<RemedyKind>(form, 'kind', remedyKindNames),
        openedOn: dayOn(form, 'openedOn'),
        organ: form.line('organ'),
        reference: form.line('reference'),
      });
    const known = parseId<RemedyId>(remedy);
    if (!known) return refuse({ code: 'remedy-unknown' });
    return endRemedy(act, id, {
      remedy: known,
      result: oneOf<RemedyResult>(form, 'result', remedyResultNames),
      endedOn: dayOn(form, 'endedOn'),
      whatWasDone: form.text('whatWasDone'),
    });
  },
  suggest: (act, { form, id }) =>
    raiseSuggestion(act, id, { title: form.line('title'), also: form.list('also').flatMap((x) => parseId<RequestId>(x) ?? []) }),
  unlist: (act, { form, id }) => unlist(act, id, form.line('ground')),
  erase: (act, { id }) => eraseRequest(act, id),
};

/** The deed a form names; null when it is none of them. */
export function deedOf(form: Fields): Exclude<DeedName, 'letter'> | null {
  const name = form.line('deed');
  return Object.hasOwn(deeds, name) && Object.hasOwn(doings, name) ? (name as Exclude<DeedName, 'letter'>) : null;
}

export function doDeed(act: Act, deed: Exclude<DeedName, 'letter'>, input: DeedInput): Done {
  return doings[deed](act, input);
}
