import type { Profile } from 'next-auth'
import type { OAuthConfig } from 'next-auth/providers/oauth'
import { db, writeTransaction } from '@/lib/server/db'
import { env } from '@/lib/server/env'
import { emailKey } from '@/lib/shared/email'
import { fail, ok, type Result } from '@/lib/shared/result'

/** Signing in through the company's identity provider (OpenID Connect), when OIDC_* are set. */
export type OidcProfile = Profile & { iss?: string; email_verified?: boolean }

export function oidcEnabled(): boolean {
  return Boolean(env().OIDC_ISSUER)
}

export function oidcName(): string {
  return new URL(env().OIDC_ISSUER ?? 'http://unknown').hostname
}

export function oidcProvider(): OAuthConfig<OidcProfile> {
  const { OIDC_ISSUER = '', OIDC_CLIENT_ID, OIDC_CLIENT_SECRET } = env()
  const issuer = OIDC_ISSUER.replace(/\/$/, '')
  return {
    id: 'oidc',
    name: oidcName(),
    type: 'oauth',
    wellKnown: `${issuer}/.well-known/openid-configuration`,
    clientId: OIDC_CLIENT_ID,
    clientSecret: OIDC_CLIENT_SECRET,
    authorization: { params: { scope: 'openid email profile' } },
    idToken: true,
    checks: ['pkce', 'state', 'nonce'],
    profile: (profile) => ({ id: profile.sub ?? '' }),
  }
}

/** One name for a person at one provider; `sub` alone is only unique there. */
export function oidcSubject(profile: OidcProfile): string | null {
  return profile.sub ? `${profile.iss ?? env().OIDC_ISSUER ?? ''}|${profile.sub}` : null
}

/**
 * The user a profile belongs to: by the subject, else by an address the provider says it verified, which then keeps
 * the subject. Nobody becomes a member by signing in: an unknown person is refused and told to ask for an invitation.
 */
export async function userOfProfile(
  profile: OidcProfile,
): Promise<Result<{ userId: string }, 'oidc-unknown' | 'oidc-unverified'>> {
  const subject = oidcSubject(profile)
  if (!subject) return fail('oidc-unknown')
  const known = await db.user.findUnique({ where: { oidcSubject: subject } })
  if (known) return ok({ userId: known.id })
  if (profile.email_verified !== true) return fail('oidc-unverified')
  const key = emailKey(profile.email)
  const user = key ? await db.user.findUnique({ where: { emailKey: key } }) : null
  // An account that belongs to another subject already is never handed over by e-mail.
  if (!user || user.oidcSubject) return fail('oidc-unknown')
  const linked = await writeTransaction((tx) =>
    tx.user.updateMany({ where: { id: user.id, oidcSubject: null }, data: { oidcSubject: subject } }),
  )
  return linked.count === 1 ? ok({ userId: user.id }) : fail('oidc-unknown')
}
