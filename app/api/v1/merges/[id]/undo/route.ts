import { mergeUndo } from '@/lib/api/calls/merges'
import { undoMerge } from '@/lib/merges/undo-merge'
import { apiRoute, otherMethods } from '@/lib/server/api-route'

export const dynamic = 'force-dynamic'

export const POST = apiRoute(mergeUndo, ({ actor, params }) => undoMerge(actor, params.id))

export const { GET, PUT, PATCH, DELETE, OPTIONS } = otherMethods('POST')
