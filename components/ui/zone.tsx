'use client'

import { createContext, type ReactNode, useContext } from 'react'

const ZoneContext = createContext('UTC')

/** Gives the time zone of the workspace to everything below; every date on screen is written in it. */
export function ZoneProvider({ zone, children }: { zone: string; children: ReactNode }) {
  return <ZoneContext value={zone}>{children}</ZoneContext>
}

export function useZone(): string {
  return useContext(ZoneContext)
}
