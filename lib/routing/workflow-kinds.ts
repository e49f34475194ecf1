/** What a conversation lands in. */
export const WORKFLOW_KINDS = ['queue', 'bot', 'owner'] as const
export type WorkflowKind = (typeof WORKFLOW_KINDS)[number]
