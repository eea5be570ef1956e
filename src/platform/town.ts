// A town as the program holds it: its tables, its clock, its files, its public version. Rooms get it with every act.
import type { ChoreBell } from './chores/bell.ts';
import type { Clock } from './clock.ts';
import type { Db, Exclusively } from './db/engine.ts';
import type { Channel } from './dispatch/channel.ts';
import type { FileStore } from './files/store.ts';
import type { LedgerBell } from './ledger-bell.ts';
import type { PublicVersion } from './public-version.ts';
import type { Vault } from './vault/vault.ts';

export interface Log {
  info(fields: object, message: string): void;
  warn(fields: object, message: string): void;
  error(fields: object, message: string): void;
}

export interface Town {
  readonly slug: string;
  readonly name: string;
  /** Database schema the town lives in; its Db already stands there. */
  readonly schema: string;
  readonly demo: boolean;
  /** Everyday connections of this town. */
  readonly db: Db;
  /** Connections standing in the installation's shared schema `gongkai`. */
  readonly shared: Db;
  readonly clock: Clock;
  readonly files: FileStore;
  /** Personal data is sealed here, under a key of its own for each case. */
  readonly vault: Vault;
  /** Where its ledger lies: the log as readers are given it, and the signer's own folder. */
  readonly ledgerFolder: string;
  readonly publicVersion: PublicVersion;
  /** Rung after the commit of an act that asked for background work. */
  readonly choreBell: ChoreBell;
  /** Rung after the commit of an act that has said something to the ledger; tells how far a published checkpoint reaches. */
  readonly ledger: LedgerBell;
  /** Ways to tell people outside that the operator has set up; a demonstration has none. */
  readonly dispatchChannels: ReadonlySet<Channel>;
  /** Work of this town that one process at a time may do. */
  readonly exclusively: Exclusively;
  readonly log: Log;
}
