// How the embedded engine is started. It has no checkpointer of its own: the log is shortened when a copy is made.
import { PGlite } from '@electric-sql/pglite';
import { parsersByOid } from './values.ts';
import { SEGMENT_BYTES } from './wal.ts';

const settings: Readonly<Record<string, string>> = {
  shared_buffers: '16MB',
  min_wal_size: '32MB',
  max_wal_size: '64MB',
  wal_recycle: 'off',
};

/**
 * Opens the directory, or makes it; null is a database in memory.
 * @param segments the journal has the log's bytes; the directory keeps so many segments of it, so that a start can see that
 * both are of one history, and journal what recovery has found beyond the journal's end.
 */
export function createDatabase(pg: string | null, segments = 2): Promise<PGlite> {
  const all = { ...settings, wal_keep_size: `${(segments * SEGMENT_BYTES) / 1_048_576}MB` };
  return PGlite.create({
    ...(pg === null ? {} : { dataDir: pg }),
    parsers: parsersByOid,
    startParams: [...PGlite.defaultStartParams, ...Object.entries(all).flatMap(([name, value]) => ['-c', `${name}=${value}`])],
  });
}
