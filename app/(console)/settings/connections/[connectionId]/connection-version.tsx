'use client'

import { createContext, type ReactNode, useContext, useState } from 'react'

type Known = { version: number; note: (version: number) => void }

const VersionContext = createContext<Known>({ version: 0, note: () => undefined })

/**
 * The version of the connection that the controls of its page act on: what the server drew, or what an own change made
 * of it since. Without it, somebody who does two things quickly would be told that the record changed meanwhile.
 */
export function ConnectionVersion({ version, children }: { version: number; children: ReactNode }) {
  const [own, setOwn] = useState(0)
  return <VersionContext value={{ version: Math.max(version, own), note: setOwn }}>{children}</VersionContext>
}

export function useConnectionVersion(): Known {
  return useContext(VersionContext)
}
