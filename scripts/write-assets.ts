// Writes style sheets, scripts and the icon to dist/assets, compressed, with a manifest. Bundled and run by scripts/build.mjs.
import { mkdirSync, writeFileSync } from 'node:fs';
import { compressAsset, hashedName } from '../src/platform/http/assets.ts';
import { assetsFromSource } from '../src/platform/http/assets-from-source.ts';
import { projectFile } from '../src/platform/project.ts';

mkdirSync(projectFile('dist', 'assets'), { recursive: true });
const manifest: Record<string, string> = {};
for (const { name, content } of await assetsFromSource()) {
  const file = hashedName(name, content);
  manifest[name] = file;
  const path = projectFile('dist', 'assets', file);
  writeFileSync(path, content);
  writeFileSync(`${path}.br`, compressAsset(content, 'br', true));
  writeFileSync(`${path}.gz`, compressAsset(content, 'gzip', true));
}
writeFileSync(projectFile('dist', 'assets', 'manifest.json'), `${JSON.stringify(manifest, null, 1)}\n`);
