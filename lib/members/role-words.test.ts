import { expect, test } from 'vitest'
import { PERMISSIONS } from '@/lib/server/permissions'
import { permissionLines, roleLabel } from './role-words'

test('every permission is told in words', () => {
  const lines = permissionLines()
  expect(lines.map((line) => line.permission)).toEqual(Object.keys(PERMISSIONS))
  for (const line of lines) {
    const [, verb] = line.permission.split(':')
    expect(line.verb === verb && !['comment', 'export', 'replay', 'decide'].includes(line.verb), line.permission).toBe(
      false,
    )
    expect(line.room).toMatch(/^[A-Z]/)
  }
})

test('a role this version does not know is shown as it is', () => {
  expect(roleLabel('crm_owner')).toBe('CRM owner')
  expect(roleLabel('owner')).toBe('owner')
  expect(roleLabel('toString')).toBe('toString')
})
