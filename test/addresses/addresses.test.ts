// Every address of the program, as a list in the repository: one that changes or goes is seen in review before a resident
// with a bookmark sees it.
import { afterAll, beforeAll, expect, test } from 'vitest';
import { projectFile } from '../../src/platform/project.ts';
import { policyRoutes, routesOf, type WholeTown, wholeTown } from '../support/whole-town.ts';

let it: WholeTown;
beforeAll(async () => {
  it = await wholeTown();
}, 120_000);
afterAll(() => it?.stop());

test('the list of addresses is the one in addresses.txt; a change is written there by `vitest -u`, and read in review', async () => {
  await expect(`${routesOf(it.app).join('\n')}\n`).toMatchFileSnapshot(projectFile('test', 'addresses', 'addresses.txt'));
});

test('the router answers exactly what the policy table names', () => {
  expect(routesOf(it.app)).toEqual(policyRoutes());
});

test('addresses are nouns in small letters, without extensions of a technology', () => {
  const odd = routesOf(it.app).filter((r) => !/^(GET|POST) \/[a-z0-9/.:A-Z-]*$/.test(r) || /\.(html?|php|jsp|aspx?)$/.test(r));
  expect(odd).toEqual([]);
});
