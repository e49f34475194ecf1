import NextAuth from 'next-auth'
import { authOptions } from '@/lib/members/next-auth'
import { isOwnOrigin } from '@/lib/server/auth-request'
import { routeRefusal } from '@/lib/server/member-route'

type Context = { params: Promise<{ nextauth: string[] }> }

/** next-auth's endpoints: the credentials provider, and where the identity provider sends people back to. */
function answer(request: Request, context: Context): Promise<Response> {
  return NextAuth(authOptions())(request, context)
}

export function GET(request: Request, context: Context): Promise<Response> {
  return answer(request, context)
}

export async function POST(request: Request, context: Context): Promise<Response> {
  return isOwnOrigin(request.headers) ? answer(request, context) : routeRefusal('bad-origin')
}
