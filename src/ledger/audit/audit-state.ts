// What an auditor keeps between two looks: enough to go on where it was, and to prove what it had seen. The hashes of begun
// tiles give the root again, so a state that was damaged or made up is not taken.
import { fromBase64, toBase64 } from '../format/bytes.ts';
import { isHash, isSize } from '../format/merkle.ts';
import { emptyStanding, fromSaved, type SavedStanding, type Standing, toSaved } from '../standing-fold.ts';
import { Chains, type SavedChains } from './chains.ts';
import type { Finding } from './findings.ts';
import { TreeFold } from './tree-fold.ts';

export interface AuditState {
  v: 1;
  origin: string;
  /** Keys the log has been known by. */
  vkeys: readonly string[];
  size: number;
  /** Base64. */
  root: string;
  /** The signed checkpoint: with a contradicting one it proves that the log lied to somebody. */
  checkpoint: string;
  /** When somebody else had seen this size; null when nobody but the log has signed. */
  witnessedAt: string | null;
  latestClaim: string;
  /** By level, the hashes of tiles begun. */
  levels: readonly string[];
  standing: SavedStanding;
  chains: SavedChains;
  /** Faults of entries stay faults: they are told again each time. */
  wrong: readonly Finding[];
  wrongCount: number;
}

/** What is folded over a log, ready to go on. */
export interface Folded {
  tree: TreeFold;
  standing: Standing;
  chains: Chains;
}

export function nothingFolded(): Folded {
  return { tree: new TreeFold(), standing: emptyStanding(), chains: new Chains() };
}

export function savedParts({
  tree,
  standing,
  chains,
}: Folded): Pick<AuditState, 'size' | 'root' | 'levels' | 'standing' | 'chains'> {
  return {
    size: tree.size,
    root: toBase64(tree.root()),
    levels: tree.saved(),
    standing: toSaved(standing),
    chains: chains.saved(),
  };
}

/** Null when the hashes are not those of that root. */
function treeOf(state: AuditState): TreeFold | null {
  const tree = TreeFold.from(state.size, state.levels);
  return tree !== null && toBase64(tree.root()) === state.root && state.standing.size === state.size ? tree : null;
}

/** Throws on a state that readAuditState would not have given. */
export function foldedOf(state: AuditState): Folded {
  const tree = treeOf(state);
  if (tree === null) throw new RangeError('the saved state does not hold together');
  return { tree, standing: fromSaved(state.standing), chains: Chains.from(state.chains) };
}

/** A state out of a file: null when it is none, or not one that holds together. */
export function readAuditState(text: string): AuditState | null {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (fault) {
    if (fault instanceof SyntaxError) return null;
    throw fault;
  }
  return isState(value) && treeOf(value) !== null ? value : null;
}

function isState(value: unknown): value is AuditState {
  if (typeof value !== 'object' || value === null) return false;
  const s = value as Partial<Record<keyof AuditState, unknown>>;
  const texts = [s.origin, s.root, s.checkpoint, s.latestClaim].every((t) => typeof t === 'string');
  const lists = [s.vkeys, s.levels, s.wrong].every((l) => Array.isArray(l));
  if (s.v !== 1 || !texts || !lists || typeof s.size !== 'number' || !isSize(s.size)) return false;
  const { ids, seqs, duties: ofDuty, chainOf } = (s.chains ?? {}) as Partial<SavedChains>;
  if (![ids, seqs, ofDuty].every((l) => Array.isArray(l)) || typeof chainOf !== 'string') return false;
  const root = fromBase64(s.root as string);
  const { duties, documents, orgs } = (s.standing ?? {}) as Partial<SavedStanding>;
  return root !== null && isHash(root) && [duties, documents, orgs].every((l) => Array.isArray(l));
}

export function writeAuditState(state: AuditState): string {
  return `${JSON.stringify(state)}\n`;
}
