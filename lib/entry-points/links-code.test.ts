import { expect, it, vi } from 'vitest'
import { codeFile, makeCheckedCode } from './links-code'
import { EMPTY_FORM } from './links-form'
import * as maker from './qr-make'
import { readCodes } from './qr-read'

const handle = { ...EMPTY_FORM, kind: 'handle', target: 'larkmoss' } as const

it.each([
  { ...handle },
  { ...handle, level: 'L', margin: 0, size: 512, text: 'Hello! I have a question about 🌱 plants.' },
  { ...handle, level: 'H', margin: 12, size: 2048 },
  { ...EMPTY_FORM, target: '+44 20 7946 0118', text: 'x'.repeat(600), size: 512 },
  { ...EMPTY_FORM, kind: 'message', target: 'ABCDEF123456', level: 'Q' },
] as const)('what is handed out reads as its link: %j', async (form) => {
  const made = await makeCheckedCode(form)
  if (!made?.ok) throw new Error(made?.code ?? 'nothing')
  for (const format of ['svg', 'png'] as const) {
    const file = await codeFile(made.value, form, format)
    expect(file.fileName).toMatch(/^qr-[\w.]+\.(svg|png)$/)
    expect(await readCodes(file.bytes, 'quick')).toEqual({ ok: true, value: [made.value.link] })
  }
})

it('a text that no code can hold is refused', async () => {
  const form = { ...handle, level: 'H', text: 'é'.repeat(400) } as const
  expect(await makeCheckedCode(form)).toMatchObject({ ok: false, code: 'code-too-long' })
})

it('a code that does not read as its link is never handed out', async () => {
  const damaged = vi.spyOn(maker, 'codePng').mockResolvedValueOnce(Buffer.from('no picture'))
  expect(await makeCheckedCode(handle)).toMatchObject({ ok: false, code: 'code-unreadable' })
  damaged.mockRestore()
})
