/**
 * Every kind of audit event, with the words a person reads after the actor's name. `<room-noun>.<verb-past>`.
 * Rooms add their own lines here, and nowhere else.
 */
export const AUDIT_ACTIONS = {
  'workspace.created': 'created the workspace',
  'workspace.updated': 'changed the workspace settings',
  'user.created': 'created a user',
  'user.signed-in': 'signed in',
  'user.signed-out': 'signed out',
  'user.password-changed': 'changed a password',
  'user.sessions-ended': 'ended sessions',
  'member.invited': 'invited a member',
  'member.invite-accepted': 'accepted an invitation',
  'member.invite-revoked': 'revoked an invitation',
  'member.roles-changed': 'changed the roles of a member',
  'member.disabled': 'disabled a member',
  'member.enabled': 'enabled a member',
  'token.created': 'created an API token',
  'token.revoked': 'revoked an API token',
  'portfolio.created': 'added a portfolio',
  'portfolio.updated': 'changed a portfolio',
  'number.created': 'added a number',
  'number.updated': 'changed a number',
  'number.removed': 'removed a number',
  'connection.created': 'added a connection',
  'connection.updated': 'changed a connection',
  'connection.paused': 'paused a connection',
  'connection.resumed': 'resumed a connection',
  'connection.secret-replaced': 'replaced the secret of a connection',
  'connection.removed': 'removed a connection',
  'delivery.replayed': 'replayed deliveries',
  'delivery.retried': 'retried a delivery that was set aside',
  'delivery.test-sent': 'sent a signed test delivery',
  'delivery.bodies-purged': 'purged delivery bodies by retention',
  'identity.revealed': 'revealed identifiers',
  'identity.batch-resolved': 'resolved a batch of events',
  'contact.created': 'created a contact',
  'contact.updated': 'changed a contact',
  'contact.exported': 'exported contacts',
  'contacts.imported': 'imported contacts',
  'contacts.import-undone': 'undid a contact import',
  'workflow.created': 'added a workflow',
  'workflow.updated': 'changed a workflow',
  'workflow.archived': 'archived a workflow',
  'routing.rules-changed': 'changed the routing rules',
  'entry-point.created': 'added an entry point',
  'entry-point.updated': 'changed an entry point',
  'entry-point.archived': 'archived an entry point',
  'entry-point.restored': 'restored an entry point',
  'entry-points.imported': 'imported entry points',
  'entry-points.import-undone': 'undid an entry-point import',
  'entry-points.exported': 'exported entry points',
  'view.saved': 'saved a view',
  'view.removed': 'removed a view',
  'events.exported': 'exported events',
  'audit.exported': 'exported the audit log',
  'audit.verified': 'verified the audit log',
  'backup.made': 'made a backup',
  'backup.restored': 'restored a backup',
} as const

export type AuditAction = keyof typeof AUDIT_ACTIONS

/** An old event whose action this version does not know is shown as it is, never thrown. */
export function actionWords(action: string): string {
  return Object.hasOwn(AUDIT_ACTIONS, action) ? AUDIT_ACTIONS[action as AuditAction] : action
}
