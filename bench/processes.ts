// Processes of ours that are measured, and how to speak with them.
import { type ChildProcess, fork } from 'node:child_process';
import { projectFile } from '../src/platform/project.ts';
import type { EditionId } from '../src/town/ids.ts';
import type { BarePage } from './bare.ts';
import type { ServingOrder, ServingReport } from './serving.ts';
import type { World } from './world.ts';

function started(file: string, args: readonly string[]): ChildProcess {
  const env = { ...process.env, NODE_ENV: 'production' };
  return fork(projectFile('bench', file), [...args], {
    execArgv: ['--import', 'tsx'],
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
    env,
  });
}

/** The next report that `pick` takes something from. Rejects when the process ends first. */
function report<T, R>(child: ChildProcess, pick: (message: T) => R | undefined): Promise<R> {
  return new Promise((resolve, reject) => {
    const ended = (code: number | null): void => reject(new Error(`a measured process ended early (${code})`));
    const take = (message: unknown): void => {
      const found = pick(message as T);
      if (found === undefined) return;
      child.off('message', take);
      child.off('exit', ended);
      resolve(found);
    };
    child.on('message', take);
    child.once('exit', ended);
  });
}

async function end(child: ChildProcess): Promise<void> {
  const gone = new Promise((resolve) => child.once('exit', resolve));
  if (child.connected) child.disconnect();
  await gone;
}

export interface Serving {
  url: string;
  pid: number;
  /** Publishes inside the serving process; resolves when the verb has acknowledged. */
  publish(id: EditionId): Promise<void>;
  stop(): Promise<void>;
}

export async function serve(world: World): Promise<Serving> {
  const { databaseUrl, data } = world.config;
  const child = started('serving.ts', [JSON.stringify({ url: databaseUrl, data, slug: world.town.slug })]);
  const url = await report(child, (m: ServingReport) => ('url' in m ? m.url : undefined));
  const actor = world.people.actors['openness-office'];
  return {
    url,
    pid: child.pid as number,
    async publish(id) {
      const published = report(child, (m: ServingReport) => ('published' in m && m.published === id ? true : undefined));
      child.send({ publish: id, actor } satisfies ServingOrder);
      await published;
    },
    stop: () => end(child),
  };
}

export interface Bare {
  url: string;
  show(page: BarePage): Promise<void>;
  stop(): Promise<void>;
}

export async function bare(): Promise<Bare> {
  const child = started('bare.ts', []);
  const url = await report(child, (m: { url?: string }) => m.url);
  return {
    url,
    async show(page) {
      const ready = report(child, (m: { ready?: boolean }) => m.ready);
      child.send(page);
      await ready;
    },
    stop: () => end(child),
  };
}
