// What a file would become: the document as read, the row of the sheet over it, the office's choice over both, and guesses
// where nobody said anything. Pure; whatever is missing or doubtful is said all at once.
import type { ReadDocument } from '../../platform/reading/read-document.ts';
import type { Day } from '../../town/day.ts';
import type { OrganId } from '../../town/ids.ts';
import type { Refusal } from '../../town/outcome.ts';
import type { CatalogueItem } from '../catalogue/door.ts';
import {
  type AttachmentRef,
  blankDraft,
  completeness,
  type Draft,
  genres,
  shapeProblems,
  SUMMARY_MOST,
  TITLE_MOST,
  topics,
  validities,
  type Validity,
} from '../disclosure/door.ts';
import { firstSentences } from './first-sentences.ts';
import { guessGenre } from './guess-genre.ts';
import { guessItem } from './guess-item.ts';
import { guessOrgan, organNamed, type NamedOrgan } from './guess-organ.ts';
import type { MetadataRow } from './metadata.ts';
import { signatureDay } from './signature-day.ts';
import type { ImportRefusal, IntakeWarning } from './words.ts';

/** What a person chose; it stands over the sheet and every guess. */
export interface Wish {
  item?: string;
  organ?: OrganId;
  publishedOn?: Day;
}

export interface Known {
  townName: string;
  /** Open items only. */
  items: readonly Pick<CatalogueItem, 'code' | 'name' | 'shortName'>[];
  organs: readonly NamedOrgan[];
  today: Day;
}

/** For a whole set: an item for all, an organ for those whose source names none. */
export interface SetChoices {
  item: string | null;
  organ: OrganId | null;
}

export interface Proposal {
  draft: Draft;
  itemCode: string | null;
  organId: OrganId | null;
  publishedOn: Day | null;
  warnings: readonly { code: IntakeWarning; facts: NonNullable<Refusal['facts']> }[];
  refusals: readonly Refusal<ImportRefusal>[];
}

export interface Proposing {
  name: string;
  read: ReadDocument;
  row: MetadataRow | null;
  wish: Wish;
  choices: SetChoices;
  known: Known;
  attachments: readonly AttachmentRef[];
}

/** An item as a person writes it in a table: `04`, `4`, its name, its short name, or both together. */
export function itemNamed(given: string, items: Known['items']): string | null {
  const text = given.normalize('NFKC').trim();
  const code = /^(\d{1,2})(?!\d)/.exec(text)?.[1]?.padStart(2, '0');
  const found = items.find((i) => i.code === code) ?? items.find((i) => i.name === text || i.shortName === text);
  return found?.code ?? null;
}

/** A file name that says more than a number is often all the title there is. */
function titleFromName(name: string): string {
  const stem = name
    .replace(/^.*[/\\]/, '')
    .replace(/\.[a-z0-9]{1,6}$/i, '')
    .trim();
  return (stem.match(/\p{Script=Han}/gu)?.length ?? 0) >= 4 ? stem : '';
}

