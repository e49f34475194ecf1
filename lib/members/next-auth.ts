import type { AuthOptions, Profile } from 'next-auth'
import CredentialsProvider from 'next-auth/providers/credentials'
import { sessionSecret } from '@/lib/server/keys'
import { log } from '@/lib/server/log'
import { isSecure, SESSION_DAYS, sessionCookieName, sessionCookieOptions } from '@/lib/server/session-cookie'
import { actorOfSession } from '@/lib/server/session-row'
import { sentenceFor } from '@/lib/shared/sentences'
import { oidcEnabled, oidcProvider, userOfProfile } from './oidc'
import { signInSchema } from './schema'
import { signOut } from './sessions'
import { type SignedIn, signIn, startSession } from './sign-in'
import { readVisitor, rememberDevice } from './visitor'

/** What next-auth's endpoints under /api/auth do. The token names a Session row; everything else is read from it. */
const credentials = CredentialsProvider({
  id: 'credentials',
  name: 'E-mail and password',
  credentials: { email: { type: 'email' }, password: { type: 'password' } },
  async authorize(given) {
    const parsed = signInSchema.safeParse(given)
    if (!parsed.success) return null
    const result = await signIn(parsed.data, await readVisitor())
    // next-auth hands the message of a thrown error to the page; a null would lose how long to wait.
    if (!result.ok) throw new Error(sentenceFor(result.code, result.details))
    await rememberDevice(result.value)
    return { id: result.value.sessionId }
  },
})

async function openOidcSession(profile: Profile | undefined): Promise<SignedIn | null> {
  const user = await userOfProfile(profile ?? {})
  if (!user.ok) return null
  const started = await startSession(user.value.userId, await readVisitor())
  if (!started.ok) return null
  await rememberDevice(started.value)
  return started.value
}

const callbacks: AuthOptions['callbacks'] = {
  async signIn({ account, profile }) {
    if (account?.provider !== 'oidc') return true
    const user = await userOfProfile(profile ?? {})
    return user.ok ? true : `/sign-in?problem=${user.code}`
  },
  async jwt({ token, user, account, profile }) {
    if (account?.provider === 'oidc') return { sid: (await openOidcSession(profile))?.sessionId }
    return { sid: user ? user.id : token.sid }
  },
  // Pages read the session row themselves; this endpoint tells a browser nothing about anybody.
  session: ({ session }) => ({ expires: session.expires }),
}

async function endOnSignOut(sessionId: unknown): Promise<void> {
  const actor = typeof sessionId === 'string' ? await actorOfSession(sessionId, (await readVisitor()).address) : null
  if (actor) await signOut(actor)
}

export function authOptions(): AuthOptions {
  return {
    secret: sessionSecret(),
    providers: oidcEnabled() ? [credentials, oidcProvider()] : [credentials],
    session: { strategy: 'jwt', maxAge: SESSION_DAYS * 86_400 },
    pages: { signIn: '/sign-in', error: '/sign-in', signOut: '/account' },
    useSecureCookies: isSecure(),
    cookies: { sessionToken: { name: sessionCookieName(), options: sessionCookieOptions() } },
    callbacks,
    events: { signOut: ({ token }) => endOnSignOut(token?.sid) },
    logger: {
      error: (code) => log.warn({ code }, 'sign-in: next-auth refused a request'),
      warn: (code) => log.debug({ code }, 'sign-in: next-auth warning'),
      debug: () => undefined,
    },
  }
}
