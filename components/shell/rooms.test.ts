import { describe, expect, it } from 'vitest'
import { ROOMS, roomOf, visibleRooms } from './rooms'

describe('the rooms', () => {
  it('have an address like their key and a letter of their own', () => {
    for (const room of ROOMS) expect(room.href).toBe(`/${room.key}`)
    expect(new Set(ROOMS.map((room) => room.letter)).size).toBe(ROOMS.length)
  })

  it('appear only when they are built and allowed', () => {
    expect(visibleRooms().every((room) => room.ready)).toBe(true)
    expect(visibleRooms(['contacts', 'signals']).map((room) => room.key)).toEqual(['contacts'])
  })

  it('are found from an address, never by a mere beginning', () => {
    expect(roomOf('/entry-points/ep_1')?.key).toBe('entry-points')
    expect(roomOf('/contacts')?.key).toBe('contacts')
    expect(roomOf('/contactsheet')).toBeNull()
    expect(roomOf('/')).toBeNull()
  })
})
