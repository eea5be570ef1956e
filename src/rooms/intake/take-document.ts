// One file becomes one public document, in one act. It passes no review: it was public before, and says so, with the day it
// claims and the day it came. Personal data stops it all the same.
import type { Act } from '../../platform/act/act.ts';
import type { Actor } from '../../platform/act/actor.ts';
import type { ReadPicture } from '../../platform/reading/raw-document.ts';
import type { DocumentId, EditionId, OrganId } from '../../town/ids.ts';
import { done, type Outcome, type Refusal, refuse } from '../../town/outcome.ts';
import { itemByCode } from '../catalogue/door.ts';
import { keepDismissal, releaseGrounds } from '../checks/door.ts';
import {
  checkEdition,
  type Draft,
  type EditionFinding,
  insertDocument,
  insertEdition,
  insertEvent,
  lockEdition,
  publishEdition,
  recordFile,
  type TakenUpload,
} from '../disclosure/door.ts';
import { organById } from '../people/door.ts';
import type { Entry, Found } from './intake.ts';
import { knownSource, sourceOf } from './sources.ts';
import { setSourceDocument, settleImported, takeSource } from './store.ts';
import type { ImportRefusal } from './words.ts';

export interface Taking {
  entry: Entry;
  sha256: string;
  bytes: Uint8Array;
  draft: Draft;
  itemCode: string;
  organId: OrganId;
  pictures: readonly ReadPicture[];
  attachments: readonly TakenUpload[];
  found: Found;
  /** What the record says about the way it came: the console, or the command line and who was logged in there. */
  via: string;
  /** Everything is done and then undone: the answer is `pretended` when it would have been imported. */
  pretend: boolean;
}

export interface Taken {
  documentId: DocumentId;
  indexNo: string;
  warnings: readonly string[];
}

export function mayImport(actor: Actor): boolean {
  return actor.staffId !== null && (actor.roles.includes('openness-office') || actor.roles.includes('system-admin'));
}

/** Findings that stop an import besides personal data. An old text's wording and dead links are told, not mended. */
const STOPS: readonly string[] = [
  'same-document',
  'body-empty',
  'body-placeholder',
  'attachment-unreadable',
  'created-in-future',
  'created-missing',
];

export function firstSentence(text: string): string {
  return text.split('。')[0] ?? '';
}

export async function takeDocument(act: Act, t: Taking): Promise<Outcome<Taken, ImportRefusal>> {
  const author = act.actor.staffId;
  if (!author || !mayImport(act.actor)) return refuse({ code: 'not-allowed' });
  const source = sourceOf(t.entry, t.sha256);
  if (!(await takeSource(act, t.entry, source, t.sha256))) {
    const known = await knownSource(act.db, t.entry, t.sha256);
    return refuse(known?.refusal ?? { code: 'changed-since', facts: { name: t.entry.name, indexNo: '' } });
  }
  const item = await itemByCode(act.db, t.itemCode);
  if (!item || item.closedOn !== null) return refuse({ code: 'item-not-found', field: 'item', facts: { given: t.itemCode } });
  if (!(await organById(act.db, t.organId)))
    return refuse({ code: 'organ-not-found', field: 'organ', facts: { given: t.organId } });

  for (const picture of t.pictures) await recordFile(act, pictureFile(picture));
  for (const file of t.attachments) await recordFile(act, file);
  const documentId = await insertDocument(act, {
    organId: t.organId,
    itemCode: t.itemCode,
    dutyId: null,
    authorId: author,
    importSource: source,
  });
  await setSourceDocument(act, source, documentId);
  const editionId = await insertEdition(act, documentId, 1, author, t.draft);
  await insertEvent(act, documentId, editionId, 'imported', `${t.entry.name} SHA-256 ${t.sha256}`);

  const locked = await lockEdition(act.db, editionId);
  if (!locked) throw new Error('the document just made is gone');
  const findings = await checkEdition(act.db, act.town.files, locked.edition, locked.document, act.today);
  const stopped = await stops(act, t, { documentId, editionId }, findings);
  if (stopped.length > 0) return { ok: false, refusals: stopped };

  const published = await publishEdition(act, locked.edition, locked.document, { claimed: t.draft.claimedOn });
  if (!published.ok) return published;
  const { indexNo } = published.value;
  act.record(`document:${documentId}`, {
    imported: t.entry.name,
    sha256: t.sha256,
    key: t.entry.keyed ? t.entry.rowKey : null,
    claimed: t.draft.claimedOn,
    index: indexNo,
    via: t.via,
  });
  const warnings = findings
    .filter((f) => f.level === 'warn' || (f.level === 'stop' && !STOPS.includes(f.rule) && !f.secondPersonMayRelease))
    .map((f) => f.title);
  if (t.pretend) return refuse({ code: 'pretended', facts: { warnings: warnings.join('；') } });
  // The original stays in the town's files, under its digest, for whoever doubts the import later.
  await act.town.files.put(t.bytes);
  if (t.entry.lineId) await settleImported(act, t.entry.lineId, documentId, indexNo, withChecks(t.found, warnings));
  return done({ documentId, indexNo, warnings });
}

export function withChecks(found: Found, warnings: readonly string[]): Found {
  return { ...found, warnings: [...found.warnings, ...warnings.slice(0, 6)] };
}

function pictureFile(picture: ReadPicture): TakenUpload {
  const { sha256, kind, bytes } = picture;
  return {
    ref: { sha256, name: `image.${kind}`, kind, size: bytes.byteLength },
    inspected: { kind, originalSha256: sha256, text: '', hidden: [] },
  };
}

/** Personal data is told apart from the rest: it alone may be released, by somebody else. */
async function stops(
  act: Act,
  t: Taking,
  place: { documentId: DocumentId; editionId: EditionId },
  findings: readonly EditionFinding[],
): Promise<Refusal<ImportRefusal>[]> {
  const found: Refusal<ImportRefusal>[] = [];
  // In a rehearsal attachments have been looked through, but lie in no store yet.
  const others = findings.filter((f) => f.blocks && STOPS.includes(f.rule) && !(t.pretend && f.rule === 'attachment-unreadable'));
  const said = (list: readonly EditionFinding[]): string =>
    list.map((f) => `${f.title}（${firstSentence(f.explain)}）`).join('；');
  if (others.length > 0) found.push({ code: 'check-stops', facts: { what: said(others) } });
  const personal = findings.filter((f) => f.blocks && f.secondPersonMayRelease);
  if (personal.length === 0) return found;
  const { release } = t.entry;
  if (!release) return [...found, { code: 'personal-data', law: '条例2019#15', facts: { what: said(personal) } }];
  if (release.staffId === act.actor.staffId) found.push({ code: 'release-same-person', law: '条例2019#15' });
  if (!Object.hasOwn(releaseGrounds, release.ground))
    found.push({ code: 'release-ground', facts: { grounds: Object.keys(releaseGrounds).join('、') } });
  if ([...release.reason.trim()].length < 2) found.push({ code: 'release-reason' });
  if (found.length > 0) return found;
  const { staffId, name, ground, reason } = release;
  for (const { fingerprint, rule, title } of personal) {
    await keepDismissal(act, place.documentId, { fingerprint, rule, reason, ground, by: { staffId, name } });
    await insertEvent(act, place.documentId, place.editionId, 'dismissed', `${title}：${reason}（${name}）`);
  }
  act.record(`document:${place.documentId}`, { released: personal.map((f) => f.rule), by: staffId, ground, reason });
  return found;
}
