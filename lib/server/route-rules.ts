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
  '/contacts': 'contacts:read',
  '/contacts/[id]': 'contacts:read',
  '/contacts/import': 'contacts:write',
  '/contacts/import/[batchId]': 'contacts:write',
  '/deliveries': 'deliveries:read',
  '/deliveries/[eventId]': 'deliveries:read',
  '/deliveries/failures': 'deliveries:read',
  '/deliveries/posts': 'deliveries:read',
  '/entry-points': 'entry-points:read',
  '/entry-points/[id]': 'entry-points:read',
  '/entry-points/batches': 'entry-points:read',
  '/entry-points/import': 'entry-points:write',
  '/entry-points/new': 'entry-points:write',
  '/members': 'members:read',
  '/members/invites': 'members:read',
  '/members/permissions': 'members:read',
  '/overview': 'overview:read',
  '/routing': 'routing:read',
  '/routing/bench': 'routing:read',
  '/routing/rules': 'routing:read',
}

export const ROUTE_RULES: Record<string, Rule> = {
  'GET /api/auth/[...nextauth]': 'public',
  'POST /api/auth/[...nextauth]': 'public',
  'GET /audit/export': 'audit:export',
  'GET /contacts/export': 'contacts:export',
  'GET /contacts/import/[batchId]/rejects': 'contacts:write',
  'GET /deliveries/export': 'deliveries:read',
  'GET /deliveries/live': 'deliveries:read',
  'GET /entry-points/batches/[batchId]/rejects': 'entry-points:write',
  'GET /entry-points/export': 'entry-points:read',
  'POST /entry-points/import/run': 'entry-points:write',
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
  '(console)/contacts/actions.ts': {
    editContactAction: 'contacts:write',
    setLabelsAction: 'contacts:write',
    revealContactAction: 'identity:reveal',
    stageImportAction: 'contacts:write',
    checkImportAction: 'contacts:write',
    startImportAction: 'contacts:write',
    cancelImportAction: 'contacts:write',
    undoImportAction: 'contacts:write',
  },
  '(console)/deliveries/actions.ts': {
    replayAction: 'deliveries:replay',
    retryAction: 'deliveries:replay',
    revealEventAction: 'identity:reveal',
    readBodyAction: 'deliveries:body',
    sendTestAction: 'deliveries:read',
    testResultAction: 'deliveries:read',
  },
  '(console)/entry-points/actions.ts': {
    createEntryPointAction: 'entry-points:write',
    updateEntryPointAction: 'entry-points:write',
    archiveEntryPointAction: 'entry-points:write',
    restoreEntryPointAction: 'entry-points:write',
    bulkEditAction: 'entry-points:write',
    undoBatchAction: 'entry-points:write',
  },
  '(console)/members/actions.ts': {
    inviteMemberAction: 'members:write',
    revokeInviteAction: 'members:write',
    changeRolesAction: 'members:write',
    disableMemberAction: 'members:write',
    enableMemberAction: 'members:write',
    endMemberSessionsAction: 'members:write',
  },
  '(console)/routing/actions.ts': {
    createWorkflowAction: 'routing:write',
    updateWorkflowAction: 'routing:write',
    archiveWorkflowAction: 'routing:write',
    unarchiveWorkflowAction: 'routing:write',
    previewRulesAction: 'routing:write',
    saveRulesAction: 'routing:write',
    restoreRulesAction: 'routing:write',
    runBenchAction: 'routing:read',
  },
  '(console)/search.ts': { searchAction: 'overview:read' },
  '(console)/views/actions.ts': {
    saveViewAction: 'overview:read',
    changeViewAction: 'overview:read',
    removeViewAction: 'overview:read',
  },
}
