// How the embedded engine is started. It has no checkpointer of its own: the log is shortened when a copy is made.
import { PGlite } from '@electric-sql/pglite';
import { parsersByOid } from './values.ts';

const settings: Readonly<Record<string, string>> = {
  shared_buffers: '16MB',
  // The journal has the log's bytes; the directory keeps some so that a start can see that both are of one history.
  wal_keep_size: '32MB',
  min_wal_size: '32MB',
  max_wal_size: '64MB',
  wal_recycle: 'off',
};

/** Opens the directory, or makes it; null is a database in memory. */
export function createDatabase(pg: string | null): Promise<PGlite> {
  return PGlite.create({
    ...(pg === null ? {} : { dataDir: pg }),
    parsers: parsersByOid,
    startParams: [
      ...PGlite.defaultStartParams,
      ...Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`]),
    ],
  });
}
