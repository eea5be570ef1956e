#!/usr/bin/env node
// gongkai: runs the built program.
import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const program = join(root, 'dist', 'gongkai.js');
if (!existsSync(program)) {
  process.stderr.write(
    `还没有构建。请先在 ${root} 运行：npm ci --ignore-scripts && node scripts/build.mjs（或直接 npm start）\n`,
  );
  process.exit(1);
}
await import(pathToFileURL(program).href);
