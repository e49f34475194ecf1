import type { ApiCall } from './call'
import { auditList, auditVerify } from './calls/audit'
import { conflictsList } from './calls/conflicts'
import { contactRead, contactsBulk, contactsList } from './calls/contacts'
import { coverageRead } from './calls/coverage'
import { openApi } from './calls/document'
import { duplicateDismiss, duplicatesList, duplicatesScan } from './calls/duplicates'
import { entryPointCheck } from './calls/entry-point-check'
import { entryPointCreate, entryPointsImport, entryPointsList, entryPointUpdate } from './calls/entry-points'
import { contactErase } from './calls/erasure'
import { deliveriesList, deliveryReplay, eventsList } from './calls/events'
import { labReportTake, labRunCreate, labRunRead } from './calls/lab'
import { mergeCreate, mergeUndo } from './calls/merges'
import { readinessRead } from './calls/readiness'
import { resolveIdentity } from './calls/resolve'

/** Every call of the public API, in the order of the document. A route that is not here does not pass the tests. */
export const API_CALLS: readonly ApiCall[] = [
  contactsBulk,
  contactsList,
  contactRead,
  resolveIdentity,
  eventsList,
  deliveriesList,
  deliveryReplay,
  conflictsList,
  duplicatesList,
  duplicatesScan,
  duplicateDismiss,
  contactErase,
  mergeCreate,
  mergeUndo,
  entryPointsList,
  entryPointCreate,
  entryPointUpdate,
  entryPointCheck,
  entryPointsImport,
  labRunCreate,
  labRunRead,
  labReportTake,
  readinessRead,
  coverageRead,
  auditList,
  auditVerify,
  openApi,
]
