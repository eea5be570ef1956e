// What a member of staff may be. The Chinese names are the ones on the door.

export const roles = [
  'drafter',
  'department-head',
  'secrecy-reviewer',
  'openness-office',
  'deputy-leader',
  'principal',
  'window',
  'agent',
  'supervisor',
  'system-admin',
  'security-admin',
  'audit-admin',
] as const;

export type Role = (typeof roles)[number];

export const roleNames: Readonly<Record<Role, string>> = {
  drafter: '拟稿人',
  'department-head': '部门负责人',
  'secrecy-reviewer': '保密审查员',
  'openness-office': '政务公开办',
  'deputy-leader': '分管领导',
  principal: '主要领导',
  window: '窗口',
  agent: '代办员',
  supervisor: '监督员',
  'system-admin': '系统管理员',
  'security-admin': '安全管理员',
  'audit-admin': '审计管理员',
};

/** 三员分立: nobody may hold two of these, and none of them publishes (GB/T 22239). */
export const adminRoles: readonly Role[] = ['system-admin', 'security-admin', 'audit-admin'];

/** Who writes drafts for the own organ. The openness office may write for every organ besides. */
export const draftingRoles: readonly Role[] = ['drafter', 'agent'];

export function isRole(text: string): text is Role {
  return (roles as readonly string[]).includes(text);
}
