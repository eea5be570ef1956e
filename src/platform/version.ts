// The program's version, as package.json tells it.
import { readFileSync } from 'node:fs';
import { projectFile } from './project.ts';

export const programVersion: string = (JSON.parse(readFileSync(projectFile('package.json'), 'utf8')) as { version: string })
  .version;
