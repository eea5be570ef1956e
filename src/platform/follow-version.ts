// Other processes on the same PostgreSQL change what the public sees, too: their moves of the public version are
// noticed by asking four times a second.
import type { Town } from './town.ts';

export function followPublicVersion(town: Town, everyMs = 250): { stop(): void } {
  let asking = false;
  let lost = false;
  const timer = setInterval(async () => {
    if (asking) return;
    asking = true;
    try {
      await town.publicVersion.refresh(town.db);
      if (lost) town.log.info({}, 'the database is back');
      lost = false;
    } catch (fault) {
      if (!lost) town.log.error({ fault }, 'the database does not answer');
      lost = true;
    } finally {
      asking = false;
    }
  }, everyMs);
  return { stop: () => clearInterval(timer) };
}
