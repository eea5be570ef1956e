// Organs as pages and other rooms ask for them.
import { type RawBuilder, sql } from 'kysely';
import type { Db } from '../../platform/db/engine.ts';
import type { OrganId } from '../../town/ids.ts';
import { isOrganCode, type Organ, type OrganNode, treeOf } from './organ.ts';

type OrganRow = Omit<Organ, 'functions'> & { functions: string };

const columns = sql`id, code, name, short_name as "shortName", kind, parent_id as "parentId", credit_code as "creditCode", functions, address, hours,
  telephone, fax, mail, head_name as "headName", head_post as "headPost", sort, opened_on as "openedOn", closed_on as "closedOn",
  closed_note as "closedNote", revision`;

async function select(db: Db, where: RawBuilder<unknown>): Promise<Organ[]> {
  const { rows } = await sql<OrganRow>`select ${columns} from people_organs where ${where} order by sort, code`.execute(db);
  return rows.map((r) => ({ ...r, functions: r.functions.split('\n').filter((p) => p !== '') }));
}

/** In the order the town lists them. Closed ones only when asked for. */
export function listOrgans(db: Db, options: { includeClosed?: boolean } = {}): Promise<Organ[]> {
  return select(db, options.includeClosed ? sql`true` : sql`closed_on is null`);
}

/** Closed organs too: their documents and pages stay. */
export async function organById(db: Db, id: OrganId): Promise<Organ | null> {
  return (await select(db, sql`id = ${id}`))[0] ?? null;
}

/** Closed organs too. */
export async function organsById(db: Db, ids: readonly OrganId[]): Promise<Map<OrganId, Organ>> {
  const found = ids.length === 0 ? [] : await select(db, sql`id = any(${[...ids]}::text[])`);
  return new Map(found.map((o) => [o.id, o]));
}

/** Closed organs too: their addresses stay. */
export async function organByCode(db: Db, code: string): Promise<Organ | null> {
  // Addresses hold anything, also a NUL, which the database would not even take.
  if (!isOrganCode(code)) return null;
  return (await select(db, sql`code = ${code}`))[0] ?? null;
}

/** An organ, closed or not, and the town government, in one look. */
export async function organAndTown(db: Db, id: OrganId): Promise<{ organ: Organ | null; town: Organ | null }> {
  const found = await select(db, sql`id = ${id} or (kind = 'town' and closed_on is null)`);
  const open = found.find((o) => o.kind === 'town' && o.closedOn === null);
  return { organ: found.find((o) => o.id === id) ?? null, town: open ?? null };
}

/** The town government itself, or null before it is created. */
export async function townOrgan(db: Db): Promise<Organ | null> {
  return (await select(db, sql`kind = 'town' and closed_on is null`))[0] ?? null;
}

export async function organTree(db: Db, options: { includeClosed?: boolean } = {}): Promise<OrganNode[]> {
  return treeOf(await listOrgans(db, options));
}
