import type { Permission } from './permissions'

/**
 * Who may reach what, for every page, route handler and server action below `app/`. The code itself asks
 * (`requireActor`, `memberRoute`, `memberAction`); this table says what it must ask, and tests compare the two and then
 * try each of them as every role, as a visitor and from another workspace. Something new without a line here fails.
 *
 * `/api/v1` is not in it: each call names its scope in lib/api/registry.ts, from which its document and tests are made.
 */
export type Rule = Permission | 'public'

export const PAGE_RULES: Record<string, Rule> = {
  '/': 'public',
  '/sign-in': 'public',
  '/first-run': 'public',
  '/accept-invite/[token]': 'public',
  '/account': 'overview:read',
  '/audit': 'audit:read',
  '/deliveries': 'deliveries:read',
  '/deliveries/[eventId]': 'deliveries:read',
  '/deliveries/failures': 'deliveries:read',
  '/deliveries/posts': 'deliveries:read',
  '/members': 'members:read',
  '/members/invites': 'members:read',
  '/members/permissions': 'members:read',
  '/overview': 'overview:read',
}

export const ROUTE_RULES: Record<string, Rule> = {
  'GET /api/auth/[...nextauth]': 'public',
  'POST /api/auth/[...nextauth]': 'public',
  'GET /audit/export': 'audit:export',
  'GET /deliveries/export': 'deliveries:read',
  'GET /deliveries/live': 'deliveries:read',
  'GET /members/export': 'members:read',
}

/** By file below `app/`, then by the exported name. */
export const ACTION_RULES: Record<string, Record<string, Rule>> = {
  '(auth)/accept-invite/[token]/actions.ts': { acceptInviteAction: 'public', joinByInviteAction: 'public' },
  '(auth)/first-run/actions.ts': { makeFirstAdminAction: 'public' },
  '(auth)/sign-in/actions.ts': { signInAction: 'public' },
  '(console)/account/actions.ts': {
    signOutAction: 'public',
    renameSelfAction: 'overview:read',
    changePasswordAction: 'overview:read',
    endOwnSessionAction: 'overview:read',
    endOtherSessionsAction: 'overview:read',
  },
  '(console)/audit/actions.ts': { verifyAuditAction: 'audit:read' },
  '(console)/deliveries/actions.ts': {
    replayAction: 'deliveries:replay',
    retryAction: 'deliveries:replay',
    revealEventAction: 'identity:reveal',
    readBodyAction: 'deliveries:body',
    sendTestAction: 'deliveries:read',
    testResultAction: 'deliveries:read',
  },
  '(console)/members/actions.ts': {
    inviteMemberAction: 'members:write',
    revokeInviteAction: 'members:write',
    changeRolesAction: 'members:write',
    disableMemberAction: 'members:write',
    enableMemberAction: 'members:write',
    endMemberSessionsAction: 'members:write',
  },
  '(console)/views/actions.ts': {
    saveViewAction: 'overview:read',
    changeViewAction: 'overview:read',
    removeViewAction: 'overview:read',
  },
}
