'use client'

import { useEffect } from 'react'

/**
 * Dialogs lock the scrolling of the page with a style element made at run time (react-remove-scroll, which reads
 * `__webpack_nonce__`). Under a policy with nonces that element needs the nonce of the document. The first one wins: a
 * later render belongs to a new request, but the policy of the open document stays the one it was loaded with.
 */
export function StyleNonce({ nonce }: { nonce?: string | undefined }) {
  useEffect(() => {
    const scope = globalThis as { __webpack_nonce__?: string }
    if (nonce) scope.__webpack_nonce__ ??= nonce
  }, [nonce])
  return null
}
