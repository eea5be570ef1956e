import { describe, expect, test } from 'vitest';
import type { OrganId, StaffId } from '../../town/ids.ts';
import { type Role, roles } from '../../town/roles.ts';
import { mayBegin, mayEdit, maySee } from './may-edit.ts';

const village = { id: 'v' as OrganId, kind: 'village' as const };
const town = { id: 't' as OrganId, kind: 'town' as const };
const actor = (role: Role, organId: OrganId = village.id) => ({ staffId: 's' as StaffId, organId, roles: [role] });
const theirs = { authorId: 'other' as StaffId };

describe('a draft', () => {
  test('is begun for another organ by nobody but the office', () => {
    expect(roles.filter((r) => mayBegin(actor(r, 'elsewhere' as OrganId), village))).toEqual(['openness-office']);
  });

  test('is begun for the own organ by drafters, agents and the office', () => {
    expect(roles.filter((r) => mayBegin(actor(r), village))).toEqual(['drafter', 'openness-office', 'agent']);
  });

  test('in the name of the town is begun in the departments, not by an agent', () => {
    expect(roles.filter((r) => mayBegin(actor(r), town))).toEqual(['drafter', 'openness-office']);
  });

  test('of somebody else is changed by those who write for its organ only', () => {
    expect(roles.filter((r) => mayEdit(actor(r), theirs, { organId: village.id }))).toEqual(['drafter', 'agent']);
    expect(roles.filter((r) => mayEdit(actor(r), theirs, { organId: town.id }))).toEqual([]);
  });

  test('of another organ is not seen by its agents and drafters', () => {
    const seen = roles.filter((r) => maySee(actor(r), theirs, { organId: town.id }));
    expect(seen).toEqual(['secrecy-reviewer', 'openness-office', 'deputy-leader', 'principal']);
  });
});
