// Wrong answers counted by network, so that one guess on each of many accounts is as slow as many on one.
import { sql } from 'kysely';
import { type Instant, instantOf } from '../../town/day.ts';
import type { Act } from '../act/act.ts';
import { networkOf } from '../http/rate-limit.ts';
import type { Town } from '../town.ts';
import { later, NETWORK_FAILURES, NETWORK_WINDOW_MS } from './lockout.ts';

/** Until when this network has to wait, or null when it may try. */
export async function networkWaitsUntil(town: Town, address: string, at: Instant): Promise<Instant | null> {
  const { rows } = await sql<{ since: Instant }>`
    select since from gongkai.sign_in_networks where network = ${networkOf(address)} and failures >= ${NETWORK_FAILURES}`.execute(
    town.shared,
  );
  const until = rows[0] ? later(rows[0].since, NETWORK_WINDOW_MS) : null;
  return until !== null && at < until ? until : null;
}

/** Counts one wrong answer; true when the network has to wait from now on. Called last before the audit row, by every failure. */
export async function countNetworkFailure(act: Act, address: string): Promise<boolean> {
  const windowStart = instantOf(Date.parse(act.at) - NETWORK_WINDOW_MS);
  const { rows } = await sql<{ failures: number }>`
    insert into gongkai.sign_in_networks as n (network, failures, since) values (${networkOf(address)}, 1, ${act.at})
    on conflict (network) do update set
      failures = case when n.since <= ${windowStart} then 1 else n.failures + 1 end,
      since = case when n.since <= ${windowStart} then excluded.since else n.since end
    returning failures`.execute(act.db);
  return rows[0]!.failures === NETWORK_FAILURES;
}
