import path from 'node:path'
import { makeBackup } from '../backup/make-backup'
import { restoreBackup } from '../backup/restore-backup'
import { env } from '../server/env'
import { sentenceFor } from '../shared/sentences'
import type { Command } from './command'

export const backup: Command = {
  summary:
    'Writes the whole database and the master key to one file, while Handrail runs. Guard the file like a password.',
  words: ['file'],
  needsDatabase: true,
  async run(given, output) {
    const made = await makeBackup(env().databaseUrl, path.resolve(given.word('file')))
    if (!made.ok) {
      output.err(sentenceFor(made.code, made.details))
      return 1
    }
    const { file, rows, tables, bytes } = made.value
    output.out(`Backup written to ${file}: ${rows} rows of ${tables} tables, ${bytes} bytes.`)
    return 0
  },
}

export const restore: Command = {
  summary: 'Checks a backup and puts it in the place of an empty database, or of a full one with --replace.',
  words: ['file'],
  flags: ['replace'],
  needsDatabase: false,
  async run(given, output) {
    const { databaseUrl, dataDir } = env()
    const options = { replace: given.flag('replace'), dataDir }
    const restored = await restoreBackup(databaseUrl, path.resolve(given.word('file')), options)
    if (!restored.ok) {
      output.err(sentenceFor(restored.code, restored.details))
      return 1
    }
    const { rows, tables, madeAt } = restored.value
    output.out(`Restored ${rows} rows of ${tables} tables from the backup of ${madeAt}.`)
    return 0
  },
}
