// What somebody needs to check a document without us: its content to the byte, and the receipt of its entry.
import { notFoundReply } from '../../../kit/not-found/part.tsx';
import { type Reply, text } from '../../../platform/http/reply.ts';
import type { Ctx, Route } from '../../../platform/http/route.ts';
import { receiptFor } from '../../../ledger/read-log.ts';
import type { DocumentRow, Edition } from '../document.ts';
import { endingEntry } from '../read-seal.ts';
import { shownEdition } from '../reads.ts';
import { contentText, type LoggedSeal, loggedSeals, organCode } from '../seal.ts';
import { documentOf } from './load-view.ts';

const PROOF_TYPE = 'text/plain; charset=utf-8';
/** A reader's tool may ask from another site; there is nothing here that is not public. */
const open = { 'access-control-allow-origin': '*', 'cache-control': 'no-cache' };

interface Found {
  document: DocumentRow;
  edition: Edition;
  seal: LoggedSeal;
}

/** A published edition and its latest seal. */
async function sealedAt(ctx: Ctx): Promise<Found | null> {
  const document = await documentOf(ctx);
  const n = Number(ctx.params.n);
  if (document?.state !== 'published' || !Number.isInteger(n) || n < 1 || n > 10_000) return null;
  const edition = await shownEdition(ctx.town.db, document.id, n);
  const seal = edition && (await loggedSeals(ctx.town.db, edition.id)).at(-1);
  return edition && seal ? { document, edition, seal } : null;
}

async function sendContent(ctx: Ctx): Promise<Reply> {
  const found = await sealedAt(ctx);
  if (!found?.document.indexNo) return notFoundReply(ctx);
  const { document, edition, seal } = found;
  const names = { indexNo: document.indexNo as string, organ: await organCode(ctx.town.db, document), item: document.itemCode };
  return text(contentText(edition, { ...names, mark: seal }), 'application/json; charset=utf-8', 200, open);
}

async function sendProof(ctx: Ctx): Promise<Reply> {
  const found = await sealedAt(ctx);
  const receipt = found && (await receiptFor(ctx.town, found.seal.line.idx, found.seal.salt));
  return receipt ? text(receipt, PROOF_TYPE, 200, open) : notFoundReply(ctx);
}

/** The entry that took the document away; it has no text to be salted. */
async function sendWithdrawalProof(ctx: Ctx): Promise<Reply> {
  const document = await documentOf(ctx);
  const ended = document?.state === 'withdrawn' && document.indexNo ? await endingEntry(ctx.town.db, document.indexNo) : null;
  const receipt = ended && (await receiptFor(ctx.town, ended.index, null));
  return receipt ? text(receipt, PROOF_TYPE, 200, open) : notFoundReply(ctx);
}

export const sealRoutes: readonly Route[] = [
  { method: 'GET', path: '/documents/:code/:serial/editions/:n/content.json', handle: sendContent },
  { method: 'GET', path: '/documents/:code/:serial/editions/:n/proof.tlog-proof', handle: sendProof },
  { method: 'GET', path: '/documents/:code/:serial/withdrawal.tlog-proof', handle: sendWithdrawalProof },
];