export function propose(p: Proposing): Proposal {
  const { read, row, known } = p;
  const warnings: Proposal['warnings'][number][] = [];
  const refusals: Refusal<ImportRefusal>[] = [...(row?.problems ?? [])];
  const warn = (code: IntakeWarning, facts: NonNullable<Refusal['facts']> = {}): void => void warnings.push({ code, facts });

  const stated = row?.title || read.title;
  const title = stated || titleFromName(p.name);
  if (title === '') refusals.push({ code: 'title-missing', field: 'title' });
  else if (stated === '') warn('title-from-name');

  const publishedOn = p.wish.publishedOn ?? row?.publishedOn ?? read.publishedOn;
  if (!publishedOn && !row?.problems.some((r) => r.field === 'publishedOn'))
    refusals.push({ code: 'date-missing', field: 'publishedOn' });
  if (publishedOn && publishedOn > known.today)
    refusals.push({ code: 'date-future', field: 'publishedOn', facts: { date: publishedOn } });

  const signed = row?.createdOn ? null : signatureDay(read.body);
  // A date under a text that is later than its publication is somebody else's signature.
  const underText = signed && publishedOn && signed <= publishedOn ? signed : null;
  const createdOn = row?.createdOn ?? underText ?? publishedOn;
  if (underText) warn('created-from-signature', { date: underText });
  else if (!row?.createdOn && createdOn) warn('created-from-published');
  if (row?.createdOn && publishedOn && row.createdOn > publishedOn)
    refusals.push({
      code: 'created-after-published',
      field: 'createdOn',
      facts: { created: row.createdOn, published: publishedOn },
    });

  const docNo = row?.docNo || read.docNo;
  const itemCode = chooseItem(p, title, docNo, refusals, warn);
  const organ = chooseOrgan(p, refusals);
  const source = row?.source || read.source;
  if (source === '' && organ) warn('source-from-organ');

  const genre = row?.genre ? oneOf(genres, row.genre, 'genre-not-found', 'genre', refusals) : guessGenre(title);
  const topic = row?.topic ? oneOf(topics, row.topic, 'topic-not-found', 'topic', refusals) : blankDraft.topic;
  const validity = row?.validity ? oneOf(validities, row.validity, 'validity-not-found', 'validity', refusals) : '有效';
  if (row && [...row.summary].length > SUMMARY_MOST)
    refusals.push({ code: 'summary-too-long', field: 'summary', facts: { most: SUMMARY_MOST, now: [...row.summary].length } });

  const draft: Draft = {
    ...blankDraft,
    title,
    docNo,
    genre,
    topic,
    validity: validity as Validity,
    sourceUnit: source || (organ?.name ?? ''),
    createdOn: createdOn ?? null,
    keywords: row?.keywords ?? [],
    summary: row?.summary || (title === '' ? '' : firstSentences(read.body, title)),
    body: read.body,
    attachments: p.attachments,
    claimedOn: publishedOn ?? null,
  };
  if ([...title].length > TITLE_MOST) refusals.push(...shapeProblems({ ...draft, summary: '' }));
  if (refusals.length === 0) refusals.push(...completeness(draft, 1, known.today));
  return { draft, itemCode, organId: organ?.id ?? null, publishedOn: publishedOn ?? null, warnings, refusals };
}

function oneOf(
  list: readonly string[],
  given: string,
  code: 'genre-not-found' | 'topic-not-found' | 'validity-not-found',
  field: string,
  refusals: Refusal<ImportRefusal>[],
): string {
  if (!list.includes(given)) refusals.push({ code, field, facts: { given } });
  return given;
}

type Warn = (code: IntakeWarning, facts?: NonNullable<Refusal['facts']>) => void;

function chooseItem(p: Proposing, title: string, docNo: string, refusals: Refusal<ImportRefusal>[], warn: Warn): string | null {
  const { items } = p.known;
  const given = p.wish.item || p.row?.item || p.choices.item || '';
  if (given !== '') {
    const code = itemNamed(given, items);
    if (code === null) refusals.push({ code: 'item-not-found', field: 'item', facts: { given } });
    return code;
  }
  const guess = guessItem({ title, breadcrumb: p.read.breadcrumb, keywords: p.row?.keywords ?? [], docNo }, items);
  if (guess.code !== null) {
    warn('item-guessed', {
      code: guess.code,
      signs: guess.signs
        .slice(0, 4)
        .map((s) => `“${s}”`)
        .join(''),
    });
    return guess.code;
  }
  const maybe = guess.maybe.map((code) => `${code} ${items.find((i) => i.code === code)?.name ?? ''}`).join('、');
  refusals.push({ code: 'item-unsure', field: 'item', facts: { maybe } });
  return null;
}

function chooseOrgan(p: Proposing, refusals: Refusal<ImportRefusal>[]): NamedOrgan | null {
  const { organs, townName } = p.known;
  const byId = (id: OrganId | null | undefined): NamedOrgan | null => organs.find((o) => o.id === id) ?? null;
  if (p.wish.organ) return byId(p.wish.organ);
  if (p.row?.organ) {
    const found = organNamed(p.row.organ, organs) ?? guessOrgan(p.row.organ, organs, townName);
    if (!found) refusals.push({ code: 'organ-not-found', field: 'organ', facts: { given: p.row.organ } });
    return found;
  }
  const source = p.row?.source || p.read.source;
  const crumbs = source === '' ? [...p.read.breadcrumb].reverse() : [];
  const found =
    guessOrgan(source, organs, townName) ??
    crumbs.reduce<NamedOrgan | null>((hit, step) => hit ?? organNamed(step, organs), null) ??
    byId(p.choices.organ);
  if (!found) refusals.push({ code: 'organ-unsure', field: 'organ', facts: { source: source.slice(0, 40) } });
  return found;
}
