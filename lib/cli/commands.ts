import type { Command } from './command'
import { backup, restore } from './commands-backup'
import { doctor } from './commands-doctor'
import { labRun } from './commands-lab'
import { connectionCreate, numberCreate, tokenCreate, userCreate, workspaceCreate } from './commands-setup'
import { auditVerify, demoReset } from './commands-upkeep'

/** The names are fixed: other systems call them (product contract, section 6). */
export const COMMANDS: Record<string, Command> = {
  doctor,
  'workspace:create': workspaceCreate,
  'user:create': userCreate,
  'token:create': tokenCreate,
  'connection:create': connectionCreate,
  'number:create': numberCreate,
  'lab:run': labRun,
  'audit:verify': auditVerify,
  backup,
  restore,
  'demo:reset': demoReset,
}
