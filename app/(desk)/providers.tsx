'use client'

import { CSPProvider } from '@base-ui/react/csp-provider'
import { QueryClient, QueryClientProvider } from '@tanstack/react-query'
import { type ReactNode, useState } from 'react'
import { NonceProvider } from '@/components/ui/nonce'
import { Toaster } from '@/components/ui/overlays/toaster'
import { NowProvider } from '@/components/ui/time/now'
import { OpenPage } from './open-page'
import type { DeskPerson } from './session-dialog'

type Props = { nonce: string | undefined; renderedAtMs: number; person: DeskPerson; children: ReactNode }

export function Providers({ nonce, renderedAtMs, person, children }: Props) {
  const [queryClient] = useState(makeQueryClient)
  return (
    <CSPProvider nonce={nonce}>
      <NonceProvider nonce={nonce}>
        <NowProvider renderedAtMs={renderedAtMs}>
          <QueryClientProvider client={queryClient}>
            {children}
            <OpenPage {...person} />
            <Toaster />
          </QueryClientProvider>
        </NowProvider>
      </NonceProvider>
    </CSPProvider>
  )
}

const staleMs = 2_000

function makeQueryClient() {
  return new QueryClient({ defaultOptions: { queries: { staleTime: staleMs, retry: 1 } } })
}
