import { describe, expect, it } from 'vitest'
import { messagesBody, NUMBER, read, readOne } from './testing/bodies'

describe('a status', () => {
  const status = (extra: object) => ({ id: 'wamid.S', status: 'delivered', timestamp: '1790418000', ...extra })

  it('failed to a phone has no contacts and is still joined by wamid', () => {
    const errors = [
      {
        code: 131026,
        title: 'Message undeliverable',
        message: 'Message undeliverable',
        error_data: { details: 'Message Undeliverable.' },
        href: 'https://example.com',
      },
    ]
    const update = readOne(
      'status',
      messagesBody({ statuses: [status({ status: 'failed', recipient_id: '447700900111', errors })] }),
    )
    expect(update).toMatchObject({ wamid: 'wamid.S', status: 'failed', who: { phone: '447700900111' } })
    expect(update.key).toBe(`s:${NUMBER}:wamid.S:failed:131026`)
    expect(update.errors[0]?.details).toBe('Message Undeliverable.')
  })

  it('failed to a BSUID names the BSUID', () => {
    const statuses = [status({ status: 'failed', recipient_user_id: 'GB.1', errors: [{ code: '131062' }] })]
    const update = readOne('status', messagesBody({ statuses }))
    expect(update.who).toEqual({ bsuid: 'GB.1' })
    expect(update.errors).toEqual([{ code: 131062 }])
  })

  it('that names nobody is still a status of its message', () => {
    expect(readOne('status', messagesBody({ statuses: [status({})] })).who).toEqual({})
  })

  it('delivered carries the username of its contact', () => {
    const contacts = [{ profile: { name: 'Ana', username: 'ana.larkin' }, wa_id: '447700900111', user_id: 'GB.1' }]
    const statuses = [status({ recipient_id: '447700900111', recipient_user_id: 'GB.1' })]
    expect(readOne('status', messagesBody({ contacts, statuses })).who.username).toBe('ana.larkin')
  })

  it.each(['sent', 'delivered', 'read', 'played', 'failed'])('%s is its own update of the message', (name) => {
    const update = readOne(
      'status',
      messagesBody({ statuses: [status({ status: name, recipient_id: '447700900111' })] }),
    )
    expect(update.key).toBe(`s:${NUMBER}:wamid.S:${name}`)
  })

  it('in a group is one per participant, and the group is not a person', () => {
    const group = { recipient_type: 'group', recipient_id: 'GRP.1' }
    const statuses = [
      status({ ...group, recipient_participant_id: '447700900111', recipient_participant_user_id: 'GB.1' }),
      status({ ...group, recipient_participant_user_id: 'GB.2' }),
    ]
    const updates = read(messagesBody({ statuses }))
    expect(updates.map((update) => update.key)).toEqual([
      `s:${NUMBER}:wamid.S:delivered:g:GB.1`,
      `s:${NUMBER}:wamid.S:delivered:g:GB.2`,
    ])
    expect(updates[0]).toMatchObject({ groupId: 'GRP.1', who: { phone: '447700900111', bsuid: 'GB.1' } })
  })

  it('reads a BSUID that stands in recipient_id as a BSUID', () => {
    expect(readOne('status', messagesBody({ statuses: [status({ recipient_id: 'GB.12' })] })).who).toEqual({
      bsuid: 'GB.12',
    })
  })

  it('that failed twice for different reasons is two pieces of news, in any order of the codes', () => {
    const failed = (codes: number[]) => status({ status: 'failed', errors: codes.map((code) => ({ code })) })
    const keys = read(messagesBody({ statuses: [failed([1, 2]), failed([2, 1]), failed([3])] })).map(
      (update) => update.key,
    )
    expect(new Set(keys).size).toBe(2)
  })

  it('that is not known is kept as unsupported', () => {
    const update = readOne(
      'unsupported',
      messagesBody({ statuses: [status({ status: 'warning', recipient_user_id: 'GB.1' })] }),
    )
    expect(update).toMatchObject({ type: 'status:warning', wamid: 'wamid.S', who: { bsuid: 'GB.1' } })
  })
})
