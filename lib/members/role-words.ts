import { PERMISSIONS, type Permission, ROLES, type Role } from '@/lib/server/permissions'

/** How roles and permissions are written on screens. */
export const ROLE_WORDS: Record<Role, { label: string; does: string }> = {
  admin: { label: 'Admin', does: 'Members, settings and retention, and everything the other roles may do.' },
  marketing: { label: 'Marketing', does: 'Handle candidates, entry points, links, public language.' },
  operations: { label: 'Operations', does: 'Calendar, waves, workflows, routing rules, quality checks.' },
  crm_owner: { label: 'CRM owner', does: 'Contacts, field map, duplicate review, merge and undo.' },
  support_lead: { label: 'Support lead', does: 'Scripts, verification, escalation, agent readiness.' },
  developer: { label: 'Developer', does: 'Connections, deliveries, lab, API tokens.' },
  approver: { label: 'Approver', does: 'Decides sign-offs, never on their own work.' },
  viewer: { label: 'Viewer', does: 'Reads, with identifiers masked.' },
}

/** A role that an older or newer version stored is shown as it is. */
export function roleLabel(role: string): string {
  return Object.hasOwn(ROLE_WORDS, role) ? ROLE_WORDS[role as Role].label : role
}

const ROOM_WORDS: Record<string, string> = {
  'field-map': 'Field map',
  'entry-points': 'Entry points',
  'data-protection': 'Data protection',
  macros: 'Support scripts',
  policy: 'Naming policy',
  lab: 'Lab',
  tokens: 'API tokens',
  identity: 'Identifiers',
}

const VERB_WORDS: Record<string, string> = {
  read: 'see',
  write: 'change',
  move: 'tick as moved (their own, or with “change” any)',
  export: 'export',
  erase: 'erase a person for good',
  replay: 'replay',
  body: 'see payload bodies',
  reveal: 'see unmasked (each reveal is audited)',
  answer: 'answer a poll, when asked',
  use: 'add invented people, and take them into a system under test',
  request: 'ask for a sign-off',
  vote: 'decide, where the policy names their role',
  decide: 'release past closed gates',
}

export type PermissionLine = { permission: Permission; room: string; verb: string; roles: readonly Role[] }

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1)
}

/** The permission table in human words, in the order of the table. */
export function permissionLines(): PermissionLine[] {
  return (Object.keys(PERMISSIONS) as Permission[]).map((permission) => {
    const [room = '', verb = ''] = permission.split(':')
    const held: readonly Role[] = PERMISSIONS[permission]
    return {
      permission,
      room: ROOM_WORDS[room] ?? capital(room),
      verb: VERB_WORDS[verb] ?? verb,
      roles: ROLES.filter((role) => held.includes(role)),
    }
  })
}
