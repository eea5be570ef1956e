// Files in any number and order, each recognised by what is in it: receipt, content, page, keys, policy; the rest are attachments
// and pictures, or strangers. The browser and the command line sort alike.
import { imagesOf } from '../../town/body.ts';
import { type Bytes, fromHex, toHex } from './bytes.ts';
import type { CheckGiven } from './check-document.ts';
import { type DocumentContent, parseContent, saltedDigest } from './content.ts';
import { parseEntry } from './entry.ts';
import type { Sha256 } from './merkle.ts';
import { parseVkey } from './note.ts';
import type { GivenFile } from './page-findings.ts';
import { isDocumentPage, type PageElement } from './page-reading.ts';
import { parsePolicy, type Policy } from './policy.ts';
import { parseExtra, parseProof } from './proof-file.ts';

export interface SeenFile extends GivenFile {
  /** Null for what is too large to be anything but an attachment. */
  bytes: Bytes | null;
  /** Empty when it is not UTF-8. */
  text: string;
}

/** Bytes of the largest file that is looked into. */
export const LOOK_MOST = 12_000_000;

export type Gathered = Pick<CheckGiven, 'content' | 'proofText' | 'page' | 'files' | 'strangers'> & {
  vkeys: readonly string[];
  policy: Policy | null;
};

const isProof = (s: SeenFile): boolean => /^c2sp\.org\/tlog-proof/.test(s.text) || /\.tlog-proof(?:\.txt)?$/i.test(s.name);
const isContent = (s: SeenFile): boolean => /^\s*\{/.test(s.text) && s.text.indexOf('"indexNo"') > 0;

/** Parts of a saved page's folder that nobody would take for attachments. */
const BESIDE = /\.(?:css|js|svg|woff2?|ico|download)$/i;

export function keysIn(sha: Sha256, text: string): readonly string[] {
  return text.length < 4000 ? text.split(/\s+/).filter((w) => parseVkey(sha, w) !== null) : [];
}

function policyIn(sha: Sha256, text: string): Policy | null {
  if (!/^(?:#|log |witness |group |quorum )/.test(text)) return null;
  const read = parsePolicy(sha, text);
  return read.ok ? read.policy : null;
}

/** The digest in the content that this file is, or by its name says it is. */
function placeOf(file: GivenFile, content: DocumentContent): string | null {
  const pictures = imagesOf(content.body);
  if (content.attachments.some((a) => a.sha256 === file.sha256) || pictures.indexOf(file.sha256) >= 0) return file.sha256;
  const named = content.attachments.filter((a) => a.name === file.name)[0];
  const picture = /^([0-9a-f]{64})(?:\.[a-z]{1,5})?$/.exec(file.name)?.[1];
  return named?.sha256 ?? (picture !== undefined && pictures.indexOf(picture) >= 0 ? picture : null);
}

/** Of several receipts the one that was made for this content: a mark on a document has a receipt of its own. */
function proofOf(sha: Sha256, proofs: readonly SeenFile[], content: Bytes | null): SeenFile | null {
  const made = (s: SeenFile): boolean => {
    const read = parseProof(s.text);
    const extra = read?.extra ? parseExtra(read.extra) : null;
    const salt = extra?.salt ? fromHex(extra.salt) : null;
    if (!extra || !salt || !content) return false;
    return parseEntry(extra.entry)?.digest === toHex(saltedDigest(sha, salt, content));
  };
  return proofs.filter(made)[0] ?? proofs[0] ?? null;
}

/** `pageOf` gives null for what is too large or deep to be a page. */
export function gatherFiles(sha: Sha256, all: readonly SeenFile[], pageOf: (html: string) => PageElement | null): Gathered {
  const contentFile = all.filter((s) => !isProof(s) && isContent(s))[0];
  const proof = proofOf(sha, all.filter(isProof), contentFile?.bytes ?? null);
  const content = contentFile?.bytes ? parseContent(contentFile.bytes) : null;
  const files = new Map<string, GivenFile | null>();
  const strangers: string[] = [];
  const vkeys: string[] = [];
  let page: PageElement | null = null;
  let policy: Policy | null = null;
  for (const s of all) {
    if (isProof(s) || s === contentFile) continue;
    const place = content ? placeOf(s, content) : null;
    const tree: PageElement | null = place === null && page === null && /<article\b/i.test(s.text) ? pageOf(s.text) : null;
    const keys = keysIn(sha, s.text);
    const rules: Policy | null = policy === null ? policyIn(sha, s.text) : null;
    if (place !== null) files.set(place, { name: s.name, sha256: s.sha256, size: s.size });
    else if (tree && isDocumentPage(tree)) page = tree;
    // A policy holds keys too, among other words.
    else if (rules) policy = rules;
    else if (keys.length > 0) vkeys.push(...keys);
    else if (content && !BESIDE.test(s.name)) strangers.push(s.name);
  }
  return {
    content: contentFile?.bytes ?? null,
    proofText: proof ? proof.text : null,
    page: page ? { tree: page, kind: 'saved' } : null,
    files,
    strangers,
    vkeys: vkeys.length > 0 ? vkeys : (policy?.logs ?? []).map((l) => l.vkey),
    policy,
  };
}
