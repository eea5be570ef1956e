// What people wrote, under the key of their case. Every place names its table, column and row, so that nothing sealed can be
// moved to another place unnoticed.
import type { Town } from '../../platform/town.ts';
import type { CaseKeyId } from '../../platform/vault/key-names.ts';
import type { Applicant, InfoRequest, RequestId, Wish } from './info-request.ts';

/** Which key, and of whose vault. */
export type Keeper = Pick<Town, 'vault'>;

const place = (table: string, column: string, row: string) => ({ table: `requests_${table}`, column, row });

export async function sealText(
  town: Keeper,
  keyId: CaseKeyId,
  at: { table: string; row: string },
  text: string,
): Promise<string> {
  return town.vault.seal(keyId, place(at.table, 'sealed', at.row), text);
}

/** Null once the key is destroyed. */
export async function openText(
  town: Keeper,
  keyId: CaseKeyId,
  at: { table: string; row: string },
  sealed: string,
): Promise<string | null> {
  return town.vault.open(keyId, place(at.table, 'sealed', at.row), sealed);
}

export interface Personal {
  applicant: Applicant;
  wish: Wish;
}

export interface SealedPersonal {
  applicantSealed: string;
  wishSealed: string;
  saltSealed: string;
}

export async function sealPersonal(
  town: Keeper,
  keyId: CaseKeyId,
  id: RequestId,
  { applicant, wish, salt }: Personal & { salt: string },
): Promise<SealedPersonal> {
  const seal = (column: string, text: string): Promise<string> => town.vault.seal(keyId, place('requests', column, id), text);
  return {
    applicantSealed: await seal('applicant', JSON.stringify(applicant)),
    wishSealed: await seal('wish', JSON.stringify(wish)),
    saltSealed: await seal('salt', salt),
  };
}

type Holder = Pick<InfoRequest, 'id' | 'keyId' | 'applicantSealed' | 'wishSealed' | 'saltSealed'>;

/** Who asks for what; null once erased. */
export async function openPersonal(town: Keeper, r: Holder): Promise<Personal | null> {
  const applicant = await town.vault.open(r.keyId, place('requests', 'applicant', r.id), r.applicantSealed);
  const wish = await town.vault.open(r.keyId, place('requests', 'wish', r.id), r.wishSealed);
  if (applicant === null || wish === null) return null;
  return { applicant: JSON.parse(applicant) as Applicant, wish: JSON.parse(wish) as Wish };
}

export async function openSalt(town: Keeper, r: Holder): Promise<string | null> {
  return town.vault.open(r.keyId, place('requests', 'salt', r.id), r.saltSealed);
}

/** Sealed anew after a correction. */
export async function sealWish(town: Keeper, r: Pick<InfoRequest, 'id' | 'keyId'>, wish: Wish): Promise<string> {
  return town.vault.seal(r.keyId, place('requests', 'wish', r.id), JSON.stringify(wish));
}
