/** A browser's name for itself in a few words: "Firefox on Windows". Good enough to recognise one's own. */
const BROWSERS: [RegExp, string][] = [
  [/\bEdg\//, 'Edge'],
  [/\bOPR\//, 'Opera'],
  [/\bFirefox\//, 'Firefox'],
  [/Chrome\//, 'Chrome'],
  [/\bSafari\//, 'Safari'],
]
const SYSTEMS: [RegExp, string][] = [
  [/iPhone|iPad/, 'iOS'],
  [/Android/, 'Android'],
  [/Windows/, 'Windows'],
  [/Mac OS X/, 'macOS'],
  [/Linux/, 'Linux'],
]

function find(table: [RegExp, string][], agent: string): string | null {
  return table.find(([pattern]) => pattern.test(agent))?.[1] ?? null
}

export function agentWords(agent: string | null): string {
  if (!agent) return 'Unknown browser'
  const browser = find(BROWSERS, agent) ?? 'Unknown browser'
  const system = find(SYSTEMS, agent)
  return system ? `${browser} on ${system}` : browser
}
