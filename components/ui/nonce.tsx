'use client'

import { createContext, type ReactNode, useContext } from 'react'

const Nonce = createContext<string | undefined>(undefined)

export function NonceProvider({ nonce, children }: { nonce: string | undefined; children: ReactNode }) {
  return <Nonce value={nonce}>{children}</Nonce>
}

/**
 * For code that writes its own style elements (the JSON editor). The content security policy requires a nonce on them.
 */
export const useNonce = () => useContext(Nonce)
