import { openIntake } from '../intake'

/** Moves everything answered 200 so far into the database, as the worker does, so that a test can look at it there. */
export async function moveAll(databaseUrl: string): Promise<void> {
  const intake = openIntake(databaseUrl)
  try {
    await intake.takeAll(15_000)
  } finally {
    intake.close()
  }
}
