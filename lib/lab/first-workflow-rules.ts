type GateFact = { open: boolean; sentence: string; owner: string }

/** A plan that expects the workflow, and its newest run. */
export type TestedPlan = {
  planned: true
  run: { id: string; total: number; passed: number; failed: number; at: Date } | null
}

export type PathFacts = {
  workflow: string
  identity: GateFact
  scripts: GateFact
  entryPoints: GateFact
  tested: TestedPlan | null
  testsOwner: string
  /** A wave is under way or was released. */
  released: boolean
}

export type PathStep = {
  key: 'identity' | 'tests' | 'scripts' | 'entry-points'
  title: string
  why: string
  done: boolean
  /** The step that has to be done first; null when this one may begin. */
  waitsFor: string | null
  sentence: string
  owner: string
  /** Where it is done; null where there is no such room yet. */
  href: string | null
  link: string
  lastRun: { id: string; at: Date } | null
}

function testSentence({ tested, workflow }: PathFacts): { done: boolean; sentence: string } {
  if (!tested) return { done: false, sentence: `No test plan expects “${workflow}” yet.` }
  const { run } = tested
  if (!run) return { done: false, sentence: 'Its test plan was not run yet.' }
  if (run.failed > 0) return { done: false, sentence: `${run.failed} of ${run.total} payloads failed in the last run.` }
  const rest = run.total - run.passed
  return rest > 0
    ? { done: false, sentence: `${rest} of ${run.total} payloads could not be told or were not sent.` }
    : { done: true, sentence: `All ${run.total} payloads passed.` }
}

/** The four steps of the first live workflow, each after the one before it. */
export function pathSteps(facts: PathFacts): PathStep[] {
  const { identity, scripts, entryPoints, testsOwner, tested, released } = facts
  const tests = testSentence(facts)
  const steps: Omit<PathStep, 'waitsFor'>[] = [
    {
      ...{ key: 'identity', title: 'Identifiers mapped', done: identity.open, sentence: identity.sentence },
      why: 'The CRM has to know the customer by phone and by BSUID before anything else can be right.',
      ...{ owner: identity.owner, href: '/field-map', link: 'Field map', lastRun: null },
    },
    {
      ...{ key: 'tests', title: 'Payload variations tested', ...tests, owner: testsOwner },
      why: 'Every realistic payload reaches the right customer and this workflow, with and without a phone.',
      ...{ href: '/lab/plans', link: 'Plans', lastRun: tested?.run ? { id: tested.run.id, at: tested.run.at } : null },
    },
    {
      ...{ key: 'scripts', title: 'Agent script rewritten', done: scripts.open, sentence: scripts.sentence },
      why: 'Agents explain in one sentence why a username appears, and know when to verify and when to escalate.',
      ...{ owner: scripts.owner, href: null, link: 'Support scripts', lastRun: null },
    },
    {
      ...{ key: 'entry-points', title: 'Entry points moved', done: released, owner: entryPoints.owner },
      sentence: released ? 'The first wave is under way.' : 'No wave is released yet.',
      why: 'Public links and codes come last: they are what cannot be taken back.',
      ...{ href: '/calendar/waves', link: 'Waves', lastRun: null },
    },
  ]
  return steps.map((step, i) => {
    const before = steps.slice(0, i).find(({ done }) => !done)
    return { ...step, waitsFor: before?.title ?? null }
  })
}
