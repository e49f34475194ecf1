import { z } from 'zod'
import { entryPointFiltersSchema } from '@/lib/entry-points/filters'
import { CSV_COLUMNS } from '@/lib/entry-points/import-columns'
import { KINDS, MOVE_STATES, RISKS, ROLLBACK_STATES, TEST_RESULTS } from '@/lib/entry-points/kinds'
import { createEntryPointSchema, entryPointPatchSchema } from '@/lib/entry-points/schema'
import { CSV_LIMITS } from '@/lib/shared/csv-read'
import { defineCall, jsonBody } from '../call'
import { cursorParam, limitParam, pageOf } from '../cursor'
import { flagParam, idParams, listParam } from '../shapes'

const apiEntryPointSchema = z.object({
  id: z.string(),
  version: z.number().int().describe('Send it back as If-Match to change this row.'),
  name: z.string(),
  kind: z.enum(KINDS),
  location: z.string().nullable(),
  audience: z.string().nullable(),
  currentDestination: z.string().nullable(),
  newDestination: z.string().nullable(),
  risk: z.enum(RISKS),
  owner: z.string().nullable().describe('The name of the owner.'),
  ownerMemberId: z.string().nullable().describe('Set when the owner is a member of the workspace.'),
  updateDate: z.string().nullable().describe('YYYY-MM-DD in the zone of the workspace.'),
  wave: z.string().nullable(),
  waveId: z.string().nullable(),
  rollbackPath: z.string().nullable(),
  rollbackState: z.enum(ROLLBACK_STATES).describe('How a roll-back would go; `open` means that nobody has said.'),
  leadDays: z.number().int().nullable().describe('Days a printer or publisher needs before the update date.'),
  notes: z.string().nullable(),
  moveState: z.enum(MOVE_STATES),
  testResult: z.enum(TEST_RESULTS),
  testMessage: z.string().nullable(),
  testedAt: z.string().nullable(),
  archivedAt: z.string().nullable(),
  createdAt: z.string(),
  updatedAt: z.string(),
})

const WAVE_WORDS = 'a wave number, `next` or `none`'

const filters = entryPointFiltersSchema.shape

export const entryPointsList = defineCall({
  id: 'listEntryPoints',
  method: 'GET',
  path: '/entry-points',
  permission: 'entry-points:read',
  summary: 'The sheet of entry points, oldest first',
  query: z.strictObject({
    q: z.string().max(200).optional().describe('Words in the name, location, destinations, owner or notes.'),
    kind: listParam(z.enum(KINDS), KINDS.join(', ')),
    risk: listParam(z.enum(RISKS), RISKS.join(', ')),
    wave: listParam(z.string().regex(/^(?:\d{1,4}|next|none)$/, WAVE_WORDS), WAVE_WORDS),
    owner: z.string().max(120).optional().describe('A member id, or the name of an owner without an account.'),
    result: listParam(z.enum(TEST_RESULTS), TEST_RESULTS.join(', ')),
    move: listParam(z.enum(MOVE_STATES), MOVE_STATES.join(', ')),
    lacks: filters.lacks.unwrap().unwrap().optional().describe('What is missing; `move` is overdue.'),
    archived: flagParam.describe('1 for the archived ones instead.'),
    cursor: cursorParam('entry-points'),
    limit: limitParam(),
  }),
  answer: pageOf(apiEntryPointSchema),
})

export const entryPointCreate = defineCall({
  id: 'createEntryPoint',
  method: 'POST',
  path: '/entry-points',
  permission: 'entry-points:write',
  summary: 'Add an entry point',
  description: 'Without a risk group, the usual one of the kind is taken. The wave must exist.',
  body: jsonBody(createEntryPointSchema),
  answer: apiEntryPointSchema,
  status: 201,
  versioned: true,
  refusals: { 409: 'An entry point with this name, kind and location exists; `details.id` names it.' },
})

export const entryPointUpdate = defineCall({
  id: 'updateEntryPoint',
  method: 'PATCH',
  path: '/entry-points/{id}',
  permission: 'entry-points:write',
  summary: 'Change some fields of an entry point',
  description: 'Based on the version in If-Match. Fields that are left out stay; null empties a field.',
  params: idParams,
  body: jsonBody(entryPointPatchSchema),
  answer: apiEntryPointSchema,
  versioned: true,
  refusals: {
    409: 'Somebody else changed it: `details.current` is the row as it is, `details.yours` what was sent. Also when it is archived, or another row has that name, kind and location.',
    428: 'If-Match is missing.',
  },
})

export const entryPointsImport = defineCall({
  id: 'importEntryPoints',
  method: 'POST',
  path: '/entry-points/import',
  permission: 'entry-points:write',
  summary: 'Import a CSV file of entry points, or try it with dryRun=1',
  description:
    'Rows are recognised by name, kind and location. created + updated + skipped + failed = total, the rows of the file. An import is one batch that can be undone in the console.',
  query: z.strictObject({
    dryRun: flagParam.describe('1 says what the file would do and changes nothing.'),
    fileName: z.string().max(200).optional().describe('Shown in the history of the sheet.'),
  }),
  body: {
    schema: z.instanceof(Buffer),
    types: ['text/csv'],
    limit: CSV_LIMITS.bytes,
    csvDescription: `The first line names the columns, in any order: ${CSV_COLUMNS.join(', ')}. Unknown columns are reported and left out.`,
  },
  answer: z.object({
    batchId: z.string().nullable().describe('Null for a dry run.'),
    total: z.number().int(),
    created: z.number().int(),
    updated: z.number().int(),
    skipped: z.number().int(),
    failed: z.number().int(),
    errors: z.array(
      z.object({
        row: z.number().int().describe('1 is the first row below the heading.'),
        column: z.enum(CSV_COLUMNS).nullable(),
        code: z.string(),
        message: z.string(),
      }),
    ),
    unknownColumns: z.array(z.string()),
    createdWaves: z.array(z.string()),
  }),
  refusals: { 400: 'The file is no CSV, or has no column for the name or the kind.', 413: 'The file is too large.' },
})
