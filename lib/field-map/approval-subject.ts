import { authorsByAudit } from '@/lib/approvals/authors'
import type { ApprovalSubject } from '@/lib/approvals/subject'
import { contentOf, gapsOf, type MappedField } from './rules'
import { mappedSystem, readSystems } from './store'
import { FIELD_MAP_SUBJECT_ID, FIELD_TYPE_WORDS, MAP_SYSTEM_KIND_WORDS } from './vocabulary'

const EDITS = [
  'field-map.system-added',
  'field-map.system-changed',
  'field-map.system-removed',
  'field-map.field-saved',
  'field-map.field-removed',
] as const

/** `crm_contact_id` is `crmContactId` in a content that people read. */
const nameOf = (key: string): string => key.replace(/_(\w)/g, (_match, letter: string) => letter.toUpperCase())

function wordsOf({ fieldName, fieldType, trustedFor, isMatchKey }: MappedField): string {
  const match = isMatchKey ? ', match key' : ''
  return `${fieldName} (${FIELD_TYPE_WORDS[fieldType]}), trusted for ${trustedFor}${match}`
}

/** Which field of which system carries which key, as it was written down. */
export const fieldMapSubject: ApprovalSubject = {
  kind: 'field-map',
  async load(tx, workspaceId, subjectId) {
    if (subjectId !== FIELD_MAP_SUBJECT_ID) return null
    const stored = await readSystems(workspaceId, tx)
    const systems = stored.map(mappedSystem)
    const authorIds = await authorsByAudit(tx, workspaceId, {
      ...{ kind: 'field-map', id: FIELD_MAP_SUBJECT_ID, actions: [...EDITS] },
    })
    return {
      title: 'Field map',
      href: '/field-map',
      content: {
        systems: contentOf(systems).map(({ system, kind, fields }) => ({
          ...{ id: system, kind: MAP_SYSTEM_KIND_WORDS[kind] },
          ...Object.fromEntries(fields.map((field) => [nameOf(field.identityKey), wordsOf(field)])),
        })),
      },
      authorIds,
      concernedIds: [...new Set(stored.map(({ ownerId }) => ownerId).filter((id) => id !== null))],
      problems: gapsOf(systems).map(({ sentence }) => sentence),
    }
  },
}
