// npm start: from a fresh clone to a running site. Plain Node; nothing is needed but Node and npm.
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { install, needsBuild, nodeProblem, root } from './prepared.mjs';

const say = (line) => process.stderr.write(`${line}\n`);

function giveUp(sentence) {
  say(sentence);
  process.exit(1);
}

const old = nodeProblem();
if (old) giveUp(old);
try {
  install(say);
  if (needsBuild()) {
    say('正在构建……');
    const { build } = await import('./build.mjs');
    await build();
  }
} catch (fault) {
  giveUp(fault instanceof Error ? fault.message : String(fault));
}

const program = join(root, 'dist', 'gongkai.js');
const extra = process.argv.slice(2);
const data = resolve(process.env.GONGKAI_DATA || 'data');
if (!process.env.DATABASE_URL && !existsSync(join(data, 'db', 'pg')) && extra.length === 0) {
  // Making a database takes three times the memory of using one, so it is made by a process that ends afterwards.
  const made = spawnSync(process.execPath, [program, 'demo', '--prepare', '--or-serve'], { stdio: 'inherit' });
  if (made.status !== 0) process.exit(made.status ?? 3);
}
process.argv = [process.execPath, program, 'demo', '--or-serve', ...extra];
await import(pathToFileURL(program).href);
